using System.Collections.Immutable;
using Proforma.Language.Binding;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Model.Units;

namespace Proforma.Language.Lowering;

/// <summary>
/// An uncertain input whose cells are not themselves what is drawn: it is interpolated between points that are, or it is stated per day and a step
/// counts by its own days. What is drawn becomes hidden series of its own, and the input a formula of them.
/// </summary>
internal sealed class DrawnInput(SeriesSymbol symbol, SlotTable slots, List<Uncertainty> uncertainties, RowLayout layout, Slot visible)
{
    private readonly ImmutableArray<MemberIndex> _members = [.. visible.Dimensions.Select(static dimension => new MemberIndex(dimension))];
    private readonly Dictionary<(int From, int To), int> _ruleOf = [];
    private readonly List<Rule> _rules = [];

    private Calendar Calendar => symbol.Entity.Calendar;

    /// <summary>What a clause of the input draws.</summary>
    /// <param name="Value">The point in the unit that the plan states.</param>
    /// <param name="Distribution">The distribution, or null.</param>
    /// <param name="HasPoint">Whether the plan states the point.</param>
    /// <param name="Provenance">Where it stands.</param>
    internal sealed record Clause(double Value, DistributionSpec? Distribution, bool HasPoint, Provenance Provenance);

    /// <summary>The input by its steps in the stated unit, as a hidden series; the input counts each step's days.</summary>
    public void PerDay(double[] stated, Unit unit, IReadOnlyList<Clause> clauses, Rational dayExponent, Uncertainty? noise = null)
    {
        var drawn = slots.Reserve();
        slots.Set(visible with
        {
            Index = drawn,
            Name = visible.Name + " as stated",
            Role = SlotRole.Hidden,
            Unit = unit,
            RollUp = RollUpRule.None,
            Data = stated,
        });
        var scale = ScaleOf(dayExponent);
        slots.Set(visible with { Rules = [.. clauses.Select(c => Reading(drawn, ReadTime.Step, scale, c.Provenance))], Data = null });
        for (var i = 0; i < clauses.Count; i++)
        {
            if (clauses[i].Distribution is { } distribution)
            {
                uncertainties.Add(noise is null ? new Uncertainty(drawn, i, distribution, clauses[i].HasPoint) : noise with { Slot = drawn });
            }
        }
    }

    /// <summary>Each point as a hidden series without time, which all tracks share; the input is a straight line between them.</summary>
    public void BetweenPoints(InputValues values, Unit unit, IReadOnlyList<Clause> clauses, Rational dayExponent)
    {
        var points = Enumerable.Range(0, checked((int)layout.Rows)).Select(row => values.PointsOf(row)).ToList();
        var drawn = new Dictionary<int, int>();
        foreach (var step in points.SelectMany(static p => p).Select(static p => p.Step).Distinct().Order())
        {
            drawn.Add(step, Point(step, points, unit, clauses));
        }

        int? scale = dayExponent.IsZero ? null : ScaleOf(dayExponent);
        var patterns = new List<ImmutableArray<RuleSegment>>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new int[points.Count];
        for (var row = 0; row < rows.Length; row++)
        {
            var key = string.Join(',', points[row].Select(static p => p.Step));
            if (!known.TryGetValue(key, out rows[row]))
            {
                rows[row] = patterns.Count;
                known.Add(key, patterns.Count);
                patterns.Add(Segments(points[row], drawn, clauses, scale));
            }
        }

        slots.Set(visible with { Rules = [.. _rules], Patterns = [.. patterns], RowPatterns = patterns.Count == 1 ? [] : [.. rows], Data = null });
    }

    private int Point(int step, List<List<(int Step, int Clause)>> points, Unit unit, IReadOnlyList<Clause> clauses)
    {
        var slot = slots.Reserve();
        var data = new double[points.Count];
        var patterns = new List<ImmutableArray<RuleSegment>>();
        var rows = new int[points.Count];
        for (var row = 0; row < data.Length; row++)
        {
            var found = points[row].FindIndex(p => p.Step == step);
            var clause = found < 0 ? -1 : points[row][found].Clause;
            data[row] = clause < 0 ? CellValue.Blank.Raw : clauses[clause].Value;
            ImmutableArray<RuleSegment> pattern = clause < 0 ? [] : [new RuleSegment(0, 0, clause)];
            rows[row] = patterns.FindIndex(p => p.AsSpan().SequenceEqual(pattern.AsSpan()));
            if (rows[row] < 0)
            {
                rows[row] = patterns.Count;
                patterns.Add(pattern);
            }
        }

        var period = new Period(Calendar.Grain, Calendar.First.Ordinal + step, Calendar.First.YearEndMonth);
        slots.Set(visible with
        {
            Index = slot,
            Name = $"{visible.Name}[{period}]",
            Label = $"{visible.Label} {period}",
            Role = SlotRole.Hidden,
            TimeAxis = -1,
            Kind = Kind.Constant,
            Unit = unit,
            RollUp = RollUpRule.Constant,
            RollUpWeight = null,
            Rules = [.. clauses.Select(static c => new Rule([]) { Provenance = c.Provenance })],
            Patterns = [.. patterns],
            RowPatterns = patterns.Count == 1 ? [] : [.. rows],
            Data = data,
        });
        foreach (var clause in points.SelectMany(static p => p).Where(p => p.Step == step).Select(static p => p.Clause).Distinct().Order())
        {
            if (clauses[clause].Distribution is { } distribution)
            {
                uncertainties.Add(new Uncertainty(slot, clause, distribution, clauses[clause].HasPoint));
            }
        }

        return slot;
    }

    private ImmutableArray<RuleSegment> Segments(
        List<(int Step, int Clause)> points, Dictionary<int, int> drawn, IReadOnlyList<Clause> clauses, int? scale)
    {
        var segments = ImmutableArray.CreateBuilder<RuleSegment>();
        var last = Calendar.Count - 1;

        void Add(int first, int end, int from, int to, int clause)
        {
            if (Math.Max(first, 0) <= Math.Min(end, last))
            {
                segments.Add(new RuleSegment(Math.Max(first, 0), Math.Min(end, last), RuleOf(from, to, drawn, scale, clauses[clause].Provenance)));
            }
        }

        for (var i = 0; i < points.Count; i++)
        {
            var (step, clause) = points[i];
            var before = i == 0 ? int.MinValue : points[i - 1].Step;
            if (i > 0)
            {
                Add(before + 1, step - 1, before, step, clause);
            }

            // Outside of the points the nearest one holds.
            Add(i == 0 ? int.MinValue : step, i == points.Count - 1 ? int.MaxValue : step, step, step, clause);
        }

        return segments.ToImmutable();
    }

    private int RuleOf(int from, int to, Dictionary<int, int> drawn, int? scale, Provenance provenance)
    {
        if (_ruleOf.TryGetValue((from, to), out var known))
        {
            return known;
        }

        _ruleOf.Add((from, to), _rules.Count);
        _rules.Add(from == to ? Reading(drawn[from], ReadTime.None, scale, provenance) : Interpolating(from, to, drawn, scale, provenance));
        return _rules.Count - 1;
    }

    private Rule Reading(int drawn, ReadTime time, int? scale, Provenance provenance)
    {
        var rule = new RuleBuilder();
        return Scaled(rule, rule.Read(Read(drawn, time)), scale, provenance);
    }

    private Rule Interpolating(int from, int to, Dictionary<int, int> drawn, int? scale, Provenance provenance)
    {
        var rule = new RuleBuilder();
        var low = rule.Read(Read(drawn[from], ReadTime.None));
        var high = rule.Read(Read(drawn[to], ReadTime.None));
        var share = rule.Emit(OpCode.Table,
            symbol.Entity.Table($"between {from} and {to}", step => Math.Clamp((step - from) / (double)(to - from), 0, 1)));
        var rise = rule.Emit(OpCode.Multiply, rule.Emit(OpCode.Subtract, high, low), share);
        return Scaled(rule, rule.Emit(OpCode.Add, low, rise), scale, provenance);
    }

    private Rule Scaled(RuleBuilder rule, int value, int? scale, Provenance provenance)
    {
        var last = scale is { } table ? rule.Emit(OpCode.Multiply, value, rule.Emit(OpCode.Table, table)) : value;
        return rule.Build(new Operand(last, Shape.NotYetKnown), visible.Dimensions, provenance);
    }

    private SlotRead Read(int slot, ReadTime time) => new(slot, time, 0, -1, _members, slots[slot]?.Name ?? symbol.Name);

    private int ScaleOf(Rational dayExponent)
    {
        var exponent = dayExponent.ToDouble();
        return symbol.Entity.Table($"months per day^{dayExponent}", step => Math.Pow(Calendar.Months[step] / Calendar.Days[step], exponent));
    }
}
