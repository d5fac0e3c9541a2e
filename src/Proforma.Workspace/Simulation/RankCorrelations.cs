using System.Collections.Immutable;
using Proforma.Engine.Simulation;
using Proforma.Model.Program;
using Proforma.Model.Simulation;

namespace Proforma.Workspace.Simulation;

/// <summary>
/// Spearman's rank correlation of some outputs with every drawn value, over the first 2^16 trials: enough to know a coefficient to 0.004, and the
/// same for any number of threads. Trials in which the output has no value are left out.
/// </summary>
internal sealed class RankCorrelations
{
    private const int MostTrials = 1 << 16;

    private readonly PlanProgram _program;
    private readonly ImmutableArray<SimulatedInput> _inputs;
    private readonly ImmutableArray<SimulationOutput> _outputs;
    private readonly int[] _positions;
    private readonly double[][] _inputValues;
    private readonly double[][] _outputValues;
    private int _count;

    public RankCorrelations(PlanProgram program, SimulationRequest request)
    {
        _program = program;
        _outputs = request.Influenced;
        _inputs = _outputs.IsEmpty ? [] : MonteCarlo.InputsOf(program);
        _positions = [.. _outputs.Select(o => request.Outputs.IndexOf(o))];
        var room = (int)Math.Min(MostTrials, request.Trials);
        _inputValues = [.. _inputs.Select(_ => new double[room])];
        _outputValues = [.. _outputs.Select(_ => new double[room])];
    }

    /// <summary>What gathers a range, or null when it is beyond those that count.</summary>
    public TrialSample? Begin(TrialRange range) => _outputs.IsEmpty || range.First >= MostTrials ? null : new TrialSample(_positions, _inputs.Length, (int)range.Count);

    public void Add(TrialRange range, TrialSample sample)
    {
        var count = (int)Math.Min(range.Count, _inputValues.Concat(_outputValues).First().Length - _count);
        for (var i = 0; i < _inputValues.Length; i++)
        {
            sample.Inputs[i].AsSpan(0, count).CopyTo(_inputValues[i].AsSpan(_count));
        }

        for (var i = 0; i < _outputValues.Length; i++)
        {
            sample.Outputs[i].AsSpan(0, count).CopyTo(_outputValues[i].AsSpan(_count));
        }

        _count += count;
    }

    public ImmutableArray<(SimulationOutput Output, ImmutableArray<InputCorrelation> Inputs)> ToImmutable()
    {
        var inputRanks = new double[]?[_inputs.Length];
        return [.. _outputs.Select((output, i) => (output, Of(output, _outputValues[i].AsSpan(0, _count), inputRanks)))];
    }

    private ImmutableArray<InputCorrelation> Of(SimulationOutput output, ReadOnlySpan<double> values, double[]?[] inputRanks)
    {
        var known = new List<int>();
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsFinite(values[i]))
            {
                known.Add(i);
            }
        }

        if (known.Count < 3)
        {
            return [];
        }

        var copy = values.ToArray();
        var own = Ranks([.. known.Select(k => copy[k])]);
        var found = new List<InputCorrelation>();
        for (var i = 0; i < _inputs.Length; i++)
        {
            var drawn = _inputValues[i];
            var ranks = known.Count == _count ? inputRanks[i] ??= Ranks(drawn.AsSpan(0, _count).ToArray()) : Ranks([.. known.Select(k => drawn[k])]);
            found.Add(new InputCorrelation(_inputs[i], Correlation(own, ranks)));
        }

        // Tracks map one score each through a distribution of its own: the same driver, whose own track correlates best.
        return
        [
            .. found.GroupBy(f => (f.Input.Slot, f.Input.Row % _program.Layout.MembersOf(f.Input.Slot), f.Input.FirstStep))
                .Select(static g => g.MaxBy(static c => Math.Abs(c.RankCorrelation))).OrderByDescending(static c => Math.Abs(c.RankCorrelation)),
        ];
    }

    /// <summary>Ranks from 1; equal values share the mean of theirs.</summary>
    private static double[] Ranks(double[] values)
    {
        var order = new int[values.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        var sorted = (double[])values.Clone();
        Array.Sort(sorted, order);
        var ranks = new double[values.Length];
        for (var first = 0; first < order.Length;)
        {
            var end = first + 1;
            while (end < order.Length && sorted[end] == sorted[first])
            {
                end++;
            }

            for (var i = first; i < end; i++)
            {
                ranks[order[i]] = (first + end + 1) / 2.0;
            }

            first = end;
        }

        return ranks;
    }

    private static double Correlation(double[] a, double[] b)
    {
        var middle = (a.Length + 1) / 2.0;
        var (ab, aa, bb) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            ab += (a[i] - middle) * (b[i] - middle);
            aa += (a[i] - middle) * (a[i] - middle);
            bb += (b[i] - middle) * (b[i] - middle);
        }

        return aa == 0 || bb == 0 ? 0 : ab / Math.Sqrt(aa * bb);
    }
}

/// <summary>The inputs and some outputs of the trials of one range.</summary>
internal sealed class TrialSample(int[] positions, int inputs, int room)
{
    private int _count;

    public double[][] Inputs { get; } = [.. Enumerable.Range(0, inputs).Select(_ => new double[room])];

    public double[][] Outputs { get; } = [.. positions.Select(_ => new double[room])];

    public void Accept(int count, ReadOnlySpan<double> outputs, ReadOnlySpan<double> drawn)
    {
        for (var i = 0; i < Inputs.Length; i++)
        {
            drawn.Slice(i * count, count).CopyTo(Inputs[i].AsSpan(_count));
        }

        for (var i = 0; i < positions.Length; i++)
        {
            outputs.Slice(positions[i] * count, count).CopyTo(Outputs[i].AsSpan(_count));
        }

        _count += count;
    }
}
