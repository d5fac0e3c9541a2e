using System.Numerics;
using CsCheck;
using Proforma.Engine.Finance;
using Xunit;

namespace Proforma.Engine.Tests.Finance;

// Flows with several rates of return. The oracle for their number is Sturm's theorem in whole numbers.
public sealed class RateRootsTests
{
    [Fact]
    public void Of_several_rates_the_one_nearest_the_guess_is_returned()
    {
        // (1 - 1.1 v)(1 - 1.25 v), times 1000: rates of 10% and 25%.
        double[] flows = [1000, -2350, 1375];
        FinanceResult low = InternalRate.Irr(flows);
        FinanceResult high = InternalRate.Irr(flows, 0.2);
        Expect.Near(0.1, low, 1e-12);
        Expect.Near(0.25, high, 1e-12);
        Assert.True(low.MultipleRoots && high.MultipleRoots);
    }

    [Fact]
    public void The_oil_pump_problem_has_two_rates()
    {
        // J. Lorie and L. Savage, "Three Problems in Rationing Capital" (1955): a larger pump at -1600, +10000, -10000 returns 25% and 400%.
        double[] flows = [-1600, 10000, -10000];
        Expect.Near(0.25, InternalRate.Irr(flows), 1e-13);
        Expect.Near(4, InternalRate.Irr(flows, 3), 1e-13);
        Assert.True(InternalRate.Irr(flows).MultipleRoots);
    }

    [Fact]
    public void A_rate_at_which_the_value_touches_zero_is_one_rate()
    {
        FinanceResult result = InternalRate.Irr([100, -220, 121]);
        Expect.Within(0.1, Expect.Value(result), 1e-6);
        Assert.False(result.MultipleRoots);
        FinanceResult zero = InternalRate.Irr([1, -2, 1]);
        Expect.Within(0, Expect.Value(zero), 1e-6);
        Assert.False(zero.MultipleRoots);
    }

    [Fact]
    public void A_rate_at_which_the_value_is_flat_is_one_rate()
    {
        // (1 - v)³ times a polynomial without roots.
        FinanceResult result = InternalRate.Irr([5, -7, -2, 3, -2, 8, -5]);
        Expect.Within(0, Expect.Value(result), 1e-4);
        Assert.False(result.MultipleRoots);
    }

    [Fact]
    public void Every_rate_built_into_the_flows_is_found_from_a_guess_beside_it() =>
        Gen.Select(Gen.Double[-0.6, 0.2], Gen.Double[0.1, 0.6].Array[1, 3], Gen.Int[0, 4]).Sample((first, gaps, padding) =>
        {
            List<double> rates = [first];
            foreach (double gap in gaps)
            {
                rates.Add(rates[^1] + gap);
            }

            double[] flows = [1];
            foreach (double rate in rates)
            {
                flows = Times(flows, -(1 + rate));
            }

            for (int count = 0; count < padding; count++)
            {
                flows = Times(flows, 1);
            }

            foreach (double rate in rates)
            {
                FinanceResult result = InternalRate.Irr(flows, rate + 0.01);
                Expect.Within(rate, Expect.Value(result), 1e-9);
                Assert.True(result.MultipleRoots);
            }
        });

    [Fact]
    public void The_number_of_rates_agrees_with_the_theorem_of_Sturm() =>
        Gen.Int[-9, 9].Array[2, 9].Where(flows => flows[0] != 0 && flows[^1] != 0).Sample(
            flows =>
            {
                int count = PositiveRoots(flows);
                FinanceResult result = InternalRate.Irr([.. flows.Select(flow => (double)flow)]);
                Assert.Equal(count > 0, result.Succeeded);
                Assert.Equal(count > 1, result.MultipleRoots);
            },
            iter: 20_000);

    [Fact]
    public void A_million_flows_agree_with_the_closed_form()
    {
        double[] flows = [.. Enumerable.Repeat(1.0, 1_000_000)];
        flows[0] = -100_000;
        double closedForm = Expect.Value(Annuity.Rate(999_999, 1, -100_000));
        Expect.Near(closedForm, InternalRate.Irr(flows), 1e-12);

        DateOnly start = new(1, 1, 1);
        DateOnly[] dates = [.. Enumerable.Range(0, flows.Length).Select(start.AddDays)];
        Expect.Near(Math.Pow(1 + closedForm, 365) - 1, InternalRate.Xirr(flows, dates), 1e-11);
    }

    [Fact]
    public void Many_flows_that_keep_changing_sign_are_searched_to_the_end()
    {
        // Σ (-v)^i over an even number of flows is (1 - v^n) / (1 + v): zero at a rate of zero and nowhere else.
        double[] alternating = [.. Enumerable.Range(0, 100_000).Select(index => index % 2 == 0 ? 1.0 : -1.0)];
        FinanceResult result = InternalRate.Irr(alternating);
        Expect.Within(0, Expect.Value(result), 1e-12);
        Assert.False(result.MultipleRoots);
    }

    [Fact]
    public void A_search_that_flows_defeat_by_cancelling_says_so()
    {
        // (1 - v)^20 + 3e-12 · (1 + v)^20: never zero, but for a wide range of rates so close to it that the range would have to be divided finely.
        double[] flows = [1];
        double[] gross = [1];
        for (int power = 0; power < 20; power++)
        {
            flows = Times(flows, -1);
            gross = Times(gross, 1);
        }

        flows = [.. flows.Zip(gross, (flow, size) => flow + (3e-12 * size))];
        Expect.Fails(FinanceFailure.NoConvergence, InternalRate.Irr(flows));
    }

    [Fact]
    public void An_annuity_may_have_two_rates()
    {
        // Receive 100, pay 60 a year for ten years, receive 540 at the end.
        FinanceResult low = Annuity.Rate(10, -60, 100, 540, guess: 0.01);
        FinanceResult high = Annuity.Rate(10, -60, 100, 540, guess: 0.9);
        Assert.True(low.MultipleRoots && high.MultipleRoots);
        Assert.True(high.Value - low.Value > 0.1, $"{low} and {high}");
        foreach (FinanceResult rate in (FinanceResult[])[low, high])
        {
            Expect.Within(540, Expect.Value(Annuity.Fv(rate.Value, 10, -60, 100)), 1e-9);
        }

        Expect.Fails(FinanceFailure.NoSolution, Annuity.Rate(10, -10, 100, 540));
    }

    [Fact]
    public void The_rate_of_an_annuity_is_the_internal_rate_of_its_flows() =>
        Gen.Select(Gen.Int[1, 40], Gen.Double[-100, 100], Gen.Double[-1000, 1000], Gen.Double[-1000, 1000], Gen.Bool).Sample(
            (periods, payment, present, future, atStart) =>
            {
                double[] flows = [present, .. Enumerable.Repeat(0.0, periods)];
                for (int index = 0; index < periods; index++)
                {
                    flows[atStart ? index : index + 1] += payment;
                }

                flows[periods] += future;
                PaymentTiming timing = atStart ? PaymentTiming.StartOfPeriod : PaymentTiming.EndOfPeriod;
                FinanceResult expected = InternalRate.Irr(flows);
                FinanceResult actual = Annuity.Rate(periods, payment, present, future, timing);
                Assert.Equal((expected.Failure, expected.MultipleRoots), (actual.Failure, actual.MultipleRoots));
                if (expected.Succeeded)
                {
                    Expect.Within(expected.Value, actual.Value, 1e-9 * (1 + Math.Abs(expected.Value)));
                }
            });

    // Multiplies the polynomial of discount factors by 1 + coefficient · v.
    private static double[] Times(double[] flows, double coefficient)
    {
        double[] product = new double[flows.Length + 1];
        for (int index = 0; index < flows.Length; index++)
        {
            product[index] += flows[index];
            product[index + 1] += coefficient * flows[index];
        }

        return product;
    }

    // Distinct roots above zero of the polynomial with these coefficients: sign changes of its Sturm chain at zero less those at infinity.
    private static int PositiveRoots(int[] coefficients)
    {
        List<BigInteger[]> chain = [[.. coefficients.Select(value => (BigInteger)value)]];
        chain.Add([.. chain[0].Select((value, power) => value * power).Skip(1)]);
        while (chain[^1].Length > 1)
        {
            BigInteger[] remainder = NegatedRemainder(chain[^2], chain[^1]);
            if (remainder.Length == 0)
            {
                break;
            }

            chain.Add(remainder);
        }

        return Changes(chain.Select(member => member[0].Sign)) - Changes(chain.Select(member => member[^1].Sign));
    }

    private static BigInteger[] NegatedRemainder(BigInteger[] dividend, BigInteger[] divisor)
    {
        List<BigInteger> rest = [.. dividend];
        BigInteger lead = divisor[^1];
        while (rest.Count >= divisor.Length)
        {
            BigInteger quotient = rest[^1] * lead.Sign;
            int shift = rest.Count - divisor.Length;
            for (int power = 0; power < rest.Count; power++)
            {
                rest[power] *= BigInteger.Abs(lead);
            }

            for (int power = 0; power < divisor.Length; power++)
            {
                rest[power + shift] -= quotient * divisor[power];
            }

            while (rest.Count > 0 && rest[^1].IsZero)
            {
                rest.RemoveAt(rest.Count - 1);
            }
        }

        return [.. rest.Select(value => -value)];
    }

    private static int Changes(IEnumerable<int> signs)
    {
        int[] present = [.. signs.Where(sign => sign != 0)];
        return present.Zip(present.Skip(1)).Count(pair => pair.First != pair.Second);
    }
}
