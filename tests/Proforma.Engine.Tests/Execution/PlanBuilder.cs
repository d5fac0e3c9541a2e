using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Program.Scheduling;
using Proforma.Model.Time;
using Proforma.Model.Units;

namespace Proforma.Testing;

/// <summary>Builds small programs by hand, with names instead of numbers and forward references.</summary>
internal sealed class PlanBuilder(Calendar calendar, params string[] tracks)
{
    private readonly List<MemberAxis> _dimensions = [];
    private readonly List<LineBuilder> _lines = [];
    private readonly Dictionary<string, int> _indices = [];
    private readonly List<double[]> _tables = [];

    public static Calendar Months(int count, int firstMonth = 1) => new(Period.Month(2024, firstMonth), count);

    public Calendar Calendar { get; } = calendar;

    public ImmutableArray<TimeAxis> TimeAxes => [new TimeAxis("", Calendar, [.. _tables])];

    public ImmutableArray<TrackAxis> TrackAxes => [new TrackAxis("", [.. (tracks.Length == 0 ? [""] : tracks).Select(t => new Track(t, t))])];

    public ImmutableArray<MemberAxis> Dimensions => [.. _dimensions];

    public int Dimension(string name, int members)
    {
        _dimensions.Add(new MemberAxis(name, name, [.. Enumerable.Range(0, members).Select(i => new Member($"{name}{i}", $"{name}{i}"))]));
        return _dimensions.Count - 1;
    }

    public int Table(Func<int, double> entry)
    {
        _tables.Add([.. Enumerable.Range(0, Calendar.Count).Select(entry)]);
        return _tables.Count - 1;
    }

    /// <summary>A series over the calendar, the same in every track unless said otherwise.</summary>
    public LineBuilder Line(string name)
    {
        var line = new LineBuilder(name, _lines.Count);
        _indices.Add(name, _lines.Count);
        _lines.Add(line);
        return line;
    }

    /// <summary>An input that does not vary over time.</summary>
    public LineBuilder Constant(string name, double value) => Line(name).Timeless().Given(value);

    public int IndexOf(string name) => _indices[name];

    public LineBuilder this[string name] => _lines[_indices[name]];

    public ImmutableArray<Slot> Slots()
    {
        var slots = _lines.Select(line => line.Build(this)).ToImmutableArray();
        return slots;
    }

    public ScheduleResult Schedule() => Scheduler.Order(TimeAxes, TrackAxes, Dimensions, Slots());

    public PlanProgram Build()
    {
        var slots = Slots();
        var schedule = Scheduler.Order(TimeAxes, TrackAxes, Dimensions, slots);
        return new PlanProgram("test", TimeAxes, TrackAxes, Dimensions, [], slots, schedule.Schedule
            ?? throw new InvalidOperationException($"No schedule: {string.Join("; ", schedule.Problems)}"));
    }

    internal int Steps(LineBuilder line) => line.IsTimed ? Calendar.Count : 1;

    internal int Rows(LineBuilder line) =>
        line.Over.Aggregate(line.IsTracked ? TrackAxes[0].Count : 1, (rows, dimension) => rows * _dimensions[dimension].Count);
}

/// <summary>One slot of a <see cref="PlanBuilder"/>.</summary>
internal sealed class LineBuilder(string name, int index)
{
    private readonly List<(Func<int, bool> Rows, int First, int Last, Formula? Formula)> _clauses = [];
    private double[]? _data;
    private Func<PlanBuilder, double[]>? _dataOf;
    private Func<Slot, Slot> _also = static slot => slot;

    public string Name => name;

    public bool IsTimed { get; private set; } = true;

    public bool IsTracked { get; private set; }

    public ImmutableArray<int> Over { get; private set; } = [];

    public LineBuilder Timeless()
    {
        IsTimed = false;
        return this;
    }

    public LineBuilder Tracked()
    {
        IsTracked = true;
        return this;
    }

    public LineBuilder By(params int[] dimensions)
    {
        Over = [.. dimensions];
        return this;
    }

    public LineBuilder With(Func<Slot, Slot> change)
    {
        var before = _also;
        _also = slot => change(before(slot));
        return this;
    }

    public LineBuilder Unit(Unit unit, RollUpRule rule, Kind kind = Kind.Flow) => With(s => s with { Unit = unit, RollUp = rule, Kind = kind });

    public LineBuilder RolledUp(RollUpRule rule) => With(s => s with { RollUp = rule });

    public LineBuilder Circular(double tolerance = 1e-9) => With(s => s with { IsCircular = true, CircularTolerance = tolerance });

    public LineBuilder Boolean() => With(static s => s with { Type = Proforma.Model.Program.ValueType.Boolean, Kind = Kind.Boolean });

    /// <summary>The same value in every cell.</summary>
    public LineBuilder Given(double value)
    {
        _dataOf = plan => [.. Enumerable.Repeat(value, plan.Rows(this) * plan.Steps(this))];
        return Clause(0, int.MaxValue, null);
    }

    /// <summary>All cells, in the slot's layout.</summary>
    public LineBuilder Given(params double[] values)
    {
        _data = values;
        return Clause(0, int.MaxValue, null);
    }

    /// <summary>Values for the cells of clauses that are data, in the slot's layout.</summary>
    public LineBuilder Data(double[] values)
    {
        _data = values;
        return this;
    }

    public LineBuilder Is(Formula formula) => Clause(0, int.MaxValue, formula);

    public LineBuilder At(int first, int last, Formula formula) => Clause(first, last, formula);

    public LineBuilder From(int first, Formula formula) => Clause(first, int.MaxValue, formula);

    public LineBuilder Rows(Func<int, bool> rows, Formula? formula, int first = 0, int last = int.MaxValue)
    {
        _clauses.Add((rows, first, last, formula));
        return this;
    }

    public LineBuilder Clause(int first, int last, Formula? formula) => Rows(static _ => true, formula, first, last);

    public Slot Build(PlanBuilder plan)
    {
        var rules = _clauses.Select(c => c.Formula is null
            ? new Rule([]) { Provenance = new Provenance("given") }
            : new FormulaWriter(plan, this).Write(c.Formula)).ToImmutableArray();
        var patterns = new List<ImmutableArray<RuleSegment>>();
        var rows = new int[plan.Rows(this)];
        for (var row = 0; row < rows.Length; row++)
        {
            var segments = ImmutableArray.CreateBuilder<RuleSegment>();
            for (var rule = 0; rule < _clauses.Count; rule++)
            {
                var last = Math.Min(_clauses[rule].Last, plan.Steps(this) - 1);
                if (_clauses[rule].Rows(row) && last >= _clauses[rule].First)
                {
                    segments.Add(new RuleSegment(_clauses[rule].First, last, rule));
                }
            }

            var pattern = segments.OrderBy(static s => s.First).ToImmutableArray();
            rows[row] = patterns.FindIndex(p => p.SequenceEqual(pattern));
            if (rows[row] < 0)
            {
                rows[row] = patterns.Count;
                patterns.Add(pattern);
            }
        }

        return _also(new Slot(index, name, _clauses.Any(static c => c.Formula is not null) ? SlotRole.Line : SlotRole.Input)
        {
            TimeAxis = IsTimed ? 0 : -1,
            TrackAxis = IsTracked ? 0 : -1,
            Dimensions = Over,
            Rules = rules,
            Patterns = [.. patterns],
            RowPatterns = patterns.Count > 1 ? [.. rows] : [],
            Data = _data ?? _dataOf?.Invoke(plan),
            RollUp = IsTimed ? RollUpRule.Closing : RollUpRule.Constant,
        });
    }
}
