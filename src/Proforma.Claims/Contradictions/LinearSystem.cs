namespace Proforma.Claims.Contradictions;

/// <summary>The linear part of a system within given intervals, with the linear bounds of its products.</summary>
internal sealed class LinearSystem
{
    private readonly Dictionary<int, int> _columns = [];
    private readonly HashSet<int> _shared = [];
    private readonly ExactSimplex _simplex;

    public LinearSystem(ClaimSystem system, Interval[] intervals, Effort effort)
    {
        var rows = new List<(LinearForm Form, Interval To)>();
        for (var i = 0; i < intervals.Length; i++)
        {
            if (intervals[i] != default)
            {
                rows.Add((system.Directions[i], intervals[i]));
            }
        }

        foreach (var product in system.Products)
        {
            AddCuts(product, system.IsCoupled(product), intervals, rows);
        }

        foreach (var (unknown, _) in rows.SelectMany(static r => r.Form.Terms.ToArray()))
        {
            if (!_columns.TryAdd(unknown, _columns.Count))
            {
                _shared.Add(unknown);
            }
        }

        effort.Spend(intervals.Length + (10L * rows.Count));
        _simplex = new ExactSimplex(_columns.Count, effort);
        Directions = system.Directions;
        foreach (var (form, to) in rows)
        {
            if (!_simplex.Bind(_simplex.Add(Local(form)), to.Through(-form.Constant, Fraction.One)))
            {
                Conflict = _simplex.Conflict;
                return;
            }
        }

        if (_simplex.Check() == false)
        {
            Conflict = _simplex.Conflict;
        }
    }

    /// <summary>Why the system cannot hold; null when it can.</summary>
    public Reasons? Conflict { get; }

    private IReadOnlyList<LinearForm> Directions { get; }

    /// <summary>The interval of a form whose direction has one.</summary>
    public static Interval Of(Interval[] intervals, Direction form)
    {
        if (form.Index >= 0)
        {
            return intervals[form.Index] == default ? default : intervals[form.Index].Through(form.Constant, form.Scale);
        }

        var constant = new Bound(form.Constant, Reasons.None);
        return new Interval(constant, constant);
    }

    /// <summary>Whether other rows could say something about a direction.</summary>
    public bool IsLinked(int direction)
    {
        if (!Has(Directions[direction]))
        {
            return false;
        }

        foreach (var (unknown, _) in Directions[direction].Terms)
        {
            if (_shared.Contains(unknown))
            {
                return true;
            }
        }

        return Directions[direction].Terms.Length > 1;
    }

    /// <summary>The least and the greatest value of a form (its constant included); unbounded where the system leaves it free.</summary>
    public Interval RangeOf(LinearForm form)
    {
        if (!Has(form))
        {
            return Interval.Unbounded;
        }

        var local = Local(form);
        var low = _simplex.Least(local);
        var high = _simplex.Least((Fraction)(-1) * local);
        return new Interval(
            low is null ? null : low with { Value = low.Value + form.Constant },
            high is null ? null : high with { Value = ((Fraction)(-1) * high.Value) + form.Constant });
    }

    /// <summary>The least of a form, and the value of another form where it is reached; null when there is no least.</summary>
    public (Bound Least, Extended Other)? Least(LinearForm form, LinearForm other) => _simplex.Least(Local(form)) is { } least
        ? (least with { Value = least.Value + form.Constant }, _simplex.ValueOf(Local(other)) + other.Constant)
        : null;

    /// <summary>Whether every unknown of a form is in the system.</summary>
    public bool Has(LinearForm form)
    {
        foreach (var (unknown, _) in form.Terms)
        {
            if (!_columns.ContainsKey(unknown))
            {
                return false;
            }
        }

        return true;
    }

    private LinearForm Local(LinearForm form)
    {
        var local = LinearForm.Zero;
        foreach (var (unknown, factor) in form.Terms)
        {
            local = local.Plus(LinearForm.OfUnknown(_columns[unknown]), factor);
        }

        return local;
    }

    private static void AddCuts(ProductLink link, bool isCoupled, Interval[] intervals, List<(LinearForm Form, Interval To)> rows)
    {
        var product = link.Product;
        Interval left = Of(intervals, link.Left), right = Of(intervals, link.Right);
        AddCone(product.Whole, product.Left, left, product.Right, right, rows);
        if (!isCoupled)
        {
            return;
        }

        AddCone(product.Whole, product.Right, right, product.Left, left, rows);
        AddCorner(product, left.Low, right.Low, 1, rows);
        AddCorner(product, left.High, right.High, 1, rows);
        AddCorner(product, left.Low, right.High, -1, rows);
        AddCorner(product, left.High, right.Low, -1, rows);
    }

    /// <summary>With y ≥ 0: whole ≥ low(x)·y and whole ≤ high(x)·y; the other way round with y ≤ 0.</summary>
    private static void AddCone(LinearForm whole, LinearForm x, Interval rangeX, LinearForm y, Interval rangeY,
        List<(LinearForm Form, Interval To)> rows)
    {
        var notNegative = IntervalArithmetic.IsNotNegative(rangeY);
        if (x.IsConstant || (!notNegative && !IntervalArithmetic.IsNotPositive(rangeY)))
        {
            return;
        }

        var sign = notNegative ? rangeY.Low! : rangeY.High!;
        var isStrict = notNegative ? rangeY.IsPositive : rangeY.IsNegative;
        if (rangeX.Low is { } low)
        {
            AddSide(whole.Plus(y, -low.Value.Number), notNegative, isStrict && low.Value.Epsilon.Sign > 0, low.Reasons.And(sign.Reasons), rows);
        }

        if (rangeX.High is { } high)
        {
            AddSide(whole.Plus(y, -high.Value.Number), !notNegative, isStrict && high.Value.Epsilon.Sign < 0, high.Reasons.And(sign.Reasons), rows);
        }
    }

    /// <summary>(x − a)(y − b) has a known sign: sign·(whole − b·x − a·y + a·b) ≥ 0.</summary>
    private static void AddCorner(Product product, Bound? a, Bound? b, int sign, List<(LinearForm Form, Interval To)> rows)
    {
        if (a is not null && b is not null)
        {
            var form = product.Whole.Plus(product.Left, -b.Value.Number).Plus(product.Right, -a.Value.Number)
                + LinearForm.Of(a.Value.Number * b.Value.Number);
            AddSide(form, sign > 0, false, a.Reasons.And(b.Reasons), rows);
        }
    }

    private static void AddSide(LinearForm form, bool isAtLeast, bool isStrict, Reasons reasons, List<(LinearForm Form, Interval To)> rows)
    {
        var bound = new Bound(new Extended(Fraction.Zero, isStrict ? (isAtLeast ? 1 : -1) : Fraction.Zero), reasons);
        rows.Add((form, isAtLeast ? new Interval(bound, null) : new Interval(null, bound)));
    }
}
