using CsCheck;
using Proforma.Engine.Finance;
using Xunit;

namespace Proforma.Engine.Tests.Finance;

// Examples: Microsoft, EFFECT and NOMINAL function documentation (Excel and DAX).
public sealed class InterestConversionTests
{
    [Fact]
    public void Effect_and_nominal_give_the_published_examples()
    {
        Expect.Printed(0.0535427, InterestConversion.Effect(0.0525, 4), 7);
        Expect.Near(0.0535426673707584, InterestConversion.Effect(0.0525, 4));
        Expect.Printed(0.05250032, InterestConversion.Nominal(0.053543, 4), 8);
        Expect.Near(0.052500319868356, InterestConversion.Nominal(0.053543, 4));
    }

    [Fact]
    public void Each_is_the_inverse_of_the_other() =>
        Gen.Select(Gen.Double[-0.9, 3], Gen.Int[1, 1000]).Sample((rate, periods) =>
        {
            double effective = Expect.Value(InterestConversion.Effect(rate * Math.Min(periods, 3), periods));
            Expect.Within(rate * Math.Min(periods, 3), Expect.Value(InterestConversion.Nominal(effective, periods)), 1e-12);
            double nominal = Expect.Value(InterestConversion.Nominal(rate, periods));
            Expect.Within(rate, Expect.Value(InterestConversion.Effect(nominal, periods)), 1e-12);
        });

    [Fact]
    public void Once_a_year_they_are_the_same_and_often_enough_they_are_continuous()
    {
        Expect.Near(0.07, InterestConversion.Effect(0.07, 1), 2e-16);
        Expect.Near(Math.Exp(0.07) - 1, InterestConversion.Effect(0.07, 1e12), 1e-11);
        Expect.Near(1e-18, InterestConversion.Effect(1e-18, 12));
    }

    [Fact]
    public void Every_error_is_typed()
    {
        Expect.Fails(FinanceFailure.InvalidArgument, InterestConversion.Effect(0.05, 0.5));
        Expect.Fails(FinanceFailure.InvalidArgument, InterestConversion.Effect(0.05, 4.5));
        Expect.Fails(FinanceFailure.InvalidArgument, InterestConversion.Effect(-4, 4));
        Expect.Fails(FinanceFailure.NotFinite, InterestConversion.Effect(double.NaN, 4));
        Expect.Fails(FinanceFailure.OutOfRange, InterestConversion.Effect(1e300, 12));
        Expect.Fails(FinanceFailure.InvalidArgument, InterestConversion.Nominal(-1, 4));
        Expect.Fails(FinanceFailure.InvalidArgument, InterestConversion.Nominal(0.05, 0));
        Expect.Fails(FinanceFailure.NotFinite, InterestConversion.Nominal(0.05, double.PositiveInfinity));
    }
}
