namespace Proforma.Cli.Rendering;

/// <summary>Some tracks and columns of a table that fit beside each other.</summary>
/// <param name="Tracks">Positions of tracks.</param>
/// <param name="Columns">Positions of columns.</param>
/// <param name="HasSparklines">Whether sparklines stand behind the last column.</param>
internal sealed record Fold(IReadOnlyList<int> Tracks, IReadOnlyList<int> Columns, bool HasSparklines);

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

    public int SparklineWidth(int track, Fold fold) => fold.HasSparklines && Sparklines[track] > 0 ? Sparklines[track] + 2 : 0;

    /// <summary>The blank under which a sparkline stands, in the row of headings.</summary>
    public string NoSparkline(int track, Fold fold) => new(' ', SparklineWidth(track, fold));

    /// <summary>How the table is folded to a width: all tracks beside each other, if need be without sparklines; else one by one, else a few
    /// columns at a time.</summary>
    public IEnumerable<Fold> Folds(int width)
    {
        var everyTrack = Enumerable.Range(0, Columns.Length).ToArray();
        var everyColumn = Enumerable.Range(0, Columns[0].Length).ToArray();
        foreach (var sparklines in (ReadOnlySpan<bool>)[true, false])
        {
            var whole = new Fold(everyTrack, everyColumn, sparklines);
            if (Lead + everyTrack.Sum(t => BlockWidth(t, whole)) + (3 * (everyTrack.Length - 1)) <= width)
            {
                return [whole];
            }
        }

        return everyTrack.SelectMany(track => FoldsOf(track, everyColumn.Length, width));
    }

    private IEnumerable<Fold> FoldsOf(int track, int columns, int width)
    {
        for (var first = 0; first < columns;)
        {
            var count = 1;
            while (first + count < columns && Lead + BlockWidth(track, FoldOf(track, first, count + 1)) <= width)
            {
                count++;
            }

            yield return FoldOf(track, first, count);
            first += count;
        }
    }

    private Fold FoldOf(int track, int first, int count) =>
        new([track], [.. Enumerable.Range(first, count)], first + count == Columns[0].Length);
}
