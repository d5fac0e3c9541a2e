using Proforma.Engine.Execution;
using Proforma.Engine.Sensitivity;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Xunit;

namespace Proforma.Engine.Tests.Sensitivity;

/// <summary>Compares derivatives with the effect of small moves of inputs, where this effect is one of a smooth function.</summary>
internal static class SmallMoves
{
    /// <summary>Compares some outputs of a run in all its inputs; gives how many derivatives other than 0 were compared.</summary>
    public static int Compare(RunResult run, System.Random random, CancellationToken cancellation)
    {
        // Beside numbers that are too large a move vanishes in rounding, whatever becomes of them later.
        foreach (var cell in run.Cells)
        {
            if (double.IsFinite(cell) && Math.Abs(cell) > 1e12)
            {
                return 0;
            }
        }

        var program = run.Program;
        var session = new Recalculation(run);
        var inputs = Inputs(program, session).OrderBy(_ => random.Next()).Take(6).ToArray();
        var outputs = Outputs(program, run, random).Take(5).ToArray();
        var gradients = outputs.Select(output => output.Period is { } period
            ? Gradient.OfRollUp(run, output.Slot, output.Row, period, cancellation)
            : Gradient.OfCell(run, output.Slot, output.Row, output.Step, cancellation)).ToArray();
        var compared = 0;
        foreach (var (slot, row, step) in inputs)
        {
            var at = run.At(slot, row, step).Raw;
            var moves = new[] { 4e-5, 2e-5, -2e-5, -4e-5, 0 }.Select(share => share * Math.Max(1, Math.Abs(at))).ToArray();
            var results = moves.Select(move => Moved(session, outputs, slot, row, step, at + move)).ToArray();
            for (var o = 0; o < outputs.Length; o++)
            {
                var derivative = gradients[o].At(slot, row, step);
                if (Slope(moves, [.. results.Select(r => r[o])]) is var (slope, error) && double.IsFinite(derivative))
                {
                    Assert.True(
                        Math.Abs(slope - derivative) <= error,
                        $"{program.Slots[outputs[o].Slot].Name} {outputs[o]} in {program.Slots[slot].Name} row {row} step {step}: "
                        + $"{derivative:R}, moves show {slope:R} ± {error:R}");
                    compared += derivative != 0 ? 1 : 0;
                }
            }
        }

        return compared;
    }

    private static IEnumerable<(int Slot, int Row, int Step)> Inputs(PlanProgram program, Recalculation session) =>
        from slot in Enumerable.Range(0, program.Slots.Length)
        from row in Enumerable.Range(0, program.RowsOf(slot))
        from step in Enumerable.Range(0, program.StepsOf(program.Slots[slot]))
        where session.IsInput(slot, row, step)
        where session.Result.At(slot, row, step) is { IsValue: true } value && Math.Abs(value.Raw) < 1e6
        select (slot, row, step);

    private static IEnumerable<(int Slot, int Row, int Step, Model.Time.Period? Period)> Outputs(
        PlanProgram program, RunResult run, System.Random random)
    {
        for (var tries = 0; tries < 40; tries++)
        {
            var slot = program.Slots[random.Next(program.Slots.Length)];
            var row = random.Next(program.RowsOf(slot.Index));
            var step = random.Next(program.StepsOf(slot));
            var periods = slot.TimeAxis < 0 ? [] : program.CalendarOf(slot)!.Periods(Model.Time.Grain.Year, false);
            Model.Time.Period? period = periods.Count > 0 && random.Next(3) == 0 ? periods[random.Next(periods.Count)] : null;
            var value = period is { } p ? run.RollUpOf(slot.Index, row, p).Value : run.At(slot.Index, row, step);
            if (value.IsValue && Math.Abs(value.Raw) < 1e9)
            {
                yield return (slot.Index, row, step, period);
            }
        }
    }

    private static double[] Moved(
        Recalculation session, (int Slot, int Row, int Step, Model.Time.Period? Period)[] outputs, int slot, int row, int step, double value)
    {
        session.SetInput(slot, row, step, CellValue.Of(value));
        session.Recalculate();
        return [.. outputs.Select(o => (o.Period is { } period
            ? session.Result.RollUpOf(o.Slot, o.Row, period).Value
            : session.Result.At(o.Slot, o.Row, o.Step)).Raw)];
    }

    /// <summary>The slope through four neighbours and how far it may be off; null where these don't lie on a smooth curve.</summary>
    private static (double Slope, double Error)? Slope(double[] moves, double[] values)
    {
        if (!values.All(double.IsFinite))
        {
            return null;
        }

        var wide = (values[0] - values[3]) / (moves[0] - moves[3]);
        var narrow = (values[1] - values[2]) / (moves[1] - moves[2]);
        var right = (values[0] - values[4]) / moves[0];
        var left = (values[4] - values[3]) / -moves[3];
        var near = (values[1] - values[4]) / moves[1];
        var size = new[] { wide, narrow, right, left }.Max(Math.Abs);
        var noise = 1e-13 * values.Max(Math.Abs) / moves[1];

        // On a smooth curve slopes to either side differ in proportion to the distance: what is off that line is a kink or a jump.
        var curvature = Math.Abs(right - left);
        var bent = Math.Abs(near - ((wide + right) / 2)) > (0.02 * curvature) + noise;
        return bent || curvature > 0.2 * size + noise ? null : (narrow, (1e-6 * size) + (2 * Math.Abs(wide - narrow)) + (10 * noise));
    }
}
