using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Proforma.Engine.Simulation.Kernels;
using Proforma.Engine.Simulation.Tracing;

namespace Proforma.Engine.Simulation;

/// <summary>Chooses how the trials of a simulation are computed, and makes an engine for each thread.</summary>
internal sealed class TrialEngines
{
    /// <summary>
    /// From how many computations of a step on machine code is made for it: making it takes about as long as so many computations without.
    /// </summary>
    private const long CompileFromSteps = 600_000;

    private readonly TrialProgram? _program;
    private readonly LoadedStep[] _steps = [];

    private TrialEngines(SimulationPlan plan, TrialPath path, string reason, TrialProgram? program, LoadedStep[] steps)
    {
        (Plan, Path, Reason, _program, _steps) = (plan, path, reason, program, steps);
    }

    public SimulationPlan Plan { get; }

    public TrialPath Path { get; }

    /// <summary>Why trials are recalculated one by one although kernels were wanted; otherwise empty.</summary>
    public string Reason { get; }

    public static TrialEngines Of(SimulationPlan plan, CancellationToken cancellation)
    {
        var wanted = plan.Options.Path;
        if (wanted == TrialPath.TrialByTrial)
        {
            return new TrialEngines(plan, wanted, "", null, []);
        }

        try
        {
            var program = TrialProgramBuilder.Build(PlanTracer.Trace(plan, cancellation));
            var compiles = wanted != TrialPath.Blockwise && RuntimeFeature.IsDynamicCodeCompiled;
            var compileFrom = wanted == TrialPath.Compiled ? 1 : Math.Max(1, CompileFromSteps / plan.Options.Trials);
            var steps = LoadedStep.Load(program, plan.Base.State.Finance, compiles ? WidthOf(plan.Options.VectorWidth) : 0, compileFrom);
            var isCompiled = steps.SelectMany(static s => s.Parts).Any(static p => p.IsCompiled);
            return new TrialEngines(plan, isCompiled ? TrialPath.Compiled : TrialPath.Blockwise, "", program, steps);
        }
        catch (UntraceableException reason)
        {
            return new TrialEngines(plan, TrialPath.TrialByTrial, reason.Message, null, []);
        }
    }

    public ITrialEngine Create() => _program is null ? new TrialRecalculation(Plan) : new KernelEngine(Plan, _program, _steps);

    private static int WidthOf(int asked) => asked > 0 ? asked
        : Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : 128;
}
