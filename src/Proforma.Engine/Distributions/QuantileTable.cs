using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>Maps scores through a table of polynomials of degree 5 in the normal score, for distributions whose quantile is slow.</summary>
/// <remarks>
/// As a function of the normal score a quantile is smooth and grows moderately in the tails too. Cells of width 1/4 are halved up to six
/// times until the polynomial through six of their points (Chebyshev-Lobatto, both ends among them) meets the exact quantile at three
/// others and does not fall. A piece that never does, such as one with a jump of a mixture, is left to the exact quantile. Pieces
/// meet at their common ends, so draws keep the order of scores, up to the rounding of the last place. Where values crowd towards the
/// minimum by orders of magnitude the table holds the logarithm of the distance from it.
/// </remarks>
internal sealed class QuantileTable : ScoreMap
{
    /// <summary>Beyond this score, which one of 1e17 exceeds, the exact quantile answers.</summary>
    private const double Reach = 8.75;

    private const int CellsPerUnit = 4;
    private const double Tolerance = 1e-10;
    private const int BlockLength = 256;

    private readonly Distribution _distribution;
    private readonly double[] _pieces;
    private readonly int[] _pieceOf;
    private readonly double _slotsPerUnit;
    private readonly double _minimum;
    private readonly double _maximum;
    private readonly bool _logarithmic;

    private QuantileTable(Distribution distribution, bool logarithmic, double[] pieces, int[] pieceOf, double slotsPerUnit)
    {
        _distribution = distribution;
        _logarithmic = logarithmic;
        _minimum = logarithmic ? double.NegativeInfinity : distribution.Minimum;
        _maximum = logarithmic ? double.PositiveInfinity : distribution.Maximum;
        _pieces = pieces;
        _pieceOf = pieceOf;
        _slotsPerUnit = slotsPerUnit;
    }

    /// <summary>Twice what was allowed at the checked points.</summary>
    public override double Error => 2 * Tolerance;

    /// <summary>The share of normal scores that are left to the exact quantile.</summary>
    internal double ExactShare { get; private init; }

    public static QuantileTable For(Distribution distribution)
    {
        bool logarithmic = IsCrowded(distribution);
        var builder = new QuantileTableBuilder(distribution, logarithmic, Tolerance);
        int cells = (int)(2 * Reach * CellsPerUnit);
        var depths = new int[cells];
        for (int cell = 0; cell < cells; cell++)
        {
            depths[cell] = builder.AddCell(((double)cell / CellsPerUnit) - Reach, 1.0 / CellsPerUnit);
        }

        int deepest = depths.Max();
        var pieceOf = new int[cells << deepest];
        int piece = 0;
        for (int cell = 0; cell < cells; cell++)
        {
            int slotsAPiece = 1 << (deepest - depths[cell]);
            for (int slot = 0; slot < 1 << deepest; slot++)
            {
                pieceOf[(cell << deepest) + slot] = piece + (slot / slotsAPiece);
            }

            piece += 1 << depths[cell];
        }

        double slotsPerUnit = CellsPerUnit << deepest;
        return new QuantileTable(distribution, logarithmic, builder.ToArray(), pieceOf, slotsPerUnit) { ExactShare = builder.ExactShare };
    }

    public override void FromUniform(ReadOnlySpan<double> scores, Span<double> draws)
    {
        Elementary.NormalQuantile(scores, draws);
        FromNormal(draws, draws);
    }

    public override void FromNormal(ReadOnlySpan<double> scores, Span<double> draws)
    {
        if (!_logarithmic)
        {
            FromTable(scores, draws);
            return;
        }

        // The exact quantile answers for scores themselves, so they are kept until it has.
        Span<double> logarithms = stackalloc double[BlockLength];
        for (int start = 0; start < scores.Length; start += BlockLength)
        {
            int count = Math.Min(BlockLength, scores.Length - start);
            Span<double> block = logarithms[..count];
            FromTable(scores.Slice(start, count), block);
            Elementary.Exp(block, block);
            SpanLoop.Run(new NormalScoreMap.Line(_distribution.Minimum, 1), block, draws.Slice(start, count));
        }
    }

    // At the score of minus two less than a thousandth of the spread from the minimum, but not at it, as where it has a probability.
    private static bool IsCrowded(Distribution distribution)
    {
        double low = distribution.MapNormalScore(-2);
        return low > distribution.Minimum && low - distribution.Minimum < 1e-3 * (distribution.MapNormalScore(2) - low);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FromTable(ReadOnlySpan<double> scores, Span<double> values)
    {
        ref double pieces = ref MemoryMarshal.GetArrayDataReference(_pieces);
        int[] pieceOf = _pieceOf;
        double slotsPerUnit = _slotsPerUnit;
        double minimum = _minimum;
        double maximum = _maximum;
        for (int i = 0; i < scores.Length; i++)
        {
            double score = scores[i];
            int slot = (int)((score + Reach) * slotsPerUnit);
            double value = double.NaN;
            if ((uint)slot < (uint)pieceOf.Length)
            {
                ref double p = ref Unsafe.Add(ref pieces, (nuint)(uint)pieceOf[slot] * QuantileTableBuilder.PieceLength);
                double s = score - Unsafe.Add(ref p, 6);
                value = Math.FusedMultiplyAdd(Unsafe.Add(ref p, 5), s, Unsafe.Add(ref p, 4));
                value = Math.FusedMultiplyAdd(value, s, Unsafe.Add(ref p, 3));
                value = Math.FusedMultiplyAdd(value, s, Unsafe.Add(ref p, 2));
                value = Math.FusedMultiplyAdd(value, s, Unsafe.Add(ref p, 1));
                value = Math.FusedMultiplyAdd(value, s, p);
                value = value < minimum ? minimum : value > maximum ? maximum : value;
            }

            // A piece that is left to the exact quantile has no number for its value.
            values[i] = double.IsNaN(value) ? Exact(score) : value;
        }
    }

    private double Exact(double score)
    {
        double value = _distribution.MapNormalScore(score);
        return _logarithmic ? Elementary.Log(value - _distribution.Minimum) : value;
    }
}
