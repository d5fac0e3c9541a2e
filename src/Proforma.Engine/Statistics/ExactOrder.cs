namespace Proforma.Engine.Statistics;

/// <summary>The ranks of values that are all kept.</summary>
/// <remarks>
/// Few values are sorted. Of many the ranks asked for are selected, some together in about one pass; whoever asks for many one by
/// one has them sorted after all.
/// </remarks>
internal sealed class ExactOrder(List<ReadOnlyMemory<double>> segments, long count) : IOrderedSample
{
    private const int SortUpTo = 1 << 16, AskedBeforeSorting = 12;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, double> _found = [];
    private double[]? _sorted;
    private int _asked;

    public long Count => count;

    public double RankError => 0;

    public void Prepare(ReadOnlySpan<long> ranks)
    {
        lock (_lock)
        {
            if (_sorted is not null || count == 0)
            {
                return;
            }

            if (count <= SortUpTo)
            {
                Sorted();
                return;
            }

            var missing = ranks.ToArray().Where(rank => !_found.ContainsKey(rank)).Distinct().Order().ToArray();
            if (missing.Length > 0 && !OrderSelection.TrySelect(segments, count, missing, _found))
            {
                Sorted();
            }
        }
    }

    public double AtRank(long rank)
    {
        lock (_lock)
        {
            if (_sorted is null && !_found.ContainsKey(rank))
            {
                if (++_asked > AskedBeforeSorting)
                {
                    Sorted();
                }
                else
                {
                    Prepare([rank]);
                }
            }

            return _sorted is { } sorted ? sorted[rank] : _found[rank];
        }
    }

    public double CountAtOrBelow(double value)
    {
        if (_sorted is { } sorted)
        {
            return FirstAbove(sorted, value);
        }

        return OrderSelection.CountAtOrBelow(segments, value);
    }

    public void AddTo(Span<long> bins, double low, double high)
    {
        // Halves first: the whole width of two ends that are far apart may not be a number.
        var scale = bins.Length / ((0.5 * high) - (0.5 * low));
        foreach (var segment in segments)
        {
            foreach (var value in segment.Span)
            {
                if (double.IsFinite(value))
                {
                    bins[(int)Math.Clamp(((0.5 * value) - (0.5 * low)) * scale, 0, bins.Length - 1)]++;
                }
            }
        }
    }

    private void Sorted()
    {
        var values = new double[count];
        var length = 0;
        foreach (var segment in segments)
        {
            foreach (var value in segment.Span)
            {
                if (double.IsFinite(value))
                {
                    values[length++] = value;
                }
            }
        }

        RadixSort.Sort(values);
        _sorted = values;
    }

    private static long FirstAbove(double[] sorted, double value)
    {
        int from = 0, to = sorted.Length;
        while (from < to)
        {
            var middle = (int)(((uint)from + (uint)to) >> 1);
            (from, to) = sorted[middle] <= value ? (middle + 1, to) : (from, middle);
        }

        return from;
    }
}
