using System.Globalization;
using System.Text;

namespace Proforma.Bench;

/// <summary>A company of many products in two tracks: growth, churn, margins, balances and switches, ten lines a product.</summary>
internal static class CompanyPlan
{
    public const int Products = 50;

    public static string Text()
    {
        var text = new StringBuilder("""
            plan "Company of many products"
              calendar monthly 2024-01 .. 2027-12
            track aggressive
            track conservative
            input price_decline
              aggressive = 0.015
              conservative = 0.02

            """);
        for (var i = 0; i < Products; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                input growth_{i}
                  aggressive = {0.03 + (0.0001 * i):R}
                  conservative = 0.02
                line decay_{i} = 0.01 + growth_{i} * exp(-0.036 * period.index)
                line customers_{i} : 1
                  2024-01 = {1000 + i}
                  then = prev * (1 + decay_{i})
                line price_{i} : 1
                  2024-01 = 20
                  then = prev * (1 - price_decline)
                line revenue_{i} = customers_{i} * price_{i}
                line cost_{i} = revenue_{i} * 0.4 + 500
                line profit_{i} = revenue_{i} - cost_{i}
                line tax_{i} = 0.21 * max(0, profit_{i})
                line opening_{i} : 1
                  2024-01 = 1000000
                  then = prev(cash_{i})
                line cash_{i} = opening_{i} + profit_{i} - tax_{i} + opening_{i} * 0.003
                line margin_{i} = if revenue_{i} > 0 then profit_{i} / revenue_{i} else 0

                """);
        }

        return text.ToString();
    }
}
