using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Reporting.Numbers;

namespace Proforma.Reporting.Tables;

/// <summary>Everything that a run shows: the root plan first, the plans that it uses beside it. Plain data, ready to be rendered.</summary>
/// <param name="Title">The root plan's title.</param>
/// <param name="Language">The language of all words in it.</param>
/// <param name="Statements">One for each plan.</param>
public sealed record StatementReport(string Title, ReportLanguage Language, ImmutableArray<StatementTable> Statements)
{
    /// <summary>True when a check failed that is more than a warning.</summary>
    public bool HasFailedChecks => Statements.Any(static s => s.Checks.Any(static c => c.Outcome == CheckOutcome.Failed && !c.IsWarning));
}

/// <summary>The statements of one plan: lines by section, report periods across, tracks side by side.</summary>
public sealed record StatementTable
{
    /// <summary>The alias of a used plan; empty for the root plan.</summary>
    public required string Entity { get; init; }

    public required string Title { get; init; }

    public required ImmutableArray<TableColumn> Columns { get; init; }

    /// <summary>The tracks shown, one block of columns each; a plan without tracks has a single one with an empty name.</summary>
    public required ImmutableArray<TableTrack> Tracks { get; init; }

    public required ImmutableArray<TableSection> Sections { get; init; }

    public required ImmutableArray<MeasureRow> Measures { get; init; }

    public required ImmutableArray<CheckRow> Checks { get; init; }

    /// <summary>Footnotes, numbered from 1: why a cell failed or has no roll-up, what is left out.</summary>
    public required ImmutableArray<string> Notes { get; init; }
}

/// <summary>A report period.</summary>
/// <param name="Period">The period.</param>
/// <param name="Label">As it is shown.</param>
public sealed record TableColumn(Period Period, string Label);

/// <summary>A track that is shown.</summary>
/// <param name="Index">Its index in the plan's track axis.</param>
/// <param name="Name">As formulas write it.</param>
/// <param name="Label">As it is shown.</param>
public sealed record TableTrack(int Index, string Name, string Label);

/// <summary>A section of the plan.</summary>
public sealed record TableSection(string Title, ImmutableArray<TableRow> Rows);

/// <summary>What a row shows.</summary>
public enum RowRole
{
    Line,
    Input,

    /// <summary>The closing balance of an account; its opening and net change stand above it.</summary>
    Closing,
    Opening,
    Change,

    /// <summary>A member without children.</summary>
    Member,

    /// <summary>The roll-up of the members below it.</summary>
    MemberTotal,
}

/// <summary>One row: a line, or one member of it.</summary>
public sealed record TableRow
{
    /// <summary>The index of the slot.</summary>
    public required int Slot { get; init; }

    /// <summary>The line's name as formulas write it.</summary>
    public required string Line { get; init; }

    public required string Label { get; init; }

    /// <summary>The unit of the figures, empty where the cells say it (45.0%, 8.6×) or there is none.</summary>
    public required string Unit { get; init; }

    public required Kind Kind { get; init; }

    public required RowRole Role { get; init; }

    /// <summary>How far the label is indented.</summary>
    public int Depth { get; init; }

    /// <summary>`product=api; region=us`, or empty for the whole line.</summary>
    public string Member { get; init; } = "";

    /// <summary>How its figures are written.</summary>
    public required FigureFormat Format { get; init; }

    /// <summary>One block a track of the table, or a single one when the line is the same in every track.</summary>
    public required ImmutableArray<RowBlock> Blocks { get; init; }

    /// <summary>True when the line does not vary by track and the table has several.</summary>
    public bool IsShared { get; init; }
}

/// <summary>A row's cells in one track.</summary>
/// <param name="Cells">One for each column of the table.</param>
/// <param name="Sparkline">The course over the steps of the calendar.</param>
public sealed record RowBlock(ImmutableArray<TableCell> Cells, string Sparkline);

/// <summary>A cell.</summary>
/// <param name="Figure">The exact figure in base units of the row's <see cref="FigureFormat.Unit"/>, with its state and coverage.</param>
/// <param name="Text">As it is shown.</param>
/// <param name="Note">The footnote that explains it, from 1; 0 for none.</param>
public readonly record struct TableCell(ReportedFigure Figure, string Text, int Note);

/// <summary>One figure a track: a date, a valuation, a multiple.</summary>
/// <param name="Slot">The index of the slot.</param>
/// <param name="Line">Its name.</param>
/// <param name="Label">As it is shown.</param>
/// <param name="Member">The member, or empty.</param>
/// <param name="Cells">One for each track of the table, or a single one when it is the same in all; texts carry their unit.</param>
public sealed record MeasureRow(int Slot, string Line, string Label, string Member, ImmutableArray<TableCell> Cells);

/// <summary>How a check came out.</summary>
public enum CheckOutcome
{
    Passed,
    Failed,

    /// <summary>It depends on an amount that nobody gave, or could not be computed.</summary>
    Undecided,
}

/// <summary>A check of the plan.</summary>
/// <param name="Line">Its name.</param>
/// <param name="Label">What it says.</param>
/// <param name="Outcome">How it came out.</param>
/// <param name="IsWarning">Whether a failure is only a warning.</param>
/// <param name="Tested">How many cells were tested.</param>
/// <param name="FailedCells">How many of them do not hold.</param>
/// <param name="First">The first cells that do not hold or are undecided: track, members, period.</param>
public sealed record CheckRow(string Line, string Label, CheckOutcome Outcome, bool IsWarning, long Tested, long FailedCells,
    ImmutableArray<string> First);
