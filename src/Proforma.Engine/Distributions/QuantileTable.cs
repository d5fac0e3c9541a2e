using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>Maps scores through a table of polynomials of degree 5 in the normal score, for distributions whose quantile is slow.</summary>
/// <remarks>
/// As a function of the normal score a quantile is smooth and grows moderately in the tails too. Cells of width 1/4 are halved up to six
/// times until the polynomial through six of their points (Chebyshev-Lobatto, both ends among them) meets the exact quantile at three
/// others and does not fall. A piece that never does, such as one with a jump of a mixture, is left to the exact quantile. Pieces
/// meet at their common ends, so draws keep the order of scores, up to the rounding of the last place.
/// </remarks>
internal sealed class QuantileTable : ScoreMap
{
    /// <summary>Beyond this score, which one of 1e17 exceeds, the exact quantile answers.</summary>
    private const double Reach = 8.75;

    private const int CellsPerUnit = 4;
    private const double Tolerance = 1e-10;

    private readonly Distribution _distribution;
    private readonly double[] _pieces;
    private readonly int[] _pieceOf;
    private readonly double _slotsPerUnit;

    private QuantileTable(Distribution distribution, double[] pieces, int[] pieceOf, double slotsPerUnit)
    {
        _distribution = distribution;
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
        var builder = new QuantileTableBuilder(distribution, Tolerance);
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
        return new QuantileTable(distribution, builder.ToArray(), pieceOf, slotsPerUnit) { ExactShare = builder.ExactShare };
    }

    public override void FromUniform(ReadOnlySpan<double> scores, Span<double> draws)
    {
        Elementary.NormalQuantile(scores, draws);
        FromNormal(draws, draws);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void FromNormal(ReadOnlySpan<double> scores, Span<double> draws)
    {
        ref double pieces = ref MemoryMarshal.GetArrayDataReference(_pieces);
        int[] pieceOf = _pieceOf;
        double slotsPerUnit = _slotsPerUnit;
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
            }

            // A piece that is left to the exact quantile has no number for its value.
            draws[i] = double.IsNaN(value) ? _distribution.MapNormalScore(score) : value;
        }
    }
}
