using CsCheck;
using Proforma.Engine.Finance;
using Xunit;

namespace Proforma.Engine.Tests.Finance;

// Examples: Microsoft, NPV and XNPV function documentation (Excel and DAX); Adobe, FormCalc reference for NPV.
public sealed class PresentValueTests
{
    private static readonly double[] Flows = [-10000, 2750, 4250, 3250, 2750];

    private static readonly DateOnly[] Dates = [new(2008, 1, 1), new(2008, 3, 1), new(2008, 10, 30), new(2009, 2, 15), new(2009, 4, 1)];

    [Fact]
    public void Npv_gives_the_published_examples()
    {
        Expect.Near(1188.4434123352230, PresentValue.Npv(0.10, [-10000, 3000, 4200, 6800]));
        Expect.Printed(1188.44, PresentValue.Npv(0.10, [-10000, 3000, 4200, 6800]), 2);
        double shoeStore = Expect.Value(PresentValue.Npv(0.08, [8000, 9200, 10000, 12000, 14500])) - 40000;
        Expect.Within(1922.0615549323722, shoeStore, 1e-10);
        double collapsedRoof = Expect.Value(PresentValue.Npv(0.08, [8000, 9200, 10000, 12000, 14500, -9000])) - 40000;
        Expect.Within(-3749.4650870155708, collapsedRoof, 1e-10);
        Expect.Near(11529.60863329007, PresentValue.Npv(0.10, [500, 1500, 4000, 10000]));
        Expect.Near(4694.83568075117, PresentValue.Npv(0.065, [5000]));
        Expect.Near(273.14193838457, PresentValue.Npv(0.0275 / 12, [50, 60, 40, 100, 25]));
    }

    [Fact]
    public void Xnpv_gives_the_published_examples()
    {
        Expect.Printed(2086.647602, PresentValue.Xnpv(0.09, Flows, Dates), 6);
        Expect.Near(2086.6476020315366, PresentValue.Xnpv(0.09, Flows, Dates));
        DateOnly[] of2014 = [new(2014, 1, 1), new(2014, 3, 1), new(2014, 10, 30), new(2015, 2, 15), new(2015, 4, 1)];
        Expect.Printed(2089.50, PresentValue.Xnpv(0.09, Flows, of2014), 2);
    }

    [Fact]
    public void Xnpv_takes_later_dates_in_any_order()
    {
        double ordered = Expect.Value(PresentValue.Xnpv(0.09, Flows, Dates));
        double shuffled = Expect.Value(PresentValue.Xnpv(
            0.09, [Flows[0], Flows[3], Flows[1], Flows[4], Flows[2]], [Dates[0], Dates[3], Dates[1], Dates[4], Dates[2]]));
        Expect.Near(ordered, shuffled, 1e-14);
    }

    [Fact]
    public void At_a_rate_of_zero_the_value_is_the_sum()
    {
        Assert.Equal(1000, Expect.Value(PresentValue.Npv(0, [400, -100, 700])));
        Assert.Equal(3000, Expect.Value(PresentValue.Xnpv(0, Flows, Dates)));
    }

    [Fact]
    public void Every_error_is_typed()
    {
        Expect.Fails(FinanceFailure.TooFewFlows, PresentValue.Npv(0.1, []));
        Expect.Fails(FinanceFailure.InvalidArgument, PresentValue.Npv(-1, [1]));
        Expect.Fails(FinanceFailure.NotFinite, PresentValue.Npv(double.NaN, [1]));
        Expect.Fails(FinanceFailure.NotFinite, PresentValue.Npv(0.1, [1, double.PositiveInfinity]));
        Expect.Fails(FinanceFailure.OutOfRange, PresentValue.Npv(-0.999999, [.. Enumerable.Repeat(1.0, 100)]));
        Expect.Fails(FinanceFailure.LengthMismatch, PresentValue.Xnpv(0.1, [1, 2], Dates));
        Expect.Fails(FinanceFailure.DatesNotAscendingFromFirst, PresentValue.Xnpv(0.1, [1, 2], [Dates[1], Dates[0]]));
        Expect.Fails(FinanceFailure.TooFewFlows, PresentValue.Xnpv(0.1, [], []));
    }

    [Fact]
    public void Totals_in_range_survive_partial_sums_that_are_not()
    {
        Expect.Near(1.5e308, PresentValue.Npv(0, [1.5e308, 1.5e308, -1.5e308]), 1e-12);
        Expect.Near(1e308 / 1.1, PresentValue.Npv(0.1, [1e308]), 1e-14);
    }

    [Fact]
    public void Receipts_and_payments_that_cancel_leave_the_small_flow_between_them() =>
        Assert.Equal(1, Expect.Value(PresentValue.Npv(0, [1e16, 1, -1e16])));

    [Fact]
    public void A_level_series_is_worth_the_annuity_formula() =>
        Gen.Select(Gen.Double[-0.2, 0.5], Gen.Int[1, 400], Gen.Double[-1e6, 1e6]).Sample((rate, count, amount) =>
        {
            double[] flows = [.. Enumerable.Repeat(amount, count)];
            double annuity = -Expect.Value(Annuity.Pv(rate, count, amount));
            Expect.Within(annuity, Expect.Value(PresentValue.Npv(rate, flows)), 1e-12 * Math.Abs(annuity));
        });
}
