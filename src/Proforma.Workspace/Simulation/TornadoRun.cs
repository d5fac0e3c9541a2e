using System.Collections.Immutable;
using Proforma.Engine.Distributions;
using Proforma.Engine.Execution;
using Proforma.Engine.Sensitivity;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Simulation;

namespace Proforma.Workspace.Simulation;

/// <summary>What moves a figure: a bar a driver, with its derivative.</summary>
/// <param name="Bar">The figure with the driver at both ends of its range.</param>
/// <param name="Ends">The driver's ends in base units, where all its values in the track have the same; otherwise null.</param>
/// <param name="PerPercent">What one percent more of all the driver's values would add, by the exact derivative; NaN where there is none.</param>
public sealed record TornadoLine(TornadoBar Bar, (double Low, double High)? Ends, double PerPercent);

/// <summary>Moves the drivers of a figure one at a time.</summary>
public static class TornadoRun
{
    /// <summary>The bars of a figure, the longest first; drivers that do not move it are left out.</summary>
    /// <param name="run">The run to depart from.</param>
    /// <param name="output">The figure.</param>
    /// <param name="uncertain">How far inputs with a distribution are moved.</param>
    /// <param name="certain">How far all others are; null leaves them out.</param>
    /// <param name="cancellation">Interrupts with an <see cref="OperationCanceledException"/>.</param>
    public static ImmutableArray<TornadoLine> Of(
        RunResult run, SimulationOutput output, TornadoRange uncertain, TornadoRange? certain, CancellationToken cancellation = default)
    {
        var program = run.Program;
        // To move a noise in all periods at once would say that it is one driver; it is as many as there are periods.
        var noises = NoisesOf(program).Select(static s => s.Index).ToHashSet();
        var drivers = Tornado.DriversOf(program, output, uncertain, certain).Concat(DrawnApart(program, output, uncertain)).Where(d =>
            !noises.Contains(d.Slot));
        var gradient = Gradient.Of(run, output, cancellation);
        return
        [
            .. Tornado.Of(run, output, drivers, cancellation).Where(static bar => !bar.IsFlat)
                .Select(bar => new TornadoLine(bar, EndsOf(run, bar.Driver), PerPercentOf(run, bar.Driver, gradient))),
        ];
    }

    /// <summary>What is drawn anew each period, and therefore no driver.</summary>
    public static ImmutableArray<Slot> NoisesOf(PlanProgram program) =>
        [.. program.Uncertainties.Where(static u => u.EachPeriod).Select(u => program.Slots[u.Slot]).Distinct()];

    /// <summary>Points of interpolated inputs and figures per day that are drawn: hidden series of their own.</summary>
    private static IEnumerable<TornadoDriver> DrawnApart(PlanProgram program, SimulationOutput output, TornadoRange range)
    {
        var target = program.Slots[output.Slot];
        return program.Uncertainties.Select(static u => u.Slot).Distinct().Select(s => program.Slots[s]).Where(static s => s.Role == SlotRole.Hidden)
            .Select(s => new TornadoDriver(s.Index, range)
            {
                Track = s.TrackAxis >= 0 && s.TrackAxis == target.TrackAxis ? program.Layout.TrackOf(target.Index, output.Row) : -1,
            });
    }

    private static IEnumerable<(int Row, int Step, int Rule, double Value)> Cells(RunResult run, TornadoDriver driver)
    {
        var program = run.Program;
        var slot = program.Slots[driver.Slot];
        for (var row = 0; row < program.RowsOf(slot.Index); row++)
        {
            if (driver.Track >= 0 && slot.TrackAxis >= 0 && program.Layout.TrackOf(slot.Index, row) != driver.Track)
            {
                continue;
            }

            foreach (var segment in slot.SegmentsOf(row).Where(s => slot.Rules[s.Rule].IsData))
            {
                for (var step = segment.First; step <= segment.Last; step++)
                {
                    var value = run.At(slot.Index, row, step);
                    if (value.IsValue)
                    {
                        yield return (row, step, segment.Rule, value.Raw);
                    }
                }
            }
        }
    }

    private static (double Low, double High)? EndsOf(RunResult run, TornadoDriver driver)
    {
        var distributions = run.Program.Uncertainties.Where(u => u.Slot == driver.Slot).ToDictionary(static u => u.Rule, static u =>
            DistributionOfSpec.Create(u.Distribution).Value);
        var ends = Cells(run, driver).Select(c => (c.Value, c.Rule)).Distinct().Select(c =>
            EndsOf(driver.Range, c.Value, distributions.GetValueOrDefault(c.Rule))).Distinct().Take(2).ToList();
        return ends is [{ } sole] ? sole : null;
    }

    private static (double Low, double High)? EndsOf(TornadoRange range, double value, Distribution? distribution) => range switch
    {
        TornadoRange.Quantiles q => distribution is null ? null : (distribution.Quantile(q.LowProbability), distribution.Quantile(q.HighProbability)),
        TornadoRange.Deviations d => distribution is null ? null
            : (Math.Max(value - (d.Count * distribution.StandardDeviation), Math.Min(value, distribution.Minimum)),
                Math.Min(value + (d.Count * distribution.StandardDeviation), Math.Max(value, distribution.Maximum))),
        TornadoRange.Relative r => (value - (r.Share * Math.Abs(value)), value + (r.Share * Math.Abs(value))),
        TornadoRange.Shift s => (value - s.By, value + s.By),
        TornadoRange.Between b => (b.Low, b.High),
        _ => null,
    };

    private static double PerPercentOf(RunResult run, TornadoDriver driver, Gradient gradient) =>
        Cells(run, driver).Sum(c => gradient.At(driver.Slot, c.Row, c.Step) * c.Value) * 0.01;
}
