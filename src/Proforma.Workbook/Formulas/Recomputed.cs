using Proforma.Model.Program;
using Proforma.Model.Time;
using Proforma.Workbook.Sheets;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Workbook.Formulas;

/// <summary>A ratio over a longer period: its formula, in base units, and how much of the period stands behind it.</summary>
/// <param name="Formula">The formula on rolled-up operands.</param>
/// <param name="Coverage">The coverage.</param>
internal sealed record Recomputed(Formula Formula, Coverage Coverage)
{
    /// <summary>The ratio; null where the line has no roll-up over the span.</summary>
    /// <exception cref="NoFormulaException">There is no formula with the same meaning.</exception>
    public static Recomputed? Of(Book book, Sheet from, SeriesKey key, ReportSpan span)
    {
        var slot = book.Program.Slots[key.Slot];
        var total = span.TotalSteps(book.Clocks[slot.TimeAxis].Calendar);
        if (span.Steps.IsEmpty)
        {
            return new Recomputed(Formula.Blank, new Coverage(0, total, false, false, 0));
        }

        (int Rule, ReportSpan Within)? found = null;
        foreach (var track in book.TracksOf(key))
        {
            if (!TryFindRule(slot, book.RowOf(key, track), span, out var rule, out var within))
            {
                return found is null && book.TracksOf(key).All(t => !TryFindRule(slot, book.RowOf(key, t), span, out _, out _)) ? null
                    : throw new NoFormulaException("Tracks have clauses of their own within the period.");
            }

            if (found is { } other && (rule, within) != other)
            {
                throw new NoFormulaException("Tracks have clauses of their own within the period.");
            }

            found = (rule, within);
        }

        return Of(book, from, key, slot, found!.Value.Rule, found.Value.Within, total);
    }

    private static Recomputed? Of(Book book, Sheet from, SeriesKey key, Slot slot, int rule, ReportSpan span, int total)
    {
        if (rule < 0)
        {
            return new Recomputed(Formula.Blank, new Coverage(0, total, false, false, 0));
        }

        if (span.Steps is { Count: 1, FirstShare: 1 })
        {
            var states = book.StatesOf(key, span.Steps.First);
            var covered = states == States.Blank ? 0 : 1;
            var cell = StepOperands.CellOf(References.Cell(from, book.Row(key), span.Steps.First, isFixed: false), book.Row(key), states);
            return new Recomputed(cell, new Coverage(covered, total, covered == total, (states & States.Blank) != States.None
                && states != States.Blank, 0));
        }

        if (slot.Rules[rule].IsData)
        {
            return null;
        }

        var operands = new SpanOperands(book, key, from, span, Homogeneity.IsFreeOfLength(book.Program, slot, slot.Rules[rule]));
        var formula = RuleFormula.Of(slot.Rules[rule], operands);
        return operands.HasNoRollUp ? null : operands.Finish(formula, total);
    }

    /// <summary>The single rule that applies in the span, and the steps where it does; −1 where all steps are blank.</summary>
    private static bool TryFindRule(Slot slot, int row, ReportSpan span, out int rule, out ReportSpan within)
    {
        (rule, within) = (-1, span);
        int first = -1, last = -1, count = 0;
        foreach (var segment in slot.SegmentsOf(row))
        {
            var from = Math.Max(segment.First, span.Steps.First);
            var to = Math.Min(segment.Last, span.Steps.Last);
            if (to < from)
            {
                continue;
            }

            if (rule >= 0 && segment.Rule != rule)
            {
                return false;
            }

            rule = segment.Rule;
            first = first < 0 ? from : Math.Min(first, from);
            last = Math.Max(last, to);
            count += to - from + 1;
        }

        if (rule < 0 || count == span.Steps.Count)
        {
            return true;
        }

        within = new ReportSpan(new StepSpan(first, last, span.Steps.Share(first), span.Steps.Share(last), span.Steps.Complete), null);
        return count == last - first + 1;
    }
}

/// <summary>The operands of a ratio over a longer period: flows as average rates, balances by their closing values, ratios recomputed.</summary>
internal sealed class SpanOperands(Book book, SeriesKey key, Sheet from, ReportSpan span, bool readsAmounts) : IFormulaOperands
{
    private readonly Slot _slot = book.Program.Slots[key.Slot];
    private int _covered;
    private int _total;
    private double _length;
    private bool _differ;
    private bool _incomplete;
    private bool _varies;

    /// <summary>Whether the line has no roll-up over the span: it reads numbers that differ from step to step.</summary>
    public bool HasNoRollUp { get; private set; }

    private Clock Clock => book.Clocks[_slot.TimeAxis];

    public Formula Table(int table)
    {
        var entries = Clock.Axis.Tables[table];
        for (var step = span.Steps.First + 1; step <= span.Steps.Last; step++)
        {
            if (entries[step] != entries[span.Steps.First])
            {
                HasNoRollUp = true;
                return Formula.Failed;
            }
        }

        return new Formula(Clock.Table(from, table, span.Steps.First), Binding.Atom);
    }

    public Formula Read(SlotRead read, ReadOnlySpan<Formula> done)
    {
        if (IsFixed(read))
        {
            return new StepOperands(book, key, from, span.Steps.First).Read(read, done);
        }

        return Operand(read, StepOperands.KeyRead(book, key, read)) is { } formula ? formula
            : read.DefaultOp is { } op ? done[op]
            : Formula.Failed;
    }

    public Formula Reduce(Reduction reduction)
    {
        if (IsFixed(reduction.Read))
        {
            return new StepOperands(book, key, from, span.Steps.First).Reduce(reduction);
        }

        var operands = StepOperands.KeysReduced(book, key, reduction).ConvertAll(k => Operand(reduction.Read, k) ?? Formula.Failed);
        var (states, common) = (States.None, States.Value | States.Missing);
        foreach (var operand in operands)
        {
            states |= operand.States;
            common &= operand.States;
        }

        if ((states & States.Blank) != States.None)
        {
            throw new NoFormulaException("Members that are blank in a period, in a ratio.");
        }

        // Operands that are more than cells are counted as well: arguments may be expressions.
        return operands.Count == 0
            ? Formula.Blank
            : Gathering.Of(string.Join(',', operands.Select(static o => o.Number)), reduction.Reducer,
                book.Program.Slots[reduction.Read.Slot].Type == ValueType.Boolean, states, mayBeAllBlank: false);
    }

    public Formula Window(Window window) => new StepOperands(book, key, from, span.Steps.Last).Window(window);

    public Formula RollUp(RollUpRead rollUp) => book.Spans.AsRead(from, StepOperands.KeyRead(book, key, rollUp.Read), rollUp);

    public Formula Search(Search search) => SearchRows.Result(book, from, StepOperands.KeyRead(book, key, search.Read), search);

    public Formula Call(Call call, ReadOnlySpan<Formula> done) =>
        FinanceFormulas.Of(book, from, call, [.. call.Series.Select(read => StepOperands.KeyRead(book, key, read))], done);

    /// <summary>The ratio with what is known of its operands: parts of different times give no ratio.</summary>
    public Recomputed Finish(Formula formula, int total)
    {
        if (_varies)
        {
            throw new NoFormulaException("How much of a period has figures depends on numbers.");
        }

        var complete = !_incomplete && span.Steps.Complete && span.Steps.Count == total;
        var covered = _total > 0 && _total == total ? _covered : span.Steps.Count;
        var coverage = new Coverage(complete ? total : Math.Min(covered, total), total, complete, false, 0);
        if (formula.States == States.Blank)
        {
            return new Recomputed(formula, new Coverage(0, total, false, false, 0));
        }

        return _differ
            ? (formula.States & (States.Failed | States.Blank)) != States.None
                ? throw new NoFormulaException("Operands of different times.")
                : new Recomputed(Formula.Unknown, coverage)
            : new Recomputed(formula, coverage);
    }

    private bool IsFixed(SlotRead read) => book.Program.Slots[read.Slot].TimeAxis < 0 || read.Time is ReadTime.None or ReadTime.Fixed;

    /// <summary>The rolled-up operand; null where the calendar does not reach its span.</summary>
    private Formula? Operand(SlotRead read, SeriesKey target)
    {
        var slot = book.Program.Slots[target.Slot];
        if (book.Program.Layout.OperandSpan(read, span, Clock.Calendar) is not { Steps.IsEmpty: false } shifted)
        {
            return read.Time == ReadTime.Mapped ? Formula.Blank : null;
        }

        var cell = book.Spans.Cell(target, shifted, slot.RollUp);
        Note(cell.Coverage, slot.RollUp);
        var formula = cell.As(from);
        if (slot.RollUp != RollUpRule.Integral || (formula.States & States.Value) == States.None)
        {
            return formula;
        }

        _varies |= _length > 0 && _length != cell.Coverage.Length && readsAmounts;
        _length = cell.Coverage.Length;
        return readsAmounts ? formula : FormulaOps.Times(formula, 1 / cell.Coverage.Length);
    }

    private void Note(Coverage coverage, RollUpRule rule)
    {
        _incomplete |= !coverage.IsComplete;
        _varies |= coverage.Varies;
        if (rule is RollUpRule.Closing or RollUpRule.Opening or RollUpRule.Constant or RollUpRule.Any or RollUpRule.All)
        {
            return;
        }

        _differ |= _total > 0 && (long)_covered * coverage.Total != (long)coverage.Covered * _total;
        (_covered, _total) = (coverage.Covered, coverage.Total);
    }
}

/// <summary>
/// Whether a ratio comes out the same on amounts as on average rates, so that a statement may write `profit / revenue` and not divide
/// both by twelve months: every flow has degree one in the length of the period, and the result degree zero.
/// </summary>
internal static class Homogeneity
{
    // What is zero fits every degree.
    private const int Any = int.MinValue, Mixed = int.MaxValue;

    public static bool IsFreeOfLength(PlanProgram program, Slot slot, Rule rule)
    {
        var degrees = new int[rule.Ops.Length];
        for (var i = 0; i < degrees.Length; i++)
        {
            var op = rule.Ops[i];
            degrees[i] = op.Code switch
            {
                OpCode.Constant => op.Value == 0 || double.IsNaN(op.Value) ? Any : 0,
                OpCode.Read => rule.Reads[op.A].DefaultOp is { } otherwise
                    ? Same(DegreeOf(program, slot, rule.Reads[op.A]), degrees[otherwise])
                    : DegreeOf(program, slot, rule.Reads[op.A]),
                OpCode.Reduce when rule.Reductions[op.A].Reducer is not Reducer.Count => DegreeOf(program, slot, rule.Reductions[op.A].Read),
                OpCode.Reduce or OpCode.Table or OpCode.Window or OpCode.RollUp or OpCode.Search or OpCode.Call => 0,
                OpCode.Add or OpCode.Subtract or OpCode.Minimum or OpCode.Maximum => Same(degrees[op.A], degrees[op.B]),
                OpCode.Negate or OpCode.Absolute => degrees[op.A],
                OpCode.Multiply => Sum(degrees[op.A], degrees[op.B], 1),
                OpCode.Divide => Sum(degrees[op.A], degrees[op.B], -1),
                OpCode.Less or OpCode.LessOrEqual or OpCode.Equal or OpCode.NotEqual or OpCode.NearlyLessOrEqual or OpCode.NearlyEqual =>
                    Same(degrees[op.A], degrees[op.B]) == Mixed ? Mixed : 0,
                OpCode.Select => degrees[op.A] == 0 ? Same(degrees[op.B], degrees[op.C]) : Mixed,
                OpCode.Sign => degrees[op.A] == Mixed ? Mixed : 0,
                _ => (degrees[op.A] is 0 or Any) && (op.B < 0 || degrees[op.B] is 0 or Any) ? 0 : Mixed,
            };
        }

        return degrees[^1] is 0 or Any;
    }

    private static int DegreeOf(PlanProgram program, Slot reader, SlotRead read)
    {
        var target = program.Slots[read.Slot];
        return target.TimeAxis >= 0 && read.Time is not (ReadTime.None or ReadTime.Fixed) && target.RollUp == RollUpRule.Integral
            ? read.Time == ReadTime.Mapped || target.TimeAxis != reader.TimeAxis ? Mixed : 1
            : 0;
    }

    private static int Same(int a, int b) => a == Mixed || b == Mixed ? Mixed : a == Any ? b : b == Any || a == b ? a : Mixed;

    private static int Sum(int a, int b, int sign) => a == Mixed || b == Mixed ? Mixed : a == Any || b == Any ? Any : a + (sign * b);
}
