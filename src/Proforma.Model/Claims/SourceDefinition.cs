using Proforma.Model.Program;

namespace Proforma.Model.Claims;

/// <summary>Where claims and figures come from: `source press "Title" 2025-02-13`.</summary>
/// <param name="Index">Its position in <see cref="PlanProgram.Sources"/>.</param>
/// <param name="Name">As citations write it, with the alias of a used plan or module in front.</param>
/// <param name="Title">Its title; the name where none is given.</param>
public sealed record SourceDefinition(int Index, string Name, string Title)
{
    /// <summary>The alias of the plan that declares it; empty for the root plan.</summary>
    public string Entity { get; init; } = "";

    public string Publisher { get; init; } = "";

    /// <summary>Who speaks in it, where it is one person.</summary>
    public string Speaker { get; init; } = "";

    /// <summary>The day of publication; the first day of the period when only a month or a year is given.</summary>
    public DateOnly? Date { get; init; }

    public string Url { get; init; } = "";

    /// <summary>The language it is written in, as the plan says it: `zh-CN`.</summary>
    public string Language { get; init; } = "";

    public Provenance Provenance { get; init; } = Provenance.None;
}
