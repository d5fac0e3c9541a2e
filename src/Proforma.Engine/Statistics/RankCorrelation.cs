namespace Proforma.Engine.Statistics;

/// <summary>Correlation of ranks: how far one number grows whenever another does, in whatever proportion.</summary>
public static class RankCorrelation
{
    /// <summary>Spearman's coefficient: Pearson's of the ranks, equal values having the mean of theirs.</summary>
    /// <param name="x">Values of one variable; what is not finite is left out with its partner.</param>
    /// <param name="y">Values of the other, trial by trial.</param>
    /// <returns>From −1 to 1; NaN where one of the two does not vary.</returns>
    public static double Spearman(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length, nameof(y));
        var (a, b) = (new double[x.Length], new double[x.Length]);
        var count = 0;
        for (var i = 0; i < x.Length; i++)
        {
            (a[count], b[count]) = (x[i], y[i]);
            count += double.IsFinite(x[i]) && double.IsFinite(y[i]) ? 1 : 0;
        }

        return count < 2 ? double.NaN : OfRanks(Ranks(a.AsSpan(0, count)), Ranks(b.AsSpan(0, count)));
    }

    /// <summary>The ranks of finite values from 1 on, doubled so that the mean rank of equal values is a whole number.</summary>
    internal static long[] Ranks(ReadOnlySpan<double> values)
    {
        var order = RadixSort.OrderOf(values, out var keys);
        var ranks = new long[values.Length];
        for (int first = 0, next; first < order.Length; first = next)
        {
            next = first + 1;
            while (next < order.Length && keys[next] == keys[first])
            {
                next++;
            }

            for (var i = first; i < next; i++)
            {
                ranks[order[i]] = first + next + 1L;
            }
        }

        return ranks;
    }

    /// <summary>Pearson's coefficient of ranks, whose sums are whole numbers and so exact.</summary>
    internal static double OfRanks(long[] a, long[] b)
    {
        // Doubled ranks have the mean n + 1.
        long centre = a.Length + 1;
        Int128 aa = 0, bb = 0, ab = 0;
        for (var i = 0; i < a.Length; i++)
        {
            var (p, q) = (a[i] - centre, b[i] - centre);
            aa += p * p;
            bb += q * q;
            ab += p * q;
        }

        return aa == 0 || bb == 0 ? double.NaN : Math.Clamp((double)ab / (Math.Sqrt((double)aa) * Math.Sqrt((double)bb)), -1, 1);
    }
}
