using System.Collections.Immutable;
using CsCheck;
using Proforma.Engine.Random;
using Proforma.Engine.Simulation;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Simulation;
using Proforma.Testing;
using Xunit;

namespace Proforma.Engine.Tests.Simulation;

/// <summary>However trials are computed, they are recalculations of the plan with the drawn values put in, to the last bit.</summary>
public sealed class TrialAgreementTests
{
    [Fact]
    public void Blockwise_trials_are_recalculations() =>
        UncertainPlan.Gen.Sample(plan => AssertAgrees(plan, TrialPath.Blockwise, 0), iter: 500);

    [Fact]
    public void Compiled_trials_are_recalculations() => UncertainPlan.Gen.Sample(plan => AssertAgrees(plan, TrialPath.Compiled, 0), iter: 60);

    /// <summary>An output that may be blank by choice is itself compared: its blank is no sign of the failure that the comparison hides.</summary>
    [Fact]
    public void A_blank_output_that_another_one_compares_is_noticed() =>
        UncertainPlan.Gen.Sample(plan => AssertAgrees(plan, TrialPath.Blockwise, 0), iter: 1, seed: "bOWOQxRbzrU1", threads: 1);

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    public void Compiled_trials_have_the_same_bits_at_every_width(int width) =>
        UncertainPlan.Gen.Sample(plan => AssertAgrees(plan, TrialPath.Compiled, width), iter: 25);

    [Fact]
    public void A_mix_of_tracks_is_a_trial_in_one_of_them() => UncertainPlan.Gen.Sample(
        plan =>
        {
            if (plan is not null)
            {
                var options = Options(plan.Outputs, 70, TrialPath.TrialByTrial) with { MixTracks = true };
                var program = Weighted(plan.Program);
                var expected = Run(program, options, plan.Outputs.Length, out _);
                var actual = Run(program, options with { Path = TrialPath.Blockwise }, plan.Outputs.Length, out _);
                AssertSame(plan with { Program = program }, expected, actual);
            }
        },
        iter: 100);

    [Fact]
    public void Most_plans_have_kernels()
    {
        var (traced, all) = (0, 0);
        UncertainPlan.Gen.Sample(
            plan =>
            {
                if (plan is { Program.Uncertainties.IsEmpty: false })
                {
                    Run(plan.Program, Options(plan.Outputs, 1, TrialPath.Blockwise), plan.Outputs.Length, out var outcome);
                    Interlocked.Increment(ref all);
                    _ = outcome.Path == TrialPath.TrialByTrial ? 0 : Interlocked.Increment(ref traced);
                }
            },
            iter: 200,
            threads: 1);
        Assert.True(traced > 0.65 * all, $"{traced} of {all}");
    }

    private static void AssertAgrees(UncertainPlan? plan, TrialPath path, int width)
    {
        if (plan is null)
        {
            return;
        }

        var options = Options(plan.Outputs, 70, TrialPath.TrialByTrial);
        var expected = Run(plan.Program, options, plan.Outputs.Length, out _);
        AssertSame(plan, expected, Run(plan.Program, options with { Path = path, VectorWidth = width }, plan.Outputs.Length, out _));
    }

    private static void AssertSame(UncertainPlan plan, KeptTrials expected, KeptTrials actual)
    {
        for (var output = 0; output < plan.Outputs.Length; output++)
        {
            for (var trial = 0; trial < expected.Outputs[output].Length; trial++)
            {
                var (a, b) = (expected.Outputs[output][trial], actual.Outputs[output][trial]);
                if (a != b && BitConverter.DoubleToInt64Bits(a) != BitConverter.DoubleToInt64Bits(b))
                {
                    var slot = plan.Program.Slots[plan.Outputs[output].Slot];
                    Assert.Fail($"trial {trial}, {plan.Outputs[output]}, {slot.RollUp}: {new CellValue(a)} expected, {new CellValue(b)} computed by "
                        + string.Join("; ", slot.Rules.Select(static r => r.Provenance.Text)));
                }
            }
        }
    }

    private static SimulationOptions Options(ImmutableArray<SimulationOutput> outputs, long trials, TrialPath path) =>
        new() { Trials = trials, Seed = 11, Sampling = SamplingMethod.Random, Outputs = outputs, Path = path, Threads = 1 };

    private static KeptTrials Run(PlanProgram program, SimulationOptions options, int outputs, out SimulationOutcome outcome)
    {
        var kept = new KeptTrials(outputs, options.Trials);
        outcome = MonteCarlo.Run(program, options, kept, TestContext.Current.CancellationToken);
        Assert.Null(outcome.Refusal);
        Assert.Equal(options.Trials, outcome.TrialsRun);
        return kept;
    }

    private static PlanProgram Weighted(PlanProgram program) => new(
        program.Title,
        program.TimeAxes,
        [.. program.TrackAxes.Select(static a => a with { Tracks = [.. a.Tracks.Select(static (t, i) => t with { Weight = i + 0.5 })] })],
        program.Dimensions, program.Sections, program.Slots, program.Schedule) { Uncertainties = program.Uncertainties };
}
