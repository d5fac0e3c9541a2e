using System.Collections.Immutable;
using Proforma.Model.Claims;
using Proforma.Model.Runs;
using Proforma.Model.Simulation;
using Proforma.Reporting.Numbers;

namespace Proforma.Reporting.Reports;

/// <summary>What a report is made from.</summary>
public sealed record ReportInput
{
    public required ReportTemplate Template { get; init; }

    /// <summary>The run of the plan, compiled with <see cref="ReportTemplate.Expressions"/>.</summary>
    public required IPlanFigures Figures { get; init; }

    /// <summary>The hidden slot of each expression, −1 where it could not be compiled.</summary>
    public required ImmutableArray<int> ExtraSlots { get; init; }

    /// <summary>Answers what figures would be with other inputs; null where nobody can, and then there are no bridges and tornadoes.</summary>
    public IWhatIf? WhatIf { get; init; }

    /// <summary>The plan's claims held against its figures; none where nobody has done so.</summary>
    public ImmutableArray<ClaimResult> Claims { get; init; } = [];

    /// <summary>Collects the numbers of a simulation that the template's charts need, while none has been run; null otherwise.</summary>
    public ICollection<SimulationOutput>? NeededOutputs { get; init; }

    /// <summary>A simulation for fans and histograms, or null.</summary>
    public ISimulatedFigures? Simulated { get; init; }

    public ImmutableArray<CitedSource> Sources { get; init; } = [];

    public ReportLanguage Language { get; init; }

    /// <summary>An ISO 4217 code to translate money into, or empty.</summary>
    public string Currency { get; init; } = "";

    /// <summary>The track of figures that name none; empty for the plan's first.</summary>
    public string Track { get; init; } = "";

    /// <summary>The nearest of some names to one that is misspelt, or null.</summary>
    public Func<string, IEnumerable<string>, string?> Nearest { get; init; } = static (_, _) => null;

    /// <summary>The most figures whose origins are part of the report.</summary>
    public int MaxExplained { get; init; } = 6_000;
}
