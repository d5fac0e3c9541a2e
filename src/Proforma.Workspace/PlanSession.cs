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
    /// <returns>The session, or null with a sentence that says why the file cannot be read.</returns>
    public static (PlanSession? Session, string Problem) Open(string path)
    {
        var folder = new WorkspaceFolder(path);
        var file = folder.ReadPlan(path, null);
        if (file.Source is null)
        {
            return (null, file.Problem);
        }

        var compilation = file.Diagnostics.Count > 0
            ? new Compilation(null, [], [.. file.Diagnostics]) { DiagnosticCount = file.Diagnostics.Count }
            : PlanCompiler.Compile(file.Source, folder, EngineDistributions.Instance);
        return (new PlanSession(folder, compilation), "");
    }

    /// <summary>Compiles a text as if it were the root file at a path: what an editor holds.</summary>
    public static PlanSession OfText(string path, string text)
    {
        var folder = new WorkspaceFolder(path);
        return new PlanSession(folder, PlanCompiler.Compile(new SourceText(path, text), folder, EngineDistributions.Instance));
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
