using Proforma.Engine.Numerics;
using Proforma.Engine.Random;
using Xunit;

namespace Proforma.Engine.Tests.Random;

public sealed class ScorePlanTests
{
    public static TheoryData<SamplingMethod> Methods => new() { SamplingMethod.Random, SamplingMethod.LatinHypercube, SamplingMethod.Sobol };

    [Theory]
    [MemberData(nameof(Methods))]
    public void Normal_scores_are_standard_normal(SamplingMethod method)
    {
        const int trials = 1 << 17;
        var plan = new ScorePlan(method, 11, trials);
        double[] scores = Statistics.Draw(trials, (unit, target) => plan.FillNormal(StreamKey.Of("x"), 2, unit, target.Span));
        var uniforms = new double[trials];
        Elementary.NormalCdf(scores, uniforms);
        Assert.True(Statistics.Kolmogorov(uniforms) < Statistics.KolmogorovLimit);

        // Even cover shows: strata of one trial each leave hardly any distance.
        Assert.Equal(method != SamplingMethod.Random, Statistics.Kolmogorov(uniforms) < 0.01);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Dimensions_and_keys_and_seeds_give_other_scores(SamplingMethod method)
    {
        double[] First(string name, int dimension, ulong seed)
        {
            var scores = new double[8];
            new ScorePlan(method, seed, 1000).FillUniform(StreamKey.Of(name), dimension, 0, scores);
            return scores;
        }

        double[][] all = [First("a", 0, 1), First("a", 1, 1), First("b", 0, 1), First("a", 0, 2), First("a", 1024, 1)];
        Assert.Equal(40, all.SelectMany(s => s).Distinct().Count());
        Assert.Equal(First("a", 0, 1), First("a", 0, 1));
    }

    [Fact]
    public void Scores_are_these_on_every_machine_and_in_every_version()
    {
        double[] First(SamplingMethod method, long trials, int dimension)
        {
            var scores = new double[4];
            new ScorePlan(method, 42, trials).FillUniform(StreamKey.Of("api_growth"), dimension, 0, scores);
            return scores;
        }

        Assert.Equal([0.915505544095417, 0.6659996136650739, 0.25550815728624154, 0.5746121420812519], First(SamplingMethod.LatinHypercube, 10000, 0));
        Assert.Equal([0.5590554409541697, 0.5209961366507384, 0.7790815728624157, 0.050121420812518046], First(SamplingMethod.LatinHypercube, 1000, 0));
        Assert.Equal([0.28327673349976934, 0.862626981171878, 0.08502926430382896, 0.6005991987634091], First(SamplingMethod.Sobol, 1000, 5));
    }
}
