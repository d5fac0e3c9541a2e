using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;

namespace Proforma.Workspace;

/// <summary>The figures of a run as reports read them: cells, and roll-ups to report periods.</summary>
public sealed class RunFigures(RunResult run) : IPlanFigures
{
    private readonly RollUp _rollUp = new(run);

    public PlanProgram Program => run.Program;

    public CellValue At(int slot, int row, int step) => run.At(slot, row, step);

    public ReportedFigure Of(int slot, int row, Period period) => Reported(_rollUp.Of(slot, row, period));

    public ReportedFigure Of(int slot, int row, StepSpan steps) => Reported(_rollUp.Of(slot, row, steps));

    private static ReportedFigure Reported(RolledUp rolled) => new(rolled.Value, rolled.CoveredSteps, rolled.TotalSteps, rolled.IsComplete);
}
