namespace Proforma.Engine.Numerics;

/// <summary>Eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations: slow for hundreds of rows, accurate for all.</summary>
internal sealed class SymmetricEigen
{
    private const int MostSweeps = 60;

    private SymmetricEigen(double[] values, double[,] vectors)
    {
        Values = values;
        Vectors = vectors;
    }

    /// <summary>The eigenvalues, in no particular order.</summary>
    public double[] Values { get; }

    /// <summary>Column j is the eigenvector of unit length that belongs to the value j.</summary>
    public double[,] Vectors { get; }

    public static SymmetricEigen Of(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        var a = (double[,])matrix.Clone();
        var vectors = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            vectors[i, i] = 1;
        }

        for (int sweep = 0; sweep < MostSweeps && OffDiagonal(a) > 1e-32 * Frobenius(a); sweep++)
        {
            for (int p = 0; p < n - 1; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    if (a[p, q] != 0)
                    {
                        Rotate(a, vectors, p, q);
                    }
                }
            }
        }

        var values = new double[n];
        for (int i = 0; i < n; i++)
        {
            values[i] = a[i, i];
        }

        return new SymmetricEigen(values, vectors);
    }

    private static void Rotate(double[,] a, double[,] vectors, int p, int q)
    {
        int n = a.GetLength(0);
        double theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        double t = 1 / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        t = theta < 0 ? -t : t;
        double c = 1 / Math.Sqrt((t * t) + 1);
        double s = t * c;
        for (int k = 0; k < n; k++)
        {
            (a[k, p], a[k, q]) = ((c * a[k, p]) - (s * a[k, q]), (s * a[k, p]) + (c * a[k, q]));
        }

        for (int k = 0; k < n; k++)
        {
            (a[p, k], a[q, k]) = ((c * a[p, k]) - (s * a[q, k]), (s * a[p, k]) + (c * a[q, k]));
            (vectors[k, p], vectors[k, q]) = ((c * vectors[k, p]) - (s * vectors[k, q]), (s * vectors[k, p]) + (c * vectors[k, q]));
        }

        a[p, q] = 0;
        a[q, p] = 0;
    }

    private static double OffDiagonal(double[,] a)
    {
        double sum = 0;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < i; j++)
            {
                sum += 2 * a[i, j] * a[i, j];
            }
        }

        return sum;
    }

    private static double Frobenius(double[,] a)
    {
        double sum = 0;
        foreach (double value in a)
        {
            sum += value * value;
        }

        return sum;
    }
}
