namespace Proforma.Claims.Extraction.Roles;

internal enum CueKind
{
    Metric,
    Segment,

    /// <summary>A word of change; its value is the direction, 1 or -1.</summary>
    Change,

    /// <summary>A noun of change (增速, 降幅, growth rate), which makes the figure after it a change whatever stands between.</summary>
    ChangeNoun,

    /// <summary>占, "account for", "of": the figure is a share.</summary>
    Share,

    /// <summary>较, "compared with", "from": what follows is what the figure is compared with.</summary>
    Comparison,

    /// <summary>A word that makes the sentence look ahead: 预计, expects.</summary>
    Forecast,

    Track,

    /// <summary>A table's word for a track, without "case" or 情景.</summary>
    BareTrack,

    Entity,

    /// <summary>该公司, "the company"; its key says whom it means.</summary>
    Pronoun,

    /// <summary>A name of a medium, which reports and is not reported on.</summary>
    Medium,
}

/// <summary>A word of the vocabulary.</summary>
internal sealed record Cue(CueKind Kind, string Key, int Value = 0, bool IsWeak = false)
{
    public MetricEntry? Metric { get; init; }
}

/// <summary>Where a word of the vocabulary stands in a text.</summary>
internal readonly record struct CueMention(int Start, int End, Cue Cue);
