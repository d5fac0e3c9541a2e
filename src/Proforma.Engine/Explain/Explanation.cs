using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;

namespace Proforma.Engine.Explain;

/// <summary>What a node of an explanation shows.</summary>
public enum ExplanationKind
{
    /// <summary>A value that somebody gave; <see cref="Explanation.Provenance"/> says who and where.</summary>
    Input,

    /// <summary>A formula in one step; the operands are what it reads.</summary>
    Formula,

    /// <summary>No clause applies.</summary>
    Blank,

    /// <summary>A read before the calendar begins or after it ends.</summary>
    OutsideCalendar,

    /// <summary>Values gathered over steps: a roll-up, a window, a series of a finance function. The operands are the steps.</summary>
    Steps,

    /// <summary>A ratio recomputed for a longer period; the operands are rolled up.</summary>
    Recomputed,

    /// <summary>Values gathered over tracks or members. The operands are the rows.</summary>
    Gathered,

    /// <summary>A search for a period; the operands are the condition in the period found and in the one before.</summary>
    Search,
}

/// <summary>Where a value stands.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Row">Its row: track × leaf members.</param>
/// <param name="First">The first step; 0 for what does not vary over time, −1 outside of the calendar.</param>
/// <param name="Last">The last step.</param>
/// <param name="Period">The step's period or the report period; null for what does not vary over time, and for other runs of steps.</param>
/// <param name="Track">The track's name; empty for what is the same in all tracks.</param>
/// <param name="Members">The names of the leaf members, in the order of the slot's dimensions.</param>
public sealed record ExplanationPlace(int Slot, int Row, int First, int Last, Period? Period, string Track, ImmutableArray<string> Members);

/// <summary>Why a value is what it is: the formula as the plan writes it and what it read, down to inputs.</summary>
/// <param name="Kind">What the node shows.</param>
/// <param name="Name">The slot's name as formulas write it.</param>
/// <param name="Label">The words that reports show for it.</param>
/// <param name="Place">Where the value stands.</param>
/// <param name="Value">The value in base units, or its state.</param>
/// <param name="Provenance">The clause that gave it: its text, file, line and source.</param>
public sealed record Explanation(ExplanationKind Kind, string Name, string Label, ExplanationPlace Place, CellValue Value, Provenance Provenance)
{
    /// <summary>How the formula above writes this operand; empty at the root.</summary>
    public string Text { get; init; } = "";

    /// <summary>
    /// The value that the formula above was given, where it is not <see cref="Value"/>: the average rate of a flow inside a ratio,
    /// unknown for a period that is covered in part.
    /// </summary>
    public CellValue ReadAs { get; init; } = Value;

    /// <summary>How values were gathered: the roll-up rule, for a longer period.</summary>
    public RollUpRule? RollUp { get; init; }

    /// <summary>How many steps of a longer period have a value, and how many it has.</summary>
    public (int Covered, int Total) Steps { get; init; } = (1, 1);

    /// <summary>Whether the value was solved together with others of a wanted cycle.</summary>
    public bool IsCircular { get; init; }

    /// <summary>What it was computed from, in the order of the formula.</summary>
    public ImmutableArray<Explanation> Operands { get; init; } = [];

    /// <summary>True when there are operands that a limit left out.</summary>
    public bool IsCut { get; init; }

    /// <summary>True when the operands are shown at the first place in the tree where the same value stands.</summary>
    public bool IsRepeated { get; init; }
}

/// <summary>How much of an explanation is shown.</summary>
/// <param name="Depth">Levels below the root.</param>
/// <param name="Nodes">Values in all; nearer ones go first.</param>
/// <param name="Operands">Operands of one value.</param>
public sealed record ExplanationLimits(int Depth = 4, int Nodes = 500, int Operands = 60);
