using Proforma.Engine.Execution;
using Proforma.Language.Diagnostics;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Workspace;

namespace Proforma.Bench;

/// <summary>The road from text to values, a step at a time.</summary>
internal static class CompiledText
{
    /// <summary>Parses, checks and lowers a plan that has no errors.</summary>
    public static PlanProgram Program(string text)
    {
        var session = PlanSession.OfText("bench.plan", text);
        return session.Program ?? throw new InvalidOperationException(DiagnosticRenderer.Render(session.Compilation.Diagnostics));
    }

    public static RunResult Run(PlanProgram program) =>
        PlanRun.Execute(program).Result ?? throw new InvalidOperationException("The plan is larger than the memory limit.");

    public static int Slot(PlanProgram program, string name) => program.Slots.First(s => s.Name == name).Index;

    /// <summary>Sets an input and recalculates.</summary>
    public static RunResult Edit(Recalculation session, int slot, double value)
    {
        session.SetInput(slot, 0, 0, CellValue.Of(value));
        session.Recalculate();
        return session.Result;
    }
}
