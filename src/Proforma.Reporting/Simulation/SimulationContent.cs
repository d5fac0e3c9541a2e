using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Simulation;
using Proforma.Reporting.Tables;

namespace Proforma.Reporting.Simulation;

/// <summary>What a report of a simulation is made of.</summary>
/// <param name="Figures">The outputs with their distributions.</param>
public sealed record SimulationContent(ISimulatedFigures Figures)
{
    /// <summary>The conditions among the outputs, by slot: checks, probabilities that measures ask for, and those asked for beside the
    /// plan.</summary>
    public ImmutableArray<SimulatedCondition> Conditions { get; init; } = [];

    /// <summary>How the inputs move outputs, for some of them.</summary>
    public ImmutableArray<OutputInfluences> Influences { get; init; } = [];

    /// <summary>Whether each trial happened in one track, drawn by weight, so that the outputs stand for all tracks together.</summary>
    public bool IsMix { get; init; }

    /// <summary>True when the simulation was cancelled before all trials were run.</summary>
    public bool WasCancelled { get; init; }

    /// <summary>Why it stopped before all trials that were allowed, in a sentence; empty otherwise.</summary>
    public string Converged { get; init; } = "";

    /// <summary>The plan's file as the user named it, for the commands that notes offer.</summary>
    public string File { get; init; } = "plan.plan";

    /// <summary>What else the command line said that changes trials: `--set raised=4B`, with a blank in front; or empty.</summary>
    public string Arguments { get; init; } = "";

    /// <summary>The condition of a slot, or null when the slot is none.</summary>
    public SimulatedCondition? ConditionOf(int slot) => Conditions.FirstOrDefault(c => c.Slot == slot);
}

/// <summary>Where a condition comes from.</summary>
public enum ConditionOrigin
{
    /// <summary>A measure that is a `probability(…)`.</summary>
    Measure,

    /// <summary>A check of the plan: that it holds in every period.</summary>
    Check,

    /// <summary>Asked for beside the plan, on a command line.</summary>
    Question,
}

/// <summary>A condition whose share of trials is reported.</summary>
/// <param name="Slot">The boolean slot.</param>
/// <param name="Line">The name of the measure, the label of the check; empty for a question.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Text">The condition as it is written.</param>
/// <param name="Origin">Where it comes from.</param>
public sealed record SimulatedCondition(int Slot, string Line, string Label, string Text, ConditionOrigin Origin)
{
    /// <summary>The conditions of a plan: its checks, its probabilities, and what is asked besides.</summary>
    /// <param name="program">The plan.</param>
    /// <param name="questions">Slots and texts of what is asked besides.</param>
    public static ImmutableArray<SimulatedCondition> Of(PlanProgram program, IEnumerable<(int Slot, string Text)> questions)
    {
        var measures = program.Slots.Where(static s => s is { Role: SlotRole.Measure, Type: Model.Program.ValueType.Boolean });
        return
        [
            .. questions.Select(static q => new SimulatedCondition(q.Slot, "", q.Text, q.Text, ConditionOrigin.Question)),
            .. program.Probabilities.Select(p => new SimulatedCondition(
                p.Condition, CellNames.WithinEntity(program.Slots[p.Measure]), program.Slots[p.Measure].Label, p.Text, ConditionOrigin.Measure)),
            .. measures.Select(static s => new SimulatedCondition(s.Index, CellNames.WithinEntity(s), s.Label, s.Rules is [{ } rule, ..]
                ? rule.Provenance.Text : s.Label, ConditionOrigin.Measure)),
            .. program.Slots.Where(static s => s.Role == SlotRole.Check).Select(static s =>
                new SimulatedCondition(s.Index, s.Label, s.Label, s.Rules is [{ } rule, ..] ? rule.Provenance.Text : s.Label, ConditionOrigin.Check)),
        ];
    }
}

/// <summary>How inputs move one output, the strongest first.</summary>
/// <param name="Output">The output.</param>
/// <param name="Inputs">The inputs.</param>
public sealed record OutputInfluences(SimulationOutput Output, ImmutableArray<InputInfluence> Inputs);

/// <summary>How one drawn value moves an output.</summary>
/// <param name="Slot">The input.</param>
/// <param name="Row">A row that holds the value.</param>
/// <param name="FirstStep">The first step that holds it.</param>
/// <param name="RankCorrelation">Spearman's coefficient with the output, from −1 to 1.</param>
public sealed record InputInfluence(int Slot, int Row, int FirstStep, double RankCorrelation);
