using System.Runtime.CompilerServices;
using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>Maps scores through a table of polynomials of degree 5 in the normal score, for distributions whose quantile is slow.</summary>
/// <remarks>
/// As a function of the normal score a quantile is smooth and grows moderately in the tails too. Cells of width 1/4 are halved up to six
/// times until the polynomial through six of their points (Chebyshev-Lobatto, both ends among them) meets the exact quantile at three
/// others and does not fall. A piece that never does, such as one with a jump of a mixture, is left to the exact quantile. Neighbouring
/// pieces meet exactly, and each stays between the values at its ends, so draws never reverse the order of scores.
/// </remarks>
internal sealed class QuantileTable : ScoreMap
{
    /// <summary>The greatest error at a checked point, relative to the value's size plus the width of the middle 68%.</summary>
    private const double Tolerance = 1e-10;

    private const double Reach = 8.75;
    private const int CellsPerUnit = 4;
    private const int CellCount = (int)(2 * Reach * CellsPerUnit);
    private const int PieceLength = 8;

    private readonly Distribution _distribution;
    private readonly double[] _pieces;
    private readonly int[] _firstPiece;
    private readonly int[] _depth;

    private QuantileTable(Distribution distribution, double[] pieces, int[] firstPiece, int[] depth)
    {
        _distribution = distribution;
        _pieces = pieces;
        _firstPiece = firstPiece;
        _depth = depth;
    }

    /// <summary>Twice what was allowed at the checked points.</summary>
    public override double Error => 2 * Tolerance;

    public static QuantileTable For(Distribution distribution)
    {
        var builder = new QuantileTableBuilder(distribution, Tolerance);
        var firstPiece = new int[CellCount];
        var depth = new int[CellCount];
        for (int cell = 0; cell < CellCount; cell++)
        {
            firstPiece[cell] = builder.PieceCount;
            depth[cell] = builder.AddCell((cell / (double)CellsPerUnit) - Reach, 1.0 / CellsPerUnit);
        }

        return new QuantileTable(distribution, builder.ToArray(), firstPiece, depth);
    }

    public override void FromUniform(ReadOnlySpan<double> scores, Span<double> draws)
    {
        Elementary.NormalQuantile(scores, draws);
        FromNormal(draws, draws);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void FromNormal(ReadOnlySpan<double> scores, Span<double> draws)
    {
        for (int i = 0; i < scores.Length; i++)
        {
            draws[i] = At(scores[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double At(double score)
    {
        double position = (score + Reach) * CellsPerUnit;
        if (!(position >= 0 && position < CellCount))
        {
            return _distribution.MapNormalScore(score);
        }

        int cell = (int)position;
        double within = (position - cell) * (1 << _depth[cell]);
        int piece = (int)within;
        ReadOnlySpan<double> p = _pieces.AsSpan((_firstPiece[cell] + piece) * PieceLength, PieceLength);
        double s = within - piece - 0.5;
        double value = Math.FusedMultiplyAdd(p[5], s, p[4]);
        value = Math.FusedMultiplyAdd(value, s, p[3]);
        value = Math.FusedMultiplyAdd(value, s, p[2]);
        value = Math.FusedMultiplyAdd(value, s, p[1]);
        value = Math.FusedMultiplyAdd(value, s, p[0]);

        // The ends of a piece that is left to the exact quantile are not numbers, so neither comparison holds.
        value = value < p[6] ? p[6] : value;
        return value <= p[7] ? value : double.IsNaN(p[7]) ? _distribution.MapNormalScore(score) : p[7];
    }
}
