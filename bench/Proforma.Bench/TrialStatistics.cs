using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Proforma.Engine.Simulation;

namespace Proforma.Bench;

/// <summary>
/// The statistics of the reference model as its C++ gathers them: means of all outputs, exact quantiles of the first twelve. Values stay where
/// the sinks put them, by trial; sums are joined in the order of ranges.
/// </summary>
internal sealed class TrialStatistics : ITrialCollector
{
    private const int Kept = 12, SampleLength = 8192;

    private static readonly double[] s_probabilities = [0.05, 0.1, 0.5, 0.9, 0.95];

    private readonly double[][] _kept;
    private readonly double[] _sums;
    private readonly double[] _gathered;
    private readonly long _trials;

    public TrialStatistics(int outputs, long trials)
    {
        _kept = [.. Enumerable.Range(0, Kept).Select(_ => GC.AllocateUninitializedArray<double>((int)trials))];
        _sums = new double[outputs];
        _gathered = new double[trials + 64];
        _trials = trials;
    }

    public double MeanOf(int output) => _sums[output] / _trials;

    public double[][] Quantiles { get; } = [.. Enumerable.Range(0, Kept).Select(static _ => new double[s_probabilities.Length])];

    /// <summary>Begins anew, with the same memory.</summary>
    public void Clear() => _sums.AsSpan().Clear();

    public ITrialSink Begin(TrialRange range) => new Sink(this);

    public void End(TrialRange range, ITrialSink sink)
    {
        for (var i = 0; i < _sums.Length; i++)
        {
            _sums[i] += ((Sink)sink).Sums[i];
        }
    }

    /// <summary>Finds the quantiles, some outputs on each thread.</summary>
    public void Finish(int threads)
    {
        if (threads == 1)
        {
            for (var i = 0; i < Kept; i++)
            {
                Find(_kept[i], _gathered, Quantiles[i]);
            }

            return;
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        Parallel.For(0, Kept, options, i =>
        {
            var room = ArrayPool<double>.Shared.Rent(_gathered.Length);
            Find(_kept[i], room, Quantiles[i]);
            ArrayPool<double>.Shared.Return(room);
        });
    }

    // Brackets from a sample, one pass that counts what lies below each and gathers what lies inside one, a selection in each.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Find(double[] values, double[] gathered, double[] result)
    {
        var sample = values.AsSpan(0, Math.Min(SampleLength, values.Length)).ToArray();
        Array.Sort(sample);
        var whole = sample.Length == values.Length;
        Span<double> low = stackalloc double[5];
        Span<double> high = stackalloc double[5];
        Span<Vector512<long>> under = stackalloc Vector512<long>[5];
        under.Clear();
        for (var j = 0; j < 5; j++)
        {
            var middle = s_probabilities[j] * sample.Length;
            var spread = (5 * Math.Sqrt(sample.Length * s_probabilities[j] * (1 - s_probabilities[j]))) + 2;
            low[j] = whole ? double.NegativeInfinity : sample[(int)Math.Max(0, middle - spread)];
            high[j] = whole ? double.PositiveInfinity : sample[(int)Math.Min(sample.Length - 1, middle + spread)];
        }

        var (count, at) = (0, 0);
        for (; at + 8 <= values.Length; at += 8)
        {
            var eight = Vector512.Create(values, at);
            var inside = Vector512<double>.Zero;
            for (var j = 0; j < 5; j++)
            {
                var isBelow = Vector512.LessThan(eight, Vector512.Create(low[j]));
                under[j] -= isBelow.AsInt64();
                inside |= Vector512.AndNot(Vector512.LessThanOrEqual(eight, Vector512.Create(high[j])), isBelow);
            }

            for (var bits = Vector512.ExtractMostSignificantBits(inside); bits != 0; bits &= bits - 1)
            {
                gathered[count++] = values[at + BitOperations.TrailingZeroCount(bits)];
            }
        }

        Span<long> below = stackalloc long[5];
        for (var j = 0; j < 5; j++)
        {
            below[j] = Vector512.Sum(under[j]);
        }

        for (; at < values.Length; at++)
        {
            gathered[count++] = values[at];
            for (var j = 0; j < 5; j++)
            {
                below[j] += values[at] < low[j] ? 1 : 0;
            }
        }

        Select(values, gathered.AsSpan(0, count), low, high, below, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Select(double[] values, Span<double> gathered, Span<double> low, Span<double> high, Span<long> below, double[] result)
    {
        var found = new double[gathered.Length + 1];
        for (var j = 0; j < 5; j++)
        {
            var count = 0;
            foreach (var value in gathered)
            {
                found[count] = value;
                count += value >= low[j] && value <= high[j] ? 1 : 0;
            }

            var rank = (values.Length - 1) * s_probabilities[j];
            var place = (int)((long)rank - below[j]);
            var candidates = found.AsSpan(0, count);
            if (place < 0 || place + 1 >= count)
            {
                candidates = values.ToArray();
                place = (int)rank;
            }

            var lower = SelectAt(candidates, place);
            var upper = lower;
            if (place + 1 < candidates.Length)
            {
                upper = double.MaxValue;
                foreach (var value in candidates[(place + 1)..])
                {
                    upper = Math.Min(upper, value);
                }
            }

            result[j] = lower + ((rank - Math.Floor(rank)) * (upper - lower));
        }
    }

    // Hoare's selection: afterwards nothing before the place is greater, nothing after it less.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SelectAt(Span<double> values, int place)
    {
        var (first, last) = (0, values.Length - 1);
        while (last > first)
        {
            var pivot = values[first + ((last - first) / 2)];
            var (i, j) = (first, last);
            while (i <= j)
            {
                while (values[i] < pivot)
                {
                    i++;
                }

                while (values[j] > pivot)
                {
                    j--;
                }

                if (i <= j)
                {
                    (values[i], values[j]) = (values[j], values[i]);
                    i++;
                    j--;
                }
            }

            if (place <= j)
            {
                last = j;
            }
            else if (place >= i)
            {
                first = i;
            }
            else
            {
                break;
            }
        }

        return values[place];
    }

    private sealed class Sink(TrialStatistics owner) : ITrialSink
    {
        public double[] Sums { get; } = new double[owner._sums.Length];

        public void Accept(long firstTrial, int count, ReadOnlySpan<double> outputs, ReadOnlySpan<double> inputs)
        {
            for (var i = 0; i < Sums.Length; i++)
            {
                var values = outputs.Slice(i * count, count);
                var sum = Vector512<double>.Zero;
                var at = 0;
                for (; at + 8 <= values.Length; at += 8)
                {
                    sum += Vector512.Create(values[at..]);
                }

                Sums[i] += Vector512.Sum(sum);
                for (; at < values.Length; at++)
                {
                    Sums[i] += values[at];
                }

                if (i < Kept)
                {
                    values.CopyTo(owner._kept[i].AsSpan((int)firstTrial));
                }
            }
        }
    }
}
