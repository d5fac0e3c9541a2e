using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;

namespace Proforma.Reporting.Explain;

/// <summary>How one figure came about: its formula, the figures that it reads, and where it stands. A tree down to inputs.</summary>
public sealed record Explanation
{
    /// <summary>The cell as formulas select it: `revenue[aggressive, 2027]`.</summary>
    public required string Cell { get; init; }

    /// <summary>Index of the line's slot.</summary>
    public required int Slot { get; init; }

    /// <summary>Its row.</summary>
    public required int Row { get; init; }

    /// <summary>The steps that it covers; null for one step, which <see cref="Step"/> names.</summary>
    public ReportSpan? Span { get; init; }

    /// <summary>The step, where it is one.</summary>
    public int Step { get; init; }

    /// <summary>The line's label.</summary>
    public required string Label { get; init; }

    /// <summary>The value in base units: a flow over a period is an amount, in a step a rate.</summary>
    public required CellValue Value { get; init; }

    /// <summary>The value with its unit.</summary>
    public required string Text { get; init; }

    /// <summary>The formula or value as the plan writes it, or how a roll-up is made; empty where no clause applies.</summary>
    public string Formula { get; init; } = "";

    /// <summary>Where the formula stands, and what it cites.</summary>
    public Provenance Provenance { get; init; } = Provenance.None;

    /// <summary>True for a value that a person set: nothing lies below it.</summary>
    public bool IsInput { get; init; }

    /// <summary>True when the figure is explained elsewhere in the tree, or lies deeper than asked for.</summary>
    public bool IsCut { get; init; }

    /// <summary>The figures that it reads.</summary>
    public ImmutableArray<Explanation> Operands { get; init; } = [];
}
