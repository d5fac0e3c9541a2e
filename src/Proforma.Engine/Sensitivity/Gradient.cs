using Proforma.Engine.Execution;
using Proforma.Engine.Simulation;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Simulation;
using Proforma.Model.Time;

namespace Proforma.Engine.Sensitivity;

/// <summary>
/// The derivatives of one number of a run in every cell: by how much it moves for a small move of an input, or of a line at one
/// step with everything that follows from the line. In base units, number over input; exact up to rounding, by differentiating the
/// formulas and not by trying out moves (finance functions alone are differentiated numerically, to about 1e-9).
/// </summary>
/// <remarks>
/// Dates that a search finds, rounding, comparisons and other jumps count as constant. At a kink, such as that of `max(a, b)` where
/// both are equal, the derivative is that of one side.
/// </remarks>
public sealed class Gradient
{
    private readonly RunResult _run;
    private readonly PlanProgram _program;
    private readonly double[] _derivatives;

    private Gradient(RunResult run, CellValue value, double[] derivatives) =>
        (_run, _program, Value, _derivatives) = (run, run.Program, value, derivatives);

    /// <summary>The number whose derivatives these are. Where it is blank, unknown or failed all derivatives are NaN.</summary>
    public CellValue Value { get; }

    /// <summary>The derivatives of a cell.</summary>
    /// <param name="run">The run at whose values is differentiated.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="row">Its row.</param>
    /// <param name="step">Its step; 0 for one that does not vary over time.</param>
    /// <param name="cancellation">Interrupts with an <see cref="OperationCanceledException"/>.</param>
    public static Gradient OfCell(RunResult run, int slot, int row, int step, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        var value = run.At(slot, row, step);
        return value.IsValue
            ? new Gradient(run, value, new GradientSweep(run.State).OfCell(run.Program.Layout.CellOf(slot, row, step), cancellation))
            : None(run, value);
    }

    /// <summary>The derivatives of a line's value for a report period, by the line's own roll-up.</summary>
    /// <inheritdoc cref="OfCell"/>
    public static Gradient OfRollUp(RunResult run, int slot, int row, Period period, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        var line = run.Program.Slots[slot];
        var span = line.TimeAxis < 0 ? default : ReportSpan.Of(run.Program.TimeAxes[line.TimeAxis].Calendar, period);
        var value = new RollUp(run).Of(slot, row, span, line.RollUp).Value;
        return value.IsValue
            ? new Gradient(run, value, new GradientSweep(run.State).OfRollUp(slot, row, span, line.RollUp, cancellation))
            : None(run, value);
    }

    /// <summary>
    /// The derivatives of an output as simulations name them. That a condition holds in every step is a jump: all its derivatives are 0.
    /// </summary>
    public static Gradient Of(RunResult run, SimulationOutput output, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(output);
        if (output.Period is { } period)
        {
            return OfRollUp(run, output.Slot, output.Row, period, cancellation);
        }

        var value = new CellValue(OutputReader.Read(run.State, new RollUp(run), output, -1));
        return run.Program.Slots[output.Slot].TimeAxis < 0 ? OfCell(run, output.Slot, output.Row, 0, cancellation)
            : value.IsValue ? new Gradient(run, value, new double[run.Program.CellCount])
            : None(run, value);
    }

    /// <summary>The derivative in one cell.</summary>
    public double At(int slot, int row, int step) => _derivatives.Length == 0 ? double.NaN : _derivatives[_program.Layout.CellOf(slot, row, step)];

    /// <summary>The derivative when all cells of a run of steps move by the same: those of a clause that holds one value.</summary>
    public double OverSteps(int slot, int row, int first, int last)
    {
        double sum = 0;
        for (var step = first; step <= last; step++)
        {
            sum += At(slot, row, step);
        }

        return sum;
    }

    /// <summary>
    /// The inputs that move the number, clause by clause, the greatest elasticity first. Elasticities need the values of the run: for a
    /// session of recalculations, ask before the next one.
    /// </summary>
    public IReadOnlyList<InputDerivative> Inputs()
    {
        var found = new List<InputDerivative>();
        foreach (var slot in _derivatives.Length == 0 ? [] : _program.Slots)
        {
            for (var row = 0; row < _program.RowsOf(slot.Index); row++)
            {
                foreach (var segment in slot.SegmentsOf(row))
                {
                    if (slot.Rules[segment.Rule].IsData && Of(slot.Index, row, segment) is { Derivative: not 0 } input)
                    {
                        found.Add(input);
                    }
                }
            }
        }

        return [.. found.OrderByDescending(static input => Math.Abs(input.Elasticity))];
    }

    private InputDerivative Of(int slot, int row, RuleSegment segment)
    {
        double derivative = 0, elasticity = 0;
        for (var step = segment.First; step <= segment.Last; step++)
        {
            if (At(slot, row, step) is var each && each != 0)
            {
                derivative += each;
                elasticity += each * _run.At(slot, row, step).Raw / Value.Raw;
            }
        }

        return new InputDerivative(slot, row, segment.First, segment.Last, derivative, elasticity);
    }

    private static Gradient None(RunResult run, CellValue value) => new(run, value, []);
}
