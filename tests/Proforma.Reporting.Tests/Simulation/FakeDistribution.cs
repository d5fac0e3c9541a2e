using Proforma.Model.Program;
using Proforma.Model.Simulation;

namespace Proforma.Reporting.Tests.Simulation;

/// <summary>The distribution of a few numbers that a test states.</summary>
internal sealed class FakeDistribution(params double[] values) : ISampleDistribution
{
    private readonly double[] _sorted = [.. values.Order()];

    private double[] Moments => [.. _sorted.Where(static v => v is > PeriodValue.Before and < PeriodValue.Never)];

    public long Count => _sorted.Length;

    public double Mean => Moments.Length == 0 ? double.NaN : Moments.Average();

    public double StandardDeviation => Moments.Length < 2 ? 0 : Math.Sqrt(Moments.Sum(v => (v - Mean) * (v - Mean)) / (Moments.Length - 1));

    public double Skewness => 0;

    public double Minimum => _sorted[0];

    public double Maximum => _sorted[^1];

    public double MeanStandardError => StandardDeviation / Math.Sqrt(Count);

    public double RankError { get; init; }

    public double Quantile(double p)
    {
        var at = (_sorted.Length - 1) * p;
        var low = (int)at;
        return low + 1 < _sorted.Length ? _sorted[low] + ((at - low) * (_sorted[low + 1] - _sorted[low])) : _sorted[low];
    }

    public double QuantileStandardError(double p) => 1;

    public double ShareAtOrBelow(double value) => (double)_sorted.Count(v => v <= value) / _sorted.Length;

    public IReadOnlyList<HistogramBin> Histogram(int bins, double lowest = 0.001, double highest = 0.999)
    {
        var width = (Maximum - Minimum) / bins;
        return [.. Enumerable.Range(0, bins).Select(i => new HistogramBin(
            Minimum + (i * width), Minimum + ((i + 1) * width), _sorted.LongCount(v => Math.Clamp((int)((v - Minimum) / width), 0, bins - 1) == i)))];
    }
}

/// <summary>Figures that a test states.</summary>
internal sealed record FakeSimulation(PlanProgram Program, SimulationRecipe Recipe, long TrialsRun, IReadOnlyList<SimulatedFigure> Figures) : ISimulatedFigures;
