using Proforma.Engine.Execution;
using Proforma.Language;
using Proforma.Language.Text;
using Proforma.Model.Program;

namespace Proforma.Workspace;

/// <summary>A plan file that was read and compiled, ready to run.</summary>
public sealed class PlanSession
{
    private PlanSession(WorkspaceFolder folder, Compilation compilation)
    {
        (Folder, Compilation) = (folder, compilation);
    }

    public WorkspaceFolder Folder { get; }

    public Compilation Compilation { get; }

    /// <summary>The program; null when the plan has errors.</summary>
    public PlanProgram? Program => Compilation.Program;

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

        var compilation = file.Diagnostics.Count > 0
            ? new Compilation(null, [], [.. file.Diagnostics]) { DiagnosticCount = file.Diagnostics.Count }
            : PlanCompiler.Compile(file.Source, folder, EngineDistributions.Instance, extras, scope, overrides);
        return (new PlanSession(folder, compilation), "");
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
        return new PlanSession(folder, PlanCompiler.Compile(new SourceText(path, text), folder, EngineDistributions.Instance, extras, scope, overrides));
    }

    /// <summary>Runs the plan with the points of its uncertain inputs.</summary>
    /// <exception cref="InvalidOperationException">The plan has errors; look at the diagnostics first.</exception>
    public RunOutcome Run(RunOptions? options = null, CancellationToken cancellation = default) =>
        PlanRun.Execute(Program ?? throw new InvalidOperationException("A plan with errors cannot run."), options, cancellation);
}
