namespace Proforma.Engine.Finance;

/// <summary>
/// How the level payments of an annuity divide into interest and principal. Signs, rates and timing are those of <see cref="Annuity"/>;
/// in every period interest plus principal is the payment. With payments at the start of a period, payment 1 is all principal, because no
/// time has passed. Source: the IPMT, PPMT, CUMIPMT and CUMPRINC functions of spreadsheets.
/// </summary>
/// <remarks>
/// The closed forms are written with differences of powers instead of a balance carried from period to period, which loses all digits in
/// the last periods of a long schedule at a high rate: with payments at the end, principal in period k is
/// -(pv + fv) · rate · (1 + rate)^(k-1) / ((1 + rate)^n - 1).
/// </remarks>
public static class LoanSchedule
{
    /// <summary>The interest in the payment of one period.</summary>
    /// <param name="rate">The interest rate of a period, as a fraction, greater than -1.</param>
    /// <param name="period">
    /// The period: a whole number from 1 to <paramref name="periods"/>. Spreadsheets accept a fraction; here it is a failure.
    /// </param>
    /// <param name="periods">The number of payments, greater than zero.</param>
    /// <param name="presentValue">The money received (positive) or paid (negative) at the start of period 1.</param>
    /// <param name="futureValue">The money received or paid at the end of the last period.</param>
    /// <param name="timing">Whether payments fall at the end or at the start of a period.</param>
    /// <returns>
    /// The interest, negative when it is paid. Fails with <see cref="FinanceFailure.NotFinite"/>, <see cref="FinanceFailure.InvalidArgument"/>
    /// (a rate of -100% or less, no periods, a period outside 1 to the last, an unknown timing) or <see cref="FinanceFailure.OutOfRange"/>.
    /// </returns>
    public static FinanceResult Ipmt(
        double rate,
        double period,
        double periods,
        double presentValue,
        double futureValue = 0,
        PaymentTiming timing = PaymentTiming.EndOfPeriod)
    {
        if (RejectPeriod(rate, period, periods, presentValue, futureValue, timing) is { } failure)
        {
            return failure;
        }

        return timing == PaymentTiming.StartOfPeriod && period == 1
            ? FinanceResult.Of(0)
            : FinanceResult.Of(InterestAtEnd(rate, period, periods, presentValue, futureValue) / Annuity.DueFactor(rate, timing));
    }

    /// <summary>The principal in the payment of one period.</summary>
    /// <inheritdoc cref="Ipmt"/>
    /// <returns>
    /// The principal, negative when it is repaid. Fails with <see cref="FinanceFailure.NotFinite"/>, <see cref="FinanceFailure.InvalidArgument"/>
    /// (a rate of -100% or less, no periods, a period outside 1 to the last, an unknown timing) or <see cref="FinanceFailure.OutOfRange"/>.
    /// </returns>
    public static FinanceResult Ppmt(
        double rate,
        double period,
        double periods,
        double presentValue,
        double futureValue = 0,
        PaymentTiming timing = PaymentTiming.EndOfPeriod)
    {
        if (RejectPeriod(rate, period, periods, presentValue, futureValue, timing) is { } failure)
        {
            return failure;
        }

        double principal = timing == PaymentTiming.StartOfPeriod && period == 1
            ? Annuity.PaymentAtEnd(rate, periods, presentValue, futureValue)
            : -(presentValue + futureValue) * PrincipalShare(rate, period, period, periods);
        return FinanceResult.Of(principal / Annuity.DueFactor(rate, timing));
    }

    /// <summary>The interest in the payments from one period to another, both included, of a loan that is repaid in full.</summary>
    /// <param name="rate">The interest rate of a period, as a fraction, greater than -1. Spreadsheets also refuse zero and negative rates.</param>
    /// <param name="periods">The number of payments, greater than zero.</param>
    /// <param name="presentValue">The money received (positive) or paid (negative) at the start of period 1.</param>
    /// <param name="firstPeriod">The first period that counts: a whole number, at least 1.</param>
    /// <param name="lastPeriod">
    /// The last period that counts: a whole number from <paramref name="firstPeriod"/> to <paramref name="periods"/>.
    /// </param>
    /// <param name="timing">Whether payments fall at the end or at the start of a period.</param>
    /// <returns>
    /// The interest, negative when it is paid; its error is relative to the payments it is part of. Fails with
    /// <see cref="FinanceFailure.NotFinite"/>, <see cref="FinanceFailure.InvalidArgument"/> (a rate of -100% or less, no periods, periods outside
    /// 1 to the last or out of order, an unknown timing) or <see cref="FinanceFailure.OutOfRange"/>.
    /// </returns>
    public static FinanceResult CumIpmt(
        double rate,
        double periods,
        double presentValue,
        double firstPeriod,
        double lastPeriod,
        PaymentTiming timing = PaymentTiming.EndOfPeriod)
    {
        FinanceResult principal = CumPrinc(rate, periods, presentValue, firstPeriod, lastPeriod, timing);
        if (!principal.Succeeded)
        {
            return principal;
        }

        double payment = Annuity.PaymentAtEnd(rate, periods, presentValue, 0) / Annuity.DueFactor(rate, timing);
        return FinanceResult.Of((payment * (lastPeriod - firstPeriod + 1)) - principal.Value);
    }

    /// <summary>The principal in the payments from one period to another, both included, of a loan that is repaid in full.</summary>
    /// <inheritdoc cref="CumIpmt"/>
    /// <returns>
    /// The principal, negative when it is repaid. Fails with <see cref="FinanceFailure.NotFinite"/>, <see cref="FinanceFailure.InvalidArgument"/>
    /// (a rate of -100% or less, no periods, periods outside 1 to the last or out of order, an unknown timing) or
    /// <see cref="FinanceFailure.OutOfRange"/>.
    /// </returns>
    public static FinanceResult CumPrinc(
        double rate,
        double periods,
        double presentValue,
        double firstPeriod,
        double lastPeriod,
        PaymentTiming timing = PaymentTiming.EndOfPeriod)
    {
        if (Annuity.Reject(rate, timing, periods, presentValue, firstPeriod, lastPeriod) is { } failure)
        {
            return failure;
        }

        if (periods <= 0)
        {
            return FinanceFailures.PeriodsNotPositive;
        }

        if (!FinanceFailures.IsWholeFrom1To(lastPeriod, periods) || !FinanceFailures.IsWholeFrom1To(firstPeriod, lastPeriod))
        {
            return FinanceFailures.PeriodSpanOutside;
        }

        double principal = -presentValue * PrincipalShare(rate, firstPeriod, lastPeriod, periods);
        if (timing == PaymentTiming.StartOfPeriod)
        {
            // What would be the interest of period 1 is principal, when payment 1 falls at its start.
            double unaccrued = firstPeriod == 1 ? -rate * presentValue : 0;
            principal = (principal + unaccrued) / Annuity.DueFactor(rate, timing);
        }

        return FinanceResult.Of(principal);
    }

    private static FinanceResult? RejectPeriod(
        double rate, double period, double periods, double presentValue, double futureValue, PaymentTiming timing)
    {
        if (Annuity.Reject(rate, timing, period, periods, presentValue, futureValue) is { } failure)
        {
            return failure;
        }

        if (periods <= 0)
        {
            return FinanceFailures.PeriodsNotPositive;
        }

        return FinanceFailures.IsWholeFrom1To(period, periods) ? null : FinanceFailures.PeriodOutside;
    }

    // ((1 + rate)^last - (1 + rate)^(first - 1)) / ((1 + rate)^periods - 1), without a power that overflows.
    private static double PrincipalShare(double rate, double first, double last, double periods)
    {
        if (rate == 0)
        {
            return (last - first + 1) / periods;
        }

        double log = LogRate.FromRate(rate);
        double span = last - first + 1;
        return log > 0
            ? Math.Exp((last - periods) * log) * (LogRate.ToRate(-span * log) / LogRate.ToRate(-periods * log))
            : Math.Exp((first - 1) * log) * (LogRate.ToRate(span * log) / LogRate.ToRate(periods * log));
    }

    private static double InterestAtEnd(double rate, double period, double periods, double presentValue, double futureValue)
    {
        if (rate == 0)
        {
            return 0;
        }

        double log = LogRate.FromRate(rate);
        double remaining = periods - period + 1;
        if (log > 0)
        {
            double ofPresent = LogRate.ToRate(-remaining * log);
            double ofFuture = Math.Exp(-remaining * log) * LogRate.ToRate(-(period - 1) * log);
            return -rate * (((presentValue * ofPresent) - (futureValue * ofFuture)) / LogRate.ToRate(-periods * log));
        }

        double early = Math.Exp((period - 1) * log) * LogRate.ToRate(remaining * log);
        double late = LogRate.ToRate((period - 1) * log);
        return -rate * (((presentValue * early) - (futureValue * late)) / LogRate.ToRate(periods * log));
    }
}
