using Proforma.Model.Runs;

namespace Proforma.Engine.Simulation.Tracing;

/// <summary>A cell or operand while a plan is traced: a node that differs from trial to trial, or what it is in every trial.</summary>
internal readonly struct Traced
{
    private Traced(int node, CellValue value, bool varies)
    {
        (NodeOrMinusOne, Value, VariesByStep) = (node, value, varies);
    }

    private int NodeOrMinusOne { get; }

    /// <summary>The value or state in every trial; only where it is no node.</summary>
    public CellValue Value { get; }

    /// <summary>Whether another step may have another: formulas with it belong to their step.</summary>
    public bool VariesByStep { get; }

    public bool IsNode => NodeOrMinusOne >= 0;

    public int Node => NodeOrMinusOne;

    /// <summary>Whether it is a number: a node is one unless the trial fails, which is noticed.</summary>
    public bool IsValue => IsNode || Value.IsValue;

    /// <summary>Blank in every trial.</summary>
    public bool IsBlank => !IsNode && Value.State == CellState.Blank;

    public static Traced Of(CellValue value, bool variesByStep) => new(-1, value, variesByStep);

    public static Traced OfNumber(double value) => new(-1, CellValue.Of(value), false);

    public static Traced OfNode(int node) => new(node, default, false);

    /// <summary>The same, but of this step only.</summary>
    public Traced InStep() => new(NodeOrMinusOne, Value, true);
}
