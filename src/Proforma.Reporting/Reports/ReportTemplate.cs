using System.Collections.Immutable;

namespace Proforma.Reporting.Reports;

/// <summary>Reads a file that a template includes: its text, or why it cannot be read.</summary>
/// <param name="path">As the template names it.</param>
/// <param name="from">The file that names it.</param>
public delegate (string? Path, string? Text, string Problem) IncludeReader(string path, TemplateFile from);

/// <summary>An expression of a template that is compiled with the plan.</summary>
/// <param name="File">Where it stands.</param>
/// <param name="Text">The expression.</param>
/// <param name="IsSeries">Whether it is a figure in every step, or one figure.</param>
public sealed record TemplateExpression(TemplateFile File, TemplateText Text, bool IsSeries);

/// <summary>A template with everything that it includes, and the expressions that are compiled with the plan.</summary>
public sealed class ReportTemplate
{
    /// <summary>How deep includes may lie, and how many files and characters a report may be made of.</summary>
    public const int MaxDepth = 8, MaxFiles = 100, MaxCharacters = 8 << 20;

    private readonly IncludeReader _include;
    private readonly List<ReportProblem> _problems = [];
    private readonly List<TemplateExpression> _expressions = [];
    private readonly Dictionary<TemplateBlock, TemplateFile> _included = new(ReferenceEqualityComparer.Instance);
    private int _files;
    private int _characters;

    private ReportTemplate(IncludeReader include, string path, string text)
    {
        _include = include;
        Root = Read(path, text, [path]);
    }

    public TemplateFile Root { get; }

    /// <summary>What is wrong so far.</summary>
    public IReadOnlyList<ReportProblem> Problems => _problems;

    /// <summary>What is compiled with the plan, in order.</summary>
    public IReadOnlyList<TemplateExpression> Expressions => _expressions;

    /// <summary>Reads a template and its includes.</summary>
    /// <param name="path">As the user named it.</param>
    /// <param name="text">Its text.</param>
    /// <param name="include">Reads the files that it includes.</param>
    public static ReportTemplate Read(string path, string text, IncludeReader include) => new(include, path, text);

    /// <summary>Whether a block shows claims, so that the plan must be compiled with them.</summary>
    public bool ShowsClaims { get; private set; }

    /// <summary>Whether a chart shows a simulation.</summary>
    public bool ShowsSimulation { get; private set; }

    internal TemplateFile? Included(TemplateBlock block) => _included.GetValueOrDefault(block);

    private TemplateFile Read(string path, string text, ImmutableArray<string> road)
    {
        _files++;
        _characters += text.Length;
        var file = TemplateReader.Read(path, text, _problems);
        foreach (var figure in file.Figures.Where(static f => f.Expression.Length > 0))
        {
            figure.Extra = _expressions.Count;
            _expressions.Add(new TemplateExpression(file, figure.Expression, IsSeries: false));
        }

        foreach (var block in file.Blocks)
        {
            if (block.Kind.Text == "include")
            {
                Include(block, file, road);
                continue;
            }

            ShowsClaims |= block.Kind.Text == "claims" || block["type"]?.Text == "claims";
            ShowsSimulation |= block["type"]?.Text is "fan" or "histogram" or "cumulative" or "cdf";
            foreach (var parameter in block.Parameters)
            {
                AddExpressions(parameter, file);
            }
        }

        return file;
    }

    // A plain name is looked up later; only what is more than a name needs the compiler.
    private void AddExpressions(TemplateParameter parameter, TemplateFile file)
    {
        var isSeries = parameter.Name.Text is "lines" or "line" or "cash";
        if (!isSeries && parameter.Name.Text is not ("measures" or "figure"))
        {
            return;
        }

        foreach (var item in FigureSyntax.Split(parameter.Value, ','))
        {
            var (expression, _) = FigureSyntax.Item(item);
            (expression, _) = FigureSyntax.Tail(expression, " by ");
            (expression, _) = isSeries ? (expression, default) : FigureSyntax.Tail(expression, " in ");
            if (expression.Length > 0 && !FigureSyntax.IsName(expression.Text))
            {
                _expressions.Add(new TemplateExpression(file, expression, isSeries));
            }
        }
    }

    private void Include(TemplateBlock block, TemplateFile file, ImmutableArray<string> road)
    {
        void Complain(TemplateText at, string message) =>
            _problems.Add(new ReportProblem(ReportCodes.BadInclude, file, at.Start, at.Length, message));
        if (block["file"] is not { Length: > 0 } name)
        {
            Complain(block.Kind, "Say which file is included: `file: parts/method.md`.");
            return;
        }

        var (path, text, problem) = _include(name.Text, file);
        if (path is null || text is null)
        {
            Complain(name, problem);
        }
        else if (road.Contains(path))
        {
            Complain(name, $"These files include each other: {string.Join(" → ", road.SkipWhile(r => r != path).Append(path))}.");
        }
        else if (road.Length >= MaxDepth || _files >= MaxFiles || _characters + text.Length > MaxCharacters)
        {
            Complain(name, $"A report is made of at most {MaxFiles} files and {MaxCharacters >> 20} million characters, {MaxDepth} deep; this would be more.");
        }
        else
        {
            _included.Add(block, Read(path, text, road.Add(path)));
        }
    }
}
