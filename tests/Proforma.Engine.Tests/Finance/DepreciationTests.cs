using CsCheck;
using Proforma.Engine.Finance;
using Xunit;

namespace Proforma.Engine.Tests.Finance;

// Examples: Microsoft, SLN, SYD, DDB and DB function documentation (Excel and DAX).
public sealed class DepreciationTests
{
    [Fact]
    public void Sln_and_syd_give_the_published_examples()
    {
        Assert.Equal(2250, Expect.Value(Depreciation.Sln(30000, 7500, 10)));
        Expect.Near(4090.90909090909, Depreciation.Syd(30000, 7500, 10, 1));
        Expect.Near(409.090909090909, Depreciation.Syd(30000, 7500, 10, 10));
    }

    [Fact]
    public void Ddb_gives_the_published_examples()
    {
        // The documentation prints 1.32 for the first day; its own formula, 2400 · 2 / 3650, gives 1.315.
        Expect.Near(1.31506849315068493, Depreciation.Ddb(2400, 300, 10 * 365, 1));
        Expect.Near(40, Depreciation.Ddb(2400, 300, 10 * 12, 1, 2));
        Expect.Near(480, Depreciation.Ddb(2400, 300, 10, 1, 2));
        Expect.Near(306, Depreciation.Ddb(2400, 300, 10, 2, 1.5));
        Expect.Near(22.1225472, Depreciation.Ddb(2400, 300, 10, 10));
        Expect.Near(78300.9375, Depreciation.Ddb(1000000, 0, 10, 5, 1.5));
    }

    [Fact]
    public void Db_gives_the_published_examples()
    {
        double[] published = [186083.33, 259639.42, 176814.44, 120410.64, 81999.64, 55841.76, 15845.10];
        double[] exact =
            [186083.333333333333, 259639.416666666667, 176814.44275, 120410.63551275, 81999.6427841828, 55841.7567360285, 15845.0984738481];
        for (int year = 1; year <= 7; year++)
        {
            FinanceResult result = Depreciation.Db(1000000, 100000, 6, year, 7);
            Expect.Printed(published[year - 1], result, 2);
            Expect.Near(exact[year - 1], result, 1e-13);
        }

        Expect.Near(166666.666666667, Depreciation.Db(1000000, 0, 6, 1, 2), 1e-14);
    }

    [Fact]
    public void Every_error_is_typed()
    {
        foreach (FinanceResult result in (FinanceResult[])[
            Depreciation.Sln(100, 10, 0),
            Depreciation.Syd(100, 10, 0, 1),
            Depreciation.Syd(100, 10, 5, 6),
            Depreciation.Syd(100, 10, 5, 0),
            Depreciation.Syd(100, 10, 5, 1.5),
            Depreciation.Ddb(-1, 10, 5, 1),
            Depreciation.Ddb(100, -1, 5, 1),
            Depreciation.Ddb(100, 101, 5, 1),
            Depreciation.Ddb(100, 10, 0, 1),
            Depreciation.Ddb(100, 10, 5, 6),
            Depreciation.Ddb(100, 10, 5, 1, 0),
            Depreciation.Db(-1, 10, 5, 1),
            Depreciation.Db(100, 101, 5, 1),
            Depreciation.Db(100, 10, 0, 1),
            Depreciation.Db(100, 10, 5.5, 1),
            Depreciation.Db(100, 10, 5, 0),
            Depreciation.Db(100, 10, 5, 6),
            Depreciation.Db(100, 10, 5, 7, 6),
            Depreciation.Db(100, 10, 5, 1, 13),
            Depreciation.Db(100, 10, 5, 1, 1.5)])
        {
            Expect.Fails(FinanceFailure.InvalidArgument, result);
        }

        Expect.Fails(FinanceFailure.NotFinite, Depreciation.Sln(double.NaN, 10, 5));
        Expect.Fails(FinanceFailure.NotFinite, Depreciation.Ddb(100, 10, 5, 1, double.PositiveInfinity));
        Expect.Fails(FinanceFailure.NotFinite, Depreciation.Db(100, 10, double.NaN, 1));
        Expect.Fails(FinanceFailure.NotFinite, Depreciation.Syd(100, 10, 5, double.NaN));
        Expect.Fails(FinanceFailure.OutOfRange, Depreciation.Sln(1e308, 0, 1e-10));
    }

    [Fact]
    public void Depreciation_never_exceeds_cost_less_salvage() =>
        Gen.Select(Gen.Double[0, 1e6], Gen.Double.Unit, Gen.Int[1, 60], Gen.Double[0.1, 5]).Sample((cost, share, life, factor) =>
        {
            double salvage = cost * share;
            double limit = (cost - salvage) + (1e-12 * cost);
            double line = 0, digits = 0, declining = 0;
            for (int period = 1; period <= life; period++)
            {
                line += Expect.Value(Depreciation.Sln(cost, salvage, life));
                digits += Expect.Value(Depreciation.Syd(cost, salvage, life, period));
                double one = Expect.Value(Depreciation.Ddb(cost, salvage, life, period, factor));
                Assert.True(one >= 0);
                declining += one;
            }

            Expect.Within(cost - salvage, line, 1e-12 * cost);
            Expect.Within(cost - salvage, digits, 1e-12 * cost);
            Assert.True(declining <= limit, $"{declining} > {limit}");
        });

    [Fact]
    public void Declining_balances_follow_their_book_value_period_by_period() =>
        Gen.Select(Gen.Double[1, 1e6], Gen.Double.Unit, Gen.Int[1, 30], Gen.Double[0.1, 5], Gen.Int[1, 12]).Sample(
            (cost, share, life, factor, months) =>
            {
                double salvage = cost * share;
                double doubleBook = cost;
                double fixedBook = cost;
                double rate = Math.Round(1 - Math.Pow(salvage / cost, 1.0 / life), 3);
                for (int period = 1; period <= life; period++)
                {
                    double ddb = Math.Max(Math.Min(doubleBook * Math.Min(factor / life, 1), doubleBook - salvage), 0);
                    Expect.Within(ddb, Expect.Value(Depreciation.Ddb(cost, salvage, life, period, factor)), 1e-12 * cost);
                    doubleBook -= ddb;

                    double db = fixedBook * rate * (period == 1 ? months / 12.0 : 1);
                    Expect.Within(db, Expect.Value(Depreciation.Db(cost, salvage, life, period, months)), 1e-12 * cost);
                    fixedBook -= db;
                }

                Assert.True(fixedBook >= -1e-12 * cost);
            });
}
