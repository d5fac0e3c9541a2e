namespace Proforma.Engine.Execution;

/// <summary>
/// A square system of linear equations, factored by elimination with partial pivoting (Golub and Van Loan, Matrix Computations, 3.4).
/// </summary>
internal sealed class LinearSystem
{
    /// <summary>A pivot below this share of its row's largest entry, or of 1, is taken for zero: no single solution.</summary>
    private const double SingularBelow = 1e-13;

    private readonly double[,] _factors;
    private readonly int[] _order;

    private LinearSystem(double[,] factors, int[] order)
    {
        _factors = factors;
        _order = order;
    }

    /// <summary>
    /// Factors a matrix of the kind identity minus something, which is overwritten;
    /// null when it is singular or has entries that are not finite.
    /// </summary>
    public static LinearSystem? Factor(double[,] matrix)
    {
        var size = matrix.GetLength(0);
        var order = new int[size];
        var scale = new double[size];
        for (var i = 0; i < size; i++)
        {
            order[i] = i;
            scale[i] = 1;
            for (var j = 0; j < size; j++)
            {
                scale[i] = Math.Max(scale[i], Math.Abs(matrix[i, j]));
            }

            if (!double.IsFinite(scale[i]))
            {
                return null;
            }
        }

        for (var k = 0; k < size; k++)
        {
            var pivot = k;
            for (var i = k + 1; i < size; i++)
            {
                pivot = Relative(i, k) > Relative(pivot, k) ? i : pivot;
            }

            if (!(Relative(pivot, k) > SingularBelow))
            {
                return null;
            }

            (order[k], order[pivot]) = (order[pivot], order[k]);
            Eliminate(matrix, order, k);
        }

        return new LinearSystem(matrix, order);

        double Relative(int i, int k) => Math.Abs(matrix[order[i], k]) / scale[order[i]];
    }

    /// <summary>The solution for a right-hand side.</summary>
    public double[] Solve(double[] right)
    {
        var size = right.Length;
        var solution = new double[size];
        for (var i = 0; i < size; i++)
        {
            var sum = right[_order[i]];
            for (var j = 0; j < i; j++)
            {
                sum -= _factors[_order[i], j] * solution[j];
            }

            solution[i] = sum;
        }

        for (var i = size - 1; i >= 0; i--)
        {
            var sum = solution[i];
            for (var j = i + 1; j < size; j++)
            {
                sum -= _factors[_order[i], j] * solution[j];
            }

            solution[i] = sum / _factors[_order[i], i];
        }

        return solution;
    }

    private static void Eliminate(double[,] matrix, int[] order, int k)
    {
        var size = order.Length;
        for (var i = k + 1; i < size; i++)
        {
            var factor = matrix[order[i], k] / matrix[order[k], k];
            matrix[order[i], k] = factor;
            for (var j = k + 1; j < size; j++)
            {
                matrix[order[i], j] -= factor * matrix[order[k], j];
            }
        }
    }
}
