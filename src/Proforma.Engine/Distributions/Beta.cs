using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>The beta distribution: a share of a whole, or with a minimum and a maximum a value between them.</summary>
public sealed record Beta : Distribution
{
    internal const double LeastShape = 0.001;
    internal const double GreatestShape = 1e9;

    private readonly IncompleteBeta _function;
    private readonly TailProbabilities _lowerHalf;

    private Beta(double alpha, double beta, double minimum, double maximum)
    {
        Alpha = alpha;
        BetaShape = beta;
        Minimum = minimum;
        Maximum = maximum;
        _function = new IncompleteBeta(alpha, beta);
        _lowerHalf = _function.At(0.5, 0.5);
    }

    /// <summary>The first shape: larger ones lean to the maximum.</summary>
    public double Alpha { get; }

    /// <summary>The second shape: larger ones lean to the minimum.</summary>
    public double BetaShape { get; }

    /// <inheritdoc/>
    public override double Minimum { get; }

    /// <inheritdoc/>
    public override double Maximum { get; }

    /// <inheritdoc/>
    public override double Mean => Minimum + (Width * (Alpha / (Alpha + BetaShape)));

    /// <inheritdoc/>
    public override double Variance
    {
        get
        {
            double total = Alpha + BetaShape;
            return Width * Width * (Alpha / total) * (BetaShape / total) / (total + 1);
        }
    }

    private double Width => Maximum - Minimum;

    /// <summary>The beta distribution with shapes from 0.001 to 1e9, on 0 to 1 or on another range.</summary>
    public static Validated<Beta> Create(double alpha, double beta, double minimum = 0, double maximum = 1)
    {
        DistributionProblem? problem = Requirement.Between("alpha", alpha, LeastShape, GreatestShape)
            ?? Requirement.Between("beta", beta, LeastShape, GreatestShape) ?? Requirement.Finite("min", minimum)
            ?? Requirement.Finite("max", maximum) ?? Requirement.Ordered("min", minimum, "max", maximum);
        return problem is null ? new Beta(alpha, beta, minimum, maximum) : problem;
    }

    /// <summary>The beta distribution on 0 to 1 with two given quantiles, found numerically.</summary>
    public static Validated<Beta> FromQuantiles(QuantilePoint low, QuantilePoint high)
    {
        DistributionProblem? problem = Requirement.Quantiles(low, high) ?? Requirement.Between(low.Name, low.Value, 1e-12, 1 - 1e-12)
            ?? Requirement.Between(high.Name, high.Value, 1e-12, 1 - 1e-12);
        return problem is null ? BetaFit.ToQuantiles(low, high) : problem;
    }

    /// <inheritdoc/>
    public override double Density(double x)
    {
        double share = (x - Minimum) / Width;
        if (share is > 0 and < 1)
        {
            return _function.ScaledDensity(share, 1 - share) / share / (1 - share) / Width;
        }

        bool atEdge = share is 0 or 1;
        double shape = share == 0 ? Alpha : BetaShape;
        return !atEdge || shape > 1 ? 0 : shape < 1 ? double.PositiveInfinity : (share == 0 ? BetaShape : Alpha) / Width;
    }

    /// <inheritdoc/>
    public override TailProbabilities Tails(double x) => _function.At((x - Minimum) / Width, (Maximum - x) / Width);

    /// <inheritdoc/>
    public override ScoreMap ToScoreMap() => QuantileTable.For(this);

    // From the nearer end, so that small distances from either end are exact.
    internal override double Invert(TailProbabilities target) => target.Lower <= _lowerHalf.Lower && target.Upper >= _lowerHalf.Upper
        ? Math.FusedMultiplyAdd(Width, ShareOf(_function, Alpha, BetaShape, target), Minimum)
        : Math.FusedMultiplyAdd(-Width, ShareOf(_function.Mirror(), BetaShape, Alpha, target.Mirror()), Maximum);

    private static double ShareOf(IncompleteBeta function, double a, double b, TailProbabilities target) =>
        LogRoot.Find(new ShareTails(function), target, Guess(a, b, target.Lower), largest: 1);

    // Abramowitz and Stegun 26.5.22, and where a shape is below 1 the powers that the ends look like.
    private static double Guess(double a, double b, double p)
    {
        if (a >= 1 && b >= 1)
        {
            double score = -Elementary.NormalQuantile(p);
            double lambda = ((score * score) - 3) / 6;
            double inverseA = 1 / ((2 * a) - 1);
            double inverseB = 1 / ((2 * b) - 1);
            double h = 2 / (inverseA + inverseB);
            double w = (score * Math.Sqrt(Math.Max(0, h + lambda)) / h) - ((inverseB - inverseA) * (lambda + (5.0 / 6) - (2 / (3 * h))));
            return a / (a + (b * Elementary.Exp(2 * w)));
        }

        double left = Elementary.Exp(a * Elementary.Log(a / (a + b))) / a;
        double right = Elementary.Exp(b * Elementary.Log(b / (a + b))) / b;
        double total = left + right;
        return p < left / total
            ? Elementary.Exp(Elementary.Log(a * total * p) / a)
            : 1 - Elementary.Exp(Elementary.Log(b * total * (1 - p)) / b);
    }

    private readonly struct ShareTails(IncompleteBeta function) : IPositiveTails
    {
        public TailProbabilities At(double distance, out double scaledDensity)
        {
            TailProbabilities tails = function.At(distance, 1 - distance, out double scaled);
            scaledDensity = scaled / (1 - distance);
            return tails;
        }
    }
}
