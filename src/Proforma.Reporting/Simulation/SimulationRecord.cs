namespace Proforma.Reporting.Simulation;

/// <summary>One statistic of one output in long form. The schema is documented in `docs/simulation.md`.</summary>
/// <param name="Entity">The alias of a used plan; empty for the root plan.</param>
/// <param name="Line">The line's name within its plan; of a condition the measure's name or the check's label, empty for one that was asked beside
/// the plan.</param>
/// <param name="Member">`product=api; region=us`; empty for a line without dimensions.</param>
/// <param name="Track">The track's name; empty when the plan has none or the figure is the same in all; `mix` for a weighted mix.</param>
/// <param name="Period">The report period; empty for what does not vary over time.</param>
/// <param name="Grain">`month`, `year` and so on; empty when <paramref name="Period"/> is.</param>
/// <param name="Unit">The unit of <paramref name="Value"/>; `1` for a share or a pure number.</param>
/// <param name="Statistic">`mean`, `sd`, `p5`, `probability`, `never`, `failed`, `rank_correlation` and so on.</param>
/// <param name="Value">The statistic with all digits, or null where it is a period or there is none.</param>
/// <param name="StandardError">Its standard error, or null where it has none.</param>
/// <param name="Text">A period; the text of a condition; the input of a correlation; otherwise null.</param>
public sealed record SimulationRecord(
    string Entity, string Line, string Member, string Track, string Period, string Grain, string Unit, string Statistic, double? Value,
        double? StandardError, string? Text);
