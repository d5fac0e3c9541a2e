namespace Proforma.Engine.Finance;

/// <summary>
/// Depreciation of an asset, one period at a time, by the spreadsheet conventions. The cost is paid before period 1; a depreciation is a
/// positive amount of the currency of the cost; life and period are counted in the same unit (years, or months).
/// </summary>
public static class Depreciation
{
    /// <summary>Straight-line depreciation, the same in every period: (cost - salvage) / life. Source: the SLN function of spreadsheets.</summary>
    /// <param name="cost">The initial cost.</param>
    /// <param name="salvage">The value at the end of the life. Above the cost it gives a negative depreciation, as in spreadsheets.</param>
    /// <param name="life">The number of periods, greater than zero; it need not be whole.</param>
    /// <returns>
    /// The depreciation of a period. Fails with <see cref="FinanceFailure.NotFinite"/>; <see cref="FinanceFailure.InvalidArgument"/> when the
    /// life is not positive; <see cref="FinanceFailure.OutOfRange"/>.
    /// </returns>
    public static FinanceResult Sln(double cost, double salvage, double life)
    {
        if (!FinanceFailures.AreFinite(cost, salvage, life))
        {
            return FinanceFailures.NotANumber;
        }

        return life <= 0 ? FinanceFailures.LifeNotPositive : FinanceResult.Of((cost - salvage) / life);
    }

    /// <summary>
    /// Sum-of-years'-digits depreciation of one period: (cost - salvage) · (life - period + 1) · 2 / (life · (life + 1)).
    /// Source: the SYD function of spreadsheets.
    /// </summary>
    /// <param name="cost">The initial cost.</param>
    /// <param name="salvage">The value at the end of the life. Above the cost it gives a negative depreciation, as in spreadsheets.</param>
    /// <param name="life">The number of periods, greater than zero; it need not be whole.</param>
    /// <param name="period">The period: a whole number from 1 to the life.</param>
    /// <returns>
    /// The depreciation of the period. Fails with <see cref="FinanceFailure.NotFinite"/>; <see cref="FinanceFailure.InvalidArgument"/> when the
    /// life is not positive or the period lies outside it; <see cref="FinanceFailure.OutOfRange"/>.
    /// </returns>
    public static FinanceResult Syd(double cost, double salvage, double life, double period)
    {
        if (!FinanceFailures.AreFinite(cost, salvage, life, period))
        {
            return FinanceFailures.NotANumber;
        }

        if (life <= 0)
        {
            return FinanceFailures.LifeNotPositive;
        }

        return FinanceFailures.IsWholeFrom1To(period, life)
            ? FinanceResult.Of((cost - salvage) * ((life - period + 1) / life * (2 / (life + 1))))
            : FinanceFailures.PeriodOutside;
    }

    /// <summary>
    /// Declining-balance depreciation of one period, doubled unless another factor is given:
    /// min(book · factor / life, book - salvage), where book is the cost less all earlier depreciation. At a factor of the life or more the
    /// whole depreciation falls in period 1. There is no switch to the straight line, so that an asset may keep a book value above its
    /// salvage. Source: the DDB function of spreadsheets.
    /// </summary>
    /// <param name="cost">The initial cost, not negative.</param>
    /// <param name="salvage">The value at the end of the life, from 0 to the cost.</param>
    /// <param name="life">The number of periods, greater than zero; it need not be whole.</param>
    /// <param name="period">The period: a whole number from 1 to the life.</param>
    /// <param name="factor">The rate at which the balance declines, greater than zero; 2 is the double-declining balance.</param>
    /// <returns>
    /// The depreciation of the period. Fails with <see cref="FinanceFailure.NotFinite"/>, or <see cref="FinanceFailure.InvalidArgument"/> when an
    /// argument lies outside the domain stated for it.
    /// </returns>
    public static FinanceResult Ddb(double cost, double salvage, double life, double period, double factor = 2)
    {
        if (!FinanceFailures.AreFinite(cost, salvage, life, period, factor))
        {
            return FinanceFailures.NotANumber;
        }

        if (cost < 0 || salvage < 0)
        {
            return FinanceFailures.CostOrSalvageNegative;
        }

        if (salvage > cost)
        {
            return FinanceFailures.SalvageAboveCost;
        }

        if (life <= 0)
        {
            return FinanceFailures.LifeNotPositive;
        }

        if (factor <= 0)
        {
            return FinanceFailures.FactorNotPositive;
        }

        if (!FinanceFailures.IsWholeFrom1To(period, life))
        {
            return FinanceFailures.PeriodOutside;
        }

        // Until the salvage is reached the book value follows cost · (1 - rate)^(period - 1); once it would have fallen below, it rests at
        // the salvage and the second bound is negative here, zero in truth.
        double rate = Math.Min(factor / life, 1);
        double book = cost * Math.Pow(1 - rate, period - 1);
        return FinanceResult.Of(Math.Max(Math.Min(book * rate, book - salvage), 0));
    }

    /// <summary>
    /// Fixed-declining-balance depreciation of one period. The rate is 1 - (salvage / cost)^(1 / life), rounded to three decimal places. Period 1
    /// takes cost · rate · months / 12; every later one (cost - earlier depreciation) · rate; and when the first year has fewer than 12 months a
    /// period life + 1 takes (cost - earlier depreciation) · rate · (12 - months) / 12. Because the rate is rounded, the total may miss
    /// cost - salvage by a little, on either side. Source: the DB function of spreadsheets.
    /// </summary>
    /// <param name="cost">The initial cost, not negative.</param>
    /// <param name="salvage">The value at the end of the life, from 0 to the cost.</param>
    /// <param name="life">The number of years: a whole number, at least 1.</param>
    /// <param name="period">The year: a whole number from 1 to the life, or to the life + 1 when the first year has fewer than 12 months.</param>
    /// <param name="months">The months in the first year: a whole number from 1 to 12.</param>
    /// <returns>
    /// The depreciation of the year. Fails with <see cref="FinanceFailure.NotFinite"/>, or <see cref="FinanceFailure.InvalidArgument"/> when an
    /// argument lies outside the domain stated for it.
    /// </returns>
    public static FinanceResult Db(double cost, double salvage, double life, double period, double months = 12)
    {
        if (!FinanceFailures.AreFinite(cost, salvage, life, period, months))
        {
            return FinanceFailures.NotANumber;
        }

        if (cost < 0 || salvage < 0)
        {
            return FinanceFailures.CostOrSalvageNegative;
        }

        if (salvage > cost)
        {
            return FinanceFailures.SalvageAboveCost;
        }

        if (!FinanceFailures.IsWholeFrom1To(life, double.MaxValue))
        {
            return FinanceFailures.LifeNotWhole;
        }

        if (!FinanceFailures.IsWholeFrom1To(months, 12))
        {
            return FinanceFailures.MonthsOutside;
        }

        if (!FinanceFailures.IsWholeFrom1To(period, months < 12 ? life + 1 : life))
        {
            return FinanceFailures.PeriodOutside;
        }

        if (cost == 0)
        {
            return FinanceResult.Of(0);
        }

        double rate = Rounding.Round(1 - Math.Pow(salvage / cost, 1 / life), 3).Value;
        double firstYear = rate * months / 12;
        if (period == 1)
        {
            return FinanceResult.Of(cost * firstYear);
        }

        double book = cost * (1 - firstYear) * Math.Pow(1 - rate, period - 2);
        return FinanceResult.Of(book * rate * (period > life ? (12 - months) / 12 : 1));
    }
}
