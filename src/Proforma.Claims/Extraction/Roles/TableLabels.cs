using Proforma.Claims.Extraction.Periods;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>What one label of a table says: its metric, period, track, company, unit, and whether it names a change.</summary>
internal sealed class TableLabels
{
    private TableLabels(BlockText block)
    {
        Block = block;
        Hint = UnitHint.Read(block.Folded);
        Metrics = MetricMentions.Of(block);
        Period = block.Periods.Find(p => p.Form is PeriodForm.Whole or PeriodForm.NeedsYear or PeriodForm.YearBefore or PeriodForm.Same);
        var track = block.Cues.FindLast(cue => cue.Cue.Kind is CueKind.Track);
        Track = track.Cue?.Key ?? block.Cues.Find(cue => cue.Cue.Kind == CueKind.BareTrack && !IsInMetric(cue)).Cue?.Key;
        Entity = block.Entities.Find(entity => !entity.IsPronoun).Name;
        var change = block.Cues.Find(cue => cue.Cue.Kind is CueKind.ChangeNoun or CueKind.Change);
        IsChange = change.Cue is not null;
    }

    public BlockText Block { get; }

    public UnitHint Hint { get; }

    public IReadOnlyList<MetricMention> Metrics { get; }

    public PeriodMention? Period { get; }

    public string? Track { get; }

    public string? Entity { get; }

    public bool IsChange { get; }

    public static TableLabels Of(BlockText block) => new(block);

    /// <summary>The metric of a label that best takes a figure: of two that fit the longer name.</summary>
    public MetricMention? MetricFor(FigureDraft draft)
    {
        MetricMention? best = null;
        double top = 0.3;
        foreach (var mention in Metrics)
        {
            double score = MetricBinder.Fits(mention.Entry, draft) + (0.01 * (mention.End - mention.Start));
            if (score > top)
            {
                (best, top) = (mention, score);
            }
        }

        return best;
    }

    private bool IsInMetric(CueMention cue) => Metrics.Any(metric => metric.Start <= cue.Start && cue.End <= metric.End);
}
