using System.CommandLine;
using System.Collections.Immutable;
using Proforma.Language.Diagnostics;
using Proforma.Model.Program;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Tables;

namespace Proforma.Cli.Arguments;

/// <summary>Arguments and options that several commands share.</summary>
internal static class CommonOptions
{
    public static Argument<string> PlanFile() => new("FILE") { Description = "The plan: a .plan file." };

    public static Option<string> Language()
    {
        var option = new Option<string>("--lang") { Description = "The language of numbers and words: en or zh-CN.",
            DefaultValueFactory = static _ => "en" };
        option.AcceptOnlyFromAmong("en", "zh-CN", "zh");
        return option;
    }

    public static Option<string> Color()
    {
        var option = new Option<string>("--color") { Description = "Colours: auto (in a terminal, unless NO_COLOR is set), always or never.",
            DefaultValueFactory = static _ => "auto" };
        option.AcceptOnlyFromAmong("auto", "always", "never");
        return option;
    }

    public static Option<string[]> Tracks() =>
        new("--track") { Description = "Only this track; may be given again.", AllowMultipleArgumentsPerToken = false };

    public static Option<string[]> Set() =>
        new("--set") { Description = "What if an input had another value? raised=4B, 'churn=12% ~ normal(sd: 2%)'. May be given again.",
            AllowMultipleArgumentsPerToken = false };

    public static Option<bool> Json(string what) => new("--json") { Description = what };

    public static ReportLanguage LanguageOf(string? text) => text is "zh-CN" or "zh" ? ReportLanguage.Chinese : ReportLanguage.English;

    public static ColorChoice ColorOf(string? text) => text
        switch { "always" => ColorChoice.Always, "never" => ColorChoice.Never, _ => ColorChoice.Auto };

    /// <summary>The names given, split at commas.</summary>
    public static ImmutableArray<string> Names(string[]? texts) =>
        [.. (texts ?? []).SelectMany(static t => t.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    /// <summary>Refuses a track that the plan does not have.</summary>
    /// <exception cref="UsageException">There is no such track; the message offers the nearest.</exception>
    public static void RequireTracks(PlanProgram program, ImmutableArray<string> tracks)
    {
        var known = program.TrackAxes.SelectMany(static a => a.Tracks).Where(static t => t.Name.Length > 0).ToList();
        var names = string.Join(", ", known.Select(static t => t.Name).Distinct());
        foreach (var name in tracks)
        {
            if (!known.Exists(t => t.Name == name || t.Label == name))
            {
                throw new UsageException(known.Count == 0
                    ? $"There is no track {name}: the plan has no tracks."
                    : $"There is no track {name}{Suggestion(name, known.Select(static t => t.Name))} The tracks are {names}.");
            }
        }
    }

    /// <summary>Refuses names and patterns that fit no line.</summary>
    /// <exception cref="UsageException">One fits none; the message offers the nearest.</exception>
    public static void RequireLines(PlanProgram program, ImmutableArray<string> patterns)
    {
        foreach (var pattern in patterns)
        {
            if (!program.Slots.Any(s => s.Role != SlotRole.Hidden && StatementBuilder.Matches(s, [pattern])))
            {
                var known = program.Slots.Where(static s => s.Role != SlotRole.Hidden).Select(static s => s.Name);
                throw new UsageException($"There is no line {pattern}{Suggestion(pattern, known)} `proforma list` names all lines.");
            }
        }
    }

    /// <summary>`; did you mean …?` or a full stop.</summary>
    public static string Suggestion(string name, IEnumerable<string> known) => Spelling.Nearest(name, known) is { } nearest
        ? $"; did you mean {nearest}?" : ".";
}
