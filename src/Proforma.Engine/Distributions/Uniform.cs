using System.Runtime.CompilerServices;
using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>The uniform distribution: every value of a range is as likely as any other.</summary>
public sealed record Uniform : Distribution
{
    private Uniform(double minimum, double maximum)
    {
        Minimum = minimum;
        Maximum = maximum;
    }

    /// <inheritdoc/>
    public override double Minimum { get; }

    /// <inheritdoc/>
    public override double Maximum { get; }

    /// <inheritdoc/>
    public override double Mean => Minimum + ((Maximum - Minimum) / 2);

    /// <inheritdoc/>
    public override double Variance => (Maximum - Minimum) * (Maximum - Minimum) / 12;

    /// <inheritdoc/>
    public override ScoreKind PreferredScore => ScoreKind.Uniform;

    /// <summary>The uniform distribution between two values.</summary>
    public static Validated<Uniform> Create(double minimum, double maximum)
    {
        DistributionProblem? problem = Requirement.Finite("min", minimum) ?? Requirement.Finite("max", maximum)
            ?? Requirement.Ordered("min", minimum, "max", maximum);
        return problem is null ? new Uniform(minimum, maximum) : problem;
    }

    /// <summary>The uniform distribution with two given quantiles.</summary>
    public static Validated<Uniform> FromQuantiles(QuantilePoint low, QuantilePoint high)
    {
        if (Requirement.Quantiles(low, high) is { } problem)
        {
            return problem;
        }

        double width = (high.Value - low.Value) / (high.Probability - low.Probability);
        return Create(low.Value - (low.Probability * width), high.Value + ((1 - high.Probability) * width));
    }

    /// <inheritdoc/>
    public override double Density(double x) => x >= Minimum && x <= Maximum ? 1 / (Maximum - Minimum) : 0;

    /// <inheritdoc/>
    public override TailProbabilities Tails(double x)
    {
        double width = Maximum - Minimum;
        return new TailProbabilities(Math.Clamp((x - Minimum) / width, 0, 1), Math.Clamp((Maximum - x) / width, 0, 1));
    }

    /// <inheritdoc/>
    public override ScoreMap ToScoreMap() => new Map(Minimum, Maximum);

    internal override double Invert(TailProbabilities target) => target.Lower <= target.Upper
        ? Math.FusedMultiplyAdd(target.Lower, Maximum - Minimum, Minimum)
        : Math.FusedMultiplyAdd(-target.Upper, Maximum - Minimum, Maximum);

    private sealed class Map(double minimum, double maximum) : ScoreMap
    {
        public override void FromUniform(ReadOnlySpan<double> scores, Span<double> draws) =>
            SpanLoop.Run(new FromUniformScore(minimum, maximum), scores, draws);

        public override void FromNormal(ReadOnlySpan<double> scores, Span<double> draws) =>
            SpanLoop.Run(new FromNormalScore(minimum, maximum), scores, draws);
    }

    // From the nearer end, like the exact quantile, so that the ends are approached in small steps.
    private readonly struct FromUniformScore(double minimum, double maximum) : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T x)
            where T : struct, ILanes<T>
        {
            T width = T.Of(maximum - minimum);
            T fromMinimum = T.Fma(x, width, T.Of(minimum));
            T fromMaximum = T.Fma(x - T.Of(1), width, T.Of(maximum));
            return T.Select(T.Less(T.Of(0.5), x), fromMaximum, fromMinimum);
        }
    }

    private readonly struct FromNormalScore(double minimum, double maximum) : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T x)
            where T : struct, ILanes<T>
        {
            T width = T.Of(maximum - minimum);
            T tail = NormalIntegral.Tail(x & T.OfBits(0x7fffffffffffffff));
            T fromMaximum = T.Fma(T.Of(0) - tail, width, T.Of(maximum));
            return T.Select(T.Less(T.Of(0), x), fromMaximum, T.Fma(tail, width, T.Of(minimum)));
        }
    }
}
