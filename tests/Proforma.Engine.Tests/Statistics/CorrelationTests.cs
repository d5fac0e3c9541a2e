using CsCheck;
using MathNet.Numerics.Statistics;
using Proforma.Engine.Statistics;
using Proforma.Model.Runs;
using Xunit;

namespace Proforma.Engine.Tests.Statistics;

public sealed class CorrelationTests
{
    private const int Trials = 20_000;

    private static double[][] Inputs() =>
        [Draws.Normal(Trials, "a"), Draws.Uniform(Trials, "b"), Array.ConvertAll(Draws.Normal(Trials, "c"), z => 1e9 + z)];

    private static double[][] Outputs(double[][] inputs) =>
    [
        [.. inputs[0].Select((a, i) => (3 * a) + inputs[1][i])],
        [.. inputs[0].Select((a, i) => a > 1 ? CellValue.Failed(FailureKind.NotReal).Raw : Math.Exp(a) - inputs[2][i])],
        [.. inputs[1].Select(b => 1e200 * b)],
        [.. inputs[0].Select(_ => 4.0)],
    ];

    private static void Add(CorrelationAccumulator to, double[][] outputs, double[][] inputs, int unit)
    {
        var start = unit * SampleAccumulator.UnitLength;
        var count = Math.Min(SampleAccumulator.UnitLength, Trials - start);
        const int Stride = SampleAccumulator.UnitLength + 3;
        to.Add(Block(outputs, start, count, Stride), Block(inputs, start, count, Stride), count, Stride);
    }

    private static double[] Block(double[][] rows, int start, int count, int stride)
    {
        var block = new double[rows.Length * stride];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i].AsSpan(start, count).CopyTo(block.AsSpan(i * stride));
        }

        return block;
    }

    [Fact]
    public void Correlations_agree_with_MathNet_over_the_trials_that_have_values()
    {
        var inputs = Inputs();
        var outputs = Outputs(inputs);
        var found = new CorrelationAccumulator(outputs.Length, inputs.Length);
        for (var unit = 0; unit * SampleAccumulator.UnitLength < Trials; unit++)
        {
            Add(found, outputs, inputs, unit);
        }

        for (var o = 0; o < 3; o++)
        {
            var scale = o == 2 ? 1e-200 : 1;
            for (var i = 0; i < inputs.Length; i++)
            {
                var pairs = outputs[o].Zip(inputs[i]).Where(pair => double.IsFinite(pair.First)).ToArray();
                Assert.Equal(pairs.Length, found.Count(o));
                var expected = Correlation.Pearson(pairs.Select(p => p.First * scale), pairs.Select(p => p.Second - (i == 2 ? 1e9 : 0)));
                Assert.Equal(expected, found.Pearson(o, i), 1e-7);
                var ranks = Correlation.Spearman(pairs.Select(p => p.First), pairs.Select(p => p.Second));
                Assert.Equal(ranks, RankCorrelation.Spearman(outputs[o], inputs[i]), 1e-9);
            }
        }

        Assert.True(double.IsNaN(found.Pearson(3, 0)));
        Assert.Equal(1, found.Pearson(2, 1), 1e-15);
    }

    [Fact]
    public void Merged_parts_have_the_bits_of_one() => Gen.Select(Gen.Int[1, 6], Gen.Int[0, 999]).Sample(
        (parts, seed) =>
        {
            var inputs = Inputs();
            var outputs = Outputs(inputs);
            var units = Enumerable.Range(0, (Trials + 1023) / 1024).ToArray();
            var one = new CorrelationAccumulator(outputs.Length, inputs.Length);
            var shards = Enumerable.Range(0, parts).Select(_ => new CorrelationAccumulator(outputs.Length, inputs.Length)).ToArray();
            foreach (var unit in units)
            {
                Add(one, outputs, inputs, unit);
                Add(shards[(unit + seed) * 7919 % parts], outputs, inputs, units.Length - 1 - unit);
            }

            var merged = CorrelationAccumulator.FromBytes(shards[^1].ToBytes());
            for (var i = shards.Length - 2; i >= 0; i--)
            {
                merged.Merge(shards[i]);
            }

            Assert.Equal(one.ToBytes(), merged.ToBytes());
            Assert.Throws<FormatException>(() => CorrelationAccumulator.FromBytes(one.ToBytes()[..^3]));
        }, iter: 10);

    [Fact]
    public void Rank_correlation_is_one_for_any_growing_function_and_handles_ties()
    {
        var x = Draws.Normal(3000);
        Assert.Equal(1, RankCorrelation.Spearman(x, Array.ConvertAll(x, Math.Exp)));
        Assert.Equal(-1, RankCorrelation.Spearman(x, Array.ConvertAll(x, v => -v * v * v)), 1e-15);

        // Kendall, "Rank correlation methods": Spearman's coefficient with ties; here by hand: ranks 1.5 1.5 3 4 and 1 2.5 2.5 4.
        Assert.Equal(3.75 / 4.5, RankCorrelation.Spearman([1, 1, 2, 3], [5, 6, 6, 9]), 1e-15);
        Assert.True(double.IsNaN(RankCorrelation.Spearman([1, 1], [2, 3])));
        Assert.True(double.IsNaN(RankCorrelation.Spearman([], [])));
    }

    [Fact]
    public void A_subsample_keeps_the_first_units_in_order_whoever_added_them()
    {
        var rows = Inputs();
        var (one, other) = (new TrialSubsample(3, 5), new TrialSubsample(3, 5));
        for (var unit = 19; unit >= 0; unit--)
        {
            var count = Math.Min(1024, Trials - (unit * 1024));
            var to = unit % 2 == 0 ? one : other;
            to.Add(unit, 0, Block([rows[0]], unit * 1024, count, 1024), count, 1024);
            to.Add(unit, 1, Block([rows[1], rows[2]], unit * 1024, count, 1024), count, 1024);
        }

        one.Merge(other);
        Assert.Equal(5 * 1024, one.Trials);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(rows[i][..(5 * 1024)], one.Values(i));
        }
    }

    [Fact]
    public void A_simulation_converges_at_a_checkpoint()
    {
        var values = Array.ConvertAll(Draws.Normal(1 << 19), z => 10 + z);
        var accumulator = new SampleAccumulator();
        long units = 0;
        var rule = new ConvergenceRule(0.0003);
        while (units == 0 || !rule.IsMet(accumulator.ToDistribution()))
        {
            var next = ConvergenceRule.NextCheckpoint(units);
            for (; units < next; units++)
            {
                accumulator.Add(units, values.AsSpan((int)units * 1024, 1024));
            }
        }

        // The error of the mean is 1/√n: 0.003 is reached at 111,112 trials; checkpoints are an eighth apart.
        Assert.InRange(units * 1024, 111_000, 111_112 * 9 / 8 + 2048);
        Assert.True(new ConvergenceRule(0.001, 0.05).IsMet(accumulator.ToDistribution()));
        Assert.False(new ConvergenceRule(0.0002, 0.05).IsMet(accumulator.ToDistribution()));
        Assert.False(rule.IsMet(new SampleAccumulator().ToDistribution()));
    }
}
