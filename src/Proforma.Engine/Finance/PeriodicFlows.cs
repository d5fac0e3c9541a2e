using System.Runtime.Intrinsics;

namespace Proforma.Engine.Finance;

/// <summary>Flows one period apart, read in place: a series of a million months is not copied.</summary>
internal readonly ref struct PeriodicFlows : IDiscountedFlows
{
    // Powers are taken by multiplication inside a block and afresh at its start, so that their error does not grow with the series.
    private const int Block = 256;

    private readonly ReadOnlySpan<double> amounts;
    private readonly double scale;

    /// <param name="amounts">Finite amounts. Zeros before the first and after the last other flow change no rate, and are left out.</param>
    public PeriodicFlows(ReadOnlySpan<double> amounts)
    {
        this.amounts = amounts.Trim(0.0);
        double largest = 0;
        foreach (double amount in this.amounts)
        {
            largest = Math.Max(largest, Math.Abs(amount));
        }

        scale = IDiscountedFlows.ScaleFor(largest);
        Signs = FlowSigns.Of(this.amounts);
    }

    public FlowSigns Signs { get; }

    public double UnitsPerRatePeriod => 1;

    public int Terms => amounts.Length;

    // Four flows at a time, in lanes of a fixed number, so that every machine adds in the same order and gets the same bits.
    public FlowMoments At(double u, bool fromEnd)
    {
        double factor = Math.Exp(-u);
        (Vector256<double> order, Vector256<double> powers) = Lanes(factor, fromEnd);
        Vector256<double> step = Vector256.Create(factor * factor * (factor * factor));
        FlowMoments total = default;
        for (int start = 0; start < amounts.Length; start += Block)
        {
            int count = Math.Min(Block, amounts.Length - start);
            double weight = Math.Exp(-u * start) * scale;
            if (weight == 0)
            {
                break;
            }

            MomentSums sums = default;
            Vector256<double> weights = powers * weight;
            Vector256<double> times = order + Vector256.Create((double)start);
            int index = 0;
            for (; index + 4 <= count; index += 4)
            {
                int from = fromEnd ? amounts.Length - start - index - 4 : start + index;
                sums.Add(Vector256.Create(amounts.Slice(from, 4)) * weights, times);
                weights *= step;
                times += Vector256.Create(4.0);
            }

            total = sums.AddedTo(total);
            for (; index < count; index++)
            {
                double amount = amounts[fromEnd ? amounts.Length - 1 - start - index : start + index];
                double time = start + index;
                total = total.Plus(amount, Math.Exp(-u * time) * scale, time, time * time);
            }
        }

        return total;
    }

    // From the end, four flows in a row have descending powers: the last of them comes first.
    private static (Vector256<double> Order, Vector256<double> Powers) Lanes(double factor, bool fromEnd)
    {
        double square = factor * factor;
        return fromEnd
            ? (Vector256.Create(3.0, 2, 1, 0), Vector256.Create(square * factor, square, factor, 1))
            : (Vector256.Create(0.0, 1, 2, 3), Vector256.Create(1, factor, square, square * factor));
    }

    private struct MomentSums
    {
        private Vector256<double> in0, in1, in2, out0, out1, out2;

        public void Add(Vector256<double> values, Vector256<double> times)
        {
            Vector256<double> positive = Vector256.Max(values, Vector256<double>.Zero);
            Vector256<double> negative = positive - values;
            in0 += positive;
            out0 += negative;
            positive *= times;
            negative *= times;
            in1 += positive;
            out1 += negative;
            in2 += positive * times;
            out2 += negative * times;
        }

        public readonly FlowMoments AddedTo(FlowMoments total) => new(
            total.In0 + Vector256.Sum(in0),
            total.In1 + Vector256.Sum(in1),
            total.In2 + Vector256.Sum(in2),
            total.Out0 + Vector256.Sum(out0),
            total.Out1 + Vector256.Sum(out1),
            total.Out2 + Vector256.Sum(out2));
    }
}
