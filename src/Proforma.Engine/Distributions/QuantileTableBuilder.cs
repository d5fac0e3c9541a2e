using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>Builds the pieces of a <see cref="QuantileTable"/>: six coefficients of powers of the distance from the middle, and the middle.</summary>
internal sealed class QuantileTableBuilder(Distribution distribution, bool logarithmic, double tolerance)
{
    /// <summary>How many numbers a piece takes: with one to spare a cache line.</summary>
    public const int PieceLength = 8;

    private const int GreatestDepth = 6;
    private const int Points = 6;

    // Where a piece is interpolated, from its start at 0 to its end at 1, and where it is checked.
    private static readonly double[] Nodes =
    [
        0, 0.09549150281252627, 0.34549150281252627, 0.6545084971874737, 0.9045084971874737, 1,
    ];

    private static readonly double[] Checks = [0.2, 0.5, 0.8];

    private static readonly double[,] CoefficientsOfValues = InvertVandermonde();

    private readonly List<double> _pieces = [];
    private readonly double _spread = (distribution.MapNormalScore(2) - distribution.MapNormalScore(-2)) / 2;

    /// <summary>The probability of the pieces that are left to the exact quantile.</summary>
    public double ExactShare { get; private set; }

    public double[] ToArray() => [.. _pieces];

    /// <summary>Adds the pieces of one cell and gives the number of times it had to be halved.</summary>
    public int AddCell(double start, double width)
    {
        for (int depth = 0; depth < GreatestDepth; depth++)
        {
            var pieces = new List<double>();
            int count = 1 << depth;
            int done = 0;
            while (done < count && AddPiece(pieces, start + (done * width / count), width / count))
            {
                done++;
            }

            if (done == count)
            {
                _pieces.AddRange(pieces);
                return depth;
            }
        }

        int most = 1 << GreatestDepth;
        for (int i = 0; i < most; i++)
        {
            double from = start + (i * width / most);
            if (!AddPiece(_pieces, from, width / most))
            {
                ExactShare += Elementary.NormalCdf(from + (width / most)) - Elementary.NormalCdf(from);
            }
        }

        return GreatestDepth;
    }

    private bool AddPiece(List<double> pieces, double start, double width)
    {
        var values = new double[Points];
        for (int i = 0; i < Points; i++)
        {
            values[i] = TabulatedAt(start + (Nodes[i] * width));
        }

        double low = values[0];
        double high = values[^1];
        double[] coefficients = high - low <= 0.1 * Allowed(low) ? Line(low, high) : Interpolate(values);
        bool good = double.IsFinite(low) && double.IsFinite(high) && IsGood(coefficients, start, width);
        double scale = 1;
        foreach (double coefficient in coefficients)
        {
            pieces.Add(good ? coefficient * scale : double.NaN);
            scale /= width;
        }

        pieces.Add(start + (width / 2));
        pieces.Add(0);
        return good;
    }

    private static double[] Line(double low, double high) => [low + ((high - low) / 2), high - low, 0, 0, 0, 0];

    private double TabulatedAt(double score)
    {
        double value = distribution.MapNormalScore(score);
        return logarithmic ? Elementary.Log(value - distribution.Minimum) : value;
    }

    // An error of a logarithm is one relative to the distance from the minimum; far from a minimum below zero that may be too much.
    private double Allowed(double tabulated)
    {
        if (!logarithmic)
        {
            return tolerance * (Math.Abs(tabulated) + _spread);
        }

        double distance = Elementary.Exp(tabulated);
        return tolerance * Math.Min(1, (Math.Abs(distribution.Minimum + distance) + _spread) / distance);
    }

    // Differences from the first value, so that a large common part adds no rounding to the curve.
    private static double[] Interpolate(double[] values)
    {
        var coefficients = new double[Points];
        for (int row = 0; row < Points; row++)
        {
            for (int column = 1; column < Points; column++)
            {
                coefficients[row] += CoefficientsOfValues[row, column] * (values[column] - values[0]);
            }
        }

        coefficients[0] += values[0];
        return coefficients;
    }

    private bool IsGood(double[] coefficients, double start, double width)
    {
        for (int i = 0; i <= 16; i++)
        {
            if (Slope(coefficients, (i / 16.0) - 0.5) < 0)
            {
                return false;
            }
        }

        foreach (double check in Checks)
        {
            double exact = TabulatedAt(start + (check * width));
            if (!(Math.Abs(Value(coefficients, check - 0.5) - exact) <= Allowed(exact)))
            {
                return false;
            }
        }

        return true;
    }

    private static double Value(double[] c, double s) => c[0] + (s * (c[1] + (s * (c[2] + (s * (c[3] + (s * (c[4] + (s * c[5])))))))));

    private static double Slope(double[] c, double s) =>
        c[1] + (s * ((2 * c[2]) + (s * ((3 * c[3]) + (s * ((4 * c[4]) + (s * (5 * c[5]))))))));

    // Gauss and Jordan on the powers of the nodes about 1/2. The matrix is small and fixed, so pivoting has nothing to save.
    private static double[,] InvertVandermonde()
    {
        var matrix = new double[Points, 2 * Points];
        for (int row = 0; row < Points; row++)
        {
            matrix[row, 0] = 1;
            matrix[row, Points + row] = 1;
            for (int column = 1; column < Points; column++)
            {
                matrix[row, column] = matrix[row, column - 1] * (Nodes[row] - 0.5);
            }
        }

        for (int pivot = 0; pivot < Points; pivot++)
        {
            Eliminate(matrix, pivot);
        }

        var inverse = new double[Points, Points];
        for (int row = 0; row < Points; row++)
        {
            for (int column = 0; column < Points; column++)
            {
                inverse[row, column] = matrix[row, Points + column];
            }
        }

        return inverse;
    }

    private static void Eliminate(double[,] matrix, int pivot)
    {
        double scale = matrix[pivot, pivot];
        for (int column = 0; column < 2 * Points; column++)
        {
            matrix[pivot, column] /= scale;
        }

        for (int row = 0; row < Points; row++)
        {
            double factor = row == pivot ? 0 : matrix[row, pivot];
            for (int column = 0; column < 2 * Points; column++)
            {
                matrix[row, column] -= factor * matrix[pivot, column];
            }
        }
    }
}
