using static Proforma.Engine.Finance.FinanceFailure;

namespace Proforma.Engine.Finance;

// Failures are built once: a Monte Carlo run may meet the same one in every trial.
internal static class FinanceFailures
{
    public static readonly FinanceResult NotANumber = Failed(NotFinite, "An argument is not a finite number.");
    public static readonly FinanceResult TooLarge = Failed(OutOfRange, "The result is too large to be represented as a number.");

    public static readonly FinanceResult RateTooLow = Failed(InvalidArgument, "A rate must be greater than -100%.");
    public static readonly FinanceResult GuessTooLow = Failed(InvalidArgument, "The guess must be greater than -100%.");
    public static readonly FinanceResult UnknownTiming =
        Failed(InvalidArgument, "Payments fall either at the end or at the start of a period; any other timing is unknown.");

    public static readonly FinanceResult NoFlows = Failed(TooFewFlows, "A present value needs at least one cash flow.");
    public static readonly FinanceResult OneFlow = Failed(TooFewFlows, "A rate of return needs at least two cash flows.");
    public static readonly FinanceResult DatesMissing = Failed(LengthMismatch, "Every cash flow needs exactly one date.");
    public static readonly FinanceResult DateBeforeFirst = Failed(
        DatesNotAscendingFromFirst, "The first date must be the earliest, because values are discounted to it; another flow is dated before it.");
    public static readonly FinanceResult FlowsOfOneSign = Failed(
        NoSignChange, "A rate of return needs at least one payment (negative) and one receipt (positive), at different times.");
    public static readonly FinanceResult AnnuityOfOneSign = Failed(
        NoSignChange, "An interest rate needs both money paid and money received among the present value, the payments and the future value.");
    public static readonly FinanceResult NoRate = Failed(
        NoSolution, "The cash flows change sign, but no rate above -100% brings their present value to zero.");
    public static readonly FinanceResult RateOutOfRange = Failed(
        OutOfRange, "The only rates that bring the present value to zero are too large to be represented, or too close to -100%.");
    public static readonly FinanceResult SearchStopped = Failed(
        NoConvergence, "The cash flows nearly cancel at every rate, so the search for a rate of return was stopped without a result.");

    public static readonly FinanceResult NoPeriods = Failed(InvalidArgument, "The number of periods must not be zero.");
    public static readonly FinanceResult PeriodsNotPositive = Failed(InvalidArgument, "The number of periods must be greater than zero.");
    public static readonly FinanceResult PeriodsOutsideSearch =
        Failed(InvalidArgument, "The number of periods must be from 1 to 1,000,000,000 when the rate is searched for.");
    public static readonly FinanceResult PeriodOutside =
        Failed(InvalidArgument, "The period must be a whole number from 1 to the last period.");
    public static readonly FinanceResult PeriodSpanOutside =
        Failed(InvalidArgument, "The first and last period must be whole numbers from 1 to the number of periods, in that order.");
    public static readonly FinanceResult BalanceNeverChanges =
        Failed(NoSolution, "Without interest and without payments the balance never changes, so no number of periods reaches the future value.");
    public static readonly FinanceResult BalanceNeverReached =
        Failed(NoSolution, "With this payment the balance never reaches the future value; the payment may do no more than cover the interest.");

    public static readonly FinanceResult LifeNotPositive = Failed(InvalidArgument, "The life of an asset must be greater than zero.");
    public static readonly FinanceResult LifeNotWhole =
        Failed(InvalidArgument, "The life of an asset must be a whole number of periods, at least 1.");
    public static readonly FinanceResult CostOrSalvageNegative =
        Failed(InvalidArgument, "The cost and the salvage value must not be negative.");
    public static readonly FinanceResult SalvageAboveCost = Failed(InvalidArgument, "The salvage value must not exceed the cost.");
    public static readonly FinanceResult FactorNotPositive =
        Failed(InvalidArgument, "The rate at which the balance declines must be greater than zero.");
    public static readonly FinanceResult MonthsOutside =
        Failed(InvalidArgument, "The months in the first year must be a whole number from 1 to 12.");

    public static readonly FinanceResult CompoundingsNotWhole =
        Failed(InvalidArgument, "The compounding periods in a year must be a whole number, at least 1.");
    public static readonly FinanceResult NominalTooLow =
        Failed(InvalidArgument, "The nominal rate of one compounding period must be greater than -100%.");

    public static readonly FinanceResult DigitsNotWhole = Failed(InvalidArgument, "The number of decimal places must be a whole number.");
    public static readonly FinanceResult MultipleNotPositive = Failed(InvalidArgument, "The multiple to round to must be greater than zero.");

    public static bool AreFinite(params ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsWholeFrom1To(double number, double last) => number >= 1 && number <= last && Math.Floor(number) == number;

    private static FinanceResult Failed(FinanceFailure failure, string message) => FinanceResult.Failed(failure, message);
}
