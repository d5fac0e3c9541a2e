using Proforma.Model.Program;
using Proforma.Model.Time;
using Proforma.Testing;

namespace Proforma.Bench.Engine;

/// <summary>A chain of lines, each on the line before it and on itself a month ago, with one input a line: large, narrow and deep.</summary>
internal static class WideChain
{
    public const int Months = 48;

    public static PlanBuilder Build(int lines)
    {
        var plan = new PlanBuilder(new Calendar(Period.Month(2024, 1), Months));
        plan.Constant("driver", 100);
        var ramp = plan.Table(static t => 1 + (0.01 * t));
        plan.Line("line0").Is(Formula.Ref("driver") * new TableEntry(ramp));
        for (var k = 1; k <= lines; k++)
        {
            plan.Constant($"open{k}", 100 + (0.1 * (k % 97)));
        }

        for (var k = 1; k <= lines; k++)
        {
            double a = 0.99999 + (0.00001 * (k % 3)), b = 1e-5 * (1 + (0.1 * (k % 5)));
            var before = Formula.Ref($"line{k - 1}") * a;
            plan.Line($"line{k}")
                .At(0, 0, before + (Formula.Ref($"open{k}") * b))
                .From(1, before + (Formula.Prev($"line{k}") * b));
        }

        return plan;
    }

    public static PlanProgram Program(PlanBuilder plan) => plan.Build();
}
