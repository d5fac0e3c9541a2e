using CsCheck;
using Proforma.Engine.Finance;
using Xunit;

namespace Proforma.Engine.Tests.Finance;

// Examples: Microsoft, IRR, XIRR and MIRR function documentation (Excel and DAX).
public sealed class InternalRateTests
{
    private static readonly double[] Business = [-70000, 12000, 15000, 18000, 21000, 26000];

    private static readonly double[] Flows = [-10000, 2750, 4250, 3250, 2750];

    private static readonly DateOnly[] Dates = [new(2008, 1, 1), new(2008, 3, 1), new(2008, 10, 30), new(2009, 2, 15), new(2009, 4, 1)];

    [Fact]
    public void Irr_gives_the_published_examples()
    {
        Expect.Printed(0.0866, InternalRate.Irr(Business), 4);
        Expect.Printed(-0.021, InternalRate.Irr(Business.AsSpan(0, 5)), 3);
        Expect.Printed(-0.444, InternalRate.Irr(Business.AsSpan(0, 3), -0.10), 3);
        Expect.Near(0.086630948036531614, InternalRate.Irr(Business));
        Expect.Near(-0.021244848273410991, InternalRate.Irr(Business.AsSpan(0, 5)));
        Expect.Near(-0.44350694133474054, InternalRate.Irr(Business.AsSpan(0, 3), -0.10));
        Assert.False(InternalRate.Irr(Business).MultipleRoots);
    }

    [Fact]
    public void Xirr_gives_the_published_examples()
    {
        // The documentation prints 0.373362535, which differs from the solution of its own equation in the ninth digit.
        Expect.Within(0.373362535, Expect.Value(InternalRate.Xirr(Flows, Dates, 0.1)), 2e-9);
        Expect.Near(0.37336253351883151, InternalRate.Xirr(Flows, Dates));
        DateOnly[] of2014 = [new(2014, 1, 1), new(2014, 3, 1), new(2014, 10, 30), new(2015, 2, 15), new(2015, 4, 1)];
        Expect.Printed(0.3749, InternalRate.Xirr(Flows, of2014), 4);
        Expect.Near(0.37485859768737118, InternalRate.Xirr(Flows, of2014));
    }

    [Fact]
    public void Xirr_of_two_flows_is_the_annual_growth()
    {
        DateOnly bought = new(2025, 2, 13);
        DateOnly sold = bought.AddDays(1051);
        Expect.Near(Math.Pow(203.9 / 60, 365.0 / 1051) - 1, InternalRate.Xirr([-60, 203.9], [bought, sold]));
        Expect.Near(0.529334394214072, InternalRate.Xirr([-60, 203.9], [bought, sold]));
    }

    [Fact]
    public void Xirr_adds_up_the_flows_of_a_day_and_takes_later_dates_in_any_order()
    {
        double expected = Expect.Value(InternalRate.Xirr(Flows, Dates));
        double[] split = [-4000, 3250, 2750, 4250, -6000, 2750];
        DateOnly[] dates = [Dates[0], Dates[3], Dates[1], Dates[2], Dates[0], Dates[4]];
        Expect.Near(expected, InternalRate.Xirr(split, dates), 1e-14);
    }

    [Fact]
    public void Mirr_gives_the_published_examples()
    {
        double[] boat = [-120000, 39000, 30000, 21000, 37000, 46000];
        Expect.Printed(0.1261, InternalRate.Mirr(boat, 0.10, 0.12), 4);
        Expect.Printed(-0.0480, InternalRate.Mirr(boat.AsSpan(0, 4), 0.10, 0.12), 4);
        Expect.Printed(0.1348, InternalRate.Mirr(boat, 0.10, 0.14), 4);
        Expect.Near(0.12609413036590515, InternalRate.Mirr(boat, 0.10, 0.12));
        Expect.Near(-0.048044655249980820, InternalRate.Mirr(boat.AsSpan(0, 4), 0.10, 0.12));
        Expect.Near(0.13475911082831485, InternalRate.Mirr(boat, 0.10, 0.14));
    }

    [Fact]
    public void Every_error_is_typed()
    {
        Expect.Fails(FinanceFailure.TooFewFlows, InternalRate.Irr([]));
        Expect.Fails(FinanceFailure.TooFewFlows, InternalRate.Irr([-1]));
        Expect.Fails(FinanceFailure.NoSignChange, InternalRate.Irr([1, 2, 3]));
        Expect.Fails(FinanceFailure.NoSignChange, InternalRate.Irr([0, 0, -3]));
        Expect.Fails(FinanceFailure.NoSignChange, InternalRate.Irr([0, 0]));
        Expect.Fails(FinanceFailure.NoSolution, InternalRate.Irr([1, -1, 1]));
        Expect.Fails(FinanceFailure.InvalidArgument, InternalRate.Irr(Business, -1));
        Expect.Fails(FinanceFailure.NotFinite, InternalRate.Irr(Business, double.NaN));
        Expect.Fails(FinanceFailure.NotFinite, InternalRate.Irr([1, double.NaN]));
        Expect.Fails(FinanceFailure.OutOfRange, InternalRate.Irr([-1e300, 1e-300]));
        Expect.Fails(FinanceFailure.OutOfRange, InternalRate.Irr([-1e-300, 1e300]));
        Expect.Fails(FinanceFailure.LengthMismatch, InternalRate.Xirr([1, 2], Dates));
        Expect.Fails(FinanceFailure.TooFewFlows, InternalRate.Xirr([-1], [Dates[0]]));
        Expect.Fails(FinanceFailure.DatesNotAscendingFromFirst, InternalRate.Xirr([-1, 2], [Dates[1], Dates[0]]));
        Expect.Fails(FinanceFailure.NoSignChange, InternalRate.Xirr([-1, 2], [Dates[1], Dates[1]]));
        Expect.Fails(FinanceFailure.NotFinite, InternalRate.Xirr([-1, double.NaN], [Dates[0], Dates[1]]));
        Expect.Fails(FinanceFailure.TooFewFlows, InternalRate.Mirr([1], 0.1, 0.1));
        Expect.Fails(FinanceFailure.NoSignChange, InternalRate.Mirr([1, 1], 0.1, 0.1));
        Expect.Fails(FinanceFailure.NoSignChange, InternalRate.Mirr([-1, -1], 0.1, 0.1));
        Expect.Fails(FinanceFailure.InvalidArgument, InternalRate.Mirr([-1, 2], -1, 0.1));
        Expect.Fails(FinanceFailure.InvalidArgument, InternalRate.Mirr([-1, 2], 0.1, -1));
        Expect.Fails(FinanceFailure.NotFinite, InternalRate.Mirr([-1, 2], 0.1, double.NegativeInfinity));
    }

    [Fact]
    public void A_rate_of_zero_and_rates_at_the_ends_of_the_range_are_found()
    {
        Assert.Equal(0, Expect.Value(InternalRate.Irr([-100, 50, 50])));
        Expect.Near(1e15, InternalRate.Irr([-1e-15, 1]), 1e-12);
        Expect.Near(1e300, InternalRate.Irr([-1e-150, 1e150]), 1e-11);
        Expect.Within(-1 + 1e-15, Expect.Value(InternalRate.Irr([-1, 1e-15])), 1.2e-16);
        Expect.Within(1e-15, Expect.Value(InternalRate.Irr([-1e15, 1e15 + 1])), 1.2e-16);
    }

    [Fact]
    public void Large_and_small_flows_scale_out()
    {
        double expected = Expect.Value(InternalRate.Irr(Business));
        foreach (double scale in (double[])[1e303, 1e-300, 1e-310])
        {
            Expect.Near(expected, InternalRate.Irr([.. Business.Select(flow => flow * scale)]), scale < 1e-305 ? 1e-7 : 1e-13);
        }
    }

    [Fact]
    public void Payments_first_and_receipts_after_have_one_rate_that_brings_their_value_to_zero() =>
        Gen.Select(Gen.Double[1, 1e6].Array[1, 8], Gen.Double[1, 1e6].Array[1, 30], Gen.Double[-0.9, 5]).Sample((paid, received, guess) =>
        {
            double[] flows = [.. paid.Select(amount => -amount), .. received];
            FinanceResult result = InternalRate.Irr(flows, guess);
            Assert.False(result.MultipleRoots);
            AssertValueIsZero(flows, Expect.Value(result));
        });

    [Fact]
    public void Any_rate_found_brings_the_value_to_zero() =>
        Gen.Double[-1000, 1000].Array[2, 30].Sample(flows =>
        {
            FinanceResult result = InternalRate.Irr(flows);
            if (result.TryGetValue(out double rate))
            {
                AssertValueIsZero(flows, rate);
            }
            else
            {
                Assert.True(
                    result.Failure is FinanceFailure.NoSignChange or FinanceFailure.NoSolution or FinanceFailure.OutOfRange, result.ToString());
            }
        });

    [Fact]
    public void Any_dated_rate_found_brings_the_value_to_zero() =>
        Gen.Select(Gen.Double[-1000, 1000], Gen.Int[0, 4000]).Array[2, 20].Sample(entries =>
        {
            DateOnly start = new(2020, 1, 1);
            double[] flows = [.. entries.Select(entry => entry.Item1)];
            DateOnly[] dates = [start, .. entries.Skip(1).Select(entry => start.AddDays(entry.Item2))];
            if (InternalRate.Xirr(flows, dates).TryGetValue(out double rate))
            {
                double[] sizes = [.. flows.Select(Math.Abs)];
                double gross = Expect.Value(PresentValue.Xnpv(rate, sizes, dates));
                Expect.Within(0, Expect.Value(PresentValue.Xnpv(rate, flows, dates)), (Tolerance(rate, 4000 / 365.0) * gross) + 1e-300);
            }
        });

    [Fact]
    public void Mirr_at_the_internal_rate_is_the_internal_rate() =>
        Gen.Select(Gen.Double[100, 1000], Gen.Double[10, 400].Array[2, 20]).Sample((paid, received) =>
        {
            double[] flows = [-paid, .. received];
            double rate = Expect.Value(InternalRate.Irr(flows));
            Expect.Within(rate, Expect.Value(InternalRate.Mirr(flows, rate, rate)), 1e-12 * (1 + rate));
        });

    private static void AssertValueIsZero(double[] flows, double rate)
    {
        double[] sizes = [.. flows.Select(Math.Abs)];
        if (!PresentValue.Npv(rate, sizes).TryGetValue(out double gross))
        {
            // So near -100% that one period multiplies a value by more than 1e10, and thirty of them leave the range.
            Assert.True(rate < -1 + 1e-10, $"{rate:R}");
            return;
        }

        Expect.Within(0, Expect.Value(PresentValue.Npv(rate, flows)), (Tolerance(rate, flows.Length) * gross) + 1e-300);
    }

    // A rate near -100% cannot be stored any closer than 1.1e-16, which its discount factors feel as that over 1 + rate.
    private static double Tolerance(double rate, double longest) => 1e-13 + (2e-16 * longest / (1 + rate));
}
