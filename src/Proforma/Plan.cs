using Proforma.Engine.Simulation;
using Proforma.Language;
using Proforma.Language.Diagnostics;
using Proforma.Workspace;

namespace Proforma;

/// <summary>A financial plan: load it, look at what is wrong with it, run it, read values.</summary>
/// <example>
/// <code>
/// var plan = Plan.Load("examples/anthropic/anthropic.plan");
/// var run = plan.Run();
/// double revenue = run["revenue", "2027", track: "aggressive"].Value;
/// </code>
/// </example>
public sealed class Plan
{
    private readonly PlanSession _session;
    private readonly Func<IReadOnlyList<ExtraExpression>, IReadOnlyList<InputOverride>, PlanSession> _open;

    private Plan(PlanSession session, Func<IReadOnlyList<ExtraExpression>, IReadOnlyList<InputOverride>, PlanSession> open) =>
        (_session, _open) = (session, open);

    /// <summary>Everything that the compiler has to say, by file and place.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _session.Compilation.Diagnostics;

    /// <summary>True when the plan cannot run.</summary>
    public bool HasErrors => _session.Program is null;

    /// <summary>Reads and compiles a plan file and all that it uses.</summary>
    /// <param name="path">The root file.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Plan Load(string path)
    {
        var (session, problem) = PlanSession.Open(path);
        return session is null ? throw new IOException(problem)
            : new Plan(session, (extras, overrides) => PlanSession.Open(path, extras, overrides: overrides) is ({ } again, _) ? again
                : throw new IOException(problem));
    }

    /// <summary>Compiles a plan from its text.</summary>
    /// <param name="text">The text of the root file.</param>
    /// <param name="path">The path that it would have; files that it uses are read beside it.</param>
    public static Plan Parse(string text, string path = "plan.plan") =>
        new(PlanSession.OfText(path, text), (extras, overrides) => PlanSession.OfText(path, text, extras: extras, overrides: overrides));

    /// <summary>Runs the plan in every track, with the points of its uncertain inputs.</summary>
    /// <exception cref="PlanException">The plan has errors, or is too large to run.</exception>
    public PlanResult Run(CancellationToken cancellation = default)
    {
        if (HasErrors)
        {
            throw new PlanException(DiagnosticRenderer.Render(Diagnostics));
        }

        var outcome = _session.Run(cancellation: cancellation);
        return outcome.Result is { } result
            ? new PlanResult(result)
            : throw new PlanException($"The plan has {outcome.Refusal!.Cells:N0} cells, more than a run may have.");
    }

    /// <summary>Simulates the plan: quantiles of lines by year, of measures, and how likely conditions are.</summary>
    /// <param name="trials">How many trials.</param>
    /// <param name="settings">The seed, what is asked, and what is different from the plan; null for the usual.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellation">Ends it early; what was done until then counts.</param>
    /// <exception cref="PlanException">The plan has errors, nothing in it is uncertain, or it is too large.</exception>
    public PlanSimulation Simulate(
        long trials, SimulationSettings? settings = null, IProgress<SimulationProgress>? progress = null, CancellationToken cancellation = default)
    {
        settings ??= SimulationSettings.Default;
        var session = settings.Probabilities.Count + settings.Set.Count == 0 ? _session : _open(
            [.. settings.Probabilities.Select(static p => ExtraExpression.OfText("probability", p, ExtraKind.Condition))],
            [.. settings.Set.Select(static s => new InputOverride(s.Key, s.Value))]);
        return session.Program is null
            ? throw new PlanException(DiagnosticRenderer.Render(session.Compilation.Diagnostics))
            : PlanSimulation.Of(session, trials, settings, progress, cancellation);
    }
}

/// <summary>A plan that cannot run; the message says why, as the command line would print it.</summary>
public sealed class PlanException : Exception
{
    public PlanException()
    {
    }

    public PlanException(string message)
        : base(message)
    {
    }

    public PlanException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
