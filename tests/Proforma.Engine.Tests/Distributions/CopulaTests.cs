using CsCheck;
using Proforma.Engine.Distributions;
using Proforma.Engine.Random;
using Proforma.Engine.Tests.Random;
using Xunit;

namespace Proforma.Engine.Tests.Distributions;

public sealed class CopulaTests
{
    private const int Trials = 200 * 1024;

    private static double[] Normals(string name) =>
        Random.Statistics.Draw(Trials, (unit, target) => ScoreStream.FillNormal(StreamKey.Of(name), 8, unit, target.Span));

    private static double[][] Correlated(GaussianCopula copula)
    {
        int count = copula.Correlation.Count;
        double[][] rows = [.. Enumerable.Range(0, count).Select(i => Normals($"input {i}"))];
        var block = new double[count * 1024];
        for (int start = 0; start < Trials; start += 1024)
        {
            for (int i = 0; i < count; i++)
            {
                rows[i].AsSpan(start, 1024).CopyTo(block.AsSpan(i * 1024));
            }

            copula.Correlate(block);
            for (int i = 0; i < count; i++)
            {
                block.AsSpan(i * 1024, 1024).CopyTo(rows[i].AsSpan(start));
            }
        }

        return rows;
    }

    [Fact]
    public void Unlike_quantities_have_the_stated_rank_correlations()
    {
        double[,] ranks = { { 1, 0.8, -0.5 }, { 0.8, 1, -0.2 }, { -0.5, -0.2, 1 } };
        GaussianCopula copula = Made.Of(GaussianCopula.Create(ranks, out CorrelationMatrix? nearest));
        Assert.Null(nearest);
        double[][] rows = Correlated(copula);
        Made.Of("lognormal", 0, 2).ToScoreMap().FromNormal(rows[0], rows[0]);
        Made.Of("beta", 0.3, 5).ToScoreMap().FromNormal(rows[1], rows[1]);
        Made.Of("student_t", 1.5, 0, 1).ToScoreMap().FromNormal(rows[2], rows[2]);
        double[][] order = [.. rows.Select(Random.Statistics.Ranks)];

        // The standard error of a rank correlation is at most about 1.1 / sqrt(n).
        double limit = 4.5 * 1.1 / Math.Sqrt(Trials);
        Assert.Equal(0.8, Random.Statistics.Correlation(order[0], order[1]), limit);
        Assert.Equal(-0.5, Random.Statistics.Correlation(order[0], order[2]), limit);
        Assert.Equal(-0.2, Random.Statistics.Correlation(order[1], order[2]), limit);
        Assert.Equal(0, rows.Average(r => r.Average(x => double.IsFinite(x) ? 0 : 1)));
    }

    [Fact]
    public void Each_score_stays_standard_normal()
    {
        double[,] ranks = { { 1, 0.9, 0.4 }, { 0.9, 1, 0.1 }, { 0.4, 0.1, 1 } };
        foreach (double[] row in Correlated(Made.Of(GaussianCopula.Create(ranks, out _))))
        {
            Proforma.Engine.Numerics.Elementary.NormalCdf(row, row);
            Assert.True(Random.Statistics.Kolmogorov(row) < Random.Statistics.KolmogorovLimit);
        }
    }

    [Fact]
    public void Perfect_correlation_is_allowed_and_exact()
    {
        double[,] ranks = { { 1, 1, -1 }, { 1, 1, -1 }, { -1, -1, 1 } };
        double[][] rows = Correlated(Made.Of(GaussianCopula.Create(ranks, out _)));
        Assert.Equal(rows[0], rows[1]);
        Assert.Equal(rows[0], rows[2].Select(x => -x));
    }

    [Fact]
    public void Trials_can_be_correlated_in_any_blocks()
    {
        double[,] ranks = { { 1, 0.3 }, { 0.3, 1 } };
        GaussianCopula copula = Made.Of(GaussianCopula.Create(ranks, out _));
        double[] first = Normals("a")[..101];
        double[] second = Normals("b")[..101];
        double[] whole = [.. first, .. second];
        copula.Correlate(whole);
        for (int i = 0; i < 101; i++)
        {
            double[] one = [first[i], second[i]];
            copula.Correlate(one);
            Assert.Equal(whole[i], one[0]);
            Assert.Equal(whole[101 + i], one[1]);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => copula.Correlate(new double[3]));
    }

    [Fact]
    public void Rank_and_score_correlations_are_inverse_functions()
    {
        // Published: Kruskal (1958): a rank correlation of 0.5 needs 2 sin(π/12) = 0.5176.
        Assert.Equal(2 * Math.Sin(Math.PI / 12), GaussianCopula.ScoreCorrelation(0.5), 1e-15);
        for (double rank = -1; rank <= 1; rank += 0.03125)
        {
            Assert.Equal(2 * Math.Sin(Math.PI * rank / 6), GaussianCopula.ScoreCorrelation(rank), 4e-16);
            Assert.Equal(rank, GaussianCopula.RankCorrelation(GaussianCopula.ScoreCorrelation(rank)), 1e-15);
        }
    }

    [Fact]
    public void Contradictory_correlations_are_diagnosed_and_the_nearest_offered()
    {
        // The example of Higham (2002), section 4: tridiagonal ones; the nearest has 0.7607 and 0.1573.
        double[,] contradictory = { { 1, 1, 0 }, { 1, 1, 1 }, { 0, 1, 1 } };
        Validated<CorrelationMatrix> result = CorrelationMatrix.Create(contradictory, out CorrelationMatrix? nearest);
        Assert.False(result.IsValid);
        Assert.Equal(DistributionFault.Contradictory, result.Problem.Fault);
        Assert.Contains("contradict", result.Problem.Message, StringComparison.Ordinal);
        Assert.Equal(0.7607, nearest![0, 1], 5e-5);
        Assert.Equal(0.7607, nearest[1, 2], 5e-5);
        Assert.Equal(0.1573, nearest[0, 2], 5e-5);
        Assert.True(CorrelationMatrix.Create(nearest.ToArray(), out _).IsValid);
    }

    [Fact]
    public void What_is_offered_is_always_accepted()
    {
        Gen.Select(Gen.Int[2, 12], Gen.Double[-1, 1].Array[66]).Sample(
            (n, values) =>
            {
                var ranks = new double[n, n];
                for (int i = 0, k = 0; i < n; i++)
                {
                    ranks[i, i] = 1;
                    for (int j = 0; j < i; j++)
                    {
                        ranks[i, j] = ranks[j, i] = values[k++];
                    }
                }

                Validated<GaussianCopula> result = GaussianCopula.Create(ranks, out CorrelationMatrix? nearest);
                Assert.Equal(result.IsValid, nearest is null);
                Assert.True(result.IsValid || GaussianCopula.Create(nearest!.ToArray(), out _).IsValid);
            },
            iter: 100);
    }

    [Fact]
    public void Many_contradictory_quantities_are_answered_too()
    {
        const int n = 90;
        var ranks = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                ranks[i, j] = i == j ? 1 : -0.2;
            }
        }

        Assert.False(CorrelationMatrix.Create(ranks, out CorrelationMatrix? nearest).IsValid);

        // Equal correlations of n quantities are at least -1 / (n - 1).
        Assert.Equal(-1.0 / (n - 1), nearest![0, 1], 1e-6);
    }

    [Fact]
    public void Malformed_tables_are_explained()
    {
        double[][,] malformed =
        [
            new double[,] { { 1, 1.5 }, { 1.5, 1 } }, new double[,] { { 1, 0.2 }, { 0.3, 1 } }, new double[,] { { 0.9, 0 }, { 0, 1 } },
            new double[,] { { 1, double.NaN }, { double.NaN, 1 } }, new double[2, 3], new double[0, 0], new double[501, 501],
        ];
        foreach (double[,] table in malformed)
        {
            Validated<GaussianCopula> result = GaussianCopula.Create(table, out CorrelationMatrix? nearest);
            Assert.Equal(DistributionFault.OutOfRange, result.Problem!.Fault);
            Assert.Null(nearest);
        }
    }

    [Theory]
    [InlineData(0.6)]
    [InlineData(-0.9)]
    [InlineData(0)]
    [InlineData(0.999)]
    public void Autoregressive_scores_are_stationary(double coefficient)
    {
        Autoregression autoregression = Made.Of(Autoregression.Create(coefficient));
        double[] first = Normals("period 0");
        double[] previous = first;
        for (int period = 1; period <= 3; period++)
        {
            double[] scores = Normals($"period {period}");
            autoregression.Continue(previous, scores);
            Assert.Equal(coefficient, Random.Statistics.Correlation(previous, scores), 4.5 / Math.Sqrt(Trials));
            Assert.Equal(Math.Pow(coefficient, period), Random.Statistics.Correlation(first, scores), 4.5 / Math.Sqrt(Trials));
            Assert.Equal(1, scores.Average(x => x * x), 4.5 * Math.Sqrt(2.0 / Trials));
            Assert.Equal(0, scores.Average(), 4.5 / Math.Sqrt(Trials));
            previous = scores;
        }
    }
}
