namespace Proforma.Claims.Extraction.Roles;

/// <summary>
/// Decides whether an article has three tracks or two. "Base" stands beside "conservative" as a track of its own only where one sentence, table or list
/// names a cautious track with it, or a bear-like word is used; otherwise base is the cautious one of two, as in 激进 and 基准.
/// </summary>
internal static class TrackNaming
{
    public const string Base = "base";
    public const string Conservative = "conservative";

    private const int LongestLabel = 24;

    private static readonly string[] Bearish = ["bear", "downside", "pessimis", "worst", "悲观", "最坏", "熊市", "压力情景", "stress"];

    public static bool HasThreeTracks(IReadOnlyList<BlockText> blocks)
    {
        bool anyBase = false;
        bool anyBear = false;
        bool labelBase = false;
        bool labelConservative = false;
        foreach (var block in blocks)
        {
            bool baseHere = false;
            bool conservativeHere = false;
            foreach (var mention in block.Cues)
            {
                if (mention.Cue.Kind == CueKind.Track || mention.Cue.Kind == CueKind.BareTrack && block.Text.Length < 40)
                {
                    baseHere |= mention.Cue.Key == Base;
                    conservativeHere |= mention.Cue.Key == Conservative;
                    anyBear |= mention.Cue.Key == Conservative && IsBearish(block.Folded[mention.Start..mention.End]);

                    // Rows or columns of a table: 激进, 基准, 保守.
                    bool label = block.Text.Length < LongestLabel;
                    labelBase |= label && mention.Cue.Key == Base;
                    labelConservative |= label && mention.Cue.Key == Conservative;
                }
            }

            if (baseHere && conservativeHere)
            {
                return true;
            }

            anyBase |= baseHere;
        }

        return anyBase && anyBear || labelBase && labelConservative;
    }

    private static bool IsBearish(ReadOnlySpan<char> word)
    {
        foreach (string bear in Bearish)
        {
            if (word.Contains(bear, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
