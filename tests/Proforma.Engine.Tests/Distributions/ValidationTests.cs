using Proforma.Engine.Distributions;
using Xunit;

namespace Proforma.Engine.Tests.Distributions;

public sealed class ValidationTests
{
    public static IEnumerable<TheoryDataRow<string, DistributionProblem?, DistributionFault, string>> Mistakes()
    {
        Distribution normal = Made.Of("normal", 0, 1);
        yield return Row("normal, no spread", Normal.Create(1, 0).Problem, DistributionFault.NotPositive, "State the value alone");
        yield return Row("normal, negative sd", Normal.Create(1, -2).Problem, DistributionFault.NotPositive, "sd must be above zero, but it is -2");
        yield return Row("normal, no mean", Normal.Create(double.NaN, 1).Problem, DistributionFault.NotFinite, "mean");
        yield return Row("normal, infinite sd", Normal.Create(1, double.PositiveInfinity).Problem, DistributionFault.NotFinite, "sd");
        yield return Row("normal, overflow", Normal.Create(1e300, 1).Problem, DistributionFault.NotFinite, "mean");
        yield return Row("interval reversed", Normal.FromInterval(17, 11).Problem, DistributionFault.WrongOrder, "low must be less than high");
        yield return Row("interval of everything", Normal.FromInterval(1, 2, 1).Problem, DistributionFault.OutOfRange, "probability");
        yield return Row("lognormal below zero", Lognormal.FromMedian(-3, 0.2).Problem, DistributionFault.NotPositive, "median");
        yield return Row("lognormal too wide", Lognormal.Create(0, 100).Problem, DistributionFault.OutOfRange, "sigma");
        yield return Row("lognormal quantile below zero", Lognormal.FromQuantiles(new(0.1, -1), new(0.9, 2)).Problem, DistributionFault.NotPositive, "p10");
        yield return Row("quantiles crossed", Lognormal.FromQuantiles(new(0.1, 6e9), new(0.9, 2e9)).Problem, DistributionFault.WrongOrder, "p10 must be less than p90");
        yield return Row("quantiles exchanged", Normal.FromQuantiles(new(0.9, 6), new(0.1, 2)).Problem, DistributionFault.WrongOrder, "lower quantile first");
        yield return Row("quantile of certainty", Normal.FromQuantiles(new(0, 6), new(0.1, 7)).Problem, DistributionFault.OutOfRange, "quantile");
        yield return Row("quantile of percent", Normal.FromQuantiles(new(10, 6), new(90, 7)).Problem, DistributionFault.OutOfRange, "quantile");
        yield return Row("uniform empty", Uniform.Create(2, 2).Problem, DistributionFault.WrongOrder, "min must be less than max");
        yield return Row("triangular mode outside", Triangular.Create(0, 7, 5).Problem, DistributionFault.WrongOrder, "mode must not exceed max");
        yield return Row("pert mode outside", Pert.Create(3, 2, 5).Problem, DistributionFault.WrongOrder, "min must not exceed mode");
        yield return Row("pert empty", Pert.Create(3, 3, 3).Problem, DistributionFault.WrongOrder, "min");
        yield return Row("beta no shape", Beta.Create(0, 1).Problem, DistributionFault.OutOfRange, "alpha");
        yield return Row("beta quantile beyond 1", Beta.FromQuantiles(new(0.1, 0.2), new(0.9, 1.2)).Problem, DistributionFault.OutOfRange, "p90");
        yield return Row("gamma no scale", Gamma.Create(1, 0).Problem, DistributionFault.NotPositive, "scale");
        yield return Row("t no degrees", StudentT.Create(0, 1, 1).Problem, DistributionFault.OutOfRange, "df");
        yield return Row("poisson too large", Poisson.Create(1e12).Problem, DistributionFault.OutOfRange, "mean");
        yield return Row("poisson none", Poisson.Create(0).Problem, DistributionFault.NotPositive, "mean");
        yield return Row("binomial half an attempt", Binomial.Create(2.5, 0.5).Problem, DistributionFault.OutOfRange, "whole number");
        yield return Row("bernoulli percent", Bernoulli.Create(30).Problem, DistributionFault.OutOfRange, "between 0 and 1");
        yield return Row("discrete nothing", Discrete.Create([]).Problem, DistributionFault.Empty, "at least one value");
        yield return Row("discrete no weight", Discrete.Create([(1, 0)]).Problem, DistributionFault.Empty, "at least one value");
        yield return Row("discrete negative", Discrete.Create([(1, -1)]).Problem, DistributionFault.OutOfRange, "the weight of 1");
        yield return Row("empirical nothing", Empirical.Create([]).Problem, DistributionFault.Empty, "at least two");
        yield return Row("empirical constant", Empirical.Create([2, 2, 2]).Problem, DistributionFault.Empty, "different");
        yield return Row("empirical hole", Empirical.Create([2, double.NaN]).Problem, DistributionFault.NotFinite, "observation");
        yield return Row("mixture nothing", Mixture.Create([]).Problem, DistributionFault.Empty, "at least one distribution");
        yield return Row("mixture negative", Mixture.Create([(-1, normal)]).Problem, DistributionFault.OutOfRange, "weight");
        yield return Row("domain reversed", Truncated.Create(normal, 2, 1).Problem, DistributionFault.WrongOrder, "domain");
        yield return Row("domain of nothing", Truncated.Create(normal, double.NaN, 1).Problem, DistributionFault.WrongOrder, "domain");
        yield return Row("domain missed", Truncated.Create(normal, 20, 30).Problem, DistributionFault.OutsideDomain, "unit");
        yield return Row("domain between whole numbers", Truncated.Create(Made.Of("poisson", 3), 2.2, 2.8).Problem, DistributionFault.OutsideDomain, "0%");
        yield return Row("ar of one", Autoregression.Create(1).Problem, DistributionFault.OutOfRange, "never fade");
        yield return Row("ar of nothing", Autoregression.Create(double.NaN).Problem, DistributionFault.OutOfRange, "ar");
    }

    private static TheoryDataRow<string, DistributionProblem?, DistributionFault, string> Row(
        string name, DistributionProblem? problem, DistributionFault fault, string words) => new(name, problem, fault, words);

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void Mistakes_are_explained(string name, DistributionProblem? problem, DistributionFault fault, string words)
    {
        Assert.True(problem is not null, name);
        Assert.Equal(fault, problem.Fault);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", problem.Message, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Parameter);
    }

    [Fact]
    public void Distributions_with_equal_parameters_are_equal()
    {
        foreach (string name in Made.Everything.Keys.Where(n => !n.Contains("truncated", StringComparison.Ordinal)))
        {
            Assert.Equal(Made.Everything[name], Made.Everything[name]);
        }

        Assert.Equal(Made.Of("pert", 1, 2, 3), Made.Of("pert", 1, 2, 3));
        Assert.NotEqual(Made.Of("pert", 1, 2, 3), Made.Of("pert", 1, 2, 4));
        Assert.Equal(Made.Discrete((1, 2), (3, 4)), Made.Discrete((3, 2), (1, 1)));
        Assert.Equal(Made.Discrete((1, 2), (3, 4)).GetHashCode(), Made.Discrete((3, 2), (1, 1)).GetHashCode());
        Assert.NotEqual(Made.Discrete((1, 2), (3, 4)), Made.Discrete((1, 2), (4, 4)));
        Assert.Equal(Made.Empirical(1, 2, 5), Made.Empirical(5, 2, 1));
        Assert.NotEqual(Made.Empirical(1, 2, 5), Made.Empirical(5, 3, 1));
        Assert.Equal(Mixed(30), Mixed(30));
        Assert.Equal(Mixed(30).GetHashCode(), Mixed(30).GetHashCode());
        Assert.NotEqual(Mixed(30), Mixed(31));
        Assert.Equal(Made.Truncated(Made.Of("normal", 0, 1), 0, 1), Made.Truncated(Made.Of("normal", 0, 1), 0, 1));
    }

    private static Distribution Mixed(double mean) => Made.Mixture((1, Made.Of("normal", mean, 1)), (1, Made.Of("uniform", 0, 1)));

    [Fact]
    public void Truncation_gives_back_the_simplest_distribution()
    {
        Distribution normal = Made.Of("normal", 0, 1);
        Assert.Same(normal, Made.Truncated(normal, double.NegativeInfinity, double.PositiveInfinity));
        Distribution share = Made.Of("beta", 2, 3);
        Assert.Same(share, Made.Truncated(share, 0, 1));
        Assert.Equal(Made.Of("uniform", 1, 2), Made.Truncated(Made.Of("uniform", 0, 2), 1, 9));
        Assert.Equal(Made.Discrete((1, 1)), Made.Truncated(Made.Of("bernoulli", 0.3), 0.5, 1));
        Assert.Equal(Made.Truncated(normal, 0, 1), Made.Truncated(Made.Truncated(normal, 0, 2), -1, 1));
        Assert.Same(normal, Made.Mixture((0, share), (3, normal)));
        Assert.IsType<Mixture>(Made.Everything["truncated mixture"]);
        Assert.Equal(3, Made.Everything["truncated poisson"].Minimum);
        Assert.Equal(8, Made.Everything["truncated poisson"].Maximum);
    }
}
