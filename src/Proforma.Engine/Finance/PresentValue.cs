namespace Proforma.Engine.Finance;

/// <summary>The net present value of a series of cash flows. Money received is positive and money paid is negative.</summary>
public static class PresentValue
{
    // Scaled down by this, no sum of finite terms overflows on the way to a finite total.
    private const double Headroom = 1.0 / (1L << 40);

    /// <summary>
    /// The net present value of flows one period apart, one period before the first of them: Σ flow_i / (1 + rate)^i for i = 1, 2, …. A flow
    /// at the date of valuation itself is added outside. Source: the NPV function of spreadsheets.
    /// </summary>
    /// <param name="rate">The discount rate of a period as a fraction, greater than -1.</param>
    /// <param name="flows">The flows in order, each at the end of its period; zeros count as periods.</param>
    /// <returns>
    /// The value in the currency of the flows. Fails with <see cref="FinanceFailure.TooFewFlows"/> when there are none;
    /// <see cref="FinanceFailure.NotFinite"/>; <see cref="FinanceFailure.InvalidArgument"/> (a rate of -100% or less);
    /// <see cref="FinanceFailure.OutOfRange"/>.
    /// </returns>
    public static FinanceResult Npv(double rate, ReadOnlySpan<double> flows) => Reject(rate, flows) ?? Discount(rate, flows, []);

    /// <summary>
    /// The net present value of dated flows at the first date: Σ flow_i / (1 + rate)^((date_i - date_1) / 365), actual days over a year of 365.
    /// The first flow is not discounted. Source: the XNPV function of spreadsheets.
    /// </summary>
    /// <param name="rate">The annual discount rate as a fraction, greater than -1.</param>
    /// <param name="flows">The flows.</param>
    /// <param name="dates">Their dates, one for each flow; the first must be the earliest, the others may stand in any order.</param>
    /// <returns>
    /// The value in the currency of the flows. Fails with <see cref="FinanceFailure.LengthMismatch"/>; <see cref="FinanceFailure.TooFewFlows"/>
    /// when there are none; <see cref="FinanceFailure.DatesNotAscendingFromFirst"/>; <see cref="FinanceFailure.NotFinite"/>;
    /// <see cref="FinanceFailure.InvalidArgument"/> (a rate of -100% or less); <see cref="FinanceFailure.OutOfRange"/>.
    /// </returns>
    public static FinanceResult Xnpv(double rate, ReadOnlySpan<double> flows, ReadOnlySpan<DateOnly> dates)
    {
        if (flows.Length != dates.Length)
        {
            return FinanceFailures.DatesMissing;
        }

        if (Reject(rate, flows) is { } failure)
        {
            return failure;
        }

        return StartsWithEarliest(dates) ? Discount(rate, flows, dates) : FinanceFailures.DateBeforeFirst;
    }

    internal static bool StartsWithEarliest(ReadOnlySpan<DateOnly> dates)
    {
        foreach (DateOnly date in dates)
        {
            if (date < dates[0])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The value, at the first flow, of the flows of one sign; null when there are none.</summary>
    internal static ScaledValue? OfOneSign(ReadOnlySpan<double> flows, bool positive, double logRate)
    {
        (int first, int last, double largest) = Extent(flows, positive);
        if (first < 0)
        {
            return null;
        }

        // Counted from the end that weighs most, so that no weight is above 1.
        int origin = logRate >= 0 ? first : last;
        double sum = 0;
        for (int index = first; index <= last; index++)
        {
            double amount = positive ? flows[index] : -flows[index];
            if (amount > 0)
            {
                sum += amount / largest * Math.Exp(-logRate * (index - origin));
            }
        }

        return new ScaledValue(sum, largest, -logRate * origin);
    }

    private static (int First, int Last, double Largest) Extent(ReadOnlySpan<double> flows, bool positive)
    {
        (int first, int last, double largest) = (-1, -1, 0);
        for (int index = 0; index < flows.Length; index++)
        {
            if (positive ? flows[index] > 0 : flows[index] < 0)
            {
                first = first < 0 ? index : first;
                last = index;
                largest = Math.Max(largest, Math.Abs(flows[index]));
            }
        }

        return (first, last, largest);
    }

    private static FinanceResult? Reject(double rate, ReadOnlySpan<double> flows)
    {
        if (flows.IsEmpty)
        {
            return FinanceFailures.NoFlows;
        }

        if (!double.IsFinite(rate) || !FinanceFailures.AreFinite(flows))
        {
            return FinanceFailures.NotANumber;
        }

        return rate <= -1 ? FinanceFailures.RateTooLow : null;
    }

    private static FinanceResult Discount(double rate, ReadOnlySpan<double> flows, ReadOnlySpan<DateOnly> dates)
    {
        double logRate = LogRate.FromRate(rate);
        double value = Sum(logRate, flows, dates, 1);
        return FinanceResult.Of(double.IsFinite(value) ? value : Sum(logRate, flows, dates, Headroom) / Headroom);
    }

    // Without dates the flows are at times 1, 2, …. The sum is compensated (A. Neumaier, 1974), since receipts and payments often nearly cancel.
    private static double Sum(double logRate, ReadOnlySpan<double> flows, ReadOnlySpan<DateOnly> dates, double scale)
    {
        double sum = 0;
        double lost = 0;
        for (int index = 0; index < flows.Length; index++)
        {
            double amount = flows[index] * scale;
            if (amount == 0)
            {
                continue;
            }

            double time = dates.IsEmpty ? index + 1.0 : (dates[index].DayNumber - dates[0].DayNumber) / DatedFlows.DaysPerYear;
            double term = amount * Math.Exp(-logRate * time);
            double next = sum + term;
            lost += Math.Abs(sum) >= Math.Abs(term) ? (sum - next) + term : (term - next) + sum;
            sum = next;
        }

        return sum + lost;
    }
}
