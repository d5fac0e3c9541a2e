using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>Correlations between several quantities: symmetric, ones on the diagonal, no contradiction among them.</summary>
/// <remarks>Immutable. Coefficients are those of the normal scores, or rank correlations: whoever makes one knows which.</remarks>
public sealed class CorrelationMatrix
{
    /// <summary>The most quantities that one matrix relates.</summary>
    public const int MostRows = 500;

    // Rounding alone makes eigenvalues of a singular matrix as negative as this.
    private const double Rounding = 1e-10;

    private readonly double[,] _coefficients;

    private CorrelationMatrix(double[,] coefficients)
    {
        _coefficients = coefficients;
    }

    /// <summary>How many quantities there are.</summary>
    public int Count => _coefficients.GetLength(0);

    /// <summary>The correlation of two quantities.</summary>
    public double this[int row, int column] => _coefficients[row, column];

    /// <summary>
    /// The matrix of given coefficients. If they contradict one another the problem says so and <paramref name="nearest"/> is the closest
    /// matrix without contradiction; otherwise it is null.
    /// </summary>
    /// <param name="coefficients">A square array with ones on the diagonal.</param>
    /// <param name="nearest">What to offer instead, or null.</param>
    public static Validated<CorrelationMatrix> Create(double[,] coefficients, out CorrelationMatrix? nearest) =>
        Create(coefficients, x => x, x => x, out nearest);

    /// <summary>A copy of the coefficients.</summary>
    public double[,] ToArray() => (double[,])_coefficients.Clone();

    /// <summary>
    /// The matrix of coefficients that are functions of those stated. What is offered for contradictory ones is in the terms in which
    /// they were stated.
    /// </summary>
    internal static Validated<CorrelationMatrix> Create(
        double[,] stated, Func<double, double> toUsed, Func<double, double> toStated, out CorrelationMatrix? nearest)
    {
        nearest = null;
        if (Check(stated) is { } problem)
        {
            return problem;
        }

        double[,] used = Map(stated, toUsed);
        if (Factor(used) is not null)
        {
            return new CorrelationMatrix(used);
        }

        nearest = new CorrelationMatrix(Map(NearestCorrelation.To(used), toStated));
        (int row, int column, double change) = LargestChange(stated, nearest._coefficients);
        string message = "The correlations contradict one another: quantities that move closely with the same third one must move together."
            + $" The closest consistent correlations change each by at most {Requirement.Show(change)}"
            + $", most that of number {row + 1} and number {column + 1}, to {Requirement.Show(nearest[row, column])}.";
        return new DistributionProblem(DistributionFault.Contradictory, "correlation", message);
    }

    /// <summary>The lower triangle whose product with its transpose is a matrix, or null if no triangle is.</summary>
    /// <remarks>
    /// Cholesky's factorization. A matrix may be singular, as for two quantities that always move together: then a column is zero.
    /// </remarks>
    internal static double[,]? Factor(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        var lower = new double[n, n];
        for (int column = 0; column < n; column++)
        {
            double pivot = Remainder(matrix, lower, column, column);
            if (pivot < -Rounding)
            {
                return null;
            }

            bool singular = pivot <= Rounding;
            double root = singular ? 0 : Math.Sqrt(pivot);
            lower[column, column] = root;
            for (int row = column + 1; row < n; row++)
            {
                double rest = Remainder(matrix, lower, row, column);
                if (singular && Math.Abs(rest) > Math.Sqrt(Rounding))
                {
                    return null;
                }

                lower[row, column] = singular ? 0 : rest / root;
            }
        }

        return lower;
    }

    internal double[,]? Factor() => Factor(_coefficients);

    private static double[,] Map(double[,] matrix, Func<double, double> function)
    {
        var result = (double[,])matrix.Clone();
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            for (int j = 0; j < matrix.GetLength(1); j++)
            {
                result[i, j] = i == j ? 1 : function(matrix[i, j]);
            }
        }

        return result;
    }

    private static double Remainder(double[,] matrix, double[,] lower, int row, int column)
    {
        double sum = matrix[row, column];
        for (int k = 0; k < column; k++)
        {
            sum -= lower[row, k] * lower[column, k];
        }

        return sum;
    }

    private static DistributionProblem? Check(double[,] coefficients)
    {
        int n = coefficients.GetLength(0);
        if (n < 1 || n > MostRows || coefficients.GetLength(1) != n)
        {
            string message = $"Correlations need a square table of 1 to {MostRows} quantities.";
            return new(DistributionFault.OutOfRange, "correlation", message);
        }

        for (int row = 0; row < n; row++)
        {
            for (int column = 0; column < n; column++)
            {
                double value = coefficients[row, column];
                string name = $"the correlation of number {row + 1} and number {column + 1}";
                if (Requirement.Between(name, value, -1, 1) is { } problem)
                {
                    return problem;
                }

                if (value != coefficients[column, row] || (row == column && value != 1))
                {
                    string message = row == column
                        ? $"The correlation of number {row + 1} with itself must be 1, but it is {Requirement.Show(value)}."
                        : $"The correlation of number {row + 1} and number {column + 1} is stated twice, differently.";
                    return new(DistributionFault.OutOfRange, "correlation", message);
                }
            }
        }

        return null;
    }

    private static (int Row, int Column, double Change) LargestChange(double[,] from, double[,] to)
    {
        (int Row, int Column, double Change) largest = default;
        for (int row = 0; row < from.GetLength(0); row++)
        {
            for (int column = 0; column < row; column++)
            {
                double change = Math.Abs(to[row, column] - from[row, column]);
                largest = change > largest.Change ? (row, column, change) : largest;
            }
        }

        return largest;
    }
}
