using System.Collections.Immutable;
using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;

namespace Proforma.Engine.Explain;

/// <summary>Finds what a value was computed from, one level at a time.</summary>
/// <param name="run">The run.</param>
/// <param name="most">How many of gathered values are wanted; one more is given, so that it shows when there are more.</param>
internal sealed class OperandFinder(RunResult run, int most)
{
    private readonly PlanProgram _program = run.Program;
    private readonly GridLayout _layout = run.Program.Layout;
    private readonly RollUp _rollUps = new(run);

    /// <summary>A node for a cell or a rolled-up value, without operands.</summary>
    public Explanation Describe(ExplanationSubject subject, string text = "")
    {
        var slot = _program.Slots[subject.Slot];
        if (subject.Rule is not { } rule || slot.TimeAxis < 0)
        {
            return DescribeCell(slot, subject.Row, subject.Span.Steps.First, text);
        }

        var value = _rollUps.Of(subject.Slot, subject.Row, subject.Span, rule);
        var clause = subject.Span.Steps.IsEmpty ? -1 : slot.RuleAt(subject.Row, subject.Span.Steps.Last);
        return new Explanation(
            rule == RollUpRule.Recompute && !subject.Span.IsSingleStep ? ExplanationKind.Recomputed : ExplanationKind.Steps,
            slot.Name, slot.Label, Place(slot, subject.Row, subject.Span), value.Value, clause < 0 ? slot.Provenance : slot.Rules[clause].Provenance)
        {
            Text = text,
            ReadAs = value.AsRead,
            RollUp = rule,
            Steps = (value.CoveredSteps, value.TotalSteps),
        };
    }

    public IEnumerable<FoundOperand> OperandsOf(ExplanationSubject subject)
    {
        var slot = _program.Slots[subject.Slot];
        if (subject.Rule is not { } rule || slot.TimeAxis < 0)
        {
            var step = subject.Span.Steps.First;
            var clause = slot.RuleAt(subject.Row, step);
            return clause < 0 || slot.Rules[clause].IsData ? [] : OfRule(slot, slot.Rules[clause], subject.Row, step);
        }

        if (rule == RollUpRule.Recompute && !subject.Span.IsSingleStep)
        {
            return Recomputation.TryFindRule(slot, subject.Row, subject.Span, out var single, out var span) && single >= 0 && !slot.Rules[single].IsData
                ? OfRatio(slot, slot.Rules[single], subject.Row, span)
                : [];
        }

        return Steps(slot, subject.Row, subject.Span.Steps, rule).Select(static o => new FoundOperand(o.Explanation, o.Subject, []));
    }

    private Explanation DescribeCell(Slot slot, int row, int step, string text)
    {
        var clause = slot.RuleAt(row, step);
        var kind = clause < 0 ? ExplanationKind.Blank : slot.Rules[clause].IsData ? ExplanationKind.Input : ExplanationKind.Formula;
        return new Explanation(
            kind, slot.Name, slot.Label, Place(slot, row, ReportSpan.Whole(step, step)), run.At(slot.Index, row, step),
            clause < 0 ? slot.Provenance : slot.Rules[clause].Provenance)
        {
            Text = text,
            IsCircular = kind == ExplanationKind.Formula && slot.IsCircular
                && _program.Schedule.Steps[_program.Schedule.StepOfSlot[slot.Index]] is CircularStep,
        };
    }

    private ExplanationPlace Place(Slot slot, int row, ReportSpan span)
    {
        var calendar = _program.CalendarOf(slot);
        var period = calendar is null ? null : span.Period ?? (span.IsSingleStep ? calendar.Step(span.Steps.First) : (Period?)null);
        var members = slot.Dimensions.Select((dimension, axis) =>
            _program.Dimensions[dimension].Members[_program.Dimensions[dimension].Leaves[_layout.MemberOf(slot.Index, row, axis)]].Name);
        var track = slot.TrackAxis < 0 ? "" : _program.TrackAxes[slot.TrackAxis].Tracks[_layout.TrackOf(slot.Index, row)].Name;
        return new ExplanationPlace(slot.Index, row, span.Steps.First, span.Steps.Last, period, track, [.. members]);
    }

    private FoundOperand Cell(SlotRead read, int row, int step, CellValue otherwise)
    {
        if (step >= 0)
        {
            var subject = new ExplanationSubject(read.Slot, row, ReportSpan.Whole(step, step), null);
            return new FoundOperand(Describe(subject, read.Text), subject, []);
        }

        var slot = _program.Slots[read.Slot];
        var place = Place(slot, row, new ReportSpan(new StepSpan(-1, -1, 1, 1, false), null));
        return new FoundOperand(
            new Explanation(ExplanationKind.OutsideCalendar, slot.Name, slot.Label, place, otherwise, Provenance.None) { Text = read.Text }, null, []);
    }

    private IEnumerable<FoundOperand> OfRule(Slot slot, Rule rule, int row, int step)
    {
        foreach (var op in rule.Ops)
        {
            switch (op.Code)
            {
                case OpCode.Read:
                    var read = rule.Reads[op.A];
                    var missing = read.DefaultOp is null ? CellValue.Failed(FailureKind.OutsideCalendar) : CellValue.Blank;
                    yield return Cell(read, _layout.RowRead(read, slot.Index, row), _layout.StepRead(read, slot.Index, step), missing);
                    break;
                case OpCode.Reduce:
                    yield return Gathered(slot, rule, rule.Reductions[op.A], row, step);
                    break;
                case OpCode.Window:
                    yield return Window(slot, rule.Windows[op.A], row, step);
                    break;
                case OpCode.RollUp or OpCode.Search or OpCode.Call:
                    foreach (var operand in OfSeries(slot, rule, op, row))
                    {
                        yield return operand;
                    }

                    break;
                default:
                    break;
            }
        }
    }

    private IEnumerable<FoundOperand> OfSeries(Slot slot, Rule rule, Op op, int row)
    {
        switch (op.Code)
        {
            case OpCode.RollUp:
                var rollUp = rule.RollUps[op.A];
                var subject = new ExplanationSubject(
                    rollUp.Read.Slot, _layout.RowRead(rollUp.Read, slot.Index, row), new ReportSpan(rollUp.Steps, rollUp.Period), rollUp.Rule);
                yield return new FoundOperand(Describe(subject, rollUp.Read.Text), subject, []);
                break;
            case OpCode.Search:
                yield return Search(slot, rule.Searches[op.A], row);
                break;
            default:
                foreach (var series in rule.Calls[op.A].Series)
                {
                    var read = _program.Slots[series.Slot];
                    var target = _layout.RowRead(series, slot.Index, row);
                    var steps = read.TimeAxis < 0 ? StepSpan.Whole(0, 0) : rule.Calls[op.A].Steps;
                    var shown = new Explanation(
                        ExplanationKind.Steps, read.Name, read.Label, Place(read, target, new ReportSpan(steps, null)), CellValue.Blank, read.Provenance)
                    {
                        Text = series.Text,
                        Steps = (steps.Count, steps.Count),
                    };
                    yield return new FoundOperand(shown, null, [.. Steps(read, target, steps, RollUpRule.Sum).Take(most + 1)]);
                }

                break;
        }
    }

    private IEnumerable<FoundOperand> OfRatio(Slot slot, Rule rule, int row, ReportSpan span)
    {
        var calendar = _program.CalendarOf(slot)!;
        foreach (var op in rule.Ops)
        {
            switch (op.Code)
            {
                case OpCode.Read:
                    yield return Operand(slot, rule.Reads[op.A], _layout.RowRead(rule.Reads[op.A], slot.Index, row), span, calendar);
                    break;
                case OpCode.Reduce:
                    var rows = new List<int>();
                    _layout.AddRowsReduced(rule.Reductions[op.A], slot.Index, row, rows);
                    foreach (var gathered in rows)
                    {
                        yield return Operand(slot, rule.Reductions[op.A].Read, gathered, span, calendar);
                    }

                    break;
                case OpCode.Window:
                    yield return Window(slot, rule.Windows[op.A], row, span.Steps.Last);
                    break;
                case OpCode.RollUp or OpCode.Search or OpCode.Call:
                    foreach (var operand in OfSeries(slot, rule, op, row))
                    {
                        yield return operand;
                    }

                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>An operand of a ratio: rolled up, a flow shown with the average rate that the ratio reads.</summary>
    private FoundOperand Operand(Slot slot, SlotRead read, int row, ReportSpan span, Calendar calendar)
    {
        var target = _program.Slots[read.Slot];
        if (target.TimeAxis < 0 || read.Time is ReadTime.None or ReadTime.Fixed)
        {
            return Cell(read, row, _layout.StepRead(read, slot.Index, span.Steps.First), CellValue.Failed(FailureKind.OutsideCalendar));
        }

        if (_layout.OperandSpan(read, span, calendar) is not { Steps.IsEmpty: false } shifted)
        {
            return Cell(read, row, GridLayout.OutsideCalendar, read.DefaultOp is null ? CellValue.Failed(FailureKind.OutsideCalendar) : CellValue.Blank);
        }

        var subject = new ExplanationSubject(read.Slot, row, shifted, target.RollUp);
        var shown = Describe(subject, read.Text);
        var value = _rollUps.Of(read.Slot, row, shifted, target.RollUp);
        return new FoundOperand(
            shown with
            {
                ReadAs = target.RollUp == RollUpRule.Integral && value.Value.IsValue ? CellValue.Of(value.Value.Raw / value.Length) : value.Value,
            },
            subject,
            []);
    }

    private FoundOperand Window(Slot slot, Window window, int row, int step)
    {
        var read = _program.Slots[window.Read.Slot];
        var target = _layout.RowRead(window.Read, slot.Index, row);
        var last = _layout.StepRead(window.Read, slot.Index, step);
        if (last < 0)
        {
            return Cell(window.Read, target, last, CellValue.Blank);
        }

        var steps = StepSpan.Whole((int)Math.Max(0, last - window.Steps + 1L), last);
        var rule = window.Kind switch
        {
            WindowKind.AverageRate => RollUpRule.Average,
            WindowKind.Integral => RollUpRule.Integral,
            _ => RollUpRule.Sum,
        };
        var value = new CellOperands(run.State, _rollUps);
        value.MoveTo(slot.Index, row, step);
        var shown = new Explanation(
            ExplanationKind.Steps, read.Name, read.Label, Place(read, target, new ReportSpan(steps, null)), value.Window(window), read.Provenance)
        {
            Text = window.Read.Text,
            RollUp = rule,
            Steps = (steps.Count, window.Steps == int.MaxValue ? steps.Count : window.Steps),
        };
        return new FoundOperand(shown, null, [.. Steps(read, target, steps, RollUpRule.Sum).Take(most + 1)]);
    }

    private FoundOperand Gathered(Slot slot, Rule rule, Reduction reduction, int row, int step)
    {
        var read = _program.Slots[reduction.Read.Slot];
        var rows = new List<int>();
        _layout.AddRowsReduced(reduction, slot.Index, row, rows);
        var target = _layout.StepRead(reduction.Read, slot.Index, step);
        if (target < 0)
        {
            return Cell(reduction.Read, rows.Count > 0 ? rows[0] : 0, target, CellValue.Blank);
        }

        var value = new CellOperands(run.State, _rollUps);
        value.MoveTo(slot.Index, row, step);
        var shown = new Explanation(
            ExplanationKind.Gathered, read.Name, read.Label, Place(read, rows.Count > 0 ? rows[0] : 0, ReportSpan.Whole(target, target)),
            value.Reduce(reduction), rule.Provenance) { Text = reduction.Read.Text };
        return new FoundOperand(shown, null, [.. rows.Take(most + 1).Select(gathered => One(read.Index, gathered, target))]);
    }

    private FoundOperand Search(Slot slot, Search search, int row)
    {
        var read = _program.Slots[search.Read.Slot];
        var calendar = _program.CalendarOf(read)!;
        var target = _layout.RowRead(search.Read, slot.Index, row);
        var found = PeriodSearch.Find(run.State, _rollUps, search, target);
        var inner = ImmutableArray.CreateBuilder<(Explanation, ExplanationSubject?)>();
        if (found.IsValue && found.Raw is not (PeriodValue.Never or PeriodValue.Before))
        {
            var yearEnd = search.IsByStep(_layout) ? calendar.First.YearEndMonth : search.Fiscal ? calendar.YearEndMonth : 12;
            var period = new Period(search.Grain, (int)found.Raw, search.Grain > Grain.Month ? yearEnd : 12);
            foreach (var shown in (ReadOnlySpan<Period>)[period, period.Plus(-1)])
            {
                var span = ReportSpan.Of(calendar, shown);
                if (!span.Steps.IsEmpty)
                {
                    var subject = new ExplanationSubject(read.Index, target, span, search.IsByStep(_layout) ? null : RollUpRule.Recompute);
                    inner.Add((Describe(subject), subject));
                }
            }
        }

        var whole = new ReportSpan(StepSpan.Whole(0, calendar.Count - 1), null);
        return new FoundOperand(
            new Explanation(ExplanationKind.Search, read.Name, read.Label, Place(read, target, whole), found, read.Provenance) { Text = search.Read.Text },
            null,
            inner.ToImmutable());
    }

    private IEnumerable<(Explanation Explanation, ExplanationSubject? Subject)> Steps(Slot slot, int row, StepSpan steps, RollUpRule rule)
    {
        var opening = rule is RollUpRule.Opening or RollUpRule.Average && slot.OpeningSlot >= 0 ? slot.OpeningSlot : -1;
        var first = rule is RollUpRule.Closing or RollUpRule.Constant ? steps.Last : steps.First;
        var last = rule == RollUpRule.Opening ? steps.First : steps.Last;
        for (var step = first; step <= last && !steps.IsEmpty; step++)
        {
            if (opening >= 0)
            {
                yield return One(opening, row, step);
            }

            if (rule != RollUpRule.Opening || opening < 0)
            {
                yield return One(slot.Index, row, step);
            }

            if (rule == RollUpRule.Weighted && slot.RollUpWeight is { } weight && _layout.StepRead(weight, slot.Index, step) is >= 0 and var at)
            {
                yield return One(weight.Slot, _layout.RowRead(weight, slot.Index, row), at);
            }
        }
    }

    private (Explanation Explanation, ExplanationSubject? Subject) One(int slot, int row, int step)
    {
        var subject = new ExplanationSubject(slot, row, ReportSpan.Whole(step, step), null);
        return (Describe(subject), subject);
    }
}
