namespace Proforma.Engine.Finance;

/// <summary>
/// Rates of return of a series of cash flows. Money received is positive and money paid is negative. All rates above -100% are searched,
/// not only those that an iteration from the guess would meet, so that the result does not depend on luck with the guess.
/// </summary>
public static class InternalRate
{
    /// <summary>The rate preferred among several when no guess is given: 10%, as in spreadsheets.</summary>
    public const double DefaultGuess = 0.1;

    /// <summary>
    /// The internal rate of return: the rate per period at which the net present value of flows one period apart is zero,
    /// Σ flow_i / (1 + rate)^i = 0. There may be as many as the flows change sign; the one nearest the guess is returned, and
    /// <see cref="FinanceResult.MultipleRoots"/> is set when there are others. Rates that rounding cannot tell apart count as one. The work is bounded:
    /// on flows that cancel almost exactly over many rates, a further pair of rates may go unmarked. Source: the IRR function of spreadsheets.
    /// </summary>
    /// <param name="flows">The flows in order, one a period; zeros count as periods.</param>
    /// <param name="guess">Which rate to prefer among several, greater than -1.</param>
    /// <returns>
    /// The rate of a period as a fraction. Fails with <see cref="FinanceFailure.TooFewFlows"/> (fewer than two);
    /// <see cref="FinanceFailure.NotFinite"/>; <see cref="FinanceFailure.InvalidArgument"/> (a guess of -100% or less);
    /// <see cref="FinanceFailure.NoSignChange"/> when there is no payment or no receipt; <see cref="FinanceFailure.NoSolution"/> when no rate
    /// fits although the flows change sign; <see cref="FinanceFailure.OutOfRange"/> when the only rates are beyond the range of numbers;
    /// <see cref="FinanceFailure.NoConvergence"/> when the flows cancel so nearly, at so many rates, that the search was given up.
    /// </returns>
    public static FinanceResult Irr(ReadOnlySpan<double> flows, double guess = DefaultGuess)
    {
        if (flows.Length < 2)
        {
            return FinanceFailures.OneFlow;
        }

        return FinanceFailures.AreFinite(flows)
            ? RateSearch.Nearest(new PeriodicFlows(flows), guess, FinanceFailures.FlowsOfOneSign)
            : FinanceFailures.NotANumber;
    }

    /// <summary>
    /// The internal rate of return of dated flows: the annual rate at which Σ flow_i / (1 + rate)^((date_i - date_1) / 365) = 0. Flows on one
    /// day are added up; after the first date the order does not matter. Several rates are treated as in <see cref="Irr"/>. Source: the XIRR
    /// function of spreadsheets.
    /// </summary>
    /// <param name="flows">The flows.</param>
    /// <param name="dates">Their dates, one for each flow; the first must be the earliest.</param>
    /// <param name="guess">Which rate to prefer among several, greater than -1.</param>
    /// <returns>
    /// The annual rate as a fraction. Fails like <see cref="Irr"/>, and with <see cref="FinanceFailure.LengthMismatch"/> or
    /// <see cref="FinanceFailure.DatesNotAscendingFromFirst"/>.
    /// </returns>
    public static FinanceResult Xirr(ReadOnlySpan<double> flows, ReadOnlySpan<DateOnly> dates, double guess = DefaultGuess)
    {
        if (flows.Length != dates.Length)
        {
            return FinanceFailures.DatesMissing;
        }

        if (flows.Length < 2)
        {
            return FinanceFailures.OneFlow;
        }

        if (!FinanceFailures.AreFinite(flows))
        {
            return FinanceFailures.NotANumber;
        }

        return PresentValue.StartsWithEarliest(dates)
            ? RateSearch.Nearest(DatedFlows.Of(flows, dates), guess, FinanceFailures.FlowsOfOneSign)
            : FinanceFailures.DateBeforeFirst;
    }

    /// <summary>
    /// The modified internal rate of return: payments are financed at one rate and receipts reinvested at another. With n flows it is
    /// (value of the receipts at the end / value of the payments at the start)^(1 / (n - 1)) - 1. It is always unique. Source: the MIRR function
    /// of spreadsheets.
    /// </summary>
    /// <param name="flows">The flows in order, one a period.</param>
    /// <param name="financeRate">The rate per period at which payments are discounted to the first flow, greater than -1.</param>
    /// <param name="reinvestmentRate">The rate per period at which receipts grow to the last flow, greater than -1.</param>
    /// <returns>
    /// The rate of a period as a fraction. Fails with <see cref="FinanceFailure.TooFewFlows"/> (fewer than two);
    /// <see cref="FinanceFailure.NotFinite"/>; <see cref="FinanceFailure.InvalidArgument"/> (a rate of -100% or less);
    /// <see cref="FinanceFailure.NoSignChange"/> when there is no payment or no receipt; <see cref="FinanceFailure.OutOfRange"/>.
    /// </returns>
    public static FinanceResult Mirr(ReadOnlySpan<double> flows, double financeRate, double reinvestmentRate)
    {
        if (flows.Length < 2)
        {
            return FinanceFailures.OneFlow;
        }

        if (!FinanceFailures.AreFinite(flows) || !FinanceFailures.AreFinite(financeRate, reinvestmentRate))
        {
            return FinanceFailures.NotANumber;
        }

        if (financeRate <= -1 || reinvestmentRate <= -1)
        {
            return FinanceFailures.RateTooLow;
        }

        ScaledValue? paid = PresentValue.OfOneSign(flows, positive: false, LogRate.FromRate(financeRate));
        ScaledValue? received = PresentValue.OfOneSign(flows, positive: true, LogRate.FromRate(reinvestmentRate));
        if (paid is not { } payments || received is not { } receipts)
        {
            return FinanceFailures.FlowsOfOneSign;
        }

        // Growing the receipts from the first flow to the last is one factor of the reinvestment rate for every period.
        double logRate = (ScaledValue.LogRatio(receipts, payments) / (flows.Length - 1)) + LogRate.FromRate(reinvestmentRate);
        double rate = LogRate.ToRate(logRate);
        return rate > -1 && double.IsFinite(rate) ? FinanceResult.Of(rate) : FinanceFailures.RateOutOfRange;
    }
}
