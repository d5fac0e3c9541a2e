using System.Runtime.CompilerServices;
using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>Maps scores to a triangular variable: the exact quantile, a square root on either side of the mode.</summary>
internal sealed class TriangularScoreMap(double minimum, double mode, double maximum) : ScoreMap
{
    public override void FromUniform(ReadOnlySpan<double> scores, Span<double> draws) =>
        SpanLoop.Run(new FromUniformScore(new Shape(minimum, mode, maximum)), scores, draws);

    public override void FromNormal(ReadOnlySpan<double> scores, Span<double> draws) =>
        SpanLoop.Run(new FromNormalScore(new Shape(minimum, mode, maximum)), scores, draws);

    private readonly struct Shape(double minimum, double mode, double maximum)
    {
        private readonly double _split = (mode - minimum) / (maximum - minimum);
        private readonly double _left = (maximum - minimum) * (mode - minimum);
        private readonly double _right = (maximum - minimum) * (maximum - mode);
        private readonly double _minimum = minimum;
        private readonly double _maximum = maximum;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invert<T>(T lower, T upper)
            where T : struct, ILanes<T>
        {
            T rising = T.Of(_minimum) + T.Sqrt(lower * T.Of(_left));
            T falling = T.Of(_maximum) - T.Sqrt(upper * T.Of(_right));
            return T.Select(T.Less(lower, T.Of(_split)), rising, falling);
        }
    }

    private readonly struct FromUniformScore(Shape shape) : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T x)
            where T : struct, ILanes<T> => shape.Invert(x, T.Of(1) - x);
    }

    private readonly struct FromNormalScore(Shape shape) : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T x)
            where T : struct, ILanes<T>
        {
            T tail = NormalIntegral.Tail(x & T.OfBits(0x7fffffffffffffff));
            T rest = T.Of(1) - tail;
            T positive = T.Less(T.Of(0), x);
            return shape.Invert(T.Select(positive, rest, tail), T.Select(positive, tail, rest));
        }
    }
}
