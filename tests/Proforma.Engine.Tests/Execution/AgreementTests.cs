using CsCheck;
using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Testing;
using Xunit;

namespace Proforma.Engine.Tests.Execution;

/// <summary>The fast path is the reference interpreter, to the last bit; a recalculation is a run from scratch.</summary>
public sealed class AgreementTests
{
    private static readonly RunOptions s_interpreted = new() { CompileFromCells = long.MaxValue };
    private static readonly RunOptions s_compiled = new() { CompileFromCells = 0 };

    [Fact]
    public void The_fast_path_gives_the_bits_of_the_reference_interpreter() => RandomPlans.Gen.Sample(
        plan =>
        {
            if (Program(plan) is { } program)
            {
                AssertSame(program, Reference(program), PlanRun.Execute(program, s_interpreted).Result!);
            }
        },
        iter: 3000);

    [Fact]
    public void Machine_code_gives_the_bits_of_the_reference_interpreter() => RandomPlans.Gen.Sample(
        plan =>
        {
            if (Program(plan) is { } program)
            {
                AssertSame(program, Reference(program), PlanRun.Execute(program, s_compiled).Result!);
            }
        },
        iter: 600);

    [Fact]
    public void Every_cell_holds_a_number_or_a_state() => RandomPlans.Gen.Sample(
        plan =>
        {
            if (Program(plan) is { } program)
            {
                foreach (var raw in Reference(program).Cells)
                {
                    Assert.Equal(raw, Normal(raw));
                }
            }
        },
        iter: 500);

    [Fact]
    public void A_recalculation_is_a_run_from_scratch() => Gen.Select(RandomPlans.Gen, Gen.Int[0, int.MaxValue - 1]).Sample(
        (plan, seed) =>
        {
            if (Program(plan) is not { } program)
            {
                return;
            }

            var random = new System.Random(seed);
            var session = new Recalculation(PlanRun.Execute(program, s_interpreted).Result!, s_interpreted);
            var data = program.Slots.Select(slot => (double[])slot.Data!.Clone()).ToArray();
            for (var round = 0; round < 3; round++)
            {
                var edited = Edit(program, session, data, random);
                var before = session.Snapshot();
                session.Recalculate();
                var fresh = PlanRun.ExecuteReference(WithData(program, data)).Result!;
                AssertSame(program, fresh, session.Result);
                AssertOnlyDependants(program, edited, before, session);
            }
        },
        iter: 500);

    private static HashSet<int> Edit(PlanProgram program, Recalculation session, double[][] data, System.Random random)
    {
        var edited = new HashSet<int>();
        for (var i = 0; i < 3; i++)
        {
            var slot = random.Next(program.Slots.Length);
            var row = random.Next(program.RowsOf(slot));
            var step = random.Next(program.StepsOf(program.Slots[slot]));
            if (!session.IsInput(slot, row, step))
            {
                continue;
            }

            var value = random.Next(5) == 0 ? CellValue.Unknown : CellValue.Of((random.NextDouble() * 10) - 3);
            session.SetInput(slot, row, step, value);
            data[slot][(row * program.StepsOf(program.Slots[slot])) + step] = value.Raw;
            edited.Add(slot);
        }

        return edited;
    }

    private static void AssertOnlyDependants(PlanProgram program, HashSet<int> edited, RunResult before, Recalculation session)
    {
        var recomputed = session.Recomputed.ToHashSet();
        var allowed = new HashSet<int>(edited);
        for (var grown = true; grown;)
        {
            // What is recomputed reads what was edited or recomputed, or is computed together with such a slot.
            grown = false;
            foreach (var slot in program.Slots)
            {
                var reads = slot.Rules.SelectMany(static r => r.AllReads).Select(static r => r.Slot)
                    .Concat(slot.Rules.SelectMany(static r => r.RollUps).SelectMany(r => Behind(program, r.Read.Slot)))
                    .Concat(slot.Rules.SelectMany(static r => r.Searches).SelectMany(r => Behind(program, r.Read.Slot)));
                grown |= reads.Any(allowed.Contains) && allowed.Add(slot.Index);
            }
        }

        Assert.Subset(allowed, recomputed);
        foreach (var slot in program.Slots.Where(s => !recomputed.Contains(s.Index) && !edited.Contains(s.Index)))
        {
            for (var row = 0; row < program.RowsOf(slot.Index); row++)
            {
                Assert.True(Bits(before.Row(slot.Index, row)).SequenceEqual(Bits(session.Result.Row(slot.Index, row))));
            }
        }
    }

    private static HashSet<int> Behind(PlanProgram program, int slot)
    {
        var found = new HashSet<int>();
        var open = new Stack<int>([slot]);
        while (open.TryPop(out var at))
        {
            if (found.Add(at))
            {
                program.Slots[at].Rules.SelectMany(static r => r.AllReads).ToList().ForEach(r => open.Push(r.Slot));
            }
        }

        return found;
    }

    private static PlanProgram? Program(PlanBuilder plan) => plan.Schedule().Schedule is null ? null : plan.Build();

    private static RunResult Reference(PlanProgram program) => Runs.Reference(program);

    private static PlanProgram WithData(PlanProgram program, double[][] data) => new(
        program.Title, program.TimeAxes, program.TrackAxes, program.Dimensions, program.Sections,
        [.. program.Slots.Select(slot => slot with { Data = data[slot.Index] })], program.Schedule);

    private static double Normal(double raw) => double.IsFinite(raw) ? raw : new CellValue(raw) switch
    {
        { State: CellState.Blank } => CellValue.Blank.Raw,
        { State: CellState.Unknown } => CellValue.Unknown.Raw,
        { State: CellState.Failed, Failure: not FailureKind.None, FailureOrigin: >= 0 } failed => CellValue.Failed(failed.Failure, failed.FailureOrigin).Raw,
        _ => 0,
    };

    private static long[] Bits(ReadOnlySpan<double> cells) => [.. cells.ToArray().Select(BitConverter.DoubleToInt64Bits)];

    private static void AssertSame(PlanProgram program, RunResult expected, RunResult actual)
    {
        for (var cell = 0; cell < program.CellCount; cell++)
        {
            if (BitConverter.DoubleToInt64Bits(expected.Cells[cell]) == BitConverter.DoubleToInt64Bits(actual.Cells[cell]))
            {
                continue;
            }

            var (slot, row, step) = program.Locate(cell);
            var found = program.Slots[slot];
            var rule = found.RuleAt(row, step);
            Assert.Fail($"slot {slot} row {row} step {step}: {new CellValue(expected.Cells[cell])} expected, {new CellValue(actual.Cells[cell])} computed by "
                + $"{program.Schedule.Steps[program.Schedule.StepOfSlot[slot]]}: {(rule < 0 ? "blank" : found.Rules[rule].Provenance.Text)}");
        }
    }
}
