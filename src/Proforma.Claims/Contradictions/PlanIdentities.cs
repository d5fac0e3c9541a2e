using Proforma.Model.Program;
using Proforma.Model.Time;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Claims.Contradictions;

/// <summary>
/// The figures of a plan as linear forms of unknowns, by what holds whatever the drivers are: sums, balances, roll-ups, ratios and
/// conversions. A line that multiplies by an input or holds a constant of its own is an unknown; so is an input, and whatever a
/// formula does that is neither sum, product nor quotient.
/// </summary>
internal sealed class PlanIdentities
{
    private const int DeepestChain = 300, LongestBalance = 600, LongestForm = 2_000, MostStepsByStep = 120;

    private readonly int _mostUnknowns;
    private readonly Dictionary<Quantity, LinearForm> _known = [];
    private readonly HashSet<Quantity> _open = [];
    private readonly List<Quantity?> _unknowns = [];
    private readonly List<Product> _products = [];
    private readonly Dictionary<(LinearForm, LinearForm, bool), int> _productUnknowns = [];
    private readonly FormulaReader _reader;

    public PlanIdentities(PlanProgram program, int mostUnknowns)
    {
        (Program, _mostUnknowns) = (program, mostUnknowns);
        _reader = new FormulaReader(this);
    }

    public PlanProgram Program { get; }

    /// <summary>The figure that each unknown stands for; null for a quotient, a product or a driver in one cell.</summary>
    public IReadOnlyList<Quantity?> Unknowns => _unknowns;

    public IReadOnlyList<Product> Products => _products;

    /// <summary>Every figure that was asked for, with its form.</summary>
    public IReadOnlyDictionary<Quantity, LinearForm> Known => _known;

    /// <summary>The spans that claims speak of, by time axis.</summary>
    public HashSet<(int TimeAxis, int First, int Last)> Spoken { get; } = [];

    /// <summary>True when there were so many unknowns that some identities were left out.</summary>
    public bool IsCutShort { get; private set; }

    /// <summary>The form of a claim's own expression, in which inputs and constants count as they are; null when it says nothing linear.</summary>
    public LinearForm? OfClaim(int slot, int row)
    {
        var found = Program.Slots[slot];
        if (found.Type != ValueType.Quantity || found.TimeAxis >= 0 || (uint)row >= (uint)Program.RowsOf(slot))
        {
            return null;
        }

        if (found.Role != SlotRole.Hidden)
        {
            return Of(Quantity.Cell(slot, row, 0));
        }

        var rule = found.RuleAt(row, 0);
        return rule < 0 || found.Rules[rule].IsData ? null : _reader.AtCell(slot, row, 0, rule, isClaim: true);
    }

    public LinearForm Of(Quantity quantity)
    {
        if (_known.TryGetValue(quantity, out var known))
        {
            return known;
        }

        if (_open.Count >= DeepestChain || !_open.Add(quantity))
        {
            // A loop, or a chain that never ends: from here on it is unknown. The figure itself may get its identity later.
            return LinearForm.OfUnknown(Fresh(null));
        }

        var form = Resolve(quantity);
        _open.Remove(quantity);
        if (form is null || form.Terms.Length > LongestForm)
        {
            form = LinearForm.OfUnknown(Fresh(quantity));
        }

        _known[quantity] = form;
        return form;
    }

    /// <summary>A new unknown.</summary>
    public int Fresh(Quantity? quantity)
    {
        IsCutShort |= _unknowns.Count >= _mostUnknowns;
        _unknowns.Add(quantity);
        return _unknowns.Count - 1;
    }

    /// <summary>a × b.</summary>
    public LinearForm Multiplied(LinearForm a, LinearForm b)
    {
        if (a.IsConstant || b.IsConstant)
        {
            return a.IsConstant ? a.Constant * b : b.Constant * a;
        }

        var ((left, scaleLeft), (right, scaleRight)) = (Scaled(a), Scaled(b));
        if (right.Terms[0].Unknown < left.Terms[0].Unknown)
        {
            (left, right) = (right, left);
        }

        return (scaleLeft * scaleRight) * LinearForm.OfUnknown(Joint(left, right, isQuotient: false));
    }

    /// <summary>a / b; null when b is zero.</summary>
    public LinearForm? Divided(LinearForm a, LinearForm b)
    {
        if (b.IsConstant)
        {
            return b.Constant.IsZero ? null : b.Constant.Inverse() * a;
        }

        if (a.IsConstant && a.Constant.IsZero)
        {
            return LinearForm.Zero;
        }

        var (divisor, scale) = Scaled(b);
        if (a.IsConstant)
        {
            return (a.Constant / scale) * LinearForm.OfUnknown(Joint(LinearForm.Of(Fraction.One), divisor, isQuotient: true));
        }

        var (dividend, scaleOfDividend) = Scaled(a);
        var factor = scaleOfDividend / scale;
        return dividend.Equals(divisor) ? LinearForm.Of(factor) : factor * LinearForm.OfUnknown(Joint(dividend, divisor, isQuotient: true));
    }

    /// <summary>The length of a span in the slot's own unit of time.</summary>
    public Fraction LengthOf(int slot, StepSpan steps)
    {
        var found = Program.Slots[slot];
        var calendar = Program.CalendarOf(found)!;
        var inDays = !found.Unit.Dimension.DayExponent.IsZero;
        var length = Fraction.Zero;
        for (var step = steps.First; step <= steps.Last; step++)
        {
            length += (inDays ? calendar.Days[step] : Fraction.FromDouble(calendar.Months[step])) * Fraction.FromDouble(steps.Share(step));
        }

        return length;
    }

    /// <summary>A value of a slot at a step.</summary>
    public LinearForm CellOf(int slot, int row, int step)
    {
        var found = Program.Slots[slot];
        if (found.TimeAxis < 0)
        {
            return Of(Quantity.Cell(slot, row, 0));
        }

        var span = ReportSpan.Whole(step, step);
        return found.RollUp == RollUpRule.Integral
            ? LengthOf(slot, span.Steps).Inverse() * Of(Quantity.Rolled(slot, row, span, RollUpRule.Integral))
            : Of(Quantity.Cell(slot, row, step));
    }

    /// <summary>A slot over a span by a rule.</summary>
    public LinearForm RolledOf(int slot, int row, ReportSpan span, RollUpRule rule)
    {
        if (Program.Slots[slot].TimeAxis < 0)
        {
            return Of(Quantity.Cell(slot, row, 0));
        }

        var quantity = Quantity.Rolled(slot, row, span, rule);
        if (!quantity.IsWhole)
        {
            return Of(quantity);
        }

        var steps = span.Steps;
        var opening = Program.Slots[slot].OpeningSlot;
        return rule switch
        {
            RollUpRule.Closing or RollUpRule.Constant => CellOf(slot, row, steps.Last),
            RollUpRule.Opening => CellOf(opening >= 0 ? opening : slot, row, steps.First),
            RollUpRule.Integral => Of(quantity),
            RollUpRule.Average when steps.Count == 1 && opening >= 0 =>
                Fraction.FromDouble(0.5) * (CellOf(opening, row, steps.First) + CellOf(slot, row, steps.First)),
            RollUpRule.None => Of(quantity),
            _ when steps.Count == 1 => CellOf(slot, row, steps.First),
            _ => Of(quantity),
        };
    }

    private LinearForm? Resolve(Quantity quantity)
    {
        var slot = Program.Slots[quantity.Slot];
        if (IsCutShort || slot.Type != ValueType.Quantity || !quantity.IsWhole || slot.Rules.IsEmpty)
        {
            return null;
        }

        var (first, last) = (quantity.Span.Steps.First, quantity.Span.Steps.Last);
        return quantity.Rule switch
        {
            RollUpRule.Constant when slot.OpeningSlot >= 0 && slot.OpeningSlot != slot.Index && slot.Role != SlotRole.Hidden =>
                Balance(slot, quantity.Row, first),
            RollUpRule.Constant => ByFormula(quantity.Slot, quantity.Row, first),
            RollUpRule.Integral when first == last => slot.RollUp == RollUpRule.Integral
                ? ByFormula(quantity.Slot, quantity.Row, first) is { } rate ? LengthOf(slot.Index, quantity.Span.Steps) * rate : null
                : LengthOf(slot.Index, quantity.Span.Steps) * CellOf(slot.Index, quantity.Row, first),
            RollUpRule.Integral => Integral(quantity),
            RollUpRule.Recompute => SingleRule(slot, quantity.Row, first, last) is >= 0 and var rule && !slot.Rules[rule].IsData
                ? _reader.OverSpan(quantity, rule, integrated: false)
                : null,
            _ => null,
        };
    }

    private LinearForm? ByFormula(int slot, int row, int step)
    {
        var found = Program.Slots[slot];
        var rule = found.RuleAt(row, step);
        return rule < 0 || found.Rules[rule].IsData ? null : _reader.AtCell(slot, row, step, rule, isClaim: false);
    }

    /// <summary>A flow over several steps: by one formula, by parts where formulas change, or step by step where it looks at other steps.</summary>
    private LinearForm? Integral(Quantity quantity)
    {
        var slot = Program.Slots[quantity.Slot];
        var (first, last) = (quantity.Span.Steps.First, quantity.Span.Steps.Last);
        var rule = SingleRule(slot, quantity.Row, first, last);
        if (rule == Several)
        {
            return Parts(slot, quantity, first, last);
        }

        if (rule < 0 || slot.Rules[rule].IsData)
        {
            return null;
        }

        if (_reader.OverSpan(quantity, rule, integrated: true) is { } form)
        {
            return form;
        }

        var looksElsewhere = slot.Rules[rule].Reads.Any(static r => r.Time is ReadTime.Step or ReadTime.Year && r.Offset != 0);
        return looksElsewhere && last - first < MostStepsByStep && _reader.AtCell(slot.Index, quantity.Row, first, rule, isClaim: false) is not null
            ? Sum(Enumerable.Range(first, last - first + 1).Select(s => quantity with { Span = ReportSpan.Whole(s, s) }))
            : null;
    }

    private LinearForm Parts(Slot slot, Quantity quantity, int first, int last)
    {
        var parts = new List<Quantity>();
        for (var from = first; from <= last;)
        {
            var rule = slot.RuleAt(quantity.Row, from);
            var to = from;
            while (to < last && slot.RuleAt(quantity.Row, to + 1) == rule)
            {
                to++;
            }

            parts.Add(quantity with { Span = ReportSpan.Whole(from, to) });
            from = to + 1;
        }

        return Sum(parts);
    }

    private LinearForm Sum(IEnumerable<Quantity> parts) => parts.Aggregate(LinearForm.Zero, (sum, part) => sum + Of(part));

    /// <summary>A closing balance: the opening one of the run of steps in which the account moves, and every flow since.</summary>
    private LinearForm? Balance(Slot account, int row, int step)
    {
        var rule = account.RuleAt(row, step);
        if (rule != 0)
        {
            return ByFormula(account.Index, row, step);
        }

        var from = step;
        while (from > 0 && step - from < LongestBalance && account.RuleAt(row, from - 1) == 0)
        {
            from--;
        }

        var running = step - from < LongestBalance ? CellOf(account.OpeningSlot, row, from) : null;
        for (var at = from; at <= step && running is not null; at++)
        {
            running = _reader.Balanced(account, row, at, running);
        }

        return running;
    }

    private const int Several = -2;

    private static int SingleRule(Slot slot, int row, int first, int last)
    {
        var rule = slot.RuleAt(row, first);
        for (var step = first + 1; step <= last; step++)
        {
            if (slot.RuleAt(row, step) != rule)
            {
                return Several;
            }
        }

        return rule;
    }

    private int Joint(LinearForm a, LinearForm b, bool isQuotient)
    {
        if (_productUnknowns.TryGetValue((a, b, isQuotient), out var known))
        {
            return known;
        }

        var unknown = Fresh(null);
        var form = LinearForm.OfUnknown(unknown);
        _products.Add(isQuotient ? new Product(a, form, b, true) : new Product(form, a, b, false));
        _productUnknowns.Add((a, b, isQuotient), unknown);
        return unknown;
    }

    /// <summary>The form with 1 as its first factor, its constant included.</summary>
    private static (LinearForm Form, Fraction Scale) Scaled(LinearForm form)
    {
        var scale = form.Terms[0].Factor;
        return (scale.Inverse() * form, scale);
    }
}
