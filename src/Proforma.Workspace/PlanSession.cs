using Proforma.Engine.Execution;
using Proforma.Language;
using Proforma.Language.Text;
using Proforma.Model.Program;

namespace Proforma.Workspace;

/// <summary>A plan file that was read and compiled, ready to run.</summary>
public sealed class PlanSession
{
    private readonly Func<Compilation>? _withoutExtras;

    private PlanSession(WorkspaceFolder folder, Compilation compilation, Func<Compilation>? withoutExtras)
    {
        (Folder, Compilation, _withoutExtras) = (folder, compilation, withoutExtras);
    }

    public WorkspaceFolder Folder { get; }

    public Compilation Compilation { get; }

    /// <summary>The program; null when the plan has errors.</summary>
    public PlanProgram? Program => Compilation.Program;

    /// <summary>
    /// What tells the plan from others, see <see cref="Simulation.ProgramHash"/>; empty when it has errors. Expressions that were compiled with it
    /// are no part of it.
    /// </summary>
    public string Hash => Program is null ? "" : Simulation.ProgramHash.Of(_withoutExtras?.Invoke().Program ?? Program);

    /// <summary>Reads and compiles a plan file.</summary>
    /// <param name="path">The root file.</param>
    /// <param name="extras">Expressions from outside that are compiled with the plan.</param>
    /// <param name="scope">Whether claims become part of the program.</param>
    /// <param name="overrides">Inputs with values that they have instead of what the plan states.</param>
    /// <returns>The session, or null with a sentence that says why the file cannot be read.</returns>
    public static (PlanSession? Session, string Problem) Open(
        string path,
        IReadOnlyList<ExtraExpression>? extras = null,
        CompileScope scope = CompileScope.Run,
        IReadOnlyList<InputOverride>? overrides = null)
    {
        var folder = new WorkspaceFolder(path);
        var file = folder.ReadPlan(path, null);
        if (file.Source is null)
        {
            return (null, file.Problem);
        }

        return file.Diagnostics.Count > 0
            ? (new PlanSession(folder, new Compilation(null, [], [.. file.Diagnostics]) { DiagnosticCount = file.Diagnostics.Count }, null), "")
            : (Of(folder, file.Source, extras, scope, overrides), "");
    }

    /// <summary>Compiles a text as if it were the root file at a path: what an editor holds.</summary>
    public static PlanSession OfText(
        string path,
        string text,
        CompileScope scope = CompileScope.Run,
        IReadOnlyList<ExtraExpression>? extras = null,
        IReadOnlyList<InputOverride>? overrides = null)
    {
        var folder = new WorkspaceFolder(path);
        return Of(folder, new SourceText(path, text), extras, scope, overrides);
    }

    private static PlanSession Of(
        WorkspaceFolder folder, SourceText source, IReadOnlyList<ExtraExpression>? extras, CompileScope scope,
            IReadOnlyList<InputOverride>? overrides)
    {
        Compilation Compiled(IReadOnlyList<ExtraExpression>? with) =>
            PlanCompiler.Compile(source, folder, EngineDistributions.Instance, with, scope, overrides);
        return new PlanSession(folder, Compiled(extras), extras is { Count: > 0 } ? () => Compiled(null) : null);
    }

    /// <summary>Compiles the plan as it would be with another text and another table, before either is written.</summary>
    /// <param name="table">The table's path as the plan names it.</param>
    /// <param name="csv">What the table would hold.</param>
    /// <param name="text">What the root file would say.</param>
    public Compilation WithTable(string table, string csv, string text)
    {
        var folder = new WorkspaceFolder(Folder.RootFile);
        return PlanCompiler.Compile(new SourceText(Folder.RootFile, text), new PendingTable(folder, table, csv), EngineDistributions.Instance);
    }

    /// <summary>Runs the plan with the points of its uncertain inputs.</summary>
    /// <exception cref="InvalidOperationException">The plan has errors; look at the diagnostics first.</exception>
    public RunOutcome Run(RunOptions? options = null, CancellationToken cancellation = default) =>
        PlanRun.Execute(Program ?? throw new InvalidOperationException("A plan with errors cannot run."), options, cancellation);
}
