using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Testing;
using Xunit;

namespace Proforma.Engine.Tests.Execution;

/// <summary>Runs plans that are small enough to run.</summary>
internal static class Runs
{
    public static RunResult Of(PlanBuilder plan, RunOptions? options = null) => Of(plan.Build(), options);

    public static RunResult Of(PlanProgram program, RunOptions? options = null) =>
        PlanRun.Execute(program, options, TestContext.Current.CancellationToken).Result!;

    public static RunResult Reference(PlanProgram program) =>
        PlanRun.ExecuteReference(program, null, TestContext.Current.CancellationToken).Result!;
}
