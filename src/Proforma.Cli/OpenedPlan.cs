using Proforma.Cli.Rendering;
using Proforma.Language;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Workspace;

namespace Proforma.Cli;

/// <summary>Opens and runs a plan for a command; what there is to say about the plan goes to standard error.</summary>
internal static class OpenedPlan
{
    /// <summary>Opens a plan file.</summary>
    /// <param name="path">The root file.</param>
    /// <param name="extras">Expressions of the command line.</param>
    /// <param name="overrides">Values of inputs that the command line gives.</param>
    /// <param name="scope">What the program is for.</param>
    /// <exception cref="UsageException">There is no such file, or it cannot be read.</exception>
    public static PlanSession Open(
        string path,
        IReadOnlyList<ExtraExpression>? extras = null,
        IReadOnlyList<InputOverride>? overrides = null,
        CompileScope scope = CompileScope.Run)
    {
        NewFile.RequirePath(path);
        var (session, problem) = PlanSession.Open(path, extras, scope, overrides);
        return session ?? throw new UsageException(problem);
    }

    /// <summary>The program of a plan, or null when it has errors; diagnostics are printed.</summary>
    public static PlanProgram? Program(PlanSession session, Terminal terminal, ColorChoice color)
    {
        DiagnosticPage.Write(session.Compilation, terminal.Error, terminal.ErrorPalette(color));
        return session.Program;
    }

    /// <summary>Runs a plan without errors; null when it is too large, which is printed.</summary>
    public static IPlanFigures? Run(PlanSession session, Terminal terminal)
    {
        var outcome = session.Run(null, terminal.Interrupted);
        if (outcome.Refusal is { } refusal)
        {
            terminal.Error.WriteLine(
                $"error: the plan has {refusal.Cells:N0} cells, which take {refusal.Bytes >> 20:N0} MB; "
                + $"at most {refusal.Limit >> 20:N0} MB may be used.");
            return null;
        }

        return new RunFigures(outcome.Result!);
    }
}
