using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>The gamma distribution: above zero, skewed to the right, with a thinner tail than the lognormal.</summary>
public sealed record Gamma : Distribution
{
    private const double LeastShape = 0.001;
    private const double GreatestShape = 1e9;

    private readonly IncompleteGamma _function;

    private Gamma(double shape, double scale)
    {
        Shape = shape;
        Scale = scale;
        _function = new IncompleteGamma(shape);
    }

    /// <summary>The shape: the squared ratio of the mean to the standard deviation.</summary>
    public double Shape { get; }

    /// <summary>The scale, in the unit of the quantity: the mean is the shape times it.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public override double Mean => Shape * Scale;

    /// <inheritdoc/>
    public override double Variance => Shape * Scale * Scale;

    /// <inheritdoc/>
    public override double Minimum => 0;

    /// <inheritdoc/>
    public override double Maximum => double.PositiveInfinity;

    /// <summary>The gamma distribution with a shape from 0.001 to 1e9 and a scale above zero.</summary>
    public static Validated<Gamma> Create(double shape, double scale)
    {
        DistributionProblem? problem = Requirement.Between("shape", shape, LeastShape, GreatestShape) ?? Requirement.Positive("scale", scale);
        return problem is null ? new Gamma(shape, scale) : problem;
    }

    /// <summary>The gamma distribution with a mean and a standard deviation.</summary>
    public static Validated<Gamma> FromMoments(double mean, double standardDeviation)
    {
        DistributionProblem? problem = Requirement.Positive("mean", mean) ?? Requirement.Spread("sd", standardDeviation);
        double ratio = mean / standardDeviation;
        return problem is null ? Create(ratio * ratio, standardDeviation / ratio) : problem;
    }

    /// <summary>The gamma distribution with two given quantiles above zero, found numerically: their ratio determines the shape.</summary>
    public static Validated<Gamma> FromQuantiles(QuantilePoint low, QuantilePoint high)
    {
        DistributionProblem? problem = Requirement.Quantiles(low, high) ?? Requirement.Positive(low.Name, low.Value);
        if (problem is not null)
        {
            return problem;
        }

        double wanted = Elementary.Log1p((high.Value - low.Value) / low.Value);

        // The larger the shape, the closer the two quantiles are to each other.
        double Excess(double logShape)
        {
            var unit = new Gamma(Elementary.Exp(logShape), 1);
            return wanted - Elementary.Log(unit.Quantile(high.Probability) / unit.Quantile(low.Probability));
        }

        double least = Elementary.Log(LeastShape);
        double greatest = Elementary.Log(GreatestShape);
        if (!(Excess(greatest) >= 0))
        {
            return new DistributionProblem(DistributionFault.NoFit, low.Name, "No gamma distribution has quantiles so close together.");
        }

        double shape = Math.Clamp(Elementary.Exp(LinearRoot.OfSmooth(Excess, least, greatest)), LeastShape, GreatestShape);
        double scale = high.Value / new Gamma(shape, 1).Quantile(high.Probability);
        Validated<Gamma> fitted = Create(shape, scale);
        return fitted.IsValid && Math.Abs(fitted.Value.Cdf(low.Value) - low.Probability) < 1e-9
            ? fitted
            : new DistributionProblem(DistributionFault.NoFit, low.Name, "No gamma distribution has quantiles so far apart.");
    }

    /// <inheritdoc/>
    public override double Density(double x)
    {
        if (x > 0)
        {
            return _function.ScaledDensity(x / Scale) / x;
        }

        return x < 0 || Shape > 1 ? 0 : Shape < 1 ? double.PositiveInfinity : 1 / Scale;
    }

    /// <inheritdoc/>
    public override TailProbabilities Tails(double x) => _function.At(x / Scale);

    /// <inheritdoc/>
    public override ScoreMap ToScoreMap() => QuantileTable.For(this);

    internal override double Invert(TailProbabilities target) =>
        Scale * LogRoot.Find(_function, target, Guess(Shape, target), double.MaxValue);

    // Wilson and Hilferty (1931); for a small shape the power that the lower end looks like, or the exponential tail.
    private static double Guess(double shape, TailProbabilities target)
    {
        if (shape > 1)
        {
            double root = 1 - (1 / (9 * shape)) + (Normal.ScoreOf(target) / (3 * Math.Sqrt(shape)));
            double guess = shape * root * root * root;
            return root > 0.1 ? guess : Elementary.Exp((Elementary.Log(target.Lower) + GammaFunction.Log(shape + 1)) / shape);
        }

        double split = 1 - (shape * (0.253 + (0.12 * shape)));
        return target.Lower < split
            ? Elementary.Exp(Elementary.Log(target.Lower / split) / shape)
            : 1 - Elementary.Log(target.Upper / (1 - split));
    }
}
