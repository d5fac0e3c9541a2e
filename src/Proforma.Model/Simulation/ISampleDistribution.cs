namespace Proforma.Model.Simulation;

/// <summary>
/// The distribution of a number over the trials in which it has a finite value. A period's values are ordinals
/// (<see cref="Time.Period.Ordinal"/>), with <see cref="Program.PeriodValue.Never"/> among them; its mean and moments are over those that are periods.
/// </summary>
public interface ISampleDistribution
{
    /// <summary>The number of trials behind it.</summary>
    long Count { get; }

    double Mean { get; }

    /// <summary>The sample standard deviation (n − 1); 0 for fewer than two trials.</summary>
    double StandardDeviation { get; }

    /// <summary>The standardised third central moment; 0 where the deviation is 0.</summary>
    double Skewness { get; }

    double Minimum { get; }

    double Maximum { get; }

    /// <summary>The standard error of the mean.</summary>
    double MeanStandardError { get; }

    /// <summary>How far the rank of a quantile may be off, as a share of the trials: 0 where quantiles are exact.</summary>
    double RankError { get; }

    /// <summary>The quantile by linear interpolation between order statistics at (n − 1)p (R's type 7).</summary>
    /// <param name="p">From 0 to 1.</param>
    double Quantile(double p);

    /// <summary>The standard error of a quantile, from the spacing of the order statistics around it.</summary>
    double QuantileStandardError(double p);

    /// <summary>The share of trials at or below a value.</summary>
    double ShareAtOrBelow(double value);

    /// <summary>Counts in equal bins between two quantiles; what lies outside is in the first and last bin.</summary>
    IReadOnlyList<HistogramBin> Histogram(int bins, double lowest = 0.001, double highest = 0.999);
}

/// <summary>A bar of a histogram.</summary>
/// <param name="Low">Where it begins.</param>
/// <param name="High">Where it ends.</param>
/// <param name="Count">How many trials fall into it.</param>
public readonly record struct HistogramBin(double Low, double High, long Count);
