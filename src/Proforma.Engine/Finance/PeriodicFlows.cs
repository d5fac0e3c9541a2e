namespace Proforma.Engine.Finance;

/// <summary>Flows one period apart, read in place: a series of a million months is not copied.</summary>
internal readonly ref struct PeriodicFlows : IDiscountedFlows
{
    // Powers are taken by multiplication inside a block and afresh at its start, so that their error does not grow with the series.
    private const int Block = 256;

    private readonly ReadOnlySpan<double> amounts;
    private readonly double scale;

    /// <param name="amounts">Finite amounts. Zeros before the first and after the last flow that is not zero change no rate, and are left out.</param>
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

    public FlowMoments At(double u, bool fromEnd)
    {
        double factor = Math.Exp(-u);
        double in0 = 0, in1 = 0, in2 = 0, out0 = 0, out1 = 0, out2 = 0;
        for (int start = 0; start < amounts.Length; start += Block)
        {
            int count = Math.Min(Block, amounts.Length - start);
            double weight = Math.Exp(-u * start) * scale;
            if (weight == 0)
            {
                break;
            }

            ReadOnlySpan<double> block = amounts.Slice(fromEnd ? amounts.Length - start - count : start, count);
            double sumIn0 = 0, sumIn1 = 0, sumIn2 = 0, sumOut0 = 0, sumOut1 = 0, sumOut2 = 0;
            for (int index = 0; index < block.Length; index++)
            {
                double value = block[fromEnd ? block.Length - 1 - index : index] * weight;
                double time = start + index;
                double positive = Math.Max(value, 0);
                double negative = Math.Max(-value, 0);
                sumIn0 += positive;
                sumOut0 += negative;
                positive *= time;
                negative *= time;
                sumIn1 += positive;
                sumOut1 += negative;
                sumIn2 += positive * time;
                sumOut2 += negative * time;
                weight *= factor;
            }

            in0 += sumIn0;
            in1 += sumIn1;
            in2 += sumIn2;
            out0 += sumOut0;
            out1 += sumOut1;
            out2 += sumOut2;
        }

        return new FlowMoments(in0, in1, in2, out0, out1, out2);
    }
}
