namespace Proforma.Engine.Finance;

/// <summary>
/// Flows on dates, in order of their days after the first, with the flows of one day added up. The rate is a year's of 365 days.
/// </summary>
internal readonly struct DatedFlows : IDiscountedFlows
{
    public const double DaysPerYear = 365;

    private readonly double[] times;
    private readonly double[] values;

    private DatedFlows(double[] times, double[] values, int terms)
    {
        this.times = times;
        this.values = values;
        Terms = terms;
        Signs = FlowSigns.Of(values.AsSpan(0, terms));
    }

    public FlowSigns Signs { get; }

    public double UnitsPerRatePeriod => DaysPerYear;

    public int Terms { get; }

    /// <summary>Sorts and adds up the flows. There must be as many dates as flows, none before the first, and every flow finite.</summary>
    public static DatedFlows Of(ReadOnlySpan<double> flows, ReadOnlySpan<DateOnly> dates)
    {
        double largest = 0;
        double[] amounts = new double[flows.Length];
        double[] days = new double[flows.Length];
        bool ordered = true;
        for (int index = 0; index < flows.Length; index++)
        {
            largest = Math.Max(largest, Math.Abs(flows[index]));
            days[index] = dates[index].DayNumber;
            ordered &= index == 0 || days[index] >= days[index - 1];
        }

        double scale = IDiscountedFlows.ScaleFor(largest);
        for (int index = 0; index < flows.Length; index++)
        {
            amounts[index] = flows[index] * scale;
        }

        if (!ordered)
        {
            Array.Sort(days, amounts);
        }

        return new DatedFlows(days, amounts, AddUpDays(days, amounts));
    }

    public FlowMoments At(double u, bool fromEnd)
    {
        double in0 = 0, in1 = 0, in2 = 0, out0 = 0, out1 = 0, out2 = 0;
        double origin = Terms == 0 ? 0 : times[fromEnd ? Terms - 1 : 0];
        for (int index = 0; index < Terms; index++)
        {
            double time = Math.Abs(times[index] - origin);
            double value = values[index] * Math.Exp(-u * time);
            double positive = Math.Max(value, 0);
            double negative = Math.Max(-value, 0);
            in0 += positive;
            out0 += negative;
            in1 += positive * time;
            out1 += negative * time;
            in2 += positive * time * time;
            out2 += negative * time * time;
        }

        return new FlowMoments(in0, in1, in2, out0, out1, out2);
    }

    // In place: the flows of a day move into its first entry, and days whose flows cancel are left out.
    private static int AddUpDays(double[] days, double[] amounts)
    {
        int count = 0;
        int index = 0;
        while (index < days.Length)
        {
            double day = days[index];
            double amount = 0;
            for (; index < days.Length && days[index] == day; index++)
            {
                amount += amounts[index];
            }

            if (amount != 0)
            {
                days[count] = day;
                amounts[count] = amount;
                count++;
            }
        }

        return count;
    }
}
