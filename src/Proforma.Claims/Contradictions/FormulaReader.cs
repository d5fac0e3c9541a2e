using Proforma.Model.Program;
using Proforma.Model.Time;

namespace Proforma.Claims.Contradictions;

/// <summary>
/// Reads a formula as an identity: in one cell, over a span with average rates (ratios), or integrated over a span (flows). Null
/// where it is none.
/// </summary>
internal sealed class FormulaReader(PlanIdentities identities)
{
    private PlanProgram Program => identities.Program;

    /// <summary>The formula in a cell.</summary>
    /// <param name="isClaim">Whether it is what a claim says: then its constants and inputs are as they are.</param>
    public LinearForm? AtCell(int slot, int row, int step, int rule, bool isClaim) =>
        Read(new Place(Program.Slots[slot], row, ReportSpan.Whole(step, step), Mode.Cell, isClaim, null), Program.Slots[slot].Rules[rule]);

    /// <summary>The formula over a span: on average rates, or integrated.</summary>
    public LinearForm? OverSpan(Quantity quantity, int rule, bool integrated)
    {
        var slot = Program.Slots[quantity.Slot];
        var mode = integrated ? Mode.Integrated : quantity.Span.IsSingleStep ? Mode.Cell : Mode.Average;
        return Read(new Place(slot, quantity.Row, quantity.Span, mode, false, null), slot.Rules[rule]);
    }

    /// <summary>An account's closing balance in a step, given its opening one.</summary>
    public LinearForm? Balanced(Slot account, int row, int step, LinearForm opening) =>
        Read(new Place(account, row, ReportSpan.Whole(step, step), Mode.Cell, false, opening), account.Rules[0]);

    private LinearForm? Read(Place place, Rule rule)
    {
        var values = new Term?[rule.Ops.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var op = rule.Ops[i];
            values[i] = op.Code switch
            {
                OpCode.Constant => double.IsFinite(op.Value) ? new Term(LinearForm.Of(Fraction.FromDouble(op.Value))) : null,
                OpCode.Table => TableEntry(place, op.A),
                OpCode.Read => ReadOf(place, rule.Reads[op.A]),
                OpCode.Reduce => Reduced(place, rule.Reductions[op.A]),
                OpCode.Window => Windowed(place, rule.Windows[op.A]),
                OpCode.RollUp => RolledUp(place, rule.RollUps[op.A]),
                OpCode.Add => Sum(place, values[op.A], values[op.B], 1),
                OpCode.Subtract => Sum(place, values[op.A], values[op.B], -1),
                OpCode.Negate => values[op.A] is { } x ? x with { Form = (Fraction)(-1) * x.Form } : null,
                OpCode.Multiply => Times(place, values[op.A], values[op.B], IsMeanOfTwo(place, rule, op.A) || IsMeanOfTwo(place, rule, op.B)),
                OpCode.Divide => Over(place, values[op.A], values[op.B], IsMeanOfTwo(place, rule, op.A), rule.Ops[op.A].Code == OpCode.Subtract),
                OpCode.Coalesce when op.A == op.B => values[op.A],
                _ => null,
            };
        }

        return values[^1] is not { } result ? null
            : place.IsClaim ? result.Form
            : result.Form.IsConstant || IsHeld(place, rule) ? null
            : place.Mode == Mode.Integrated && !result.IsIntegrated ? Length(place) * result.Form
            : result.Form;
    }

    /// <summary>A line that only repeats its own earlier value is held flat: that is an assumption.</summary>
    private static bool IsHeld(Place place, Rule rule) =>
        rule.Ops is [{ Code: OpCode.Read } only] && rule.Reads[only.A] is var read && read.Slot == place.Slot.Index && read.Offset != 0;

    private Fraction Length(Place place) => identities.LengthOf(place.Slot.Index, place.Span.Steps);

    /// <summary>A fact of the calendar is part of an identity only as the length of a step: a flow times its length is an amount.</summary>
    private Term? TableEntry(Place place, int table)
    {
        var entries = Program.TimeAxes[place.Slot.TimeAxis].Tables[table];
        var calendar = Program.CalendarOf(place.Slot)!;
        var first = place.Span.Steps.First;
        var hasUnevenSteps = calendar.Grain.Months() == 0;
        return hasUnevenSteps && place.Span.IsSingleStep && (entries[first] == calendar.Months[first] || entries[first] == calendar.Days[first])
            ? new Term(LinearForm.Of(Fraction.FromDouble(entries[first]))) { IsLength = true }
            : null;
    }

    private Term? ReadOf(Place place, SlotRead read)
    {
        var target = Program.Slots[read.Slot];
        var layout = Program.Layout;
        if (target.Type != Model.Program.ValueType.Quantity)
        {
            return null;
        }

        if (place.Opening is { } opening && read.Slot == place.Slot.OpeningSlot && read.Offset == 0)
        {
            return new Term(opening);
        }

        var row = layout.RowRead(read, place.Slot.Index, place.Row);
        if (IsDriver(place, target))
        {
            var form = target.TimeAxis < 0 ? LinearForm.OfUnknown(identities.Fresh(null)) : Value(place, read, target, row)?.Form;
            return form is null ? null : new Term(form) { IsInput = true, IsIntegrated = place.Mode == Mode.Integrated && target.TimeAxis >= 0 };
        }

        return Value(place, read, target, row) is { } value ? value with { IsFixed = IsFixed(place, target) } : null;
    }

    /// <summary>A single figure in a line of many periods, other than an exchange rate: to multiply by it is to assume that it stays the
    /// same.</summary>
    private static bool IsFixed(Place place, Slot target) => target.TimeAxis < 0 && target.Role != SlotRole.Rate && !place.IsClaim
        && place.Slot.TimeAxis >= 0;

    /// <summary>A figure that a person sets. What does not vary over time is not taken to be the same in every period of a line.</summary>
    private static bool IsDriver(Place place, Slot target) => target.Role == SlotRole.Input && !place.IsClaim && place.Slot.TimeAxis >= 0;

    private Term? Value(Place place, SlotRead read, Slot target, int row)
    {
        if (target.TimeAxis < 0 || read.Time is ReadTime.None or ReadTime.Fixed || place.Mode == Mode.Cell)
        {
            var step = Program.Layout.StepRead(read, place.Slot.Index, place.Span.Steps.First);
            return step < 0 ? null : new Term(identities.CellOf(read.Slot, row, step));
        }

        return Program.Layout.OperandSpan(read, place.Span, Program.CalendarOf(place.Slot)!) is { Steps: { IsEmpty: false, Complete: true } } span
            ? Operand(place, target, row, span, read.Offset == 0)
            : null;
    }

    private Term? Operand(Place place, Slot target, int row, ReportSpan span, bool isSameTime)
    {
        if (place.Mode == Mode.Integrated)
        {
            return isSameTime && target.TimeAxis == place.Slot.TimeAxis && SameTimeUnit(place.Slot, target)
                ? new Term(identities.RolledOf(target.Index, row, span, RollUpRule.Integral)) { IsIntegrated = true }
                : null;
        }

        if (target.RollUp == RollUpRule.None)
        {
            return null;
        }

        var form = identities.RolledOf(target.Index, row, span, target.RollUp);
        return new Term(target.RollUp == RollUpRule.Integral ? identities.LengthOf(target.Index, span.Steps).Inverse() * form : form);
    }

    private static bool SameTimeUnit(Slot a, Slot b) => a.Unit.Dimension.DayExponent.IsZero == b.Unit.Dimension.DayExponent.IsZero;

    private Term? Reduced(Place place, Reduction reduction)
    {
        var target = Program.Slots[reduction.Read.Slot];
        if (reduction.Reducer is not (Reducer.Sum or Reducer.Mean) || target.Type != Model.Program.ValueType.Quantity)
        {
            return null;
        }

        var rows = new List<int>();
        Program.Layout.AddRowsReduced(reduction, place.Slot.Index, place.Row, rows);
        const int most = 500;
        if (rows.Count is 0 or > most || (IsDriver(place, target) && target.TimeAxis < 0))
        {
            return null;
        }

        Term? sum = null;
        foreach (var row in rows)
        {
            // A member that no clause covers is skipped by the engine; here nothing is known about it.
            if (Value(place, reduction.Read, target, row) is not { } value)
            {
                return null;
            }

            sum = sum is { } before ? before with { Form = before.Form + value.Form } : value;
        }

        return sum is { } all
            ? all with
            {
                Form = reduction.Reducer == Reducer.Mean ? ((Fraction)rows.Count).Inverse() * all.Form : all.Form,
                IsInput = IsDriver(place, target),
            }
            : null;
    }

    private Term? Windowed(Place place, Window window)
    {
        var target = Program.Slots[window.Read.Slot];
        if (place.Mode == Mode.Integrated || target.TimeAxis < 0 || IsDriver(place, target))
        {
            return null;
        }

        var last = Program.Layout.StepRead(window.Read, place.Slot.Index, place.Span.Steps.Last);
        var first = Math.Max(0, last - window.Steps + 1L);
        if (last < 0 || window.Kind == WindowKind.Sum || (window.Kind == WindowKind.AverageRate && last - first + 1 < window.Steps))
        {
            return null;
        }

        var row = Program.Layout.RowRead(window.Read, place.Slot.Index, place.Row);
        var span = ReportSpan.Whole((int)first, last);
        var form = identities.RolledOf(target.Index, row, span, RollUpRule.Integral);
        return new Term(window.Kind == WindowKind.Integral ? form : identities.LengthOf(target.Index, span.Steps).Inverse() * form);
    }

    private Term? RolledUp(Place place, RollUpRead read)
    {
        var target = Program.Slots[read.Read.Slot];
        if (target.Type != Model.Program.ValueType.Quantity || read.Rule is RollUpRule.None)
        {
            return null;
        }

        if (place.IsClaim && !read.Steps.IsEmpty && target.TimeAxis >= 0)
        {
            identities.Spoken.Add((target.TimeAxis, read.Steps.First, read.Steps.Last));
        }

        var row = Program.Layout.RowRead(read.Read, place.Slot.Index, place.Row);
        return new Term(identities.RolledOf(target.Index, row, new ReportSpan(read.Steps, read.Period), read.Rule))
        {
            IsInput = IsDriver(place, target),
            IsFixed = !place.IsClaim && place.Slot.TimeAxis >= 0,
        };
    }

    private Term? Sum(Place place, Term? left, Term? right, int sign)
    {
        if (left is not { } a || right is not { } b || !(IsPlainAddend(place, a, b) && IsPlainAddend(place, b, a)))
        {
            return null;
        }

        var integrated = a.IsIntegrated || b.IsIntegrated;
        var x = integrated && !a.IsIntegrated ? Length(place) * a.Form : a.Form;
        var y = integrated && !b.IsIntegrated ? Length(place) * b.Form : b.Form;
        return new Term(x.Plus(y, sign)) { IsIntegrated = integrated, IsInput = a.IsInput || b.IsInput, IsFixed = a.IsFixed || b.IsFixed };
    }

    /// <summary>1 − share and x / prev(x) − 1 are identities; a constant of another size, or one that is added to an amount, is an
    /// assumption.</summary>
    private bool IsPlainAddend(Place place, Term term, Term other) => place.IsClaim || !term.Form.IsConstant || term.Form.Constant.IsZero
        || (term.Form.Constant.Abs().IsOne && IsPureNumber(other.Form));

    private bool IsPureNumber(LinearForm form)
    {
        foreach (var (unknown, _) in form.Terms)
        {
            if (identities.Unknowns[unknown] is { } quantity && !Program.Slots[quantity.Slot].Unit.Dimension.IsNone)
            {
                return false;
            }
        }

        return true;
    }

    private Term? Times(Place place, Term? left, Term? right, bool isMean)
    {
        if (left is not { } a || right is not { } b || (a.IsIntegrated && b.IsIntegrated))
        {
            return null;
        }

        if (a.Form.IsConstant || b.Form.IsConstant)
        {
            var (factor, other) = a.Form.IsConstant ? (a, b) : (b, a);
            return IsUnitFactor(place, factor, isMean, isStep: place.Opening is not null)
                ? other with { Form = factor.Form.Constant * other.Form, IsLength = false } : null;
        }

        return a.IsFixed || b.IsFixed || ((a.IsInput || b.IsInput) && place.Slot.TimeAxis >= 0 && !place.IsClaim)
            ? null
            : new Term(identities.Multiplied(a.Form, b.Form)) { IsIntegrated = a.IsIntegrated || b.IsIntegrated };
    }

    private Term? Over(Place place, Term? left, Term? right, bool isMean, bool isChange)
    {
        if (left is not { } a || right is not { } b || b.IsIntegrated)
        {
            return null;
        }

        if (b.Form.IsConstant)
        {
            return !b.Form.Constant.IsZero && IsUnitFactor(place, b, isMean, isChange)
                ? a with { Form = b.Form.Constant.Inverse() * a.Form, IsLength = false } : null;
        }

        if ((a.IsInput || b.IsInput) && place.Slot.TimeAxis >= 0 && !place.IsClaim)
        {
            return null;
        }

        return identities.Divided(a.Form, b.Form) is { } quotient
            ? new Term(quotient) { IsIntegrated = a.IsIntegrated, IsFixed = a.IsFixed || b.IsFixed } : null;
    }

    /// <summary>
    /// 1, the months of a year, the half of a mean of two balances, and the months of a step in a balance or a change: units, not
    /// assumptions.
    /// </summary>
    private bool IsUnitFactor(Place place, Term factor, bool isMean, bool isStep)
    {
        if (place.IsClaim || factor.IsLength)
        {
            return true;
        }

        var size = factor.Form.Constant.Abs();
        var half = Fraction.FromDouble(0.5);
        return size.IsOne || size.IsZero || size == 12 || (isMean && (size == 2 || size == half))
            || (isStep && place.Slot.TimeAxis >= 0 && size == Program.CalendarOf(place.Slot)!.First.Grain.Months());
    }

    /// <summary>Whether an op adds a figure to the same one at another moment, as in the mean of an opening and a closing balance.</summary>
    private bool IsMeanOfTwo(Place place, Rule rule, int op) =>
        rule.Ops[op] is { Code: OpCode.Add } sum && SlotOf(rule, sum.A) is >= 0 and var a && SlotOf(rule, sum.B) is >= 0 and var b
        && (a == b || Program.Slots[a].OpeningSlot == b || Program.Slots[b].OpeningSlot == a) && !place.IsClaim;

    private static int SlotOf(Rule rule, int op) => rule.Ops[op] is { Code: OpCode.Read } read ? rule.Reads[read.A].Slot : -1;

    private enum Mode
    {
        Cell,
        Average,
        Integrated,
    }

    private sealed record Place(Slot Slot, int Row, ReportSpan Span, Mode Mode, bool IsClaim, LinearForm? Opening);

    /// <summary>The value of an op.</summary>
    /// <param name="Form">What it is.</param>
    private readonly record struct Term(LinearForm Form)
    {
        /// <summary>An amount over the span and no rate.</summary>
        public bool IsIntegrated { get; init; }

        /// <summary>A figure that a person sets is in it.</summary>
        public bool IsInput { get; init; }

        /// <summary>A single figure for all periods is in it.</summary>
        public bool IsFixed { get; init; }

        /// <summary>A length of time that the calendar gives.</summary>
        public bool IsLength { get; init; }
    }
}
