using CsCheck;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Model.Units;

namespace Proforma.Testing;

/// <summary>Random plans: several axes, clauses, offsets, every operation, blanks, unknowns, infinities and zeros among the data.</summary>
internal sealed class RandomPlans
{
    private static readonly OpCode[] s_unary =
    [
        OpCode.Negate, OpCode.Absolute, OpCode.SquareRoot, OpCode.Exponential, OpCode.Logarithm, OpCode.Floor, OpCode.Ceiling, OpCode.Sign,
        OpCode.Not, OpCode.IsKnown,
    ];

    private static readonly OpCode[] s_binary =
    [
        OpCode.Add, OpCode.Subtract, OpCode.Multiply, OpCode.Divide, OpCode.Add, OpCode.Subtract, OpCode.Multiply, OpCode.Divide, OpCode.Power,
        OpCode.Minimum, OpCode.Maximum, OpCode.Round, OpCode.RoundUp, OpCode.RoundDown, OpCode.Modulo, OpCode.Less, OpCode.LessOrEqual, OpCode.Equal,
        OpCode.NotEqual, OpCode.NearlyLessOrEqual, OpCode.NearlyEqual, OpCode.And, OpCode.Or, OpCode.Coalesce,
    ];

    private static readonly double[] s_numbers = [0, -0.0, 1, -1, 0.5, 2, 3, -2.5, 100, 1e-3, 1e9, 1e155, -1e155, 1e300, 1e-300];

    private readonly Random _random;
    private readonly PlanBuilder _plan;
    private readonly int _lines;
    private readonly bool _isCircular;
    private readonly bool _looksAhead;
    private readonly bool _hasStates;

    private RandomPlans(int seed, int lines, int steps)
    {
        _random = new Random(seed);
        _lines = lines;
        _isCircular = Chance(0.1);
        _looksAhead = Chance(0.2);
        _hasStates = Chance(0.7);
        Grain[] grains = [Grain.Month, Grain.Month, Grain.Month, Grain.Quarter, Grain.Week, Grain.Day, Grain.Year];
        var yearEnd = Chance(0.3) ? 6 : 12;
        var date = new DateOnly(2024, 1, 1).AddDays(_random.Next(700));
        var calendar = new Calendar(Period.Containing(date, grains[_random.Next(grains.Length)], yearEnd), steps, yearEnd);
        _plan = new PlanBuilder(calendar, [.. Enumerable.Range(0, _random.Next(1, 4)).Select(static i => $"track{i}")]);
        for (var i = 0; i < _random.Next(3); i++)
        {
            _plan.Dimension($"dimension{i}", _random.Next(1, 4));
        }

        _plan.Table(static t => t);
        _plan.Table(static t => t % 3);
    }

    /// <summary>A generator of plans of up to 12 lines; shrinks to fewer lines and steps.</summary>
    public static Gen<PlanBuilder> Gen { get; } = CsCheck.Gen.Select(
        CsCheck.Gen.Int[1, 12], CsCheck.Gen.Int[1, 30], CsCheck.Gen.Int[0, int.MaxValue - 1],
        static (lines, steps, seed) => new RandomPlans(seed, lines, steps).Build());

    public PlanBuilder Build()
    {
        var lines = Enumerable.Range(0, _lines).Select(i => _plan.Line($"line{i}")).ToArray();
        foreach (var line in lines)
        {
            Shape(line);
        }

        for (var i = 0; i < lines.Length; i++)
        {
            AddClauses(lines[i], i);
        }

        return _plan;
    }

    private bool Chance(double share) => _random.NextDouble() < share;

    private void Shape(LineBuilder line)
    {
        if (Chance(0.15))
        {
            line.Timeless();
        }

        if (Chance(0.5))
        {
            line.Tracked();
        }

        line.By([.. Enumerable.Range(0, _plan.Dimensions.Length).Where(_ => Chance(0.3))]);
        if (line.IsTimed)
        {
            RollUpRule[] rules =
            [
                RollUpRule.Integral, RollUpRule.Integral, RollUpRule.Closing, RollUpRule.Average, RollUpRule.Sum, RollUpRule.Mean, RollUpRule.Minimum,
                RollUpRule.Maximum, RollUpRule.Recompute, RollUpRule.Recompute, RollUpRule.Any, RollUpRule.All, RollUpRule.None,
            ];
            line.RolledUp(rules[_random.Next(rules.Length)]);
            if (Chance(0.2))
            {
                line.With(static s => s with { Unit = Unit.Of(Dimension.Day.Power(Rational.Of(-1))) });
            }
        }

        if (_isCircular)
        {
            line.Circular();
        }
    }

    private void AddClauses(LineBuilder line, int index)
    {
        var rows = _plan.Rows(line);
        var steps = _plan.Steps(line);
        line.Data([.. Enumerable.Range(0, rows * steps).Select(_ => Datum())]);
        var divided = Chance(0.2) ? _random.Next(rows) : -1;
        var from = 0;
        while (from < steps)
        {
            var to = Chance(0.5) ? steps - 1 : _random.Next(from, steps);
            if (!Chance(0.1))
            {
                Formula? Next() => Chance(0.25) ? null : Random(line, index, 3);
                if (divided >= 0)
                {
                    var own = divided;
                    line.Rows(row => row <= own, Next(), from, to);
                    line.Rows(row => row > own, Next(), from, to);
                }
                else
                {
                    line.Clause(from, to, Next());
                }
            }

            from = to + 1;
        }
    }

    private double Datum() => !_hasStates || Chance(0.85) ? (_random.NextDouble() * 20) - 5
        : _random.Next(6) switch
        {
            0 => CellValue.Blank.Raw,
            1 => CellValue.Unknown.Raw,
            2 => double.NaN,
            3 => double.PositiveInfinity,
            4 => CellValue.Failed(FailureKind.NoConvergence, 0).Raw,
            _ => s_numbers[_random.Next(s_numbers.Length)],
        };

    private Formula Random(LineBuilder line, int index, int depth)
    {
        if (depth == 0 || Chance(0.2))
        {
            return Leaf(line, index);
        }

        Formula Operand() => Random(line, index, depth - 1);
        return _random.Next(10) switch
        {
            0 => Formula.Of(s_unary[_random.Next(s_unary.Length)], Operand()),
            1 => Formula.If(Operand() < Operand(), Operand(), Operand()),
            2 => Formula.If(Operand(), Operand(), Operand()),
            _ => Formula.Of(s_binary[_random.Next(s_binary.Length)], Operand(), Operand()),
        };
    }

    private Formula Leaf(LineBuilder line, int index)
    {
        switch (_random.Next(12))
        {
            case 0:
                return s_numbers[_random.Next(s_numbers.Length)];
            case 1:
                return _random.NextDouble() * 10;
            case 2 when line.IsTimed:
                return new TableEntry(_random.Next(2));
            case 3 when _hasStates:
                return Chance(0.5) ? Formula.Unknown : Formula.Blank;
            case 4 when index > 0:
                return Gathered($"line{_random.Next(index)}");
            case 5 when index > 0:
                return Rolled($"line{_random.Next(index)}");
            case 6 when line.IsTimed:
                // Lines that read each other some steps ago, whatever their order.
                return Reference($"line{_random.Next(_lines)}", (_looksAhead && Chance(0.5) ? 1 : -1) * (Chance(0.7) ? 1 : _random.Next(2, 5)));
            case 7 when _isCircular && Chance(0.5):
                return 0.1 * (Formula)new Reference($"line{_random.Next(_lines)}");
            default:
                return index == 0 ? 1.5 : Earlier($"line{_random.Next(index)}");
        }
    }

    private Formula Earlier(string name) => _random.Next(8) switch
    {
        0 => Reference(name, -1),
        1 => Reference(name, 1),
        2 => Reference(name, -_random.Next(_plan.Calendar.Count + 2)),
        3 => Formula.Ref(name).At(_random.Next(_plan.Calendar.Count + 1)),
        4 => Formula.Ref(name).Years(Chance(0.7) ? -1 : 1) with { Otherwise = Chance(0.5) ? (Formula)2 : null },
        5 => Formula.Ref(name).In(_random.Next(_plan.TrackAxes[0].Count)),
        6 when _plan[name].Over is [var dimension, ..] => Formula.Ref(name).Of(dimension, _random.Next(_plan.Dimensions[dimension].Count)),
        _ => Formula.Ref(name),
    };

    private Reference Reference(string name, int offset) =>
        Formula.Ref(name, offset) with { Otherwise = Chance(0.7) ? (Formula)(_random.NextDouble() * 3) : null };

    private Formula Gathered(string name) => _random.Next(4) switch
    {
        0 => Formula.Cumulative(name, Chance(0.5) ? WindowKind.Integral : WindowKind.Sum),
        1 => new Windowed(name, _random.Next(1, 5), (WindowKind)_random.Next(3)),
        _ => new Reduced(name, (Reducer)_random.Next(7), [.. _plan[name].Over.Where(_ => Chance(0.7))], Chance(0.5)),
    };

    private Formula Rolled(string name)
    {
        var calendar = _plan.Calendar;
        var grain = (Grain)_random.Next((int)calendar.Grain, (int)Grain.Year + 1);
        if (!_plan[name].IsTimed)
        {
            return Formula.Ref(name);
        }

        if (Chance(0.3))
        {
            return new Searched(name, (SearchKind)_random.Next(3), grain, Chance(0.3));
        }

        var rule = Chance(0.6) ? _plan[name].Build(_plan).RollUp : (RollUpRule)_random.Next(11);
        if (Chance(0.3))
        {
            var first = _random.Next(calendar.Count);
            return new OverPeriod(name, null, StepSpan.Whole(first, _random.Next(first, calendar.Count)), rule);
        }

        var periods = calendar.Periods(grain, Chance(0.3));
        return new OverPeriod(name, periods[_random.Next(periods.Count)], default, rule, Chance(0.3) ? 0 : -1);
    }
}
