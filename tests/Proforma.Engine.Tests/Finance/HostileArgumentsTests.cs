using CsCheck;
using Proforma.Engine.Finance;
using Xunit;

namespace Proforma.Engine.Tests.Finance;

// Whatever doubles come in, a finite number or a typed failure comes out, and nothing is thrown.
public sealed class HostileArgumentsTests
{
    private static readonly Gen<double> Wild = Gen.OneOf(
        Gen.OneOf(
            double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon,
            1e308, -1e308, 1e-308, 1e300, -1e-300, 0.0, -0.0, 1.0, -1.0, 2.0, 12.0, 0.1, 1e-17, -0.9999999999999999, -1.0000000000000002, 1e9, 1e15),
        Gen.Double,
        Gen.Double[-2, 2],
        Gen.Double[-1000, 1000],
        Gen.Int[-3, 400].Select(number => (double)number));

    private static readonly Gen<double> WildFinite = Wild.Where(double.IsFinite);

    private static readonly Func<double[], FinanceResult>[] Functions =
    [
        a => Annuity.Pmt(a[0], a[1], a[2], a[3], TimingOf(a[4])),
        a => Annuity.Pv(a[0], a[1], a[2], a[3], TimingOf(a[4])),
        a => Annuity.Fv(a[0], a[1], a[2], a[3], TimingOf(a[4])),
        a => Annuity.Nper(a[0], a[1], a[2], a[3], TimingOf(a[4])),
        a => Annuity.Rate(a[0], a[1], a[2], a[3], TimingOf(a[4]), a[5]),
        a => LoanSchedule.Ipmt(a[0], a[1], a[2], a[3], a[4], TimingOf(a[5])),
        a => LoanSchedule.Ppmt(a[0], a[1], a[2], a[3], a[4], TimingOf(a[5])),
        a => LoanSchedule.CumIpmt(a[0], a[1], a[2], a[3], a[4], TimingOf(a[5])),
        a => LoanSchedule.CumPrinc(a[0], a[1], a[2], a[3], a[4], TimingOf(a[5])),
        a => Depreciation.Sln(a[0], a[1], a[2]),
        a => Depreciation.Syd(a[0], a[1], a[2], a[3]),
        a => Depreciation.Ddb(a[0], a[1], a[2], a[3], a[4]),
        a => Depreciation.Db(a[0], a[1], a[2], a[3], a[4]),
        a => InterestConversion.Effect(a[0], a[1]),
        a => InterestConversion.Nominal(a[0], a[1]),
        a => Rounding.Round(a[0], a[1]),
        a => Rounding.RoundUp(a[0], a[1]),
        a => Rounding.RoundDown(a[0], a[1]),
        a => Rounding.Truncate(a[0], a[1]),
        a => Rounding.RoundToMultiple(a[0], a[1]),
        a => Rounding.Ceiling(a[0], a[1]),
        a => Rounding.Floor(a[0], a[1]),
    ];

    [Fact]
    public void Functions_of_numbers() =>
        Wild.Array[6].Sample(
            arguments =>
            {
                foreach (Func<double[], FinanceResult> function in Functions)
                {
                    AssertSound(function(arguments));
                }
            },
            iter: 50_000);

    [Fact]
    public void Functions_of_finite_numbers() =>
        WildFinite.Array[6].Sample(
            arguments =>
            {
                foreach (Func<double[], FinanceResult> function in Functions)
                {
                    FinanceResult result = function(arguments);
                    AssertSound(result);
                    Assert.NotEqual(FinanceFailure.NotFinite, result.Failure);
                }
            },
            iter: 50_000);

    [Fact]
    public void Functions_of_flows() =>
        Gen.Select(Wild.Array[0, 12], Wild, Wild).Sample(
            (flows, first, second) =>
            {
                AssertSound(PresentValue.Npv(first, flows));
                AssertRate(InternalRate.Irr(flows, first));
                AssertRate(InternalRate.Mirr(flows, first, second));
            },
            iter: 20_000);

    [Fact]
    public void Functions_of_finite_flows() =>
        Gen.Select(WildFinite.Array[2, 12], Gen.Double[-0.99, 10]).Sample(
            (flows, guess) =>
            {
                FinanceResult result = InternalRate.Irr(flows, guess);
                AssertRate(result);
                Assert.NotEqual(FinanceFailure.NotFinite, result.Failure);
                AssertSound(PresentValue.Npv(guess, flows));
                AssertRate(InternalRate.Mirr(flows, guess, guess / 2));
            },
            iter: 20_000);

    [Fact]
    public void Functions_of_dated_flows() =>
        Gen.Select(WildFinite.Array[0, 12], Gen.Int[0, DateOnly.MaxValue.DayNumber].Array[0, 12], Wild).Sample(
            (flows, days, rate) =>
            {
                DateOnly[] dates = [.. days.Select(DateOnly.FromDayNumber)];
                AssertRate(InternalRate.Xirr(flows, dates, rate));
                AssertSound(PresentValue.Xnpv(rate, flows, dates));
                int count = Math.Min(flows.Length, dates.Length);
                Array.Sort(dates);
                AssertRate(InternalRate.Xirr(flows.AsSpan(0, count), dates.AsSpan(0, count), rate));
                AssertSound(PresentValue.Xnpv(rate, flows.AsSpan(0, count), dates.AsSpan(0, count)));
            },
            iter: 20_000);

    private static PaymentTiming TimingOf(double number) => (PaymentTiming)(double.IsFinite(number) ? (int)Math.Clamp(number, -2, 3) : 0);

    private static void AssertRate(FinanceResult result)
    {
        AssertSound(result);
        Assert.True(!result.Succeeded || result.Value > -1, result.ToString());
    }

    private static void AssertSound(FinanceResult result)
    {
        if (result.Succeeded)
        {
            Assert.True(double.IsFinite(result.Value), "The value is not a finite number.");
            Assert.False(double.IsNegative(result.Value) && result.Value == 0, "The value is a negative zero.");
            Assert.Null(result.Message);
        }
        else
        {
            Expect.IsSentence(result.Message);
            Assert.NotEqual(FinanceFailure.NoConvergence, result.Failure);
        }
    }
}
