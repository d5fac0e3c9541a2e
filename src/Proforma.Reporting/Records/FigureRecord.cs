namespace Proforma.Reporting.Records;

/// <summary>One figure of a run in long form: what databases and data frames read. The schema is documented in `docs/reference/records.md`.</summary>
/// <param name="Entity">The alias of a used plan; empty for the root plan.</param>
/// <param name="Line">The line's name within its plan.</param>
/// <param name="Label">The line's label; its name where the plan gives none.</param>
/// <param name="Member">`product=api; region=us`; empty for a line without dimensions.</param>
/// <param name="Track">The track's name; empty when the plan has none.</param>
/// <param name="Period">The report period as the language writes it; empty for what does not vary over time.</param>
/// <param name="Grain">`month`, `year` and so on; empty when <paramref name="Period"/> is.</param>
/// <param name="Kind">`flow`, `stock`, `ratio`, `rate`, `constant`, `boolean` or `period`.</param>
/// <param name="Unit">The unit of <paramref name="Value"/>; `1` for a pure number.</param>
/// <param name="Value">The exact figure, or null where there is none.</param>
/// <param name="ValueText">A period, `before` or `never`, or `true` and `false`; otherwise null.</param>
/// <param name="Reason">Why there is no value, or that it is partial; otherwise null.</param>
public readonly record struct FigureRecord(
    string Entity,
    string Line,
    string Label,
    string Member,
    string Track,
    string Period,
    string Grain,
    string Kind,
    string Unit,
    double? Value,
    string? ValueText,
    string? Reason);
