using Proforma.Model.Program;
using Proforma.Testing;

namespace Proforma.Bench.Engine;

/// <summary>A company of many products in two tracks: growth, churn, margins, accounts, ratios and switches, 500 lines of 48 months.</summary>
internal static class Company
{
    private const int LinesAProduct = 10;

    public static PlanProgram Program(int lines)
    {
        var plan = new PlanBuilder(PlanBuilder.Months(48), "aggressive", "conservative");
        var month = plan.Table(static t => t);
        plan.Line("price_decline").Tracked().Timeless().Given(0.015, 0.02);
        for (var i = 0; i < lines / LinesAProduct; i++)
        {
            plan.Line($"growth{i}").Tracked().Timeless().Given(0.03 + (0.0001 * i), 0.02);
            plan.Line($"decay{i}").Tracked().Is(0.01 + (Formula.Ref($"growth{i}") * Formula.Of(OpCode.Exponential, -0.036 * (Formula)new TableEntry(month))));
            plan.Line($"customers{i}").Tracked().At(0, 0, 1000 + i).From(1, Formula.Prev($"customers{i}") * (1 + Formula.Ref($"decay{i}")));
            plan.Line($"price{i}").Tracked().At(0, 0, 20).From(1, Formula.Prev($"price{i}") * (1 - Formula.Ref("price_decline")));
            plan.Line($"revenue{i}").Tracked().Is(Formula.Ref($"customers{i}") * Formula.Ref($"price{i}"));
            plan.Line($"cost{i}").Tracked().Is((Formula.Ref($"revenue{i}") * 0.4) + 500);
            plan.Line($"profit{i}").Tracked().Is(Formula.Ref($"revenue{i}") - Formula.Ref($"cost{i}"));
            plan.Line($"tax{i}").Tracked().Is(0.21 * Formula.Of(OpCode.Maximum, 0, Formula.Ref($"profit{i}")));
            plan.Line($"opening{i}").Tracked().At(0, 0, 1e6).From(1, Formula.Prev($"cash{i}"));
            plan.Line($"cash{i}").Tracked().Is(
                Formula.Ref($"opening{i}") + Formula.Ref($"profit{i}") - Formula.Ref($"tax{i}") + (Formula.Ref($"opening{i}") * 0.003));
            plan.Line($"margin{i}").Tracked().Is(
                Formula.If(Formula.Ref($"revenue{i}") > 0, Formula.Ref($"profit{i}") / Formula.Ref($"revenue{i}"), 0));
        }

        return plan.Build();
    }
}
