using System.Collections.Immutable;
using Proforma.Engine.Simulation;
using Proforma.Model.Program;
using Proforma.Model.Simulation;
using Proforma.Model.Time;
using Proforma.Testing;
using Xunit;

namespace Proforma.Workspace.Tests.Simulation;

/// <summary>The trials of every example, however they are computed, are recalculations of it. Plain inputs are made uncertain for that.</summary>
public sealed class ExampleTrialTests
{
    private const int Trials = 70;

    public static TheoryData<string> Examples() =>
        [.. Directory.EnumerateFiles("examples", "*.plan", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Kernels_compute_what_recalculations_compute(string path)
    {
        var program = Uncertain(PlanSession.Open(path).Session!.Program!);
        var outputs = program.Slots.Where(static s => s.Role is SlotRole.Line or SlotRole.Account or SlotRole.Measure or SlotRole.Check)
            .SelectMany(slot => OutputsOf(program, slot)).ToImmutableArray();
        var expected = Run(program, outputs, TrialPath.TrialByTrial);
        var blockwise = Run(program, outputs, TrialPath.Blockwise);
        var compiled = Run(program, outputs, TrialPath.Compiled);
        for (var i = 0; i < outputs.Length; i++)
        {
            for (var trial = 0; trial < Trials; trial++)
            {
                AssertSame(program, outputs[i], trial, expected.Outputs[i][trial], blockwise.Outputs[i][trial]);
                AssertSame(program, outputs[i], trial, expected.Outputs[i][trial], compiled.Outputs[i][trial]);
            }
        }
    }

    private static void AssertSame(PlanProgram program, SimulationOutput output, int trial, double expected, double actual) => Assert.True(
        expected == actual || BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual),
        $"{program.Slots[output.Slot].Name} {output.Period} trial {trial}: {expected:R} expected, {actual:R} computed");

    private static IEnumerable<SimulationOutput> OutputsOf(PlanProgram program, Slot slot)
    {
        var lastRow = program.RowsOf(slot.Index) - 1;
        return program.CalendarOf(slot) is not { } calendar ? [new SimulationOutput(slot.Index, lastRow, null)]
            : slot.Type == Proforma.Model.Program.ValueType.Boolean ? [new SimulationOutput(slot.Index, lastRow, null)]
            : calendar.Periods(Grain.Year).Select(year => new SimulationOutput(slot.Index, lastRow, year));
    }

    private static KeptTrials Run(PlanProgram program, ImmutableArray<SimulationOutput> outputs, TrialPath path)
    {
        var kept = new KeptTrials(outputs.Length, Trials);
        var options = new SimulationOptions { Trials = Trials, Seed = 3, Outputs = outputs, Path = path, Threads = 1 };
        var outcome = MonteCarlo.Run(program, options, kept, TestContext.Current.CancellationToken);
        Assert.Null(outcome.Refusal);
        TestContext.Current.TestOutputHelper!.WriteLine($"{path} wanted, {outcome.Path} {outcome.PathReason}, {outcome.TrialsRedone} redone");
        return kept;
    }

    private static PlanProgram Uncertain(PlanProgram program)
    {
        var known = program.Uncertainties.Select(static u => u.Slot).ToHashSet();
        var others = program.Slots.Where(s => s is { Role: SlotRole.Input, TimeAxis: < 0, Data: not null } && !known.Contains(s.Index))
            .SelectMany(static slot => Enumerable.Range(0, slot.Rules.Length).Where(rule => slot.Rules[rule].IsData)
                .Select(rule => Around(slot, rule)));
        return new PlanProgram(
            program.Title, program.TimeAxes, program.TrackAxes, program.Dimensions, program.Sections, program.Slots, program.Schedule)
        {
            Currency = program.Currency,
            EntityCurrencies = program.EntityCurrencies,
            EntityTitles = program.EntityTitles,
            Uncertainties = [.. program.Uncertainties, .. others],
            Correlations = program.Correlations,
        };
    }

    private static Uncertainty Around(Slot slot, int rule)
    {
        var point = slot.Data!.FirstOrDefault(double.IsFinite);
        DistributionArgument[] arguments = [new("mean", point), new("sd", 0.02 * Math.Max(1e-6, Math.Abs(point)))];
        return new Uncertainty(slot.Index, rule, new DistributionSpec("normal", [.. arguments]), HasPoint: true);
    }
}
