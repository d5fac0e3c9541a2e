using CsCheck;
using Proforma.Engine.Finance;
using Xunit;
using static Proforma.Engine.Finance.PaymentTiming;

namespace Proforma.Engine.Tests.Finance;

// Examples: Microsoft, IPMT, PPMT, CUMIPMT and CUMPRINC function documentation (Excel prints them rounded, DAX to 15 digits).
public sealed class LoanScheduleTests
{
    private static readonly Gen<PaymentTiming> Timing = Gen.Bool.Select(atStart => atStart ? StartOfPeriod : EndOfPeriod);

    [Fact]
    public void Ipmt_and_ppmt_give_the_published_examples()
    {
        Expect.Near(-66.6666666666667, LoanSchedule.Ipmt(0.1 / 12, 1, 3 * 12, 8000));
        Expect.Near(-292.447129909366, LoanSchedule.Ipmt(0.1, 3, 3, 8000));
        Expect.Near(-75.6231860083663, LoanSchedule.Ppmt(0.1 / 12, 1, 2 * 12, 2000));
        Expect.Near(-27598.0534624214, LoanSchedule.Ppmt(0.08, 10, 10, 200000));
    }

    [Fact]
    public void Cumulative_interest_and_principal_give_the_published_examples()
    {
        Expect.Printed(-11135.23213, LoanSchedule.CumIpmt(0.09 / 12, 30 * 12, 125000, 13, 24), 5);
        Expect.Near(-937.5, LoanSchedule.CumIpmt(0.09 / 12, 30 * 12, 125000, 1, 1));
        Expect.Near(-11052.3395838718, LoanSchedule.CumIpmt(0.09 / 12, 30 * 12, 125000, 13, 24, StartOfPeriod));
        Expect.Near(-934.10712342089831, LoanSchedule.CumPrinc(0.09 / 12, 30 * 12, 125000, 13, 24));
        Expect.Near(-68.2782711809784, LoanSchedule.CumPrinc(0.09 / 12, 30 * 12, 125000, 1, 1));
        Expect.Near(-927.153472378062, LoanSchedule.CumPrinc(0.09 / 12, 30 * 12, 125000, 13, 24, StartOfPeriod));
    }

    [Fact]
    public void Every_error_is_typed()
    {
        foreach (Func<double, double, double, double, FinanceResult> function in
            (Func<double, double, double, double, FinanceResult>[])[
                (rate, period, periods, present) => LoanSchedule.Ipmt(rate, period, periods, present),
                (rate, period, periods, present) => LoanSchedule.Ppmt(rate, period, periods, present),
                (rate, period, periods, present) => LoanSchedule.CumIpmt(rate, periods, present, 1, period),
                (rate, period, periods, present) => LoanSchedule.CumPrinc(rate, periods, present, 1, period)])
        {
            Expect.Fails(FinanceFailure.InvalidArgument, function(-1, 1, 10, 100));
            Expect.Fails(FinanceFailure.InvalidArgument, function(0.1, 1, 0, 100));
            Expect.Fails(FinanceFailure.InvalidArgument, function(0.1, 0, 10, 100));
            Expect.Fails(FinanceFailure.InvalidArgument, function(0.1, 11, 10, 100));
            Expect.Fails(FinanceFailure.InvalidArgument, function(0.1, 1.5, 10, 100));
            Expect.Fails(FinanceFailure.NotFinite, function(0.1, 1, 10, double.NegativeInfinity));
        }

        Expect.Fails(FinanceFailure.InvalidArgument, LoanSchedule.CumIpmt(0.1, 10, 100, 3, 2));
        Expect.Fails(FinanceFailure.InvalidArgument, LoanSchedule.Ipmt(0.1, 1, 10, 100, 0, (PaymentTiming)7));
    }

    [Fact]
    public void Interest_and_principal_make_up_the_payment() =>
        Gen.Select(Gen.Double[-0.2, 2], Gen.Int[1, 500], Gen.Double[-1e6, 1e6], Gen.Double[-1e6, 1e6], Timing, Gen.Double.Unit).Sample(
            (rate, periods, present, future, timing, share) =>
            {
                int period = 1 + (int)(share * (periods - 1));
                double payment = Expect.Value(Annuity.Pmt(rate, periods, present, future, timing));
                double interest = Expect.Value(LoanSchedule.Ipmt(rate, period, periods, present, future, timing));
                double principal = Expect.Value(LoanSchedule.Ppmt(rate, period, periods, present, future, timing));
                double size = Math.Abs(payment) + Math.Abs(principal) + (Math.Abs(rate) * (Math.Abs(present) + Math.Abs(future)));
                Expect.Within(payment, interest + principal, 1e-12 * size);
            });

    [Fact]
    public void Principal_repays_the_loan() =>
        Gen.Select(Gen.Double[-0.1, 0.5], Gen.Int[1, 200], Gen.Double[1, 1e6], Timing).Sample((rate, periods, loan, timing) =>
        {
            double repaid = Enumerable.Range(1, periods).Sum(k => Expect.Value(LoanSchedule.Ppmt(rate, k, periods, loan, 0, timing)));
            Expect.Near(-loan, repaid, 1e-11);
            Expect.Near(-loan, LoanSchedule.CumPrinc(rate, periods, loan, 1, periods, timing), 1e-12);
        });

    [Fact]
    public void Interest_is_the_rate_on_the_balance_before_it() =>
        Gen.Select(Gen.Double[-0.1, 0.2], Gen.Int[2, 60], Gen.Double[1, 1e6], Gen.Double[-1e6, 1e6], Timing).Sample(
            (rate, periods, loan, future, timing) =>
            {
                double payment = Expect.Value(Annuity.Pmt(rate, periods, loan, future, timing));
                double balance = loan;
                double size = Math.Abs(loan) + Math.Abs(future) + Math.Abs(payment);
                for (int period = 1; period <= periods; period++)
                {
                    double interest = timing == StartOfPeriod && period == 1 ? 0 : -rate * balance;
                    Expect.Within(interest, Expect.Value(LoanSchedule.Ipmt(rate, period, periods, loan, future, timing)), 1e-9 * size);
                    balance += payment - interest;
                }
            });

    [Fact]
    public void Cumulative_figures_are_the_sums_of_the_periods() =>
        Gen.Select(Gen.Double[-0.05, 0.3], Gen.Int[1, 120], Gen.Double[1, 1e6], Gen.Double.Unit, Gen.Double.Unit, Timing).Sample(
            (rate, periods, loan, from, to, timing) =>
            {
                int first = 1 + (int)(from * (periods - 1));
                int last = first + (int)(to * (periods - first));
                double interest = 0;
                double principal = 0;
                for (int period = first; period <= last; period++)
                {
                    interest += Expect.Value(LoanSchedule.Ipmt(rate, period, periods, loan, 0, timing));
                    principal += Expect.Value(LoanSchedule.Ppmt(rate, period, periods, loan, 0, timing));
                }

                double size = Math.Abs(interest) + Math.Abs(principal);
                Expect.Within(interest, Expect.Value(LoanSchedule.CumIpmt(rate, periods, loan, first, last, timing)), 1e-11 * size);
                Expect.Within(principal, Expect.Value(LoanSchedule.CumPrinc(rate, periods, loan, first, last, timing)), 1e-11 * size);
            });

    [Fact]
    public void The_last_periods_of_a_long_loan_at_a_high_rate_keep_their_digits()
    {
        // (1 + 1)^1000 is 1e301; a balance carried through the schedule has no correct digit long before its end.
        Expect.Near(-0.5 * 1000, LoanSchedule.Ppmt(1, 1000, 1000, 1000));
        Expect.Near(-0.5 * 1000, LoanSchedule.Ipmt(1, 1000, 1000, 1000));
        Expect.Near(-0.125 * 1000, LoanSchedule.Ppmt(1, 998, 1000, 1000));
        Expect.Near(-0.5 * 1000, LoanSchedule.Ppmt(1, 5000, 5000, 1000));
    }
}
