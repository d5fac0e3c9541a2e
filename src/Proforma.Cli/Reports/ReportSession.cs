using System.Collections.Immutable;
using System.Globalization;
using Proforma.Claims.Reconciliation;
using Proforma.Language;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Model.Simulation;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Reports;
using Proforma.Workspace;
using Proforma.Workspace.Simulation;

namespace Proforma.Cli.Reports;

/// <summary>What a report is asked for.</summary>
/// <param name="File">A template, or a plan.</param>
/// <param name="Plan">The plan of a template; empty for the one that its front matter names.</param>
/// <param name="Language">The language; null for the template's own.</param>
/// <param name="Currency">An ISO 4217 code, or empty.</param>
/// <param name="Track">The track of figures that name none, or empty.</param>
/// <param name="Trials">How many trials are run for charts that show a simulation; 0 for none.</param>
/// <param name="Seed">The seed of the simulation.</param>
internal sealed record ReportRequest(string File, string Plan, ReportLanguage? Language, string Currency, string Track, long Trials = 0, ulong Seed = 1);

/// <summary>One building of a report from its files.</summary>
internal sealed class ReportSession
{
    /// <summary>The most trials that a report runs.</summary>
    public const long MostTrials = 10_000_000;

    private readonly Dictionary<TemplateFile, SourceText> _sources = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> _files = [];

    private ReportSession()
    {
    }

    /// <summary>The report; null when there is something wrong.</summary>
    public ReportDocument? Document { get; private set; }

    /// <summary>What there is to say about the plan and the template.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; private set; } = [];

    /// <summary>Every file that was read, to be watched.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>Reads the template and the plan, runs it, and fills the report.</summary>
    /// <exception cref="UsageException">A file cannot be read, or the plan is too large.</exception>
    public static ReportSession Build(ReportRequest request, Terminal terminal)
    {
        NewFile.RequirePath(request.File);
        var session = new ReportSession();
        session.Run(request, terminal);
        return session;
    }

    /// <summary>Fills a template that is no file but a text, named by <see cref="ReportRequest.File"/> in messages.</summary>
    /// <exception cref="UsageException">The plan cannot be read, or is too large.</exception>
    public static ReportSession OfText(ReportRequest request, string text, Terminal terminal)
    {
        var session = new ReportSession();
        session.Run(request, ReportTemplate.Read(request.File, text, static (_, _) => (null, null, "Nothing can be included here.")), request.Plan, terminal);
        return session;
    }

    private void Run(ReportRequest request, ReportTemplate template, string planPath, Terminal terminal) =>
        Fill(request, template, OpenPlan(planPath, Extras(template), template.ShowsClaims ? CompileScope.Claims : CompileScope.Run), terminal);

    private void Run(ReportRequest request, Terminal terminal)
    {
        var isPlan = Path.GetExtension(request.File).Equals(".plan", StringComparison.OrdinalIgnoreCase);
        var folder = new WorkspaceFolder(request.File);
        string planPath;
        string text;
        if (isPlan)
        {
            planPath = request.File;
            var plain = OpenPlan(planPath, []);
            if (plain.Program is null)
            {
                Diagnostics = plain.Compilation.Diagnostics;
                return;
            }

            text = PlanTemplate.Of(plain.Program, request.Language ?? ReportLanguage.English);
        }
        else
        {
            var file = folder.ReadPlan(request.File, null);
            if (file.Source is null || file.Diagnostics.Count > 0)
            {
                Diagnostics = [.. file.Diagnostics];
                throw new UsageException(file.Source is null ? file.Problem : $"{request.File}: {file.Diagnostics[0].Message}");
            }

            text = file.Source.Text;
            planPath = PlanOf(request, text);
        }

        var template = ReportTemplate.Read(request.File, text, (path, from) => Include(folder, path, from));
        _files.AddRange(folder.FilesRead);
        Run(request, template, planPath, terminal);
    }

    private void Fill(ReportRequest request, ReportTemplate template, PlanSession plan, Terminal terminal)
    {
        _files.AddRange(plan.Folder.FilesRead);
        if (plan.Program is null)
        {
            Diagnostics = [.. plan.Compilation.Diagnostics, .. OtherProblems(request, template, plan.Folder.RootFile, terminal).Select(ToDiagnostic)];
            return;
        }

        var outcome = plan.Run(null, terminal.Interrupted);
        if (outcome.Refusal is { } refusal)
        {
            throw new UsageException($"the plan has {refusal.Cells:N0} cells, which take {refusal.Bytes >> 20:N0} MB; at most {refusal.Limit >> 20:N0} MB may be used.");
        }

        var figures = new RunFigures(outcome.Result!);
        var input = new ReportInput
        {
            Template = template,
            Figures = figures,
            Claims = template.ShowsClaims ? ClaimCheck.Of(figures, new ReconcileOptions(), terminal.Interrupted).Results : [],
            ExtraSlots = plan.Compilation.ExtraSlots,
            WhatIf = new WhatIf(outcome.Result!),
            Sources = CitedSources.Of(plan.Compilation.Trees),
            Language = request.Language ?? LanguageOf(template.Root),
            Currency = request.Currency,
            Track = request.Track,
            Nearest = static (name, known) => Spelling.Nearest(name, known),
        };
        Document = ReportBuilder.Build(Simulated(input, request, plan, terminal), out var problems, terminal.Interrupted);
        Diagnostics = [.. plan.Compilation.Diagnostics, .. problems.Select(ToDiagnostic)];
    }

    /// <summary>What else is wrong with a template whose expressions cannot be compiled: its author sees everything at once.</summary>
    private static ImmutableArray<ReportProblem> OtherProblems(ReportRequest request, ReportTemplate template, string planPath, Terminal terminal)
    {
        var plan = OpenPlan(planPath, []);
        if (plan.Program is null || plan.Run(null, terminal.Interrupted).Result is not { } run)
        {
            return [.. template.Problems];
        }

        ReportBuilder.Build(new ReportInput
        {
            Template = template,
            Figures = new RunFigures(run),
            ExtraSlots = [.. template.Expressions.Select(static _ => -1)],
            Language = request.Language ?? LanguageOf(template.Root),
            Nearest = static (name, known) => Spelling.Nearest(name, known),
            MaxExplained = 0,
        }, out var problems, terminal.Interrupted);

        // Nothing was simulated and no claims were held against the plan: what needs them is not wrong for that.
        return [.. problems.Where(static p => p.Code is not (ReportCodes.NotThere or ReportCodes.MissingParameter))];
    }

    /// <summary>Runs the trials that the template's charts ask for.</summary>
    private static ReportInput Simulated(ReportInput input, ReportRequest request, PlanSession plan, Terminal terminal)
    {
        var trials = TrialsOf(request, input.Template.Root);
        if (trials == 0 || !input.Template.ShowsSimulation)
        {
            return input;
        }

        var needed = new List<SimulationOutput>();
        ReportBuilder.Build(input with { NeededOutputs = needed }, out _, terminal.Interrupted);
        var result = SimulationRun.Execute(plan.Program!, plan.Hash, new SimulationRequest
        {
            Trials = trials,
            Seed = request.Seed,
            Outputs = [.. needed.Distinct()],
        }, terminal.Interrupted);
        return result.Refusal is { } refusal ? throw new UsageException(refusal) : input with { Simulated = result.Figures };
    }

    private static long TrialsOf(ReportRequest request, TemplateFile root)
    {
        var text = root.Front["trials"].Text;
        return request.Trials > 0 || text.Length == 0 ? request.Trials
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var stated) && stated <= MostTrials ? stated
            : throw new UsageException($"{root.Path}: trials: {text} is no number up to {MostTrials:N0}.");
    }

    private static PlanSession OpenPlan(string path, IReadOnlyList<ExtraExpression> extras, CompileScope scope = CompileScope.Run)
    {
        NewFile.RequirePath(path);
        var (session, problem) = PlanSession.Open(path, extras, scope);
        return session ?? throw new UsageException(problem);
    }

    private static string PlanOf(ReportRequest request, string text)
    {
        if (request.Plan.Length > 0)
        {
            return request.Plan;
        }

        var named = FrontMatter.Read(text)["plan"].Text;
        return named.Length == 0
            ? throw new UsageException($"{request.File} names no plan; give --plan FILE, or write `plan: FILE.plan` between --- lines at its top.")
            : Path.Combine(Path.GetDirectoryName(request.File) ?? "", named);
    }

    private static ReportLanguage LanguageOf(TemplateFile root) =>
        root.Front["lang"].Text.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? ReportLanguage.Chinese : ReportLanguage.English;

    private (string? Path, string? Text, string Problem) Include(WorkspaceFolder folder, string path, TemplateFile from)
    {
        var file = folder.ReadPlan(path, SourceOf(from));
        return file.Source is null
            ? (null, null, file.Problem.Replace("plan", "template", StringComparison.Ordinal))
            : file.Diagnostics.Count > 0 ? (null, null, file.Diagnostics[0].Message) : (file.Source.Path, file.Source.Text, "");
    }

    private List<ExtraExpression> Extras(ReportTemplate template) =>
    [
        .. template.Expressions.Select(e => new ExtraExpression(SourceOf(e.File), new TextSpan(e.Text.Start, e.Text.Length), e.IsSeries ? ExtraKind.Series : ExtraKind.Figure)),
    ];

    private SourceText SourceOf(TemplateFile file)
    {
        if (!_sources.TryGetValue(file, out var source))
        {
            _sources.Add(file, source = new SourceText(file.Path, file.Text));
        }

        return source;
    }

    private Diagnostic ToDiagnostic(ReportProblem problem)
    {
        var span = new TextSpan(problem.Start, problem.Length);
        return new Diagnostic(new DiagnosticDescriptor(problem.Code, Severity.Error, ReportCodes.Titles[problem.Code]), SourceOf(problem.Template), span, problem.Message)
        {
            Fix = problem.Replacement is { } replacement ? new Fix($"write {replacement}", span, replacement) : null,
        };
    }
}
