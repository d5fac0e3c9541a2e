using System.CommandLine;
using System.Collections.Immutable;
using System.Globalization;
using Proforma.Claims.Reconciliation;
using Proforma.Cli.Arguments;
using Proforma.Cli.Rendering;
using Proforma.Language;
using Proforma.Model.Program;
using Proforma.Reporting.Claims;
using Proforma.Reporting.Numbers;
using Proforma.Workspace;

namespace Proforma.Cli.Commands;

/// <summary>`proforma claims`: what was said, what the plan says, and what cannot all be true.</summary>
internal sealed class ClaimsCommand
{
    private readonly Argument<string> _file = CommonOptions.PlanFile();
    private readonly Option<string[]> _tracks = CommonOptions.Tracks();
    private readonly Option<string[]> _between = new("--between")
    {
        Description = "Only the claims of these two sources, by their names in the plan.",
        Arity = new ArgumentArity(2, 2),
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<bool> _strict = new("--strict") { Description = "Exit code 1 also when a claim is off in every track that it is about." };
    private readonly Option<string> _tolerance = new("--tolerance")
    {
        Description = "How far the plan may be off a claim that states no precision of its own, as 2%. Without it the printed digits say.",
        DefaultValueFactory = static _ => "",
    };
    private readonly Option<bool> _json = CommonOptions.Json("Print records as JSON: claims, contradictions, implied (docs/claims.md).");
    private readonly Option<string> _language = CommonOptions.Language();
    private readonly Option<string> _color = CommonOptions.Color();
    private readonly Terminal _terminal;

    private ClaimsCommand(Terminal terminal) => _terminal = terminal;

    public static Command Build(Terminal terminal)
    {
        var claims = new ClaimsCommand(terminal);
        var command = new Command("claims", "Hold claims against a plan and against each other: a plan with claims, or a file of claims that uses one.")
        {
            claims._file, claims._tracks, claims._between, claims._strict, claims._tolerance, claims._json, claims._language, claims._color,
        };
        command.SetAction(claims.Execute);
        return command;
    }

    private int Execute(ParseResult parsed)
    {
        var color = CommonOptions.ColorOf(parsed.GetValue(_color));
        var session = OpenedPlan.Open(parsed.GetValue(_file)!, scope: CompileScope.Claims);
        if (OpenedPlan.Program(session, _terminal, color) is not { } program)
        {
            return ExitCode.Diagnostics;
        }

        var options = Options(parsed, program);
        if (OpenedPlan.Run(session, _terminal) is not { } figures)
        {
            return ExitCode.Diagnostics;
        }

        var check = ClaimCheck.Of(figures, options, _terminal.Interrupted);
        var language = CommonOptions.LanguageOf(parsed.GetValue(_language));
        if (parsed.GetValue(_json))
        {
            _terminal.Flush();
            var english = ContradictionTableBuilder.Build(program, check.Against.Contradictions,
                check.Against.Implied, check.Against.SetAside, NumberOptions.Default);
            ClaimJson.Write(ClaimRecord.Of(program, check.Results), english, program, _terminal.OutputStream);
        }
        else if (check.Results.IsEmpty)
        {
            _terminal.Output.WriteLine(language == ReportLanguage.Chinese ? "计划中没有陈述。" : "There are no claims.");
        }
        else
        {
            var numbers = new NumberOptions { Language = language };
            var palette = _terminal.OutputPalette(color);
            new ClaimPage(_terminal.Output, palette, _terminal.Width, language).Write(ClaimTableBuilder.Build(program, check.Results, numbers));
            new ContradictionPage(_terminal.Output, palette, _terminal.Width, check.Against.IsComplete)
                .Write(ContradictionTableBuilder.Build(program, check.Against.Contradictions,
                    check.Against.Implied, check.Against.SetAside, numbers));
        }

        return check.HasContradiction || (parsed.GetValue(_strict) && check.HasOff) ? ExitCode.ChecksFail : ExitCode.Fine;
    }

    private ReconcileOptions Options(ParseResult parsed, PlanProgram program)
    {
        var tracks = CommonOptions.Names(parsed.GetValue(_tracks));
        CommonOptions.RequireTracks(program, tracks);
        ImmutableArray<string> sources = [.. parsed.GetValue(_between) ?? []];
        foreach (var source in sources)
        {
            if (!program.Sources.Any(s => s.Name == source))
            {
                var known = program.Sources.Select(static s => s.Name).ToList();
                throw new UsageException(known.Count == 0
                    ? $"There is no source {source}: the plan declares none."
                    : $"There is no source {source}{CommonOptions.Suggestion(source, known)} The sources are {string.Join(", ", known)}.");
            }
        }

        return new ReconcileOptions { Tracks = tracks, Sources = sources, Tolerance = ToleranceOf(parsed.GetValue(_tolerance)!) };
    }

    private static double? ToleranceOf(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        var isPercent = text.EndsWith('%');
        var digits = isPercent ? text[..^1] : text;
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value / (isPercent ? 100 : 1) is var part and > 0 and < 1
            ? part
            : throw new UsageException($"--tolerance {text}: a tolerance is a part of the figure, such as 2%.");
    }
}
