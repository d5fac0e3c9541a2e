using CsCheck;
using Proforma.Engine.Statistics;
using Proforma.Model.Runs;
using Proforma.Model.Simulation;
using Xunit;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Engine.Tests.Statistics;

public sealed class MergeTests
{
    private static readonly double[] Probabilities = [0, 0.001, 0.05, 0.1, 0.5, 0.9, 0.95, 0.999, 1];

    /// <summary>Samples of very unlike shapes, some with trials that have no number.</summary>
    private static double[] Sample(int shape, int count)
    {
        var z = Draws.Normal(count);
        return shape switch
        {
            0 => z,
            1 => Array.ConvertAll(z, v => Math.Exp(3 * v)),
            2 => Array.ConvertAll(z, v => Math.Round(4 * v)),
            3 => Array.ConvertAll(z, v =>
                v > 1.2 ? CellValue.Failed(FailureKind.DivisionByZero).Raw : v < -1.5 ? CellValue.Blank.Raw : 1e9 + (1e-3 * v)),
            4 => Array.ConvertAll(z, v => v > 2 ? double.PositiveInfinity : v < -2 ? CellValue.Unknown.Raw : Math.Max(0, v)),
            _ => Array.ConvertAll(z, v => Math.ScaleB(v, (int)(400 * v))),
        };
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Shards_merged_in_any_order_have_the_bits_of_one(int shape)
    {
        foreach (var (count, kept) in new[] { (20_000, 1L << 20), (150_000, 1L << 20), (90_000, 4096L), (90_000, 0L), (70_001, 60_000L) })
        {
            var values = Sample(shape, count);
            SampleAccumulator Empty() => new(keptTrials: kept);
            var one = Draws.Collected(values, Empty);
            Assert.Equal(count <= kept, one.KeepsValues);
            foreach (var shards in new[] { 1, 2, 7, 30 })
            {
                var merged = Draws.Sharded(values, shards, shape + shards, Empty);
                Assert.Equal(one.ToBytes(), merged.ToBytes());
                AssertSame(one, merged);
            }

            AssertSame(one, SampleAccumulator.FromBytes(one.ToBytes()));
            AssertSame(one, Draws.Collected(values, () => new SampleAccumulator(expectedTrials: count, keptTrials: kept)));
        }
    }

    [Fact]
    public void An_accumulator_that_was_read_goes_on() => Gen.Select(Gen.Int[0, 5], Gen.Int[1, 9], Gen.Int[0, 2].Select(static i => 3000L * i)).Sample(
        (shape, cut, kept) =>
        {
            var units = Draws.Units(Sample(shape, 10_000)).ToArray();
            SampleAccumulator Empty() => new(keptTrials: kept);
            var (first, rest, all) = (Empty(), Empty(), Empty());
            foreach (var (unit, values) in units)
            {
                (unit < cut ? first : rest).Add(unit, values.Span);
                all.Add(unit, values.Span);
            }

            var read = SampleAccumulator.FromBytes(rest.ToBytes());
            read.Merge(SampleAccumulator.FromBytes(first.ToBytes()));
            Assert.Equal(all.ToBytes(), read.ToBytes());
        }, iter: 60);

    [Fact]
    public void States_are_counted_and_the_first_failure_is_found()
    {
        var failed = CellValue.Failed(FailureKind.NotReal, 4).Raw;
        double[] values = [1, CellValue.Blank.Raw, 2, CellValue.Unknown.Raw, double.NegativeInfinity, 3, failed];
        var late = new SampleAccumulator();
        late.Add(5, values);
        var early = new SampleAccumulator();
        early.Add(2, [7, CellValue.Failed(FailureKind.NotReal).Raw]);
        late.Merge(early);
        Assert.Equal((4, 1, 1, 3), (late.Count, late.Blank, late.Unknown, late.Failed));
        Assert.Equal(9, late.Trials);
        Assert.Equal((2 * SampleAccumulator.UnitLength) + 1, late.FirstFailedTrial);
        Assert.Equal(13 / 4.0, late.ToDistribution().Mean);
        Assert.Equal(CellState.Failed, new CellValue(late.KeptUnits.Last().Values.Span[4]).State);
        var figure = late.ToFigure(new(3, 0, null), 0.5);
        Assert.Equal((1, 1, 3, late.FirstFailedTrial), (figure.Blank, figure.Unknown, figure.Failed, figure.FirstFailedTrial));
    }

    [Fact]
    public void Bytes_that_were_not_written_are_refused()
    {
        foreach (var kept in new[] { 0L, 1L << 20 })
        {
            var bytes = Draws.Collected(Draws.Normal(9000), kept).ToBytes();
            Assert.Throws<FormatException>(() => SampleAccumulator.FromBytes([]));
            Assert.Throws<FormatException>(() => SampleAccumulator.FromBytes([.. bytes, 0]));
            Assert.Throws<FormatException>(() => SampleAccumulator.FromBytes(bytes[..^1]));
            Gen.Select(Gen.Int[0, Math.Min(bytes.Length, 600) - 1], Gen.Byte).Sample((at, value) =>
            {
                var broken = (byte[])bytes.Clone();
                broken[at] = value;
                try
                {
                    // What still reads as an accumulator must answer without failing.
                    var found = SampleAccumulator.FromBytes(broken).ToDistribution(0.1);
                    _ = found.Quantile(0.9) + found.QuantileStandardError(0.5) + found.ShareAtOrBelow(1) + found.Histogram(5).Count;
                }
                catch (FormatException)
                {
                    return;
                }
            }, iter: 500);
        }
    }

    [Fact]
    public void Figures_of_many_outputs_are_those_of_each()
    {
        var accumulators = Enumerable.Range(0, 6).Select(shape => Draws.Collected(Sample(shape, 70_000))).ToArray();
        SimulationOutput[] outputs = [.. Enumerable.Range(0, 6).Select(static i => new SimulationOutput(i, 0, null))];
        var figures = SampleAccumulator.ToFigures(accumulators, outputs, Probabilities);
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(outputs[i], figures[i].Output);
            Assert.Equal(accumulators[i].ToDistribution().Quantile(0.1), figures[i].Distribution.Quantile(0.1));
            Assert.Equal((accumulators[i].Failed, accumulators[i].FirstFailedTrial), (figures[i].Failed, figures[i].FirstFailedTrial));
        }
    }

    [Fact]
    public void Only_accumulators_of_the_same_output_merge()
    {
        Assert.Throws<ArgumentException>(() => new SampleAccumulator().Merge(new SampleAccumulator(ValueType.Period)));
        Assert.Throws<ArgumentException>(() => new SampleAccumulator().Merge(new SampleAccumulator(keptTrials: 5)));
        var one = new SampleAccumulator();
        Assert.Throws<ArgumentException>(() => one.Merge(one));
    }

    private static void AssertSame(SampleAccumulator expected, SampleAccumulator actual)
    {
        var (a, b) = (expected.ToDistribution(Probabilities), actual.ToDistribution());
        Assert.Equal((expected.Count, expected.Blank), (actual.Count, actual.Blank));
        Assert.Equal((expected.Unknown, expected.Failed), (actual.Unknown, actual.Failed));
        Assert.Equal(expected.FirstFailedTrial, actual.FirstFailedTrial);
        Assert.Equal(Bits(a.Mean), Bits(b.Mean));
        Assert.Equal(Bits(a.StandardDeviation), Bits(b.StandardDeviation));
        Assert.Equal(Bits(a.Skewness), Bits(b.Skewness));
        Assert.Equal((a.Minimum, a.Maximum, a.RankError), (b.Minimum, b.Maximum, b.RankError));
        foreach (var p in Probabilities)
        {
            Assert.Equal(Bits(a.Quantile(p)), Bits(b.Quantile(p)));
            Assert.Equal(Bits(a.QuantileStandardError(p)), Bits(b.QuantileStandardError(p)));
        }

        Assert.Equal(a.ShareAtOrBelow(0.7), b.ShareAtOrBelow(0.7));
        Assert.Equal(a.Histogram(9), b.Histogram(9));
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
