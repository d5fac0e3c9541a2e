using System.Collections.Immutable;
using Proforma.Model.Claims;
using Proforma.Reporting.Claims;
using Proforma.Reporting.Numbers;

namespace Proforma.Reporting.Reports;

/// <summary>Fills `claims` blocks: what was said, what the plan says, and how they stand.</summary>
internal sealed class ClaimBlocks(ReportContext context)
{
    /// <summary>The table of a block, or null with problems.</summary>
    public ReportTable? Table(TemplateFile file, TemplateBlock block)
    {
        var parameters = new BlockParameters(context, file, block);
        var (title, note) = (parameters.Text("title"), parameters.Text("note"));
        var names = Names(parameters);
        var verdicts = Verdicts(parameters);
        var showsAll = parameters.Flag("all_tracks");
        var hasNotes = parameters.Choice("notes", true, ("true", true), ("false", false), ("yes", true), ("no", false));
        parameters.Finish();
        if (context.Input.Claims.IsEmpty && !parameters.HasFailed)
        {
            parameters.Fail(ReportCodes.NotThere, block.Kind,
                "The plan has no claims; name a file with claims as the report's plan, or leave this block out.");
        }

        if (parameters.HasFailed)
        {
            return null;
        }

        ImmutableArray<ClaimResult> results =
        [
            .. context.Input.Claims.GroupBy(static r => r.Claim.Index)
                .Where(g => (names.IsEmpty || names.Contains(g.First().Claim.Name))
                    && (verdicts.IsEmpty || verdicts.Contains(g.Min(static r => r.Verdict))))
                .SelectMany(static g => g),
        ];
        var table = ClaimTableBuilder.Build(context.Program, results, context.Numbers);
        var rows = ImmutableArray.CreateBuilder<ReportRow>();
        foreach (var group in table.Groups)
        {
            if (table.Groups.Length > 1)
            {
                rows.Add(new ReportRow(group.Entity.Length > 0 ? context.Labels.Words(group.Entity) : context.Say("In words", "文字陈述"), []));
            }

            rows.AddRange(group.Rows.Where(r => showsAll || !r.IsSecondary).Select(r => Row(r, hasNotes)));
        }

        return new ReportTable
        {
            Title = title,
            Subtitle = string.Join(" · ", table.Summary.Select(s => $"{ClaimWords.Of(s.Verdict, context.Language)} {s.Count}")),
            Note = note,
            Columns =
            [
                new TableHead(context.Say("said", "说法"), IsText: true), new TableHead(context.Say("the plan", "计划")),
                    new TableHead(context.Say("verdict", "判定"), IsText: true),
                new TableHead(context.Say("difference", "差异")),
            ],
            Rows = rows.ToImmutable(),
        };
    }

    private ReportRow Row(ClaimRow row, bool hasNotes)
    {
        var claim = row.Result.Claim;
        var what = claim.Quote.Length > 0 && context.Language == ReportLanguage.Chinese ? claim.Quote : row.What.Length > 0 ? row.What
            : claim.Metric?.Text ?? claim.Text;
        var track = row.Result.Track < 0 ? null : context.Program.TrackAxes[claim.TrackAxis].Tracks[row.Result.Track];
        var label = track is { Name.Length: > 0 } && row.Track == (context.Language == ReportLanguage.Chinese ? track.Label : track.Name)
            ? context.Tracks.FirstOrDefault(t => t.Name == track.Name)?.Label ?? row.Track : "";
        var key = claim.Metric is { Slot: >= 0 } metric && row.Plan.Length > 0
            ? context.Explanations.Add(metric.Slot, context.Program.TracksOf(context.Program.Slots[metric.Slot]) > 1 ? Math.Max(0, row.Result.Track)
                : 0, context.Calendar.Last) : -1;
        var verdict = row.Verdict + (hasNotes && !row.Notes.IsEmpty ? context.Say(": ", "：") + string.Join(context.Say("; ", "；"), row.Notes) : "");
        return new ReportRow(label.Length > 0 ? context.Say($"{what} ({label})", $"{what}（{label}）") : what,
        [
            new ReportCell(row.Said) { IsText = true }, new ReportCell(row.Plan, key), new ReportCell(verdict) { IsText = true },
                new ReportCell(row.Difference),
        ]);
    }

    private ImmutableArray<string> Names(BlockParameters parameters)
    {
        if (parameters.Take("only") is not { Length: > 0 } list)
        {
            return [];
        }

        var known = context.Input.Claims.Select(static r => r.Claim.Name).Distinct().ToList();
        var found = ImmutableArray.CreateBuilder<string>();
        foreach (var name in FigureSyntax.Split(list, ','))
        {
            if (!known.Contains(name.Text))
            {
                var nearest = context.Nearest(name.Text, known);
                parameters.Fail(ReportCodes.UnknownLine, name,
                    $"There is no claim {name.Text}{(nearest is null ? "." : $"; did you mean {nearest}?")}", nearest);
            }

            found.Add(name.Text);
        }

        return found.ToImmutable();
    }

    private static ImmutableArray<ClaimVerdict> Verdicts(BlockParameters parameters)
    {
        if (parameters.Take("verdict") is not { Length: > 0 } list)
        {
            return [];
        }

        var known = Enum.GetValues<ClaimVerdict>();
        var found = ImmutableArray.CreateBuilder<ClaimVerdict>();
        foreach (var word in FigureSyntax.Split(list, ','))
        {
            var at = Array.FindIndex(known, v => ClaimWords.RecordOf(v) == word.Text);
            if (at < 0)
            {
                parameters.Fail(ReportCodes.BadParameter, word,
                    $"{word.Text} is no verdict; they are {string.Join(", ", known.Select(ClaimWords.RecordOf))}.");
            }
            else
            {
                found.Add(known[at]);
            }
        }

        return found.ToImmutable();
    }
}
