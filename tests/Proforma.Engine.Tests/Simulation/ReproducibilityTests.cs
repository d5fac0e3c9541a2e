using System.Collections.Immutable;
using CsCheck;
using Proforma.Engine.Random;
using Proforma.Engine.Simulation;
using Proforma.Model.Program;
using Proforma.Model.Simulation;
using Proforma.Testing;
using Xunit;

namespace Proforma.Engine.Tests.Simulation;

/// <summary>The same bits on any number of threads, in any shards, and whatever else the plan has.</summary>
public sealed class ReproducibilityTests
{
    private const long Trials = 40_000;

    [Theory]
    [InlineData(SamplingMethod.Random)]
    [InlineData(SamplingMethod.LatinHypercube)]
    [InlineData(SamplingMethod.Sobol)]
    public void Threads_and_shards_do_not_matter(SamplingMethod sampling)
    {
        var (program, options) = Walk(12);
        options = options with { Sampling = sampling };
        var one = Run(program, options with { Threads = 1 });
        foreach (var threads in (ReadOnlySpan<int>)[2, 7])
        {
            Assert.Equal(one.Outputs, Run(program, options with { Threads = threads }).Outputs);
        }

        var parts = new KeptTrials(options.Outputs.Length, Trials);
        foreach (var (first, count) in (ReadOnlySpan<(long, long)>)[(25, -1), (0, 7), (7, 18)])
        {
            var outcome = MonteCarlo.Run(
                program, options with { FirstUnit = first, UnitCount = count }, parts, TestContext.Current.CancellationToken);
            Assert.Equal(count < 0 ? Trials - (first * MonteCarlo.UnitLength) : count * MonteCarlo.UnitLength, outcome.TrialsRun);
        }

        Assert.Equal(one.Outputs, parts.Outputs);
    }

    [Fact]
    public void Ranges_end_in_order_and_cover_the_trials()
    {
        var (program, options) = Walk(4);
        var kept = Run(program, options with { Threads = 7 });
        Assert.Equal(kept.Begun.OrderBy(static r => r.First), kept.Ended);
        Assert.Equal(Trials, kept.Ended.Sum(static r => r.Count));
        Assert.All(kept.Ended, static r => Assert.Equal(0, r.First % MonteCarlo.UnitLength));
    }

    [Fact]
    public void Another_input_changes_no_draw()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(3));
        plan.Constant("a", 1);
        plan.Constant("b", 2);
        var program = plan.Build();
        var normal = UncertainPlan.Spec("normal", ("mean", 0), ("sd", 1));
        Uncertainty[] both = [new(0, 0, normal, true), new(1, 0, normal, true)];
        var options = new SimulationOptions { Trials = 3000, Outputs = [new SimulationOutput(0, 0, null)], Seed = 3 };
        var alone = Run(UncertainPlan.With(program, [both[0]]), options);
        Assert.Equal(alone.Outputs, Run(UncertainPlan.With(program, [.. both]), options).Outputs);
        Assert.Equal(alone.Outputs, Run(UncertainPlan.With(program, [both[1], both[0]]), options).Outputs);
    }

    [Fact]
    public void Tracks_share_scores()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(3), "base", "high");
        plan.Line("a").Timeless().Tracked().Rows(static row => row == 0, null).Rows(static row => row == 1, null).Data([1, 2]);
        var program = UncertainPlan.With(
            plan.Build(),
            [
                new Uncertainty(0, 0, UncertainPlan.Spec("normal", ("mean", 0), ("sd", 1)), true),
                new Uncertainty(0, 1, UncertainPlan.Spec("normal", ("mean", 10), ("sd", 2)), true),
            ]);
        var kept = Run(program, new SimulationOptions
        {
            Trials = 2000, Outputs = [new SimulationOutput(0, 0, null), new SimulationOutput(0, 1, null)],
        });
        for (var i = 0; i < 2000; i++)
        {
            Assert.Equal(10 + (2 * kept.Outputs[0][i]), kept.Outputs[1][i], 12);
        }
    }

    [Fact]
    public void A_trial_can_be_opened()
    {
        var (program, options) = Walk(12);
        var kept = Run(program, options);
        foreach (var trial in (ReadOnlySpan<long>)[0, 1023, 1024, 39_999])
        {
            var (result, refusal) = MonteCarlo.Trial(program, options, trial);
            Assert.Null(refusal);
            Assert.Equal(kept.Outputs[0][trial], result!.At(2, 0, 11).Raw);
        }

        Assert.NotNull(MonteCarlo.Trial(program, options, Trials).Refusal);
        Assert.NotNull(MonteCarlo.Trial(program, options, -1).Refusal);
    }

    [Fact]
    public void A_cancelled_run_leaves_whole_units()
    {
        var (program, options) = Walk(12);
        using var cancellation = new CancellationTokenSource();
        var kept = new KeptTrials(1, Trials);
        var stopping = new StoppingProgress(cancellation);
        var outcome = MonteCarlo.Run(program, options with { Threads = 2, Progress = stopping, Trials = Trials }, kept, cancellation.Token);
        Assert.Equal(outcome.TrialsRun, kept.Ended.Sum(static r => r.Count));
        Assert.Equal(outcome.TrialsRun < Trials, outcome.WasCancelled);
        Assert.All(kept.Ended, static r => Assert.True(r.Count % MonteCarlo.UnitLength == 0 || r.First + r.Count == Trials));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        var (program, options) = Walk(3);
        Assert.NotNull(Refusal(program, options with { Trials = 0 }));
        Assert.NotNull(Refusal(program, options with { Trials = long.MaxValue }));
        Assert.NotNull(Refusal(program, options with { Trials = 1L << 40, Sampling = SamplingMethod.Sobol }));
        Assert.NotNull(Refusal(program, options with { FirstUnit = 1000 }));
        Assert.NotNull(Refusal(program, options with { MixTracks = true }));
        Assert.NotNull(Refusal(program, options with { Outputs = [new SimulationOutput(2, 0, null)] }));
        Assert.NotNull(Refusal(program, options with { Outputs = [new SimulationOutput(99, 0, null)] }));
        double[] contradictory = [1, 0.9, 0.9, 0.9, 1, -0.9, 0.9, -0.9, 1];
        Assert.NotNull(Refusal(UncertainPlan.With(program, program.Uncertainties, [new Correlation([0, 1, 2], [.. contradictory])]), options));
    }

    private static string? Refusal(PlanProgram program, SimulationOptions options) =>
        MonteCarlo.Run(program, options, new KeptTrials(0, 0), TestContext.Current.CancellationToken).Refusal;

    /// <summary>A random walk with a drift that is drawn once and a noise that is drawn every month.</summary>
    internal static (PlanProgram Program, SimulationOptions Options) Walk(int months)
    {
        var plan = new PlanBuilder(PlanBuilder.Months(months));
        plan.Constant("drift", 0.1);
        plan.Line("shock").Given([.. new double[months]]);
        plan.Line("level").At(0, 0, Formula.Ref("shock")).From(1, Formula.Prev("level") + Formula.Ref("drift") + Formula.Ref("shock"));
        var program = UncertainPlan.With(
            plan.Build(),
            [
                new Uncertainty(0, 0, UncertainPlan.Spec("normal", ("mean", 0.1), ("sd", 0.05)), true),
                new Uncertainty(1, 0, UncertainPlan.Spec("normal", ("mean", 0), ("sd", 1)), true, EachPeriod: true),
            ]);
        var options = new SimulationOptions
        {
            Trials = Trials,
            Seed = 5,
            Outputs = [new SimulationOutput(2, 0, plan.Calendar.Step(months - 1)), new SimulationOutput(2, 0, plan.Calendar.Step(1))],
        };
        return (program, options);
    }

    private static KeptTrials Run(PlanProgram program, SimulationOptions options)
    {
        var kept = new KeptTrials(options.Outputs.Length, options.Trials);
        Assert.Null(MonteCarlo.Run(program, options, kept, TestContext.Current.CancellationToken).Refusal);
        return kept;
    }

    private sealed class StoppingProgress(CancellationTokenSource cancellation) : IProgress<SimulationProgress>
    {
        public void Report(SimulationProgress value) => cancellation.Cancel();
    }
}
