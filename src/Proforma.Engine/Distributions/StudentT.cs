using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>Student's t distribution, shifted and stretched: like the normal, with heavier tails.</summary>
public sealed record StudentT : Distribution
{
    private const double FewestDegrees = 0.5;
    private const double MostDegrees = 1e9;

    private readonly FoldedTails _folded;

    private StudentT(double degrees, double location, double scale)
    {
        Degrees = degrees;
        Location = location;
        Scale = scale;
        _folded = new FoldedTails(degrees);
    }

    /// <summary>The degrees of freedom: the fewer, the heavier the tails. One gives the Cauchy distribution.</summary>
    public double Degrees { get; }

    /// <summary>The centre, which is the median.</summary>
    public double Location { get; }

    /// <summary>The factor on the standard t variable. It is below the standard deviation.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public override double Mean => Degrees > 1 ? Location : double.NaN;

    /// <inheritdoc/>
    public override double Variance => Degrees switch
    {
        > 2 => Scale * Scale * (Degrees / (Degrees - 2)),
        > 1 => double.PositiveInfinity,
        _ => double.NaN,
    };

    /// <inheritdoc/>
    public override double Median => Location;

    /// <inheritdoc/>
    public override double Minimum => double.NegativeInfinity;

    /// <inheritdoc/>
    public override double Maximum => double.PositiveInfinity;

    /// <summary>Student's t distribution with 0.5 to 1e9 degrees of freedom, a centre and a scale above zero.</summary>
    public static Validated<StudentT> Create(double degrees, double location, double scale)
    {
        DistributionProblem? problem = Requirement.Between("df", degrees, FewestDegrees, MostDegrees)
            ?? Requirement.Finite("location", location) ?? Requirement.Spread("scale", scale);
        return problem is null ? new StudentT(degrees, location, scale) : problem;
    }

    /// <summary>Student's t distribution with given degrees of freedom and two given quantiles.</summary>
    public static Validated<StudentT> FromQuantiles(double degrees, QuantilePoint low, QuantilePoint high)
    {
        DistributionProblem? problem = Requirement.Quantiles(low, high)
            ?? Requirement.Between("df", degrees, FewestDegrees, MostDegrees);
        if (problem is not null)
        {
            return problem;
        }

        var standard = new StudentT(degrees, 0, 1);
        double lowScore = standard.Quantile(low.Probability);
        double highScore = standard.Quantile(high.Probability);
        double scale = (high.Value - low.Value) / (highScore - lowScore);
        double weight = highScore / (highScore - lowScore);
        return Create(degrees, (low.Value * weight) + (high.Value * (1 - weight)), scale);
    }

    /// <inheritdoc/>
    public override double Density(double x)
    {
        double distance = Math.Abs(x - Location) / Scale;
        if (distance == 0)
        {
            double remainder = GammaFunction.StirlingRemainder((Degrees + 1) / 2) - GammaFunction.StirlingRemainder(Degrees / 2);
            double ratio = Elementary.Exp((Degrees / 2 * Elementary.Log1p(1 / Degrees)) - 0.5 + remainder);
            return ratio / (Math.Sqrt(2 * Math.PI) * Scale);
        }

        _ = _folded.At(distance, out double scaledDensity);
        return scaledDensity / (2 * distance * Scale);
    }

    /// <inheritdoc/>
    public override TailProbabilities Tails(double x)
    {
        TailProbabilities folded = _folded.At(Math.Abs(x - Location) / Scale, out _);
        double far = folded.Upper / 2;
        var upper = new TailProbabilities(0.5 + (folded.Lower / 2), far);
        return x < Location ? upper.Mirror() : upper;
    }

    /// <inheritdoc/>
    public override ScoreMap ToScoreMap() => QuantileTable.For(this);

    // By symmetry the distance from the centre; its tails are both accurate, next to the centre and far from it.
    internal override double Invert(TailProbabilities target)
    {
        bool below = target.Lower < target.Upper;
        double near = Math.Abs(target.Upper - target.Lower);
        if (near == 0)
        {
            return Location;
        }

        double far = 2 * Math.Min(target.Lower, target.Upper);
        double distance = LogRoot.Find(_folded, new TailProbabilities(near, far), Guess(far / 2), double.MaxValue);
        return Math.FusedMultiplyAdd(below ? -Scale : Scale, distance, Location);
    }

    internal override Moments MomentsWithin(Truncation within)
    {
        bool open = double.IsInfinity(within.Low) || double.IsInfinity(within.High);
        if (!open || Degrees > 2)
        {
            return within.Integrate(this);
        }

        if (Degrees > 1)
        {
            return within.Integrate(this) with { Variance = double.PositiveInfinity };
        }

        double mean = double.IsInfinity(within.Low) ? double.NegativeInfinity : double.PositiveInfinity;
        return new Moments(1, mean, double.PositiveInfinity);
    }

    // The power that the tail looks like, or for lighter tails the first terms of the expansion about the normal (Abramowitz and Stegun 26.7.5).
    private double Guess(double tail)
    {
        double score = -Elementary.NormalQuantile(tail);
        double square = score * score;
        double expanded = score * (1 + ((square + 1) / (4 * Degrees)) + (((((5 * square) + 16) * square) + 3) / (96 * Degrees * Degrees)));
        double power = Math.Sqrt(Degrees) * Elementary.Exp(-Elementary.Log(tail * 2) / Degrees);
        return square < 2 * Degrees ? expanded : power;
    }

    // The distance from the centre of the standard variable. Its square, as a share of itself plus the degrees, is a beta variable.
    private readonly struct FoldedTails(double degrees) : IPositiveTails
    {
        private readonly IncompleteBeta _share = new(0.5, degrees / 2);

        public TailProbabilities At(double distance, out double scaledDensity)
        {
            (double near, double far) = Shares(distance);
            TailProbabilities tails = _share.At(near, far, out double scaled);
            scaledDensity = 2 * scaled;
            return tails;
        }

        // d² / (df + d²) and df / (df + d²), without overflow.
        private (double Near, double Far) Shares(double distance)
        {
            double ratio = distance / Math.Sqrt(degrees);
            double square = ratio > 1 ? 1 / ratio / ratio : ratio * ratio;
            double lesser = square / (1 + square);
            double greater = 1 / (1 + square);
            return ratio > 1 ? (greater, lesser) : (lesser, greater);
        }
    }
}
