using Proforma.Engine.Execution;
using Proforma.Engine.Sensitivity;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Simulation;
using Proforma.Model.Time;
using Proforma.Workspace.Tests.Examples;
using Xunit;

namespace Proforma.Workspace.Tests.Sensitivity;

/// <summary>Derivatives of the example plans' figures in all their inputs, against small moves of these.</summary>
public sealed class ExampleGradientTests
{
    [Theory]
    [InlineData("anthropic/anthropic.plan", 200)]
    [InlineData("ai-lab-48m/ai-lab-48m.plan", 100)]
    [InlineData("saas/saas.plan", 100)]
    [InlineData("shop-cny/门店.plan", 50)]
    [InlineData("three-statement/three-statement.plan", 100)]
    public void Derivatives_are_those_that_small_moves_show(string path, int atLeast)
    {
        var plan = ExampleRun.Of(path);
        var outputs = Outputs(plan).ToArray();
        var gradients = outputs.Select(output => Gradient.Of(plan.Result, output, TestContext.Current.CancellationToken)).ToArray();
        var session = new Recalculation(plan.Result);
        var compared = 0;
        foreach (var slot in plan.Program.Slots)
        {
            foreach (var row in Enumerable.Range(0, plan.Program.RowsOf(slot.Index)).Where(row => Steps(session, slot.Index, row).Any()))
            {
                var steps = Steps(session, slot.Index, row).ToArray();
                var size = steps.Max(step => Math.Abs(plan.Result.At(slot.Index, row, step).Raw));
                size = size == 0 ? 1 : size;
                double[] shares = [2e-5, 1e-5, -1e-5, -2e-5];
                var results = shares.Select(share => Moved(plan, session, outputs, slot.Index, row, steps, share * size)).ToArray();
                _ = Moved(plan, session, outputs, slot.Index, row, steps, 0);
                for (var o = 0; o < outputs.Length; o++)
                {
                    compared += Compare(plan, outputs[o], gradients[o], slot, row, steps, size, [.. results.Select(r => r[o])]) ? 1 : 0;
                }
            }
        }

        Assert.InRange(compared, atLeast, int.MaxValue);
    }

    private static bool Compare(
        ExampleRun plan, SimulationOutput output, Gradient gradient, Slot slot, int row, int[] steps, double size, double[] values)
    {
        var wide = (values[0] - values[3]) / 4e-5;
        var narrow = (values[1] - values[2]) / 2e-5;
        var noise = 1e-14 * Math.Abs(gradient.Value.Raw) / 1e-5;
        var derivative = steps.Sum(step => gradient.At(slot.Index, row, step)) * size;
        Assert.True(double.IsFinite(derivative));

        // Where steps of two lengths disagree there is a kink within reach.
        if (!double.IsFinite(wide + narrow) || Math.Abs(wide - narrow) > (1e-4 * Math.Abs(narrow)) + noise)
        {
            return false;
        }

        Assert.True(
            Math.Abs(narrow - derivative) <= (1e-6 * Math.Abs(narrow)) + (2 * Math.Abs(wide - narrow)) + (10 * noise),
            $"{plan.Program.Slots[output.Slot].Name} {output.Period} row {output.Row} in {slot.Name} row {row}: "
            + $"{derivative:R}, moves show {narrow:R}");
        return derivative != 0;
    }

    /// <summary>All lines by the plan's last year, and all measures, in the first and last row.</summary>
    private static IEnumerable<SimulationOutput> Outputs(ExampleRun plan)
    {
        var last = plan.Calendar.Last.End.Year;
        var rollUp = new RollUp(plan.Result);
        foreach (var slot in plan.Program.Slots.Where(static s => s.Type == Model.Program.ValueType.Quantity))
        {
            if (slot.Role is SlotRole.Input or SlotRole.Rate)
            {
                continue;
            }

            foreach (var row in new[] { 0, plan.Program.RowsOf(slot.Index) - 1 }.Distinct())
            {
                Period? period = slot.TimeAxis < 0 ? null : Period.OfYear(last, plan.Program.CalendarOf(slot)!.YearEndMonth);
                var value = period is { } p ? rollUp.Of(slot.Index, row, p).Value : plan.Result.At(slot.Index, row, 0);
                // What differences of equal amounts leave is rounding, and its moves are too.
                if (value.IsValue && Math.Abs(value.Raw) > 1e-6)
                {
                    yield return new SimulationOutput(slot.Index, row, period);
                }
            }
        }
    }

    private static IEnumerable<int> Steps(Recalculation session, int slot, int row) => Enumerable
        .Range(0, session.Result.Program.StepsOf(session.Result.Program.Slots[slot]))
        .Where(step => session.IsInput(slot, row, step) && session.Result.At(slot, row, step).IsValue);

    private static double[] Moved(ExampleRun plan, Recalculation session, SimulationOutput[] outputs, int slot, int row, int[] steps, double by)
    {
        foreach (var step in steps)
        {
            session.SetInput(slot, row, step, CellValue.Of(plan.Result.At(slot, row, step).Raw + by));
        }

        session.Recalculate(TestContext.Current.CancellationToken);
        var rollUp = new RollUp(session.Result);
        return [.. outputs.Select(output => (output.Period is { } period
            ? rollUp.Of(output.Slot, output.Row, period).Value
            : session.Result.At(output.Slot, output.Row, 0)).Raw)];
    }
}
