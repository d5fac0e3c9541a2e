namespace Proforma.Engine.Statistics;

/// <summary>The ranks of numbers that were counted in buckets: within one they are taken as evenly spread.</summary>
internal sealed class SketchOrder : IOrderedSample
{
    private readonly BucketScale _negative;
    private readonly BucketScale _positive;
    private readonly double[] _distinct;
    private readonly long[] _before;

    /// <summary>A copy of the counts as they are now.</summary>
    public SketchOrder(CountSketch sketch)
    {
        _negative = sketch.Negative.Scale;
        _positive = sketch.Positive.Scale;
        _distinct = sketch.Distinct is { } distinct ? [.. distinct.Counts.Select(static entry => entry.Key)] : [];
        _before = Accumulated(sketch);
        for (var i = 0; i < _before.Length - 1; i++)
        {
            // A number that stands for itself is where it says it is; in a bucket it is somewhere within.
            var (low, high) = Ends(i);
            RankError = Math.Max(RankError, low == high ? 0 : (_before[i + 1] - _before[i]) / (double)Count);
        }
    }

    public long Count => _before[^1];

    public double RankError { get; }

    public void Prepare(ReadOnlySpan<long> ranks)
    {
    }

    public double AtRank(long rank)
    {
        var at = FirstWhere(i => _before[i + 1] > rank);
        var (low, high) = Ends(at);
        return low + ((high - low) * ((rank - _before[at] + 0.5) / (_before[at + 1] - _before[at])));
    }

    public double CountAtOrBelow(double value)
    {
        var at = FirstWhere(i => Ends(i).High > value);
        if (at == _before.Length - 1 || Ends(at).Low > value)
        {
            return _before[at];
        }

        var (low, high) = Ends(at);
        return _before[at] + ((_before[at + 1] - _before[at]) * ((value - low) / (high - low)));
    }

    public void AddTo(Span<long> bins, double low, double high)
    {
        var scale = bins.Length / ((0.5 * high) - (0.5 * low));
        for (var i = 0; i < _before.Length - 1; i++)
        {
            var ends = Ends(i);
            var middle = (0.25 * ends.Low) + (0.25 * ends.High);
            bins[(int)Math.Clamp((middle - (0.5 * low)) * scale, 0, bins.Length - 1)] += _before[i + 1] - _before[i];
        }
    }

    // Negative numbers from the greatest magnitude down, zero, positive ones.
    private static long[] Accumulated(CountSketch sketch)
    {
        IEnumerable<long> counts = sketch.Distinct is { } distinct
            ? distinct.Counts.Select(static entry => entry.Value)
            : [.. sketch.Negative.Counts.ToArray().Reverse(), sketch.Zeros, .. sketch.Positive.Counts];
        List<long> before = [0];
        foreach (var count in counts)
        {
            before.Add(before[^1] + count);
        }

        return [.. before];
    }

    private (double Low, double High) Ends(int index)
    {
        if (_distinct.Length > 0)
        {
            return (_distinct[index], _distinct[index]);
        }

        if (index < _negative.Length)
        {
            var (low, high) = _negative.Ends(_negative.Length - 1 - index);
            return (-high, -low);
        }

        return index == _negative.Length ? (0, 0) : _positive.Ends(index - _negative.Length - 1);
    }

    private int FirstWhere(Func<int, bool> condition)
    {
        int from = 0, to = _before.Length - 1;
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = condition(middle) ? (from, middle) : (middle + 1, to);
        }

        return from;
    }
}
