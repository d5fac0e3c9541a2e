using System.Collections.Immutable;
using Proforma.Engine.Simulation;
using Proforma.Engine.Statistics;
using Proforma.Model.Program;
using Proforma.Model.Simulation;

namespace Proforma.Workspace.Simulation;

/// <summary>Gathers the distribution of each output; and of the first trials, the values of inputs beside those of some outputs.</summary>
internal sealed class StatisticsCollector : ITrialCollector
{
    /// <summary>Values that are kept for exact quantiles take at most this much memory, of all outputs together.</summary>
    private const long MostKeptBytes = 1L << 30;

    private readonly PlanProgram _program;
    private readonly SimulationRequest _request;
    private readonly SampleAccumulator[] _totals;
    private readonly RankCorrelations _correlations;
    private readonly long _keptTrials;

    public StatisticsCollector(PlanProgram program, SimulationRequest request)
    {
        (_program, _request) = (program, request);
        _keptTrials = Math.Clamp(MostKeptBytes / sizeof(double) / Math.Max(1, request.Outputs.Length), MonteCarlo.UnitLength,
            SampleAccumulator.DefaultKeptTrials);
        _totals = Accumulators(request.Trials);
        _correlations = new RankCorrelations(program, request);
    }

    public long TrialsRun { get; private set; }

    public ITrialSink Begin(TrialRange range) =>
        new Sink(Accumulators(_request.Trials > _keptTrials ? _request.Trials : range.Count), _correlations.Begin(range));

    public void End(TrialRange range, ITrialSink sink)
    {
        var gathered = (Sink)sink;
        TrialsRun += range.Count;
        for (var i = 0; i < _totals.Length; i++)
        {
            _totals[i].Merge(gathered.Accumulators[i]);
        }

        if (gathered.Sample is { } sample)
        {
            _correlations.Add(sample);
        }
    }

    public ISampleDistribution DistributionOf(SimulationOutput output) => _totals[_request.Outputs.IndexOf(output)].ToDistribution();

    public ISimulatedFigures ToFigures(SimulationRecipe recipe)
    {
        // What a table asks for: quantiles with their errors, the ends of histograms.
        double[] prepared = [.. _request.Quantiles, 0.001, 0.005, 0.05, 0.1, 0.5, 0.9, 0.95, 0.995, 0.999];
        return new Found(_program, recipe, TrialsRun, SampleAccumulator.ToFigures(_totals, _request.Outputs, prepared));
    }

    public ImmutableArray<(SimulationOutput Output, ImmutableArray<InputCorrelation> Inputs)> Correlations() => _correlations.ToImmutable();

    // Of conditions and dates there are few different values, whose counts are exact: to keep each would only take memory.
    private SampleAccumulator[] Accumulators(long expected) =>
    [
        .. _request.Outputs.Select(o => _program.Slots[o.Slot].Type is var type && type == Model.Program.ValueType.Quantity
            ? new SampleAccumulator(type, expected, _keptTrials) : new SampleAccumulator(type, long.MaxValue, 0)),
    ];

    private sealed record Found(PlanProgram Program, SimulationRecipe Recipe, long TrialsRun, IReadOnlyList<SimulatedFigure> Figures)
        : ISimulatedFigures;

    private sealed class Sink(SampleAccumulator[] accumulators, RankCorrelations.Gatherer? sample) : ITrialSink
    {
        public SampleAccumulator[] Accumulators => accumulators;

        public RankCorrelations.Gatherer? Sample => sample;

        public void Accept(long firstTrial, int count, ReadOnlySpan<double> outputs, ReadOnlySpan<double> inputs)
        {
            for (var i = 0; i < accumulators.Length; i++)
            {
                accumulators[i].Add(firstTrial / MonteCarlo.UnitLength, outputs.Slice(i * count, count));
            }

            sample?.Accept(firstTrial / MonteCarlo.UnitLength, count, outputs, inputs);
        }
    }
}
