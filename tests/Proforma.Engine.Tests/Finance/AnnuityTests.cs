using CsCheck;
using Proforma.Engine.Finance;
using Xunit;
using static Proforma.Engine.Finance.PaymentTiming;

namespace Proforma.Engine.Tests.Finance;

// Examples: Microsoft, PMT, PV, FV, NPER and RATE function documentation (Excel prints them rounded, DAX to 15 digits);
// Adobe, FormCalc reference; GrapeCity, Spread formula reference.
public sealed class AnnuityTests
{
    private static readonly Gen<PaymentTiming> Timing = Gen.Bool.Select(atStart => atStart ? StartOfPeriod : EndOfPeriod);

    [Fact]
    public void Pmt_gives_the_published_examples()
    {
        Expect.Printed(-1037.03, Annuity.Pmt(0.08 / 12, 10, 10000), 2);
        Expect.Near(-1037.0320893591522, Annuity.Pmt(0.08 / 12, 10, 10000));
        Expect.Near(-1030.16432717797, Annuity.Pmt(0.08 / 12, 10, 10000, 0, StartOfPeriod));
        Expect.Near(-129.081160867991, Annuity.Pmt(0.06 / 12, 18 * 12, 0, 50000));
        Expect.Near(855.17604207164, Annuity.Pmt(0.0475 / 12, 25 * 12, -150000));
        Expect.Near(3403.82145169876, Annuity.Pmt(0.085, 12, -25000));
    }

    [Fact]
    public void Pv_gives_the_published_examples()
    {
        Expect.Near(-59777.1458511878, Annuity.Pv(0.08 / 12, 12 * 20, 500));
        Expect.Printed(5198.42, Annuity.Pv(0.005, 60, -100, 0, StartOfPeriod), 2);
    }

    [Fact]
    public void Fv_gives_the_published_examples()
    {
        Expect.Near(2581.40337406012, Annuity.Fv(0.06 / 12, 10, -200, -500, StartOfPeriod));
        Expect.Printed(12682.50, Annuity.Fv(0.12 / 12, 12, -1000), 2);
        Expect.Printed(82846.25, Annuity.Fv(0.11 / 12, 35, -2000, 0, StartOfPeriod), 2);
        Expect.Printed(2301.40, Annuity.Fv(0.06 / 12, 12, -100, -1000, StartOfPeriod), 2);
        Expect.Near(904195.16991842445, Annuity.Fv(0.10 / 12, 30 * 12, -400));
        Expect.Near(58791.96145535981, Annuity.Fv(0.075 / 4, 10 * 4, -1000));
    }

    [Fact]
    public void Nper_gives_the_published_examples()
    {
        Expect.Near(59.6738656742946, Annuity.Nper(0.12 / 12, -100, -1000, 10000, StartOfPeriod));
        Expect.Printed(60.0821229, Annuity.Nper(0.12 / 12, -100, -1000, 10000), 7);
        Expect.Printed(-9.57859404, Annuity.Nper(0.12 / 12, -100, -1000), 8);
        Expect.Near(167.7227522114, Annuity.Nper(0.005, -790, 90000, 0, StartOfPeriod), 1e-12);
    }

    [Fact]
    public void Rate_gives_the_published_examples()
    {
        Expect.Printed(0.01, Annuity.Rate(4 * 12, -200, 8000), 2);
        Expect.Near(0.00770147248820137, Annuity.Rate(4 * 12, -200, 8000), 1e-12);
        Expect.Near(0.0077014724882020438, Annuity.Rate(4 * 12, -200, 8000));
        Expect.Printed(0.0924, FinanceTimes(Annuity.Rate(4 * 12, -200, 8000), 12), 4);
        Expect.Near(0.0068599814844582286, Annuity.Rate(360, -600, 80000));
        Expect.Near(1.5389379147213584e-8, Annuity.Rate(360, -100, 35999.9), 1e-9);
    }

    [Fact]
    public void At_a_rate_of_zero_money_adds_up()
    {
        Assert.Equal(-110, Expect.Value(Annuity.Pmt(0, 10, 1000, 100)));
        Assert.Equal(-1100, Expect.Value(Annuity.Pv(0, 10, 100, 100)));
        Assert.Equal(-1100, Expect.Value(Annuity.Fv(0, 10, 100, 100)));
        Assert.Equal(11, Expect.Value(Annuity.Nper(0, -100, 1000, 100)));
        Assert.Equal(0, Expect.Value(Annuity.Rate(10, -100, 1000)));
    }

    [Fact]
    public void Without_periods_the_future_value_is_the_present_value()
    {
        Assert.Equal(-500, Expect.Value(Annuity.Fv(0.1, 0, 100, 500)));
        Assert.Equal(-500, Expect.Value(Annuity.Pv(0.1, 0, 100, 500)));
    }

    [Fact]
    public void Every_error_is_typed()
    {
        Expect.Fails(FinanceFailure.InvalidArgument, Annuity.Pmt(0.1, 0, 100));
        Expect.Fails(FinanceFailure.InvalidArgument, Annuity.Pmt(-1, 10, 100));
        Expect.Fails(FinanceFailure.NotFinite, Annuity.Pmt(0.1, 10, double.NaN));
        Expect.Fails(FinanceFailure.InvalidArgument, Annuity.Pmt(0.1, 10, 100, 0, (PaymentTiming)2));
        Expect.Fails(FinanceFailure.InvalidArgument, Annuity.Pv(-1.5, 10, 100));
        Expect.Fails(FinanceFailure.OutOfRange, Annuity.Pv(-0.99, 1000, 100));
        Expect.Fails(FinanceFailure.InvalidArgument, Annuity.Fv(-1, 10, 100));
        Expect.Fails(FinanceFailure.OutOfRange, Annuity.Fv(1, 2000, 100));
        Expect.Fails(FinanceFailure.InvalidArgument, Annuity.Nper(-1, 10, 100));
        Expect.Fails(FinanceFailure.NoSolution, Annuity.Nper(0, 0, 100));
        Expect.Fails(FinanceFailure.NoSolution, Annuity.Nper(0.01, -10, 1000));
        Expect.Fails(FinanceFailure.NoSolution, Annuity.Nper(0.01, -9, 1000));
        Expect.Fails(FinanceFailure.InvalidArgument, Annuity.Rate(0, -200, 8000));
        Expect.Fails(FinanceFailure.InvalidArgument, Annuity.Rate(2e9, -200, 8000));
        Expect.Fails(FinanceFailure.InvalidArgument, Annuity.Rate(10, -200, 8000, guess: -1));
        Expect.Fails(FinanceFailure.NotFinite, Annuity.Rate(10, -200, 8000, guess: double.NaN));
        Expect.Fails(FinanceFailure.NoSignChange, Annuity.Rate(10, 200, 8000));
        Expect.Fails(FinanceFailure.NoSignChange, Annuity.Rate(10, 0, 0));
        Expect.Fails(FinanceFailure.InvalidArgument, Annuity.Rate(10, -200, 8000, 0, (PaymentTiming)(-1)));
    }

    [Fact]
    public void Each_function_solves_the_equation_of_the_others() =>
        Gen.Select(Gen.Double[-0.3, 0.5], Gen.Double[1, 200], Gen.Double[-1e5, 1e5], Gen.Double[-1e5, 1e5], Timing).Sample(
            (rate, periods, present, future, timing) =>
            {
                double payment = Expect.Value(Annuity.Pmt(rate, periods, present, future, timing));
                double size = Math.Abs(present) + Math.Abs(future) + Math.Abs(payment);
                double growth = Math.Pow(1 + rate, periods);
                Expect.Within(present, Expect.Value(Annuity.Pv(rate, periods, payment, future, timing)), 1e-11 * size * (periods + (1 / growth)));
                Expect.Within(future, Expect.Value(Annuity.Fv(rate, periods, payment, present, timing)), 1e-11 * size * (periods + growth));
            });

    [Fact]
    public void Nper_gives_back_the_number_of_payments_of_a_loan() =>
        Gen.Select(Gen.Double[-0.01, 0.1], Gen.Double[1, 120], Gen.Double[1, 1e6], Timing).Sample((rate, periods, loan, timing) =>
        {
            double payment = Expect.Value(Annuity.Pmt(rate, periods, loan, 0, timing));
            Expect.Near(periods, Annuity.Nper(rate, payment, loan, 0, timing), 1e-8);
        });

    [Fact]
    public void Rate_gives_back_the_rate_of_a_loan() =>
        Gen.Select(Gen.Double[-0.05, 0.5], Gen.Double[2, 400], Gen.Double[1, 1e6], Timing).Sample((rate, periods, loan, timing) =>
        {
            double payment = Expect.Value(Annuity.Pmt(rate, periods, loan, 0, timing));
            FinanceResult result = Annuity.Rate(periods, payment, loan, 0, timing);
            Expect.Within(rate, Expect.Value(result), 1e-12);
            Assert.False(result.MultipleRoots);
        });

    [Fact]
    public void A_rate_too_small_to_change_one_changes_values_in_proportion()
    {
        // To first order a payment rises by n + 1 halves of the rate: the plain formula gives zero or nonsense at 1e-17.
        double payment = Expect.Value(Annuity.Pmt(1e-17, 10, 1000));
        Expect.Near(-100, payment, 1e-15);
        Expect.Near(10, Annuity.Nper(1e-17, -100, 1000), 1e-14);
        Expect.Near(-55e-9, Expect.Value(Annuity.Pmt(1e-10, 10, 1000)) + 100, 1e-6);
    }

    [Fact]
    public void A_payment_at_a_high_rate_is_the_interest() => Expect.Near(-100_000, Annuity.Pmt(100, 500, 1000));

    private static FinanceResult FinanceTimes(FinanceResult result, double factor) => Annuity.Fv(0, 0, 0, -Expect.Value(result) * factor);
}
