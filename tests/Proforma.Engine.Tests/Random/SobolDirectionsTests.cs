using System.Numerics;
using Proforma.Engine.Random;
using Xunit;

namespace Proforma.Engine.Tests.Random;

public sealed class SobolDirectionsTests
{
    [Fact]
    public void Primitive_polynomials_are_as_many_as_Euler_says()
    {
        // φ(2^d - 1) / d of degree d, and the first ones as listed in any table.
        int[] expected = [1, 1, 2, 2, 6, 6, 18, 16, 48, 60, 176, 144];
        uint[] polynomials = PrimitivePolynomials.First(expected.Sum());
        for (int degree = 1; degree <= expected.Length; degree++)
        {
            Assert.Equal(expected[degree - 1], polynomials.Count(p => PrimitivePolynomials.Degree(p) == degree));
        }

        Assert.Equal([3u, 7, 11, 13, 19, 25, 37, 41, 47, 55, 59, 61], polynomials[..12]);
    }

    [Fact]
    public void Powers_of_x_modulo_each_polynomial_take_every_value_but_zero()
    {
        foreach (uint polynomial in PrimitivePolynomials.First(480).Where((_, i) => i % 23 == 0))
        {
            int degree = PrimitivePolynomials.Degree(polynomial);
            uint value = 1;
            int period = 0;
            do
            {
                value <<= 1;
                value = (value >> degree) != 0 ? value ^ polynomial : value;
                period++;
            }
            while (value != 1);
            Assert.Equal((1 << degree) - 1, period);
        }
    }

    [Fact]
    public void Direction_numbers_have_their_leading_digit_where_it_belongs()
    {
        for (int dimension = 0; dimension < SobolDirections.Dimensions; dimension++)
        {
            // Column k ends at binary place k + 1: as a whole number below 2^(k+1), it is odd. So each dimension is even by itself.
            for (int k = 0; k < SobolDirections.Columns; k++)
            {
                Assert.Equal(31 - k, BitOperations.LeadingZeroCount(SobolDirections.Reversed(dimension)[k]));
            }
        }
    }

    [Fact]
    public void All_dimensions_differ() =>
        Assert.Equal(
            SobolDirections.Dimensions,
            Enumerable.Range(0, SobolDirections.Dimensions).Select(d => string.Join(',', SobolDirections.Reversed(d)[..16].ToArray())).Distinct().Count());

    [Fact]
    public void Pairs_of_near_dimensions_are_as_even_as_promised()
    {
        const int m = 10;
        uint[][] rows = [.. Enumerable.Range(0, SobolDirections.Dimensions).Select(d => Rows(d, m))];
        int worst = 0;
        double sum = 0;
        int pairs = 0;
        for (int d = 1; d < SobolDirections.Dimensions; d++)
        {
            for (int other = Math.Max(0, d - 12); other < d; other++)
            {
                int t = Quality(rows[other], rows[d], m);
                worst = Math.Max(worst, t);
                sum += t;
                pairs++;
            }
        }

        // Unchosen starting numbers give 2.9 on average.
        Assert.True(worst <= 6, $"{worst}");
        Assert.True(sum / pairs < 2.4, $"{sum / pairs}");
    }

    // Row r holds binary place r + 1 of the first m direction numbers.
    private static uint[] Rows(int dimension, int m)
    {
        var rows = new uint[m];
        for (int r = 0; r < m; r++)
        {
            for (int c = 0; c < m; c++)
            {
                rows[r] |= ((SobolDirections.Reversed(dimension)[c] >> r) & 1) << c;
            }
        }

        return rows;
    }

    // Niederreiter's t: m less the most rows, however divided between the two matrices, that are always independent.
    private static int Quality(uint[] a, uint[] b, int m)
    {
        int least = m;
        for (int fromA = 0; fromA <= m; fromA++)
        {
            var basis = new List<uint>();
            int independent = 0;
            foreach (uint row in a[..fromA].Concat(b[..(m - fromA)]))
            {
                uint rest = basis.Aggregate(row, (r, v) => Math.Min(r, r ^ v));
                if (rest == 0)
                {
                    break;
                }

                basis.Add(rest);
                independent++;
            }

            least = Math.Min(least, independent);
        }

        return m - least;
    }
}
