using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Model.Units;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Tables;

namespace Proforma.Reporting.Explain;

/// <summary>
/// Explains figures of a run. A figure over several steps is explained by its steps, or, where its formula is recomputed on
/// rolled-up operands, by these; a step by its formula and what it reads there. Each cell is explained once in a tree.
/// </summary>
/// <param name="figures">The run.</param>
/// <param name="numbers">How figures are written.</param>
/// <param name="depth">How many formulas deep to go.</param>
/// <param name="withDrivers">Whether a sum over steps also shows what its formula reads over the same steps, before the steps themselves.</param>
public sealed class Explainer(IPlanFigures figures, NumberOptions numbers, int depth, bool withDrivers = false)
{
    /// <summary>The most figures in one tree, and the most operands of one formula that are shown.</summary>
    public const int MostFigures = 5_000, MostOperands = 60;

    /// <summary>What each of many steps costs of the depth: a year's months are listed, and opened only by who asks for more.</summary>
    private const int StepCost = 3;

    private readonly HashSet<(int Slot, int Row, int First, int Last)> _explained = [];
    private int _count;

    private PlanProgram Program => figures.Program;

    /// <summary>Explains what a line comes to in a report period; the period is ignored by what does not vary over time.</summary>
    public Explanation Explain(int slot, int row, Period period)
    {
        _explained.Clear();
        _count = 0;
        var found = Program.Slots[slot];
        return Program.CalendarOf(found) is { } calendar ? Over(found, row, ReportSpan.Of(calendar, period), 0) : Step(found, row, 0, 0);
    }

    internal Slot SlotAt(int slot) => Program.Slots[slot];

    /// <summary>Explains a figure that another explanation names.</summary>
    public Explanation Explain(Explanation place)
    {
        _explained.Clear();
        _count = 0;
        return place.Span is { } span ? Over(Program.Slots[place.Slot], place.Row, span, 0) : Step(Program.Slots[place.Slot], place.Row, place.Step, 0);
    }

    /// <summary>A line over a span: rolled up from its steps, or the step itself.</summary>
    private Explanation Over(Slot slot, int row, ReportSpan span, int level)
    {
        var calendar = Program.CalendarOf(slot)!;
        if (span.Steps.IsEmpty)
        {
            return Node(slot, row, CellValue.Blank, Name(slot, row, SpanName(span, calendar)), ReportedUnit.Of(slot)) with
            {
                Formula = numbers.Language == ReportLanguage.Chinese ? "不在日历之内" : "outside of the calendar",
                Span = span,
            };
        }

        if (span.IsSingleStep)
        {
            return Step(slot, row, span.Steps.First, level);
        }

        var figure = span.Period is { } period ? figures.Of(slot.Index, row, period) : figures.Of(slot.Index, row, span.Steps);
        var node = Node(slot, row, figure.Value, Name(slot, row, SpanName(span, calendar)), ReportedUnit.Of(slot))
            with { Formula = RollUpWords.Of(slot, figure, numbers.Language), Span = span };
        if (!figure.IsComplete && figure.Value.IsValue)
        {
            node = node with { Text = $"{node.Text} ({FigureWords.Partial(figure.CoveredSteps, figure.TotalSteps, numbers.Language)})" };
        }

        return IsCut(slot, row, span.Steps, level) ? node with { IsCut = true } : node
            with { Operands = PartsOf(slot, row, span, calendar, level + 1) };
    }

    private ImmutableArray<Explanation> PartsOf(Slot slot, int row, ReportSpan span, Calendar calendar, int level)
    {
        switch (slot.RollUp)
        {
            case RollUpRule.Closing or RollUpRule.Constant:
                return [Step(slot, row, span.Steps.Last, level)];
            case RollUpRule.Opening when slot.OpeningSlot < 0:
                return [Step(slot, row, span.Steps.First, level)];
            case RollUpRule.Recompute:
                return slot.RuleAt(row, span.Steps.Last) is >= 0 and var rule
                    ? OperandsOf(slot, slot.Rules[rule], row, span.Steps.Last, span, calendar, level) : [];
            case RollUpRule.None:
                return [];
            default:
                var steps = ImmutableArray.CreateBuilder<Explanation>();
                if (withDrivers && slot.RollUp == RollUpRule.Integral && slot.RuleAt(row, span.Steps.Last) is >= 0 and var formula && !slot.Rules[formula].IsData)
                {
                    steps.AddRange(OperandsOf(slot, slot.Rules[formula], row, span.Steps.Last, span, calendar, level));
                }

                for (var step = span.Steps.First; step <= span.Steps.Last && steps.Count < MostOperands; step++)
                {
                    steps.Add(Step(slot, row, step, level - 1 + StepCost));
                }

                return steps.ToImmutable();
        }
    }

    /// <summary>One cell: its formula and what it reads.</summary>
    private Explanation Step(Slot slot, int row, int step, int level)
    {
        var name = Name(slot, row, Program.CalendarOf(slot) is { } calendar ? calendar.Step(step).ToString() : "");
        var node = Node(slot, row, figures.At(slot.Index, row, step), name, slot.Unit) with { Step = step };
        if (slot.RuleAt(row, step) is not (>= 0 and var index))
        {
            return node;
        }

        var rule = slot.Rules[index];
        node = IsInterpolated(slot)
            ? node with { Formula = Interpolated, Provenance = slot.Provenance with { Text = "" }, IsInput = true }
            : node with { Formula = rule.Provenance.Text, Provenance = rule.Provenance, IsInput = rule.IsData };
        return rule.IsData ? node
            : IsCut(slot, row, StepSpan.Whole(step, step), level) ? node with { IsCut = true }
            : node with { Operands = OperandsOf(slot, rule, row, step, null, Program.CalendarOf(slot), level + 1) };
    }

    private ImmutableArray<Explanation> OperandsOf(Slot reader, Rule rule, int row, int step, ReportSpan? over, Calendar? calendar, int level)
    {
        var operands = ImmutableArray.CreateBuilder<Explanation>();
        var seen = new HashSet<(int, int, int, int)>();
        foreach (var read in rule.Reads)
        {
            var at = Program.Layout.StepRead(read, reader.Index, step);
            var span = over is { } whole && calendar is not null ? Program.Layout.OperandSpan(read, whole, calendar) : null;
            Add(read.Slot, Program.Layout.RowRead(read, reader.Index, row), at, span);
        }

        foreach (var reduction in rule.Reductions)
        {
            var rows = new List<int>();
            Program.Layout.AddRowsReduced(reduction, reader.Index, row, rows);
            var at = Program.Layout.StepRead(reduction.Read, reader.Index, step);
            var span = over is { } whole && calendar is not null ? Program.Layout.OperandSpan(reduction.Read, whole, calendar) : null;
            foreach (var one in rows.Take(MostOperands))
            {
                Add(reduction.Read.Slot, one, at, span);
            }
        }

        foreach (var window in rule.Windows)
        {
            var first = Math.Max(0, step - Math.Min(window.Steps - 1, step));
            Add(window.Read.Slot, Program.Layout.RowRead(window.Read, reader.Index, row), step, ReportSpan.Whole(first, step));
        }

        foreach (var rollUp in rule.RollUps)
        {
            Add(rollUp.Read.Slot, Program.Layout.RowRead(rollUp.Read, reader.Index, row), 0, new ReportSpan(rollUp.Steps, rollUp.Period));
        }

        foreach (var search in rule.Searches)
        {
            foreach (var span in AroundResult(reader, row, step, search))
            {
                Add(search.Read.Slot, Program.Layout.RowRead(search.Read, reader.Index, row), 0, span);
            }
        }

        foreach (var series in rule.Calls.SelectMany(static c => c.Series))
        {
            var steps = Program.StepsOf(Program.Slots[series.Slot]);
            Add(series.Slot, Program.Layout.RowRead(series, reader.Index, row), 0, ReportSpan.Whole(0, steps - 1));
        }

        return operands.ToImmutable();

        void Add(int slot, int readRow, int at, ReportSpan? span)
        {
            var found = Program.Slots[slot];
            var key = span is { } s ? (slot, readRow, s.Steps.First, s.Steps.Last) : (slot, readRow, at, at);
            if (operands.Count >= MostOperands || _count >= MostFigures || !seen.Add(key) || (span is null && at < 0))
            {
                return;
            }

            operands.Add(span is { } wide && found.TimeAxis >= 0 ? Over(found, readRow, wide, level) : Step(found, readRow, at, level));
        }
    }

    /// <summary>The period that a search found and its neighbour on the other side of the turn; the last one where it found none.</summary>
    private IEnumerable<ReportSpan> AroundResult(Slot reader, int row, int step, Search search)
    {
        var calendar = Program.CalendarOf(Program.Slots[search.Read.Slot])!;
        var found = figures.At(reader.Index, row, step);
        if (reader.Type != Model.Program.ValueType.Period || !found.IsValue)
        {
            yield break;
        }

        var yearEnd = search.Fiscal ? calendar.YearEndMonth : 12;
        if (Math.Abs(found.Raw) >= PeriodValue.Never)
        {
            yield return ReportSpan.Of(calendar, Period.Containing(found.Raw > 0 ? calendar.Last.End : calendar.First.Start, search.Grain, yearEnd));
            yield break;
        }

        var period = new Period(search.Grain, (int)found.Raw, yearEnd);
        var beyond = ReportSpan.Of(calendar, period.Plus(search.Kind == SearchKind.Last ? 1 : -1));
        if (!beyond.Steps.IsEmpty)
        {
            yield return beyond;
        }

        yield return ReportSpan.Of(calendar, period);
    }

    private string Interpolated => numbers.Language == ReportLanguage.Chinese ? "在各点之间插值" : "interpolated between its points";

    // An input whose one segment stands for several clauses holds the straight lines between their points.
    private static bool IsInterpolated(Slot slot) =>
        slot is { Role: SlotRole.Input, Rules.Length: > 1, Patterns: [{ Length: 1 }], RowPatterns.IsEmpty: true }
            && slot.Rules.All(static r => r.IsData);

    private bool IsCut(Slot slot, int row, StepSpan steps, int level) =>
        !_explained.Add((slot.Index, row, steps.First, steps.Last)) || level >= depth || _count >= MostFigures;

    private Explanation Node(Slot slot, int row, CellValue value, string name, Unit unit)
    {
        _count++;
        var format = FigureFormat.For(slot, [value], numbers with { SignificantDigits = numbers.SignificantDigits ?? 6, TrimZeros = true }, unit, Program);
        var text = format.Inline(value);
        if (value.State == CellState.Failed)
        {
            var origin = CellNames.OriginOf(Program, value, numbers.Language);
            text = $"{text}: {FigureWords.Of(value.Failure, numbers.Language)}{(origin.Length == 0 || origin == name ? "" : $" ({origin})")}";
        }

        return new Explanation { Slot = slot.Index, Row = row, Cell = name, Label = slot.Label == slot.Name ? "" : slot.Label, Value = value, Text = text };
    }

    private string Name(Slot slot, int row, string period)
    {
        var parts = new List<string>();
        if (slot.TrackAxis >= 0 && Program.TrackAxes[slot.TrackAxis].Tracks[Program.Layout.TrackOf(slot.Index, row)].Name is { Length: > 0 } track)
        {
            parts.Add(track);
        }

        if (CellNames.MemberOf(Program, slot, row) is { Length: > 0 } member)
        {
            parts.Add(member.Replace("; ", ", ", StringComparison.Ordinal));
        }

        if (period.Length > 0)
        {
            parts.Add(period);
        }

        return parts.Count == 0 ? slot.Name : $"{slot.Name}[{string.Join(", ", parts)}]";
    }

    private static string SpanName(ReportSpan span, Calendar calendar) => span.Period is { } period ? period.ToString()
        : span.Steps.First == span.Steps.Last ? calendar.Step(span.Steps.First).ToString()
        : $"{calendar.Step(span.Steps.First)} .. {calendar.Step(span.Steps.Last)}";
}
