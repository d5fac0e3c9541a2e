namespace Proforma.Engine.Finance;

/// <summary>Conversion between the nominal and the effective annual interest rate.</summary>
public static class InterestConversion
{
    /// <summary>
    /// The effective annual rate of a nominal annual rate that is compounded several times a year:
    /// (1 + nominal / n)^n - 1. Source: the EFFECT function of spreadsheets.
    /// </summary>
    /// <param name="nominalRate">
    /// The nominal annual rate as a fraction (5.25% is 0.0525). It may be zero or negative, which spreadsheets refuse.
    /// </param>
    /// <param name="periodsPerYear">
    /// The compounding periods in a year: a whole number, at least 1. Spreadsheets truncate a fraction; here it is a failure.
    /// </param>
    /// <returns>
    /// The effective rate as a fraction. Fails with <see cref="FinanceFailure.NotFinite"/>; <see cref="FinanceFailure.InvalidArgument"/>
    /// when <paramref name="periodsPerYear"/> is not a whole number of at least 1 or the rate of one period is -100% or less;
    /// <see cref="FinanceFailure.OutOfRange"/>.
    /// </returns>
    public static FinanceResult Effect(double nominalRate, double periodsPerYear)
    {
        if (!FinanceFailures.AreFinite(nominalRate, periodsPerYear))
        {
            return FinanceFailures.NotANumber;
        }

        if (!FinanceFailures.IsWholeFrom1To(periodsPerYear, double.MaxValue))
        {
            return FinanceFailures.CompoundingsNotWhole;
        }

        double perPeriod = nominalRate / periodsPerYear;
        return perPeriod <= -1
            ? FinanceFailures.NominalTooLow
            : FinanceResult.Of(LogRate.ToRate(periodsPerYear * LogRate.FromRate(perPeriod)));
    }

    /// <summary>
    /// The nominal annual rate which, compounded several times a year, gives an effective annual rate:
    /// n · ((1 + effective)^(1/n) - 1), the inverse of <see cref="Effect"/>. Source: the NOMINAL function of spreadsheets.
    /// </summary>
    /// <param name="effectiveRate">The effective annual rate as a fraction, greater than -1.</param>
    /// <param name="periodsPerYear">The compounding periods in a year: a whole number, at least 1.</param>
    /// <returns>
    /// The nominal rate as a fraction. Fails with <see cref="FinanceFailure.NotFinite"/>, or <see cref="FinanceFailure.InvalidArgument"/>
    /// when the rate is -100% or less or <paramref name="periodsPerYear"/> is not a whole number of at least 1.
    /// </returns>
    public static FinanceResult Nominal(double effectiveRate, double periodsPerYear)
    {
        if (!FinanceFailures.AreFinite(effectiveRate, periodsPerYear))
        {
            return FinanceFailures.NotANumber;
        }

        if (!FinanceFailures.IsWholeFrom1To(periodsPerYear, double.MaxValue))
        {
            return FinanceFailures.CompoundingsNotWhole;
        }

        return effectiveRate <= -1
            ? FinanceFailures.RateTooLow
            : FinanceResult.Of(periodsPerYear * LogRate.ToRate(LogRate.FromRate(effectiveRate) / periodsPerYear));
    }
}
