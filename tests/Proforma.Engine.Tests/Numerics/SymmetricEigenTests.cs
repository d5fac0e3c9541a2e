using CsCheck;
using Proforma.Engine.Numerics;
using Xunit;

namespace Proforma.Engine.Tests.Numerics;

public sealed class SymmetricEigenTests
{
    [Fact]
    public void Second_difference_matrix_has_its_closed_form_eigenvalues()
    {
        const int n = 12;
        var matrix = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            matrix[i, i] = 2;
            matrix[i, (i + 1) % n] = i + 1 < n ? -1 : matrix[i, (i + 1) % n];
            matrix[(i + 1) % n, i] = i + 1 < n ? -1 : matrix[(i + 1) % n, i];
        }

        double[] values = [.. SymmetricEigen.Of(matrix).Values.Order()];
        for (int k = 1; k <= n; k++)
        {
            Assert.Equal(2 - (2 * Math.Cos(k * Math.PI / (n + 1))), values[k - 1], 1e-13);
        }
    }

    [Fact]
    public void Vectors_are_orthonormal_and_rebuild_the_matrix()
    {
        Gen.Double[-10, 10].Array[36].Sample(
            entries =>
            {
                const int n = 6;
                var matrix = new double[n, n];
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j <= i; j++)
                    {
                        matrix[i, j] = matrix[j, i] = entries[(i * n) + j];
                    }
                }

                SymmetricEigen eigen = SymmetricEigen.Of(matrix);
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        double rebuilt = Enumerable.Range(0, n).Sum(k => eigen.Vectors[i, k] * eigen.Values[k] * eigen.Vectors[j, k]);
                        double product = Enumerable.Range(0, n).Sum(k => eigen.Vectors[k, i] * eigen.Vectors[k, j]);
                        Assert.Equal(matrix[i, j], rebuilt, 1e-12);
                        Assert.Equal(i == j ? 1 : 0, product, 1e-13);
                    }
                }
            },
            iter: 100);
    }
}
