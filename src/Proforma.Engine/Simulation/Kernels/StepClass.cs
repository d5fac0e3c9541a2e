using Proforma.Engine.Simulation.Tracing;
using Proforma.Model.Program;

namespace Proforma.Engine.Simulation.Kernels;

/// <summary>Where an operand of a step's operation comes from.</summary>
internal enum OperandKind
{
    None,

    /// <summary>An operation of the same step.</summary>
    Local,

    /// <summary>What is the same in every step: a node that is computed once for each trial.</summary>
    Invariant,

    /// <summary>A value of an earlier step, by its number among those that the step reads.</summary>
    Earlier,

    /// <summary>A constant, which other steps of the class may have differently.</summary>
    Constant,
}

/// <summary>An operand: its kind, and an index whose meaning depends on it.</summary>
internal readonly record struct StepOperand(OperandKind Kind, int Index)
{
    public static StepOperand None => default;
}

/// <summary>An operation of a step.</summary>
internal sealed record StepOperation(NodeKind Kind, OpCode Code, StepOperand[] Operands)
{
    /// <summary>
    /// Whether it works on a block of trials at a time, in a loop of its own: functions that would crowd out the registers of a loop with
    /// others, and those that have no vector form.
    /// </summary>
    public bool IsBlockwise => Kind == NodeKind.Call || (Kind == NodeKind.Operation && Code is OpCode.Exponential or OpCode.Logarithm or OpCode.Power
        or OpCode.Round or OpCode.RoundUp or OpCode.RoundDown or OpCode.Modulo or OpCode.Floor or OpCode.Ceiling or OpCode.Sign);
}

/// <summary>
/// Steps that do the same operations on corresponding values, with constants of their own: one kernel serves them all. A class of its own holds
/// what is computed once for each trial, before the first step.
/// </summary>
internal sealed class StepClass(StepOperation[] operations, int constants, int earlier, int[] lags)
{
    public StepOperation[] Operations => operations;

    /// <summary>How many constant operands there are.</summary>
    public int Constants => constants;

    /// <summary>How many values of earlier steps are read.</summary>
    public int Earlier => earlier;

    /// <summary>For each of those, 1 when it is of the step before, otherwise 2.</summary>
    public int[] Lags => lags;

    /// <summary>Operations whose results must be finite.</summary>
    public bool[] IsWatched { get; } = new bool[operations.Length];

    public List<StepInstance> Instances { get; } = [];
}

/// <summary>One step of a class.</summary>
/// <param name="Time">The step; −1 for what is computed before the first.</param>
/// <param name="Nodes">The nodes of its operations.</param>
/// <param name="Earlier">The nodes of earlier steps that it reads.</param>
/// <param name="Constants">The numbers of its constant operands.</param>
internal sealed record StepInstance(int Time, int[] Nodes, int[] Earlier, double[] Constants);
