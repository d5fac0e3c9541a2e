using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Workbook.Formulas;

/// <summary>
/// The lines at which a circle within a period is cut: with their solved values in place all other lines of the circle are plain
/// formulas. Of the ways to cut it the one is taken whose lines are smallest: interest rather than profit, so that what is typed
/// elsewhere in the workbook still shows.
/// </summary>
internal static class CircleCut
{
    private const int MostCutsSought = 3, LargestSought = 40;

    /// <param name="figures">The figures of a run.</param>
    /// <param name="group">Lines that read each other within one step, in the order of a sweep.</param>
    public static IReadOnlyCollection<int> Of(IPlanFigures figures, ImmutableArray<int> group)
    {
        var program = figures.Program;
        var reads = group.Select(slot => ReadsOf(program, group, slot)).ToArray();
        if (IsAcyclic(reads, []))
        {
            return [];
        }

        if (group.Length <= LargestSought)
        {
            // A line that is zero is not cut for nothing.
            var sizes = group.Select(slot => SizeOf(figures, slot)).ToArray();
            var least = (sizes.Max() * 1e-6) + double.Epsilon;
            var search = new Search(reads, [.. sizes.Select(size => size + least)]);
            search.Try([], 0, from: 0);
            if (search.Best is { } best)
            {
                return [.. best.Select(i => group[i])];
            }
        }

        // What a sweep reads before it has computed it.
        return [.. Enumerable.Range(0, group.Length).SelectMany(i => reads[i].Where(at => at >= i)).Distinct().Select(at => group[at])];
    }

    private static int[] ReadsOf(PlanProgram program, ImmutableArray<int> group, int slot) =>
    [
        .. program.Slots[slot].Rules.SelectMany(static r => r.AllReads)
            .Where(static r => !(r.Time == ReadTime.Step && r.Offset < 0))
            .Select(r => group.IndexOf(r.Slot)).Where(static at => at >= 0).Distinct(),
    ];

    /// <summary>How large a line's figures are on average.</summary>
    private static double SizeOf(IPlanFigures figures, int slot)
    {
        var (sum, count) = (0.0, 0);
        for (var row = 0; row < figures.Program.RowsOf(slot); row++)
        {
            for (var step = 0; step < figures.Program.Layout.StepsOf(slot); step++)
            {
                var value = figures.At(slot, row, step);
                sum += value.IsValue ? Math.Abs(value.Raw) : 0;
                count++;
            }
        }

        return sum / Math.Max(1, count);
    }

    /// <summary>Tries all cuts of few lines.</summary>
    private sealed class Search(int[][] reads, double[] sizes)
    {
        private double _smallest = double.PositiveInfinity;

        public List<int>? Best { get; private set; }

        public void Try(List<int> cut, double size, int from)
        {
            if (size >= _smallest)
            {
                return;
            }

            if (cut.Count > 0 && IsAcyclic(reads, cut))
            {
                (_smallest, Best) = (size, [.. cut]);
                return;
            }

            for (var i = from; i < reads.Length && cut.Count < MostCutsSought; i++)
            {
                cut.Add(i);
                Try(cut, size + sizes[i], i + 1);
                cut.RemoveAt(cut.Count - 1);
            }
        }
    }

    private static bool IsAcyclic(int[][] reads, List<int> cut)
    {
        var done = new bool[reads.Length];
        cut.ForEach(i => done[i] = true);
        for (var left = reads.Length - cut.Count; left > 0;)
        {
            var before = left;
            for (var i = 0; i < reads.Length; i++)
            {
                if (!done[i] && Array.TrueForAll(reads[i], at => done[at]))
                {
                    done[i] = true;
                    left--;
                }
            }

            if (left == before)
            {
                return false;
            }
        }

        return true;
    }
}
