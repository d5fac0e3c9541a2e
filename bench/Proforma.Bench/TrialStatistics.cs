using System.Collections.Immutable;
using Proforma.Engine.Simulation;
using Proforma.Engine.Statistics;
using Proforma.Model.Program;
using Proforma.Model.Simulation;

namespace Proforma.Bench;

/// <summary>The product's own statistics of every output: moments, exact quantiles with their errors, counts of states.</summary>
internal sealed class TrialStatistics(PlanProgram program, ImmutableArray<SimulationOutput> outputs, long trials) : ITrialCollector
{
    private static readonly double[] s_probabilities = [0.05, 0.1, 0.5, 0.9, 0.95];

    private readonly SampleAccumulator[] _totals = Accumulators(program, outputs, trials);

    public ITrialSink Begin(TrialRange range) => new Sink(Accumulators(program, outputs, range.Count));

    public void End(TrialRange range, ITrialSink sink)
    {
        for (var i = 0; i < _totals.Length; i++)
        {
            _totals[i].Merge(((Sink)sink).Accumulators[i]);
        }
    }

    /// <summary>The figures, on one thread or on all.</summary>
    public IReadOnlyList<SimulatedFigure> Finish(int threads) => threads == 1
        ? [.. _totals.Select((t, i) => t.ToFigure(outputs[i], s_probabilities))]
        : SampleAccumulator.ToFigures(_totals, outputs, s_probabilities);

    // Of conditions and dates there are few different values, which are counted and not kept.
    private static SampleAccumulator[] Accumulators(PlanProgram program, ImmutableArray<SimulationOutput> outputs, long trials) =>
    [
        .. outputs.Select(o => program.Slots[o.Slot].Type is var type && type == Model.Program.ValueType.Quantity
            ? new SampleAccumulator(type, trials) : new SampleAccumulator(type, long.MaxValue, 0)),
    ];

    private sealed class Sink(SampleAccumulator[] accumulators) : ITrialSink
    {
        public SampleAccumulator[] Accumulators => accumulators;

        public void Accept(long firstTrial, int count, ReadOnlySpan<double> outputs, ReadOnlySpan<double> inputs)
        {
            for (var i = 0; i < accumulators.Length; i++)
            {
                accumulators[i].Add(firstTrial / MonteCarlo.UnitLength, outputs.Slice(i * count, count));
            }
        }
    }
}
