using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>The triangular distribution: from a minimum straight up to the likeliest value and straight down to a maximum.</summary>
public sealed record Triangular : Distribution
{
    private Triangular(double minimum, double mode, double maximum)
    {
        Minimum = minimum;
        Mode = mode;
        Maximum = maximum;
    }

    /// <inheritdoc/>
    public override double Minimum { get; }

    /// <summary>The likeliest value.</summary>
    public double Mode { get; }

    /// <inheritdoc/>
    public override double Maximum { get; }

    /// <inheritdoc/>
    public override double Mean => Minimum + (((Mode - Minimum) + (Maximum - Minimum)) / 3);

    /// <inheritdoc/>
    public override double Variance
    {
        get
        {
            double left = Mode - Minimum;
            double right = Maximum - Mode;
            return ((left * left) + (left * right) + (right * right)) / 18;
        }
    }

    /// <inheritdoc/>
    public override ScoreKind PreferredScore => ScoreKind.Uniform;

    private double Width => Maximum - Minimum;

    /// <summary>The triangular distribution. The mode may be one of the ends.</summary>
    public static Validated<Triangular> Create(double minimum, double mode, double maximum)
    {
        DistributionProblem? problem = Requirement.Finite("min", minimum) ?? Requirement.Finite("mode", mode)
            ?? Requirement.Finite("max", maximum) ?? Requirement.NotAbove("min", minimum, "mode", mode)
            ?? Requirement.NotAbove("mode", mode, "max", maximum) ?? Requirement.Ordered("min", minimum, "max", maximum);
        return problem is null ? new Triangular(minimum, mode, maximum) : problem;
    }

    /// <inheritdoc/>
    public override double Density(double x)
    {
        if (!(x >= Minimum && x <= Maximum))
        {
            return 0;
        }

        double height = 2 / Width;
        return x < Mode ? height * (x - Minimum) / (Mode - Minimum) : x == Mode ? height : height * (Maximum - x) / (Maximum - Mode);
    }

    /// <inheritdoc/>
    public override TailProbabilities Tails(double x)
    {
        if (!(x > Minimum))
        {
            return new TailProbabilities(0, 1);
        }

        if (x >= Maximum)
        {
            return new TailProbabilities(1, 0);
        }

        return x <= Mode
            ? TailProbabilities.OfLower((x - Minimum) / Width * ((x - Minimum) / (Mode - Minimum)))
            : TailProbabilities.OfUpper((Maximum - x) / Width * ((Maximum - x) / (Maximum - Mode)));
    }

    /// <inheritdoc/>
    public override ScoreMap ToScoreMap() => new TriangularScoreMap(Minimum, Mode, Maximum);

    internal override double Invert(TailProbabilities target) => target.Lower < (Mode - Minimum) / Width
        ? Minimum + Math.Sqrt(target.Lower * (Width * (Mode - Minimum)))
        : Maximum - Math.Sqrt(target.Upper * (Width * (Maximum - Mode)));

    // About the nearer end of the range, so that a narrow range loses nothing: the density is a line on either side of the mode.
    internal override Moments MomentsWithin(Truncation within)
    {
        double low = Math.Max(within.Low, Minimum);
        double high = Math.Min(within.High, Maximum);
        double middle = Math.Clamp(Mode, low, high);
        Moments left = OfLine(low, middle, fromEnd: low - Minimum, slope: 1, slant: Mode - Minimum);
        Moments right = OfLine(middle, high, fromEnd: Maximum - middle, slope: -1, slant: Maximum - Mode);
        return Moments.Mix(left, right);
    }

    // The piece from a to b of a density that is (fromEnd + slope (x - a)) / slant, up to a factor that both pieces share.
    private static Moments OfLine(double a, double b, double fromEnd, double slope, double slant)
    {
        double width = b - a;
        if (width <= 0)
        {
            return default;
        }

        double mass = width * (fromEnd + (slope * width / 2)) / slant;
        double first = width * width * ((fromEnd / 2) + (slope * width / 3)) / slant / mass;
        double second = width * width * width * ((fromEnd / 3) + (slope * width / 4)) / slant / mass;
        return new Moments(mass, a + first, second - (first * first));
    }
}
