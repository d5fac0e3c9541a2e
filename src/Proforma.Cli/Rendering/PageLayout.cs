namespace Proforma.Cli.Rendering;

/// <summary>Some tracks and columns of a table that fit beside each other.</summary>
/// <param name="Tracks">Positions of tracks.</param>
/// <param name="Columns">Positions of columns.</param>
/// <param name="IsLast">Whether it ends with the last column, where the sparklines stand.</param>
internal sealed record Fold(IReadOnlyList<int> Tracks, IReadOnlyList<int> Columns, bool IsLast);

/// <summary>The widths of a statement table.</summary>
/// <param name="Label">The width of labels.</param>
/// <param name="Unit">The width of units.</param>
/// <param name="Columns">For each track the width of each column.</param>
/// <param name="Sparklines">For each track the width of its sparklines; 0 for none.</param>
internal sealed record PageLayout(int Label, int Unit, int[][] Columns, int[] Sparklines)
{
    /// <summary>What stands before the first figure.</summary>
    public int Lead => Label + 2 + Unit + 2;

    public int BlockWidth(int track, Fold fold) =>
        fold.Columns.Sum(c => Columns[track][c]) + (2 * (fold.Columns.Count - 1)) + SparklineWidth(track, fold);

    public int SparklineWidth(int track, Fold fold) => fold.IsLast && Sparklines[track] > 0 ? Sparklines[track] + 2 : 0;

    /// <summary>The blank under which a sparkline stands, in the row of headings.</summary>
    public string NoSparkline(int track, Fold fold) => new(' ', SparklineWidth(track, fold));

    /// <summary>How the table is folded to a width: all tracks beside each other, else one by one, else a few columns at a time.</summary>
    public IEnumerable<Fold> Folds(int width)
    {
        var everyTrack = Enumerable.Range(0, Columns.Length).ToArray();
        var everyColumn = Enumerable.Range(0, Columns[0].Length).ToArray();
        var whole = new Fold(everyTrack, everyColumn, true);
        if (Lead + everyTrack.Sum(t => BlockWidth(t, whole)) + (3 * (everyTrack.Length - 1)) <= width)
        {
            yield return whole;
            yield break;
        }

        foreach (var track in everyTrack)
        {
            for (var first = 0; first < everyColumn.Length;)
            {
                var count = 1;
                while (first + count < everyColumn.Length && Lead + BlockWidth(track, FoldOf(track, first, count + 1)) <= width)
                {
                    count++;
                }

                yield return FoldOf(track, first, count);
                first += count;
            }
        }
    }

    private Fold FoldOf(int track, int first, int count) =>
        new([track], [.. Enumerable.Range(first, count)], first + count == Columns[0].Length);
}
