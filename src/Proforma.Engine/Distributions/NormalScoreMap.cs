using System.Runtime.CompilerServices;
using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>Maps scores to a normal variable, or to the exponential of one.</summary>
internal sealed class NormalScoreMap(double mean, double standardDeviation, bool exponential) : ScoreMap
{
    public override void FromUniform(ReadOnlySpan<double> scores, Span<double> draws)
    {
        Elementary.NormalQuantile(scores, draws);
        FromNormal(draws, draws);
    }

    public override void FromNormal(ReadOnlySpan<double> scores, Span<double> draws)
    {
        if (exponential)
        {
            SpanLoop.Run(new ExponentialOfLine(mean, standardDeviation), scores, draws);
        }
        else
        {
            SpanLoop.Run(new Line(mean, standardDeviation), scores, draws);
        }
    }

    internal readonly struct Line(double start, double slope) : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T x)
            where T : struct, ILanes<T> => T.Fma(T.Of(slope), x, T.Of(start));
    }

    private readonly struct ExponentialOfLine(double start, double slope) : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T x)
            where T : struct, ILanes<T> => Exponential.Exp(T.Fma(T.Of(slope), x, T.Of(start)));
    }
}
