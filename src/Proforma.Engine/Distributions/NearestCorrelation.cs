using Proforma.Engine.Numerics;

namespace Proforma.Engine.Distributions;

/// <summary>The correlation matrix nearest to coefficients that contradict one another.</summary>
internal static class NearestCorrelation
{
    // Each projection takes all eigenvectors, whose cost grows with the third power of the size.
    private const int MostRowsForProjection = 60;
    private const int MostProjections = 400;
    private const double LeastEigenvalue = 1e-8;

    /// <summary>
    /// The nearest in the sum of squared differences (Higham, 2002). Beyond 60 rows instead all coefficients are multiplied by the
    /// greatest factor that makes them consistent, which is cheap and further away.
    /// </summary>
    public static double[,] To(double[,] coefficients)
    {
        double[,] nearest = coefficients.GetLength(0) <= MostRowsForProjection ? Project(coefficients) : coefficients;
        return Shrink(nearest);
    }

    // Alternately onto the matrices without negative eigenvalues and those with a diagonal of ones; Dykstra's correction makes the
    // limit the nearest point of both and not just any.
    private static double[,] Project(double[,] coefficients)
    {
        int n = coefficients.GetLength(0);
        var y = (double[,])coefficients.Clone();
        var correction = new double[n, n];
        for (int iteration = 0; iteration < MostProjections; iteration++)
        {
            double[,] r = Combine(y, correction, -1);
            double[,] x = WithoutNegativeEigenvalues(r);
            correction = Combine(x, r, -1);
            double change = 0;
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    double next = i == j ? 1 : Math.Clamp((x[i, j] + x[j, i]) / 2, -1, 1);
                    change = Math.Max(change, Math.Abs(next - y[i, j]));
                    y[i, j] = next;
                }
            }

            if (change < 1e-12)
            {
                break;
            }
        }

        return y;
    }

    private static double[,] WithoutNegativeEigenvalues(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        SymmetricEigen eigen = SymmetricEigen.Of(matrix);
        var result = new double[n, n];
        for (int k = 0; k < n; k++)
        {
            double value = Math.Max(0, eigen.Values[k]);
            for (int i = 0; value > 0 && i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    result[i, j] += value * eigen.Vectors[i, k] * eigen.Vectors[j, k];
                }
            }
        }

        return result;
    }

    private static double[,] Combine(double[,] a, double[,] b, double factor)
    {
        var result = (double[,])a.Clone();
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
            {
                result[i, j] += factor * b[i, j];
            }
        }

        return result;
    }

    // Towards independence until the factorization succeeds, by halving. What comes from the projections needs hardly any.
    private static double[,] Shrink(double[,] coefficients)
    {
        double consistent = 0;
        double contradictory = 1;
        double factor = 1 - LeastEigenvalue;
        while (contradictory - consistent > LeastEigenvalue / 2)
        {
            bool good = CorrelationMatrix.Factor(Scaled(coefficients, factor)) is not null;
            (consistent, contradictory) = good ? (factor, contradictory) : (consistent, factor);
            factor = consistent + ((contradictory - consistent) / 2);
        }

        return Scaled(coefficients, consistent);
    }

    private static double[,] Scaled(double[,] coefficients, double factor)
    {
        var result = (double[,])coefficients.Clone();
        for (int i = 0; i < result.GetLength(0); i++)
        {
            for (int j = 0; j < result.GetLength(0); j++)
            {
                result[i, j] *= i == j ? 1 : factor;
            }
        }

        return result;
    }
}
