using Proforma.Engine.Execution.Fast;
using Proforma.Model.Program;

namespace Proforma.Engine.Execution;

/// <summary>Runs a plan: every line, in every step, track and member.</summary>
public static class PlanRun
{
    /// <summary>Computes all cells.</summary>
    /// <param name="program">The plan with its schedule.</param>
    /// <param name="options">Limits and finance functions.</param>
    /// <param name="cancellation">Interrupts the run with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The values, or a refusal when the plan is larger than the memory limit.</returns>
    public static RunOutcome Execute(PlanProgram program, RunOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= RunOptions.Default;
        if (Refusal(program, options, 0) is { } early)
        {
            return new RunOutcome(null, early);
        }

        var plan = CompiledPlan.Of(program);
        if (Refusal(program, options, plan.TailLength) is { } late)
        {
            return new RunOutcome(null, late);
        }

        var state = new PlanState(program, Grid(program.CellCount + plan.TailLength), options.Finance);
        if (program.CellCount > 0)
        {
            var executor = new FastExecutor(plan, state, new RollUp(state), options.CompileFromCells);
            executor.Give();
            executor.Run(plan.All, cancellation);
        }

        return new RunOutcome(new RunResult(state), null);
    }

    /// <summary>Computes all cells with the reference interpreter: slower, one cell after the other. The results are the same bits.</summary>
    /// <inheritdoc cref="Execute"/>
    public static RunOutcome ExecuteReference(PlanProgram program, RunOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= RunOptions.Default;
        if (Refusal(program, options, 0) is { } refusal)
        {
            return new RunOutcome(null, refusal);
        }

        var state = new PlanState(program, Grid(program.CellCount), options.Finance);
        new ReferenceInterpreter(state, new RollUp(state)).Run(cancellation);
        return new RunOutcome(new RunResult(state), null);
    }

    /// <summary>A grid whose address does not change, so that machine code can hold it.</summary>
    internal static double[] Grid(long cells) => GC.AllocateUninitializedArray<double>((int)Math.Max(cells, 1), pinned: true);

    private static RunRefusal? Refusal(PlanProgram program, RunOptions options, long tail)
    {
        var limit = Math.Min(options.MemoryLimit, (long)Array.MaxLength * sizeof(double));
        var bytes = (program.CellCount + tail) * sizeof(double);
        return bytes > limit ? new RunRefusal(program.CellCount, bytes, limit) : null;
    }
}
