using System.Runtime.InteropServices;

namespace Proforma.Engine.Statistics;

/// <summary>How often each number occurs, as long as only few different ones do: whole numbers, periods, answers of yes or no.</summary>
internal sealed class DistinctCounts
{
    public const int MaxNumbers = 1 << 12;

    private readonly Dictionary<double, long> _counts = [];

    public bool IsEmpty => _counts.Count == 0;

    public IEnumerable<KeyValuePair<double, long>> Counts => _counts.OrderBy(static entry => entry.Key);

    /// <summary>Counts numbers until one too many is different.</summary>
    /// <returns>How many were counted; fewer than given when the limit was met.</returns>
    public int Add(ReadOnlySpan<double> values)
    {
        var same = 1;
        for (var i = 0; i < values.Length; i += same)
        {
            same = 1;
            while (i + same < values.Length && values[i + same] == values[i])
            {
                same++;
            }

            if (!TryAdd(values[i], same))
            {
                return i;
            }
        }

        return values.Length;
    }

    public bool TryAdd(double value, long count)
    {
        // −0 and 0 are one key of the dictionary; which of them stands there must not depend on which came first.
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, value + 0.0, out var known);
        if (!known && _counts.Count > MaxNumbers)
        {
            _counts.Remove(value + 0.0);
            return false;
        }

        entry += count;
        return true;
    }
}
