using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Engine.Simulation.Tracing;

/// <summary>A <see cref="Gatherer"/> of traced cells.</summary>
/// <param name="tracer">Makes the nodes.</param>
/// <param name="reducer">What is done.</param>
/// <param name="ofBooleans">Whether the cells are booleans.</param>
/// <param name="anchor">The step that the result belongs to, or −1.</param>
/// <param name="overSteps">Whether the cells are of consecutive steps: then each step takes up where the one before left off.</param>
internal sealed class TracedGatherer(Tracer tracer, Reducer reducer, bool ofBooleans, int anchor, bool overSteps)
{
    private readonly List<Traced> _numbers = [];
    private readonly List<int> _times = [];
    private CellValue _worst = CellValue.Blank;

    /// <summary>How many of the cells were not blank.</summary>
    public int Covered { get; private set; }

    /// <param name="value">The cell.</param>
    /// <param name="time">Over steps, the step of the timeline.</param>
    public void Add(Traced value, int time = -1)
    {
        if (!value.IsValue)
        {
            Covered += value.IsBlank ? 0 : 1;
            _worst = CellValue.Worse(_worst, value.Value);
            return;
        }

        Covered++;
        _numbers.Add(value);
        _times.Add(time);
    }

    public Traced Result(long cell)
    {
        if (_worst.State != CellState.Blank || _numbers.Count == 0)
        {
            return WithStates(cell);
        }

        return reducer switch
        {
            Reducer.Sum => Normal(Chain(OpCode.Add, 0), cell),
            Reducer.Mean => Normal(tracer.Numbers(OpCode.Divide, Chain(OpCode.Add, 0), Traced.OfNumber(_numbers.Count), anchor), cell),
            Reducer.Minimum => Chain(OpCode.Minimum, double.PositiveInfinity),
            Reducer.Maximum => Chain(OpCode.Maximum, double.NegativeInfinity),
            Reducer.Any => Chain(OpCode.Or, 0),
            Reducer.All => Chain(OpCode.And, 1),
            _ when ofBooleans => Chain(OpCode.Add, 0, truths: true),
            _ => tracer.Guarded(Traced.OfNumber(_numbers.Count), [.. _numbers]),
        };
    }

    private static Traced Normal(Traced value, long cell) =>
        value.IsNode ? value : Traced.Of(Arithmetic.Normal(value.Value.Raw, cell), value.VariesByStep);

    private Traced WithStates(long cell)
    {
        if (_numbers.TrueForAll(static n => !n.IsNode))
        {
            var gatherer = new Gatherer(reducer, ofBooleans);
            gatherer.Add(_worst);
            foreach (var number in _numbers)
            {
                gatherer.Add(number.Value);
            }

            return Traced.Of(gatherer.Result(cell), variesByStep: true);
        }

        return reducer switch
        {
            Reducer.Any => tracer.Apply(OpCode.Or, Chain(OpCode.Or, 0), Traced.Of(_worst, true), default, cell, anchor),
            Reducer.All => tracer.Apply(OpCode.And, Chain(OpCode.And, 1), Traced.Of(_worst, true), default, cell, anchor),
            Reducer.Count when _worst.State == CellState.Unknown && !ofBooleans =>
                tracer.Guarded(Traced.OfNumber(_numbers.Count).InStep(), [.. _numbers]),
            _ => tracer.Guarded(Traced.Of(_worst, true), [.. _numbers]),
        };
    }

    private Traced Chain(OpCode code, double start, bool truths = false)
    {
        var kind = code is OpCode.Minimum or OpCode.Maximum ? NodeKind.Running : NodeKind.Operation;
        var soFar = Traced.OfNumber(start);
        for (var i = 0; i < _numbers.Count; i++)
        {
            var number = _numbers[i];
            var next = truths ? tracer.Apply(OpCode.NotEqual, number, Traced.OfNumber(0), default, -1, anchor) : number;
            soFar = overSteps ? tracer.Continue(code, soFar, next, _times[i], kind) : tracer.Numbers(code, soFar, next, anchor, kind);
        }

        return soFar;
    }
}

/// <summary>A <see cref="WeightedGatherer"/> of traced cells of consecutive steps.</summary>
internal sealed class TracedWeightedGatherer(Tracer tracer, int anchor)
{
    private readonly List<Traced> _values = [];
    private CellValue _worst = CellValue.Blank;
    private Traced _sum = Traced.OfNumber(0);

    public double Weight { get; private set; }

    public int Covered { get; private set; }

    public bool HasGap { get; private set; }

    /// <param name="value">The cell.</param>
    /// <param name="weight">Its weight.</param>
    /// <param name="time">The step of the timeline.</param>
    public void Add(Traced value, double weight, int time)
    {
        if (value.IsBlank)
        {
            HasGap = true;
            return;
        }

        Covered++;
        if (!value.IsValue)
        {
            _worst = CellValue.Worse(_worst, value.Value);
            return;
        }

        _values.Add(value);
        _sum = tracer.Continue(OpCode.Add, _sum, tracer.Numbers(OpCode.Multiply, value, Traced.OfNumber(weight).InStep(), time), time);
        Weight += weight;
    }

    public Traced Sum(long cell) => State(cell) ?? _sum;

    /// <param name="cell">The cell that is computed, or −1.</param>
    public Traced Mean(long cell) => State(cell)
        ?? (Weight == 0 ? tracer.Guarded(Traced.Of(CellValue.Failed(FailureKind.DivisionByZero, cell), true), [.. _values])
            : Normal(tracer.Numbers(OpCode.Divide, _sum, Traced.OfNumber(Weight), anchor), cell));

    private static Traced Normal(Traced value, long cell) =>
        value.IsNode ? value : Traced.Of(Arithmetic.Normal(value.Value.Raw, cell), value.VariesByStep);

    private Traced? State(long cell)
    {
        if (Covered == 0 || _worst.State != CellState.Blank)
        {
            return tracer.Guarded(Traced.Of(_worst, variesByStep: true), [.. _values]);
        }

        return _sum.IsNode ? null : Weight == 0 ? null : _sum.Value.IsValue ? null : Normal(_sum, cell);
    }
}
