using Proforma.Engine.Random;
using Proforma.Language;
using Proforma.Language.Diagnostics;
using Proforma.Model.Program;
using Proforma.Model.Simulation;
using Proforma.Model.Time;
using Proforma.Workspace.Simulation;
using Proforma.Workspace.Tests.Documents;
using Xunit;

namespace Proforma.Workspace.Tests.Simulation;

/// <summary>A plan from its text, simulated with all its uncertain lines, measures and conditions.</summary>
internal sealed class SimulatedPlan
{
    private SimulatedPlan(PlanProgram program, SimulationResult result) => (Program, Result) = (program, result);

    public PlanProgram Program { get; }

    public SimulationResult Result { get; }

    public static PlanSession Compile(string text, string folder = "", IReadOnlyList<InputOverride>? overrides = null, params string[] conditions)
    {
        var whole = text.Contains("plan \"", StringComparison.Ordinal) ? text : MarkdownExample.Header + text;
        var session = PlanSession.OfText(
            Path.Combine(folder, "main.plan"), whole, extras: [.. conditions.Select(static c => ExtraExpression.OfText("--probability", c, ExtraKind.Condition))], overrides: overrides);
        Assert.True(session.Program is not null, DiagnosticRenderer.Render(session.Compilation.Diagnostics));
        return session;
    }

    /// <summary>Simulates every line in some periods, every measure and condition.</summary>
    /// <param name="text">The plan, without its header.</param>
    /// <param name="trials">How many.</param>
    /// <param name="periods">Separated by blanks.</param>
    /// <param name="with">What else is asked for.</param>
    /// <param name="folder">Where its tables are.</param>
    /// <param name="conditions">Conditions asked for beside the plan.</param>
    public static SimulatedPlan Run(
        string text, long trials, string periods = "", Func<SimulationRequest, SimulationRequest>? with = null, string folder = "", params string[] conditions)
    {
        var session = Compile(text, folder, null, conditions);
        var program = session.Program!;
        var wanted = periods.Split(' ');
        var lines = new[] { Grain.Year, Grain.Month }.Where(g => wanted.Any(w => w.Length == (g == Grain.Year ? 4 : 7)))
            .SelectMany(g => OutputSelection.Of(program, new OutputRequest { Lines = ["*"], Grain = g }).Outputs)
            .Where(o => o.Period is { } period && wanted.Contains(period.ToString()));
        var rest = OutputSelection.Of(program, new OutputRequest { Conditions = [.. session.Compilation.ExtraSlots] }).Outputs.Where(static o => o.Period is null);
        var request = new SimulationRequest { Trials = trials, Seed = 20_250_213, Outputs = [.. lines.Concat(rest).Distinct()] };
        var result = SimulationRun.Execute(program, session.Hash, with?.Invoke(request) ?? request, TestContext.Current.CancellationToken);
        Assert.Null(result.Refusal);
        return new SimulatedPlan(program, result);
    }

    /// <summary>A line in a period (a flow as an amount), or a measure.</summary>
    public SimulatedFigure Figure(string line, string period = "", string track = "")
    {
        var slot = Program.Slots.Single(s => s.Name == line && s.Role != SlotRole.Hidden);
        return Result.Figures!.Figures.Single(f => f.Output.Slot == slot.Index && (f.Output.Period?.ToString() ?? "") == period && TrackOf(f.Output) is var t && (track.Length == 0 || t == track));
    }

    public ISampleDistribution Of(string line, string period = "", string track = "") => Figure(line, period, track).Distribution;

    /// <summary>How likely the condition of a measure, a check (by its label) or a question (by its text) is.</summary>
    public double Probability(string name, string track = "")
    {
        var slot = Program.Probabilities.FirstOrDefault(p => Program.Slots[p.Measure].Name == name)?.Condition
            ?? Program.Slots.Single(s => s.Label == name && s.Role is SlotRole.Check or SlotRole.Hidden).Index;
        return Result.Figures!.Figures.Single(f => f.Output.Slot == slot && (track.Length == 0 || TrackOf(f.Output) == track)).Distribution.Mean;
    }

    private string TrackOf(SimulationOutput output)
    {
        var slot = Program.Slots[output.Slot];
        return slot.TrackAxis < 0 ? "" : Program.TrackAxes[slot.TrackAxis].Tracks[Program.Layout.TrackOf(output.Slot, output.Row)].Name;
    }
}
