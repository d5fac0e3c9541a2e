using System.Collections.Immutable;
using System.Globalization;
using Proforma.Model.Claims;
using Proforma.Model.Program;
using Proforma.Reporting.Numbers;

namespace Proforma.Reporting.Claims;

/// <summary>Puts results into words and groups.</summary>
public static class ClaimTableBuilder
{
    /// <summary>The table of claims.</summary>
    /// <param name="program">The plan that they were held against.</param>
    /// <param name="results">The results, in the order of the claims.</param>
    /// <param name="options">Language and numbers.</param>
    public static ClaimTable Build(PlanProgram program, ImmutableArray<ClaimResult> results, NumberOptions options)
    {
        var figures = new ClaimFigures(program, options);
        var groups = ImmutableArray.CreateBuilder<ClaimGroup>();
        foreach (var source in results.GroupBy(static r => r.Claim.Source))
        {
            var title = SourceOf(program, source.Key, options.Language);

            // One company after the other, then what sets them beside each other, then words.
            foreach (var entity in source.GroupBy(r => EntityOf(program, r.Claim))
                .OrderBy(static g => g.Key.Length == 0 ? int.MaxValue : g.First().Claim.Entities.Length))
            {
                groups.Add(new ClaimGroup(title, entity.Key,
                    [.. entity.GroupBy(static r => r.Claim.Index).SelectMany(g => Rows(program, figures, [.. g], options.Language))]));
            }
        }

        return new ClaimTable(program.Title, options.Language, groups.ToImmutable(), Summary(results));
    }

    /// <summary>The verdict of a claim as a whole: that of the track in which it comes out best.</summary>
    public static ImmutableArray<(ClaimVerdict Verdict, int Count)> Summary(ImmutableArray<ClaimResult> results) =>
    [
        .. results.GroupBy(static r => r.Claim.Index).Select(static g => g.Min(static r => r.Verdict))
            .GroupBy(static v => v).OrderBy(static g => g.Key).Select(static g => (g.Key, g.Count())),
    ];

    private static IEnumerable<ClaimRow> Rows(PlanProgram program, ClaimFigures figures, List<ClaimResult> results, ReportLanguage language)
    {
        var best = results.Min(static r => r.Verdict);
        var rows = results.ConvertAll(r => Row(program, figures, r, language) with { IsSecondary = r.Verdict > best });
        if (rows.Count > 1 && rows.TrueForAll(r => SaysTheSame(r, rows[0])))
        {
            return [rows[0] with { Track = language == ReportLanguage.Chinese ? "各轨道" : "all" }];
        }

        return rows.Select((r, i) => i == 0 ? r : r with { Name = "", What = "", Said = r.Said == rows[0].Said ? "" : r.Said });
    }

    private static bool SaysTheSame(ClaimRow a, ClaimRow b) =>
        (a.Verdict, a.Plan, a.Said, a.Difference) == (b.Verdict, b.Plan, b.Said, b.Difference) && a.Notes.SequenceEqual(b.Notes);

    private static ClaimRow Row(PlanProgram program, ClaimFigures figures, ClaimResult result, ReportLanguage language)
    {
        var claim = result.Claim;
        return new ClaimRow(
            result,
            claim.Name,
            What(program, claim, language),
            result.Track < 0 ? "" : TrackOf(program.TrackAxes[claim.TrackAxis].Tracks[result.Track], language),
            figures.Said(result),
            figures.Plan(result),
            ClaimWords.Of(result.Verdict, language),
            figures.Difference(result),
            Notes(figures, result, language),
            claim.Quote,
            IsSecondary: false);
    }

    private static string TrackOf(Track track, ReportLanguage language) => language == ReportLanguage.Chinese ? track.Label : track.Name;

    /// <summary>What is measured: in the reader's own language the words of the source, otherwise the formula.</summary>
    private static string What(PlanProgram program, ClaimDefinition claim, ReportLanguage language)
    {
        var isOwn = language == ReportLanguage.Chinese && claim is { Quote.Length: > 0, Source: >= 0 }
            && program.Sources[claim.Source].Language.StartsWith("zh", StringComparison.OrdinalIgnoreCase);
        return isOwn ? claim.Quote : claim.Metric is not { } metric || claim.Kind == ClaimKind.Ordering ? claim.Text : metric.Text;
    }

    internal static ImmutableArray<string> Notes(ClaimFigures figures, ClaimResult result, ReportLanguage language)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        if (ClaimWords.Of(result.Reason, language) is { Length: > 0 } reason)
        {
            notes.Add(reason);
        }

        if (result.Verdict == ClaimVerdict.UnsupportedAtFaceValue)
        {
            notes.Add(language == ReportLanguage.Chinese ? "仅在四舍五入范围内可能，按所印数字不成立" : "possible only within rounding, not at the printed figures");
        }

        foreach (var comparison in result.Comparisons)
        {
            var lead = ClaimWords.Of(comparison, language);
            var figure = figures.Plan(result, comparison);
            var verdict = ClaimWords.Of(comparison.Verdict, language);
            notes.Add(language == ReportLanguage.Chinese ? $"{lead}：{figure}，{verdict}" : $"{lead}: {figure}, {verdict}");
        }

        return notes.ToImmutable();
    }

    private static string SourceOf(PlanProgram program, int index, ReportLanguage language)
    {
        if (index < 0)
        {
            return "";
        }

        var source = program.Sources[index];
        var parts = new[] { source.Publisher, source.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "" }
            .Where(static p => p.Length > 0);
        var where = string.Join(language == ReportLanguage.Chinese ? "，" : ", ", parts);
        return where.Length == 0 ? source.Title : language == ReportLanguage.Chinese ? $"{source.Title}（{where}）" : $"{source.Title} ({where})";
    }

    private static string EntityOf(PlanProgram program, ClaimDefinition claim) =>
        string.Join(" · ", claim.Entities.Select(alias => alias.Length == 0 ? program.Title : program.EntityTitles.GetValueOrDefault(alias, alias)));
}
