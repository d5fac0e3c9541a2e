using Proforma.Engine.Random;
using Proforma.Engine.Simulation;
using Proforma.Model.Program;
using Proforma.Model.Simulation;
using Proforma.Testing;
using Xunit;

namespace Proforma.Engine.Tests.Simulation;

/// <summary>Simulations of which the answer is known.</summary>
public sealed class ClosedFormTests
{
    private const int Trials = 200_000;

    [Fact]
    public void A_product_of_lognormals_is_lognormal()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(2));
        plan.Constant("price", 2);
        plan.Constant("volume", 3);
        plan.Line("revenue").Timeless().Is(Formula.Ref("price") * Formula.Ref("volume"));
        var program = UncertainPlan.With(
            plan.Build(), [new Uncertainty(0, 0, Lognormal(2, 0.3), true), new Uncertainty(1, 0, Lognormal(3, 0.4), true)]);
        var revenue = Run(program, 2).Outputs[0];
        AssertMean(Math.Log(6), 0.5, revenue.Select(static x => Math.Log(x)));
        AssertMean(6 * Math.Exp(0.125), Math.Sqrt(36 * Math.Exp(0.25) * (Math.Exp(0.25) - 1)), revenue);
        AssertShare(0.5, revenue.Count(static x => x < 6));
    }

    [Fact]
    public void What_is_subtracted_from_itself_is_nothing()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(2));
        plan.Constant("x", 2);
        plan.Line("nothing").Timeless().Is(Formula.Ref("x") - Formula.Ref("x"));
        var program = UncertainPlan.With(plan.Build(), [new Uncertainty(0, 0, Lognormal(2, 0.3), true)]);
        Assert.All(Run(program, 1).Outputs[0], static x => Assert.Equal(0, x));
    }

    /// <summary>After n steps of a symmetric walk ending in a normal sum: the end is normal with n times the variance.</summary>
    [Fact]
    public void A_random_walk_spreads_with_the_root_of_time()
    {
        var (program, options) = ReproducibilityTests.Walk(12);
        var kept = Run(program, options with { Trials = Trials });
        AssertMean(11 * 0.1, Math.Sqrt(12 + (121 * 0.0025)), kept.Outputs[0]);
    }

    /// <summary>Never below zero in two steps is a quadrant of two correlated normals: 1/4 + asin(1/√2)/2π = 3/8.</summary>
    [Fact]
    public void Ruin_in_two_steps_has_its_probability()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(2));
        plan.Line("shock").Given(0, 0);
        plan.Line("cash").At(0, 0, Formula.Ref("shock")).From(1, Formula.Prev("cash") + Formula.Ref("shock"));
        plan.Line("ruined").Boolean().RolledUp(RollUpRule.Any).Is(Formula.Ref("cash") < 0);
        var program = UncertainPlan.With(
            plan.Build(), [new Uncertainty(0, 0, UncertainPlan.Spec("normal", ("mean", 0), ("sd", 1)), true, EachPeriod: true)]);
        var output = new SimulationOutput(2, 0, Proforma.Model.Time.Period.OfYear(2024));
        var kept = Run(program, new SimulationOptions { Trials = Trials, Seed = 1, Outputs = [output] });
        AssertShare(5.0 / 8, kept.Outputs[0].Count(static x => x != 0));
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(-0.4)]
    public void Rank_correlations_are_attained_for_unlike_marginals(double rank)
    {
        var plan = new PlanBuilder(PlanBuilder.Months(2));
        plan.Constant("a", 1);
        plan.Constant("b", 1);
        plan.Constant("c", 1);
        var program = UncertainPlan.With(
            plan.Build(),
            [
                new Uncertainty(0, 0, Lognormal(2, 1.2), true),
                new Uncertainty(1, 0, UncertainPlan.Spec("uniform", ("low", 0), ("high", 1)), true),
                new Uncertainty(2, 0, UncertainPlan.Spec("pert", ("low", 0), ("mode", 1), ("high", 9)), true),
            ],
            [new Correlation([2, 0, 1], [1, rank, 0, rank, 1, 0, 0, 0, 1])]);
        var outputs = Enumerable.Range(0, 3).Select(static i => new SimulationOutput(i, 0, null));
        var kept = Run(program, new SimulationOptions { Trials = Trials, Seed = 9, Outputs = [.. outputs] });
        var error = 4 / Math.Sqrt(Trials);
        Assert.InRange(RankCorrelation(kept.Outputs[0], kept.Outputs[2]), rank - error, rank + error);
        Assert.InRange(RankCorrelation(kept.Outputs[0], kept.Outputs[1]), -error, error);
    }

    [Fact]
    public void An_autoregression_has_its_correlation_in_time_and_the_same_spread_in_every_step()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(24));
        plan.Line("noise").Given(new double[24]);
        var program = UncertainPlan.With(
            plan.Build(),
            [new Uncertainty(0, 0, UncertainPlan.Spec("normal", ("mean", 0), ("sd", 2)), true, EachPeriod: true, Autoregression: 0.8)]);
        var outputs = Enumerable.Range(0, 24).Select(step => new SimulationOutput(0, 0, plan.Calendar.Step(step)));
        var kept = Run(program, new SimulationOptions { Trials = Trials, Seed = 2, Outputs = [.. outputs] });
        foreach (var step in (ReadOnlySpan<int>)[0, 1, 23])
        {
            AssertMean(0, 2, kept.Outputs[step]);
            AssertMean(4, 4 * Math.Sqrt(2), kept.Outputs[step].Select(static x => x * x));
        }

        AssertMean(0.8 * 4, 4 * Math.Sqrt(1 + 0.64), kept.Outputs[22].Zip(kept.Outputs[23], static (a, b) => a * b));
    }

    [Fact]
    public void Even_cover_converges_faster_than_chance()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(2));
        plan.Constant("x", 1);
        plan.Constant("y", 1);
        plan.Line("sum").Timeless().Is(Formula.Ref("x") + Formula.Ref("y"));
        var program = UncertainPlan.With(
            plan.Build(), [new Uncertainty(0, 0, Lognormal(1, 0.5), true), new Uncertainty(1, 0, Lognormal(1, 0.5), true)]);
        var exact = 2 * Math.Exp(0.125);
        double Error(SamplingMethod method) => Enumerable.Range(0, 8).Average(seed => Math.Abs(
            Run(program, new SimulationOptions { Trials = 16_384, Seed = (ulong)seed, Sampling = method, Outputs = [new SimulationOutput(2, 0, null)] })
                .Outputs[0].Average() - exact));
        var random = Error(SamplingMethod.Random);
        Assert.True(Error(SamplingMethod.Sobol) < random / 10);
        Assert.True(Error(SamplingMethod.LatinHypercube) < random / 10);
    }

    [Fact]
    public void Trials_that_fail_are_found()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(2));
        plan.Constant("x", 1);
        plan.Line("root").Timeless().Is(Formula.Of(OpCode.SquareRoot, Formula.Ref("x")));
        plan.Line("hidden").Timeless().Is(Formula.Of(OpCode.Maximum, Formula.Ref("root"), 0));
        var program = UncertainPlan.With(plan.Build(), [new Uncertainty(0, 0, UncertainPlan.Spec("normal", ("mean", 1), ("sd", 1)), true)]);
        var options = new SimulationOptions { Trials = 5000, Outputs = [new SimulationOutput(2, 0, null), new SimulationOutput(0, 0, null)] };
        var kept = new KeptTrials(2, 5000);
        var outcome = MonteCarlo.Run(program, options, kept, TestContext.Current.CancellationToken);
        var negative = kept.Outputs[1].Count(static x => x < 0);
        Assert.Equal(negative, outcome.TrialsRedone);
        for (var i = 0; i < 5000; i++)
        {
            var cell = new Proforma.Model.Runs.CellValue(kept.Outputs[0][i]);
            Assert.Equal(kept.Outputs[1][i] < 0 ? Proforma.Model.Runs.FailureKind.NotReal : Proforma.Model.Runs.FailureKind.None, cell.Failure);
        }
    }

    private static DistributionSpec Lognormal(double median, double sigma) => UncertainPlan.Spec("lognormal", ("median", median), ("sigma", sigma));

    private static KeptTrials Run(PlanProgram program, int slot) =>
        Run(program, new SimulationOptions { Trials = Trials, Seed = 4, Outputs = [new SimulationOutput(slot, 0, null)] });

    private static KeptTrials Run(PlanProgram program, SimulationOptions options)
    {
        var kept = new KeptTrials(options.Outputs.Length, options.Trials);
        Assert.Null(MonteCarlo.Run(program, options, kept, TestContext.Current.CancellationToken).Refusal);
        return kept;
    }

    private static void AssertMean(double expected, double deviation, IEnumerable<double> values)
    {
        var error = 4 * deviation / Math.Sqrt(Trials);
        Assert.InRange(values.Average(), expected - error, expected + error);
    }

    private static void AssertShare(double expected, int count)
    {
        var error = 4 * Math.Sqrt(expected * (1 - expected) / Trials);
        Assert.InRange((double)count / Trials, expected - error, expected + error);
    }

    private static double RankCorrelation(double[] a, double[] b)
    {
        var (x, y) = (Ranks(a), Ranks(b));
        var mean = (a.Length - 1) / 2.0;
        var product = x.Zip(y, (i, j) => (i - mean) * (j - mean)).Sum();
        return product / x.Sum(i => (i - mean) * (i - mean));
    }

    private static double[] Ranks(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).ToArray();
        Array.Sort(values.ToArray(), order);
        var ranks = new double[values.Length];
        for (var i = 0; i < order.Length; i++)
        {
            ranks[order[i]] = i;
        }

        return ranks;
    }
}
