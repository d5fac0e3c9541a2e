using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>A distribution on whole numbers, with one peak.</summary>
public abstract record Lattice : Distribution
{
    // R's choice as well: a probability that a person typed as the sum of others still means their sum.
    private const double Rounding = 64 * 2.220446049250313e-16;

    // What a table of all values leaves out at either end; no uniform score comes this close to 0 or 1.
    private const double LeftOut = 1.0 / (1L << 60);

    private protected Lattice()
    {
    }

    /// <inheritdoc/>
    public override bool IsDiscrete => true;

    /// <inheritdoc/>
    public override ScoreKind PreferredScore => ScoreKind.Uniform;

    private protected abstract double Skewness { get; }

    private protected abstract double Mode { get; }

    /// <inheritdoc/>
    public sealed override TailProbabilities Tails(double x)
    {
        double k = Math.Floor(x);
        return k < Minimum ? new TailProbabilities(0, 1) : k >= Maximum ? new TailProbabilities(1, 0) : TailsAt(k);
    }

    /// <inheritdoc/>
    public sealed override double Density(double x) => x == Math.Floor(x) && x >= Minimum && x <= Maximum ? ProbabilityOf(x) : 0;

    /// <inheritdoc/>
    public sealed override ScoreMap ToScoreMap() => new StepScoreMap(ToDiscrete(Minimum, Maximum));

    internal sealed override TailProbabilities TailsBelow(double x) => Tails(Math.Ceiling(x) - 1);

    internal sealed override double Invert(TailProbabilities target)
    {
        double score = Normal.ScoreOf(target);
        double corrected = score + (Skewness * ((score * score) - 1) / 6);
        double guess = Math.Clamp(Math.Round(Mean + (StandardDeviation * corrected)), Minimum, Maximum);

        // Doubling steps away from the guess until it is bracketed, then halving.
        double below = guess;
        for (double step = 1; below >= Minimum && Reaches(below, target); step *= 2)
        {
            below = Math.Max(below - step, Minimum - 1);
        }

        double above = guess;
        for (double step = 1; above < Maximum && !Reaches(above, target); step *= 2)
        {
            above = Math.Min(above + step, Maximum);
        }

        while (above - below > 1)
        {
            double middle = Math.Floor(below + ((above - below) / 2));
            (below, above) = Reaches(middle, target) ? (below, middle) : (middle, above);
        }

        return above;
    }

    internal sealed override Moments MomentsWithin(Truncation within)
    {
        Discrete kept = ToDiscrete(within.Low, within.High);
        return new Moments(within.Mass, kept.Mean, kept.Variance);
    }

    /// <summary>The distribution as a list of values, without those that are too unlikely ever to be drawn.</summary>
    internal Discrete ToDiscrete(double low, double high)
    {
        double first = Math.Max(Math.Ceiling(low), Invert(new TailProbabilities(LeftOut, 1)));
        double last = Math.Min(Math.Floor(high), Invert(new TailProbabilities(1, LeftOut)));
        last = Math.Max(first, last);
        first = Math.Min(first, last);
        int count = (int)(last - first) + 1;
        var values = new double[count];
        var weights = new double[count];
        int anchor = (int)(Math.Clamp(Mode, first, last) - first);

        // Outwards from the likeliest value, so that each ratio only ever makes smaller of larger.
        weights[anchor] = 1;
        for (int i = anchor + 1; i < count; i++)
        {
            weights[i] = weights[i - 1] * RatioAfter(first + i - 1);
        }

        for (int i = anchor - 1; i >= 0; i--)
        {
            weights[i] = weights[i + 1] / RatioAfter(first + i);
        }

        for (int i = 0; i < count; i++)
        {
            values[i] = first + i;
        }

        return Discrete.OfSorted(values, weights);
    }

    private protected abstract TailProbabilities TailsAt(double k);

    private protected abstract double ProbabilityOf(double k);

    /// <summary>The probability of k + 1 divided by that of k.</summary>
    private protected abstract double RatioAfter(double k);

    private bool Reaches(double k, TailProbabilities target)
    {
        TailProbabilities tails = Tails(k);
        return target.Lower <= target.Upper
            ? tails.Lower >= target.Lower * (1 - Rounding)
            : tails.Upper <= target.Upper * (1 + Rounding);
    }
}
