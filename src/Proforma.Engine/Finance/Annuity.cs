namespace Proforma.Engine.Finance;

/// <summary>
/// A level payment in every period at a constant rate: the five functions that each solve one equation for another of its quantities,
/// <c>pv · (1 + rate)^nper + pmt · (1 + rate · type) · ((1 + rate)^nper - 1) / rate + fv = 0</c>, or
/// <c>pv + pmt · nper + fv = 0</c> at a rate of zero.
/// Sign convention: money received is positive and money paid is negative, so that a loan received has a positive pv and negative payments.
/// Rates are fractions per period and greater than -1. Source: the annuity functions of spreadsheets.
/// </summary>
public static class Annuity
{
    private const double MostPeriodsOfRate = 1e9;

    /// <summary>The level payment of each period.</summary>
    /// <param name="rate">The interest rate of a period, as a fraction, greater than -1.</param>
    /// <param name="periods">The number of payments, not zero; it need not be whole.</param>
    /// <param name="presentValue">The money received (positive) or paid (negative) at the start of period 1.</param>
    /// <param name="futureValue">The money received or paid at the end of the last period.</param>
    /// <param name="timing">Whether payments fall at the end or at the start of a period.</param>
    /// <returns>
    /// The payment, negative when it is paid. Fails with <see cref="FinanceFailure.NotFinite"/>, <see cref="FinanceFailure.InvalidArgument"/>
    /// (a rate of -100% or less, zero periods, an unknown timing) or <see cref="FinanceFailure.OutOfRange"/>.
    /// </returns>
    public static FinanceResult Pmt(
        double rate, double periods, double presentValue, double futureValue = 0, PaymentTiming timing = PaymentTiming.EndOfPeriod)
    {
        if (Reject(rate, timing, periods, presentValue, futureValue) is { } failure)
        {
            return failure;
        }

        return periods == 0
            ? FinanceFailures.NoPeriods
            : FinanceResult.Of(PaymentAtEnd(rate, periods, presentValue, futureValue) / DueFactor(rate, timing));
    }

    /// <summary>The present value: what the payments and the future value are worth at the start of period 1, with the opposite sign.</summary>
    /// <param name="rate">The interest rate of a period, as a fraction, greater than -1.</param>
    /// <param name="periods">The number of payments; it need not be whole.</param>
    /// <param name="payment">The payment of each period, negative when it is paid.</param>
    /// <param name="futureValue">The money received or paid at the end of the last period.</param>
    /// <param name="timing">Whether payments fall at the end or at the start of a period.</param>
    /// <returns>
    /// The present value. Fails with <see cref="FinanceFailure.NotFinite"/>, <see cref="FinanceFailure.InvalidArgument"/> (a rate of -100% or
    /// less, an unknown timing) or <see cref="FinanceFailure.OutOfRange"/>.
    /// </returns>
    public static FinanceResult Pv(
        double rate, double periods, double payment, double futureValue = 0, PaymentTiming timing = PaymentTiming.EndOfPeriod)
    {
        if (Reject(rate, timing, periods, payment, futureValue) is { } failure)
        {
            return failure;
        }

        double exponent = periods * LogRate.FromRate(rate);
        double payments = rate == 0 ? periods : -LogRate.ToRate(-exponent) / rate;
        return FinanceResult.Of(-(Times(futureValue, Math.Exp(-exponent)) + Times(payment * DueFactor(rate, timing), payments)));
    }

    /// <summary>The future value: the balance at the end of the last period, with the sign of money received then.</summary>
    /// <param name="rate">The interest rate of a period, as a fraction, greater than -1.</param>
    /// <param name="periods">The number of payments; it need not be whole.</param>
    /// <param name="payment">The payment of each period, negative when it is paid.</param>
    /// <param name="presentValue">The money received or paid at the start of period 1.</param>
    /// <param name="timing">Whether payments fall at the end or at the start of a period.</param>
    /// <returns>
    /// The future value. Fails with <see cref="FinanceFailure.NotFinite"/>, <see cref="FinanceFailure.InvalidArgument"/> (a rate of -100% or
    /// less, an unknown timing) or <see cref="FinanceFailure.OutOfRange"/>.
    /// </returns>
    public static FinanceResult Fv(
        double rate, double periods, double payment, double presentValue = 0, PaymentTiming timing = PaymentTiming.EndOfPeriod)
    {
        if (Reject(rate, timing, periods, payment, presentValue) is { } failure)
        {
            return failure;
        }

        double exponent = periods * LogRate.FromRate(rate);
        double payments = rate == 0 ? periods : LogRate.ToRate(exponent) / rate;
        return FinanceResult.Of(-(Times(presentValue, Math.Exp(exponent)) + Times(payment * DueFactor(rate, timing), payments)));
    }

    /// <summary>
    /// The number of periods, which need not be whole and is negative when the future value lies in the past:
    /// log(1 - rate · (pv + fv) / (pmt · (1 + rate · type) + pv · rate)) / log(1 + rate).
    /// </summary>
    /// <param name="rate">The interest rate of a period, as a fraction, greater than -1.</param>
    /// <param name="payment">The payment of each period, negative when it is paid.</param>
    /// <param name="presentValue">The money received or paid at the start of period 1.</param>
    /// <param name="futureValue">The money received or paid at the end of the last period.</param>
    /// <param name="timing">Whether payments fall at the end or at the start of a period.</param>
    /// <returns>
    /// The number of periods. Fails with <see cref="FinanceFailure.NotFinite"/>; <see cref="FinanceFailure.InvalidArgument"/> (a rate of -100%
    /// or less, an unknown timing); <see cref="FinanceFailure.NoSolution"/> when the balance never reaches the future value, as when a
    /// payment does no more than cover the interest; <see cref="FinanceFailure.OutOfRange"/>.
    /// </returns>
    public static FinanceResult Nper(
        double rate, double payment, double presentValue, double futureValue = 0, PaymentTiming timing = PaymentTiming.EndOfPeriod)
    {
        if (Reject(rate, timing, payment, presentValue, futureValue) is { } failure)
        {
            return failure;
        }

        double change = presentValue + futureValue;
        double perPeriod = (payment * DueFactor(rate, timing)) + (presentValue * rate);
        if (perPeriod == 0)
        {
            return rate == 0 ? FinanceFailures.BalanceNeverChanges : FinanceFailures.BalanceNeverReached;
        }

        if (rate == 0)
        {
            return FinanceResult.Of(-(change / perPeriod));
        }

        double growth = -rate * (change / perPeriod);
        return growth <= -1 ? FinanceFailures.BalanceNeverReached : FinanceResult.Of(LogRate.FromRate(growth) / LogRate.FromRate(rate));
    }

    /// <summary>
    /// The interest rate of a period. There may be two when money flows one way, then the other, then back; the one nearest the guess is
    /// returned and <see cref="FinanceResult.MultipleRoots"/> is set. The search is the one of <see cref="InternalRate.Irr"/>.
    /// </summary>
    /// <param name="periods">The number of payments, from 1 to 1e9; it need not be whole.</param>
    /// <param name="payment">The payment of each period, negative when it is paid.</param>
    /// <param name="presentValue">The money received or paid at the start of period 1.</param>
    /// <param name="futureValue">The money received or paid at the end of the last period.</param>
    /// <param name="timing">Whether payments fall at the end or at the start of a period.</param>
    /// <param name="guess">Which rate to prefer among several, greater than -1.</param>
    /// <returns>
    /// The rate as a fraction. Fails with <see cref="FinanceFailure.NotFinite"/>; <see cref="FinanceFailure.InvalidArgument"/> (periods outside
    /// 1 to 1e9, a guess of -100% or less, an unknown timing); <see cref="FinanceFailure.NoSignChange"/> when money only flows one way;
    /// <see cref="FinanceFailure.NoSolution"/> when no rate fits; <see cref="FinanceFailure.OutOfRange"/>.
    /// </returns>
    public static FinanceResult Rate(
        double periods,
        double payment,
        double presentValue,
        double futureValue = 0,
        PaymentTiming timing = PaymentTiming.EndOfPeriod,
        double guess = InternalRate.DefaultGuess)
    {
        if (Reject(guess, timing, periods, payment, presentValue, futureValue) is { } failure)
        {
            return failure == FinanceFailures.RateTooLow ? FinanceFailures.GuessTooLow : failure;
        }

        if (periods is < 1 or > MostPeriodsOfRate)
        {
            return FinanceFailures.PeriodsOutsideSearch;
        }

        AnnuityFlows flows = new(periods, payment, presentValue, futureValue, timing);
        return RateSearch.Nearest(flows, guess, FinanceFailures.AnnuityOfOneSign);
    }

    // The payment at the end of each period: interest on one balance, and a share of the change from one to the other. Written with
    // whichever power does not overflow, so that neither a tiny rate nor a huge one cancels the digits.
    internal static double PaymentAtEnd(double rate, double periods, double presentValue, double futureValue)
    {
        double change = presentValue + futureValue;
        if (rate == 0)
        {
            return -change / periods;
        }

        double exponent = periods * LogRate.FromRate(rate);
        return exponent > 0
            ? -rate * (presentValue - (change * (Math.Exp(-exponent) / LogRate.ToRate(-exponent))))
            : rate * (futureValue - (change * (Math.Exp(exponent) / LogRate.ToRate(exponent))));
    }

    internal static double DueFactor(double rate, PaymentTiming timing) => timing == PaymentTiming.StartOfPeriod ? 1 + rate : 1;

    internal static FinanceResult? Reject(double rate, PaymentTiming timing, params ReadOnlySpan<double> others)
    {
        if (!double.IsFinite(rate) || !FinanceFailures.AreFinite(others))
        {
            return FinanceFailures.NotANumber;
        }

        if (rate <= -1)
        {
            return FinanceFailures.RateTooLow;
        }

        return timing is PaymentTiming.EndOfPeriod or PaymentTiming.StartOfPeriod ? null : FinanceFailures.UnknownTiming;
    }

    // Nothing stays nothing even where the factor beside it overflows.
    private static double Times(double amount, double factor) => amount == 0 ? 0 : amount * factor;
}
