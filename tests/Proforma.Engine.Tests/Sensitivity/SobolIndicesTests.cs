using System.Collections.Immutable;
using Proforma.Engine.Random;
using Proforma.Engine.Sensitivity;
using Proforma.Engine.Simulation;
using Proforma.Engine.Statistics;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Simulation;
using Proforma.Testing;
using Xunit;
using static Proforma.Testing.Formula;

namespace Proforma.Engine.Tests.Sensitivity;

public sealed class SobolIndicesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Ishigami and Homma 1990: sin x1 + 7 sin² x2 + 0.1 x3⁴ sin x1 with x from −π to π.</summary>
    [Fact]
    public void Indices_of_the_Ishigami_function_are_the_known_ones()
    {
        const double A = 7, B = 0.1;
        var model = new Uniforms(3, static u =>
        {
            var x = Array.ConvertAll(u, static v => Math.PI * ((2 * v) - 1));
            return Math.Sin(x[0]) + (A * Math.Pow(Math.Sin(x[1]), 2)) + (B * Math.Pow(x[2], 4) * Math.Sin(x[0]));
        });
        var found = Assert.Single(SobolIndices.Of(model, 200_000, Cancellation));

        var four = Math.Pow(Math.PI, 4);
        var variance = (A * A / 8) + (B * four / 5) + (B * B * four * four / 18) + 0.5;
        var first = Math.Pow(1 + (B * four / 5), 2) / 2 / variance;
        var second = A * A / 8 / variance;
        var together = 8 * B * B * four * four / 225 / variance;
        Assert.Equal(variance, found.Variance, variance * 0.01);
        Assert.Equal(A / 2, found.Mean, 0.02);
        AssertNear([first, second, 0], [first + together, second, together], found);
    }

    [Fact]
    public void A_sum_has_equal_indices_of_both_kinds_which_add_up_to_one()
    {
        double[] weights = [1, 2, 3, 0];
        var model = new Uniforms(4, u => 1e6 + u.Zip(weights, static (v, w) => v * w).Sum());
        var found = Assert.Single(SobolIndices.Of(model, 50_000, Cancellation));
        double[] expected = [.. weights.Select(static w => w * w / 14)];
        Assert.Equal(14 / 12.0, found.Variance, 0.02);
        AssertNear(expected, expected, found);
        Assert.Equal(0, found.Factors[3].Total);
    }

    [Fact]
    public void Trials_without_a_value_are_left_out_and_a_constant_has_no_indices()
    {
        var broken = new Uniforms(2, static u => u[0] > 0.9 ? double.NaN : u[0] + u[1]);
        var found = Assert.Single(SobolIndices.Of(broken, 20_000, Cancellation));
        Assert.InRange(found.Trials, 20_000 * 0.9 * 0.9 * 0.97, 20_000 * 0.9 * 0.9 * 1.03);
        Assert.InRange(found.Factors[0].First, 0.3, 0.6);
        Assert.True(double.IsNaN(Assert.Single(SobolIndices.Of(new Uniforms(1, static _ => 5), 3000, Cancellation)).Factors[0].Total));
    }

    [Fact]
    public void Indices_do_not_depend_on_which_thread_was_first()
    {
        var model = new Uniforms(2, static u => Math.Exp(3 * u[0]) * u[1]);
        var (a, b) = (SobolIndices.Of(model, 30_000, Cancellation)[0], SobolIndices.Of(model, 30_000, Cancellation)[0]);
        Assert.Equal(a.Factors, b.Factors);
        Assert.Equal(a.Variance, b.Variance);
    }

    [Fact]
    public void Inputs_of_a_plan_are_factors_and_correlated_ones_one_together()
    {
        // y = a + 2b + 3c + d1 … d6 with deviations 1; c and a are correlated.
        var plan = new PlanBuilder(PlanBuilder.Months(6), "one", "two");
        plan.Constant("a", 10);
        plan.Line("b").Timeless().Tracked().Given(1, 4);
        plan.Constant("c", 5);
        plan.Line("d").Given(0.0);
        plan.Line("y").Tracked().Is(Ref("a") + (2 * (Formula)Ref("b")) + (3 * (Formula)Ref("c")) + Ref("d")).RolledUp(RollUpRule.Mean);
        var program = plan.Build();
        program = new PlanProgram(
            program.Title, program.TimeAxes, program.TrackAxes, program.Dimensions, program.Sections, program.Slots, program.Schedule)
        {
            Uncertainties = [Normal(0, 10), Normal(1, 1), Normal(2, 5), Normal(3, 0) with { EachPeriod = true }],
            Correlations = [new Correlation([2, 0], [1, 0.5, 0.5, 1])],
        };
        SimulationOutput output = new(4, 1, Model.Time.Period.Half(2024, 1));
        var options = new SimulationOptions { Trials = 4000, Seed = 3, Outputs = [output] };
        var (model, refusal) = PlanFactorModel.Create(program, options, Cancellation);
        Assert.Null(refusal);
        Assert.Equal([[0, 2], [1], [3]], model!.FactorSlots.Select(static f => f.ToArray()).OrderBy(static f => f[0]));

        Assert.NotNull(PlanFactorModel.Create(program, options with { Trials = PlanFactorModel.MostTrials + 1 }, Cancellation).Refusal);

        var found = Assert.Single(SobolIndices.Of(model, 4000, Cancellation));
        var rho = 2 * Math.Sin(Math.PI * 0.5 / 6);
        var variances = model.FactorSlots.Select(f => f[0] switch { 0 => 10 + (6 * rho), 1 => 4, _ => 1 / 6.0 }).ToArray();
        double[] expected = [.. variances.Select(v => v / variances.Sum())];
        Assert.Equal(variances.Sum(), found.Variance, variances.Sum() * 0.08);
        AssertNear(expected, expected, found, 0.08);
    }

    [Fact]
    public void Rank_importance_orders_inputs_by_what_they_explain()
    {
        double[][] inputs = [.. Enumerable.Range(0, 3).Select(i => Fill($"i{i}", 20_000))];
        double[] output = [.. Enumerable.Range(0, 20_000).Select(t => Math.Exp((3 * inputs[1][t]) - inputs[2][t]))];
        var found = RankImportance.Of(output, inputs);
        Assert.Equal([1, 2, 0], found.Select(static f => f.Input));
        Assert.Equal(0.9, found[0].Contribution, 0.03);
        Assert.True(found[1].Correlation < -0.25);

        var sample = new TrialSubsample(4, 4);
        for (var unit = 0; unit < 6; unit++)
        {
            var start = unit * SampleAccumulator.UnitLength;
            sample.Add(unit, 0, output.AsSpan(start, 1024), 1024, 1024);
            for (var i = 0; i < 3; i++)
            {
                sample.Add(unit, i + 1, inputs[i].AsSpan(start, 1024), 1024, 1024);
            }
        }

        Assert.Equal(
            RankImportance.Of(output[..4096], [.. inputs.Select(static x => x[..4096])]).Select(static f => f.Correlation),
            RankImportance.Of(sample, 0, 1).Select(static f => f.Correlation));
    }

    private static Uncertainty Normal(int slot, double mean) => new(slot, 0, new DistributionSpec(
        "normal", [new DistributionArgument("mean", mean), new DistributionArgument("sd", 1)]), true);

    private static double[] Fill(string key, int count)
    {
        var values = new double[count];
        for (var start = 0; start < count; start += 1024)
        {
            ScoreStream.FillUniform(StreamKey.Of(key), 5, start / 1024, values.AsSpan(start, Math.Min(1024, count - start)));
        }

        return values;
    }

    private static void AssertNear(double[] first, double[] total, SobolOutput found, double share = 0)
    {
        for (var i = 0; i < first.Length; i++)
        {
            Assert.Equal(first[i], found.Factors[i].First, (4.5 * found.Factors[i].FirstStandardError) + (share * first[i]) + 1e-3);
            Assert.Equal(total[i], found.Factors[i].Total, (4.5 * found.Factors[i].TotalStandardError) + (share * total[i]) + 1e-3);
            Assert.InRange(found.Factors[i].FirstStandardError, 0, 0.1);
        }
    }

    /// <summary>A function of independent uniform factors.</summary>
    private sealed class Uniforms(int factors, Func<double[], double> function) : IFactorModel
    {
        public int Factors => factors;

        public int Outputs => 1;

        public void Evaluate(long unit, FactorResults results)
        {
            double[][] Drawn(ulong seed) =>
            [
                .. Enumerable.Range(0, factors).Select(i =>
                {
                    var values = new double[results.Trials];
                    ScoreStream.FillUniform(StreamKey.Of($"factor{i}"), seed, unit, values);
                    return values;
                }),
            ];
            var (a, b) = (Drawn(1), Drawn(2));
            for (var t = 0; t < results.Trials; t++)
            {
                double[] first = [.. a.Select(x => x[t])];
                results.First(0)[t] = function([.. first]);
                results.Second(0)[t] = function([.. b.Select(x => x[t])]);
                for (var i = 0; i < factors; i++)
                {
                    double[] exchanged = [.. first];
                    exchanged[i] = b[i][t];
                    results.Exchanged(i, 0)[t] = function(exchanged);
                }
            }
        }
    }
}
