using Proforma.Engine.Distributions;
using Proforma.Engine.Execution;
using Proforma.Engine.Simulation;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Simulation;

namespace Proforma.Engine.Sensitivity;

/// <summary>Moves one driver at a time to the ends of its range and compares what becomes of one output.</summary>
/// <remarks>
/// All values of a driver move together: every member and clause, and a noise in all its periods at once. What is certain of an input
/// that is uncertain in part stays.
/// </remarks>
public static class Tornado
{
    /// <summary>All inputs and rates that an output may depend on, in the output's track.</summary>
    /// <param name="program">The plan.</param>
    /// <param name="output">The output whose track counts.</param>
    /// <param name="uncertain">The range of inputs that the plan gives a distribution.</param>
    /// <param name="certain">The range of all others; null leaves them out.</param>
    public static IReadOnlyList<TornadoDriver> DriversOf(PlanProgram program, SimulationOutput output, TornadoRange uncertain, TornadoRange? certain)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(output);
        var target = program.Slots[output.Slot];
        var drawn = program.Uncertainties.Select(static u => u.Slot).ToHashSet();
        var drivers = new List<TornadoDriver>();
        foreach (var slot in program.Slots)
        {
            if (slot.Role is not (SlotRole.Input or SlotRole.Rate) || slot.Type != Model.Program.ValueType.Quantity)
            {
                continue;
            }

            if ((drawn.Contains(slot.Index) ? uncertain : certain) is { } range)
            {
                var track = slot.TrackAxis >= 0 && slot.TrackAxis == target.TrackAxis ? program.Layout.TrackOf(target.Index, output.Row) : -1;
                drivers.Add(new TornadoDriver(slot.Index, range) { Track = track });
            }
        }

        return drivers;
    }

    /// <summary>Moves each driver; the longest bar comes first, equal ones in the order of the drivers.</summary>
    /// <param name="run">The run to depart from.</param>
    /// <param name="output">What is looked at.</param>
    /// <param name="drivers">What is moved.</param>
    /// <param name="cancellation">Interrupts with an <see cref="OperationCanceledException"/>.</param>
    public static IReadOnlyList<TornadoBar> Of(
        RunResult run, SimulationOutput output, IEnumerable<TornadoDriver> drivers, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(drivers);
        var session = new Recalculation(run);
        var start = Read(session, output);
        var bars = new List<TornadoBar>();
        foreach (var driver in drivers)
        {
            cancellation.ThrowIfCancellationRequested();
            var moves = Moves(run, driver);
            if (moves.Count == 0)
            {
                bars.Add(new TornadoBar(driver, start, start, start));
                continue;
            }

            var low = Moved(session, output, moves, static move => CellValue.Of(move.Low), cancellation);
            var high = Moved(session, output, moves, static move => CellValue.Of(move.High), cancellation);
            _ = Moved(session, output, moves, static move => move.Start, cancellation);
            bars.Add(new TornadoBar(driver, low, high, start));
        }

        return [.. bars.OrderByDescending(static bar => bar.IsFlat ? 0 : bar.Span)];
    }

    private static List<Move> Moves(RunResult run, TornadoDriver driver)
    {
        var program = run.Program;
        var slot = program.Slots[driver.Slot];
        var distributions = program.Uncertainties
            .Where(u => u.Slot == driver.Slot)
            .ToDictionary(static u => u.Rule, static u => DistributionOfSpec.Create(u.Distribution).Value);
        var moves = new List<Move>();
        for (var row = 0; row < program.RowsOf(slot.Index); row++)
        {
            if (driver.Track >= 0 && slot.TrackAxis >= 0 && program.Layout.TrackOf(slot.Index, row) != driver.Track)
            {
                continue;
            }

            foreach (var segment in slot.SegmentsOf(row))
            {
                if (!slot.Rules[segment.Rule].IsData || (driver.Rule >= 0 && segment.Rule != driver.Rule))
                {
                    continue;
                }

                var distribution = distributions.GetValueOrDefault(segment.Rule);
                for (var step = segment.First; step <= segment.Last; step++)
                {
                    var value = run.At(slot.Index, row, step);
                    if (value.IsValue && driver.Range.Of(value.Raw, distribution) is var (low, high))
                    {
                        moves.Add(new Move(slot.Index, row, step, value, low, high));
                    }
                }
            }
        }

        return moves;
    }

    private static CellValue Moved(
        Recalculation session, SimulationOutput output, List<Move> moves, Func<Move, CellValue> to, CancellationToken cancellation)
    {
        foreach (var move in moves)
        {
            session.SetInput(move.Slot, move.Row, move.Step, to(move));
        }

        session.Recalculate(cancellation);
        return Read(session, output);
    }

    private static CellValue Read(Recalculation session, SimulationOutput output) =>
        new(OutputReader.Read(session.Result.State, new RollUp(session.Result), output, -1));

    private readonly record struct Move(int Slot, int Row, int Step, CellValue Start, double Low, double High);
}
