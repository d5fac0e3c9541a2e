using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Xunit;

namespace Proforma.Workspace.Tests.Examples;

/// <summary>What holds for each example: it compiles without a diagnostic, no cell fails, every check holds, and both interpreters agree.</summary>
public sealed class EveryExampleTests
{
    public static TheoryData<string> Plans() =>
    [
        .. Directory.EnumerateFiles(Folder, "*.plan", SearchOption.AllDirectories)
            .Select(static f => Path.GetRelativePath(Folder, f)).Order(StringComparer.Ordinal),
    ];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "examples");

    [Theory]
    [MemberData(nameof(Plans))]
    public void Runs_without_a_failed_cell(string path)
    {
        var run = ExampleRun.Of(path);
        var cells = run.Result.Cells;
        for (var cell = 0; cell < cells.Length; cell++)
        {
            var value = new CellValue(cells[cell]);
            if (value.State == CellState.Failed)
            {
                var (slot, row, step) = run.Program.Locate(cell);
                Assert.Fail($"{run.Program.Slots[slot].Name}, row {row}, step {step}: {value}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void Every_check_holds_in_every_cell(string path)
    {
        var run = ExampleRun.Of(path);
        foreach (var check in run.Program.Slots.Where(static s => s.Role == SlotRole.Check))
        {
            var tested = 0;
            for (var row = 0; row < run.Program.RowsOf(check.Index); row++)
            {
                for (var step = 0; step < run.Program.StepsOf(check); step++)
                {
                    var value = run.Result.At(check.Index, row, step);
                    Assert.True(value.State == CellState.Blank || value.Raw == 1, $"{check.Label}, row {row}, step {step}: {value}");
                    tested += value.IsValue ? 1 : 0;
                }
            }

            Assert.True(tested > 0, $"{check.Label} is blank everywhere.");
        }
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void Every_way_of_running_gives_the_same_bits(string path)
    {
        var run = ExampleRun.Of(path);
        var expected = Bits(PlanRun.ExecuteReference(run.Program, null, TestContext.Current.CancellationToken));
        foreach (var compileFrom in (long[])[0, long.MaxValue])
        {
            var options = new RunOptions { CompileFromCells = compileFrom };
            Assert.Equal(expected, Bits(PlanRun.Execute(run.Program, options, TestContext.Current.CancellationToken)));
        }
    }

    private static long[] Bits(RunOutcome outcome)
    {
        Assert.NotNull(outcome.Result);
        var cells = outcome.Result.Cells;
        var bits = new long[cells.Length];
        for (var i = 0; i < bits.Length; i++)
        {
            bits[i] = BitConverter.DoubleToInt64Bits(cells[i]);
        }

        return bits;
    }
}
