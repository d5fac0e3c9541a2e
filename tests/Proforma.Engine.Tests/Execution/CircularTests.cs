using Proforma.Engine.Execution;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Testing;
using Xunit;
using static Proforma.Testing.Formula;

namespace Proforma.Engine.Tests.Execution;

public sealed class CircularTests
{
    private static RunResult Run(PlanBuilder plan)
    {
        var program = plan.Build();
        var fast = Runs.Of(program);
        var reference = Runs.Reference(program);
        Assert.Equal(reference.Cells.ToArray().Select(BitConverter.DoubleToInt64Bits), fast.Cells.ToArray().Select(BitConverter.DoubleToInt64Bits));
        return fast;
    }

    [Fact]
    public void Interest_on_average_cash_is_solved_exactly()
    {
        const double Rate = 0.01, Burn = -7;
        var plan = new PlanBuilder(PlanBuilder.Months(36), "a", "b");
        plan.Line("start").Timeless().Tracked().Given(1e9, 50);
        plan.Line("opening").Tracked().At(0, 0, Ref("start")).From(1, Prev("cash"));
        plan.Line("interest").Tracked().Circular().Is(Rate * ((Ref("opening") + (Formula)Ref("cash")) / 2));
        plan.Line("cash").Tracked().Circular().Is(Ref("opening") + Ref("interest") + Burn);
        var run = Run(plan);
        for (var row = 0; row < 2; row++)
        {
            var opening = row == 0 ? 1e9 : 50.0;
            for (var step = 0; step < 36; step++)
            {
                // cash = opening + r (opening + cash)/2 + burn, solved for cash.
                opening = ((opening * (1 + (Rate / 2))) + Burn) / (1 - (Rate / 2));
                Assert.Equal(opening, run.At(3, row, step).Raw, 1e-13 * Math.Abs(opening) * (step + 1));
            }
        }
    }

    [Fact]
    public void A_block_of_many_linear_equations_is_solved_exactly()
    {
        // x_i = c_i + Σ m_ij x_j with a solution chosen beforehand.
        const int Size = 40;
        var random = new System.Random(7);
        var wanted = Enumerable.Range(0, Size).Select(i => Math.Pow(10, i % 9) * (1 + random.NextDouble())).ToArray();
        var plan = new PlanBuilder(PlanBuilder.Months(1));
        for (var i = 0; i < Size; i++)
        {
            Formula sum = 0;
            var constant = wanted[i];
            for (var j = 0; j < Size; j++)
            {
                var factor = (random.NextDouble() - 0.5) * 4 * wanted[i] / wanted[j] / Math.Sqrt(Size);
                constant -= factor * wanted[j];
                sum += factor * (Formula)Ref($"x{j}");
            }

            plan.Line($"x{i}").Circular().Is(sum + constant);
        }

        var run = Run(plan);
        for (var i = 0; i < Size; i++)
        {
            Assert.Equal(1.0, run.At(i, 0, 0).Raw / wanted[i], 1e-9);
        }
    }

    [Fact]
    public void A_cycle_that_is_not_linear_settles_to_its_tolerance()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(3));
        plan.Line("x").Circular(1e-12).Is(Of(OpCode.SquareRoot, 2 + (Formula)Ref("x")));
        plan.Line("tax").Circular().Is(0.25 * Of(OpCode.Maximum, 0, 1000 - (Formula)Ref("bonus")));
        plan.Line("bonus").Circular().Is(0.1 * (1000 - (Formula)Ref("tax")));
        plan.Line("ratio").Circular().Is(6 / (1 + (Formula)Ref("ratio")));
        var run = Run(plan);
        Assert.Equal(2, run.At(0, 0, 2).Raw, 1e-10);
        Assert.Equal((0.25 * 900) / (1 - 0.025), run.At(1, 0, 1).Raw, 1e-8);
        Assert.Equal(2, run.At(3, 0, 0).Raw, 1e-8);
    }

    [Fact]
    public void No_number_stays_behind_that_does_not_solve_the_equations()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(2));
        plan.Line("none").Circular().Is(Ref("none") + 1);
        plan.Line("many").Circular().Is(0.5 * ((Formula)Ref("many") + Ref("many")));
        plan.Line("complex").Circular().Is((Ref("complex") * Ref("complex")) + 1);
        plan.Line("reader").Is(Ref("none") + 1);
        var run = Run(plan);
        Assert.Equal(FailureKind.NoUniqueSolution, run.At(0, 0, 1).Failure);
        Assert.Equal(FailureKind.NoConvergence, run.At(2, 0, 0).Failure);
        Assert.Equal(run.Program.Layout.CellOf(0, 0, 1), run.At(3, 0, 1).FailureOrigin);

        // x = x holds for every x, and whatever the sweep starts from would seem to be the solution.
        Assert.Equal(FailureKind.NoUniqueSolution, run.At(1, 0, 0).Failure);
    }

    [Fact]
    public void Unknown_and_failed_amounts_outside_make_the_cycle_so()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(3));
        plan.Line("given").Clause(0, 0, 1).Clause(1, 1, Unknown).Clause(2, 2, Of(OpCode.Divide, 1, 0));
        plan.Line("x").Circular().Is((0.5 * (Formula)Ref("y")) + Ref("given"));
        plan.Line("y").Circular().Is((0.5 * (Formula)Ref("x")) + 1);
        var run = Run(plan);
        Assert.Equal(2, run.At(1, 0, 0).Raw, 1e-12);
        Assert.Equal(2, run.At(2, 0, 0).Raw, 1e-12);
        Assert.Equal((CellState.Unknown, CellState.Unknown), (run.At(1, 0, 1).State, run.At(2, 0, 1).State));
        Assert.Equal((FailureKind.DivisionByZero, FailureKind.DivisionByZero), (run.At(1, 0, 2).Failure, run.At(2, 0, 2).Failure));
        Assert.Equal(run.Program.Layout.CellOf(0, 0, 2), run.At(2, 0, 2).FailureOrigin);
    }

    [Fact]
    public void Clauses_may_open_the_cycle_in_some_steps()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(4));
        plan.Line("x").Circular().At(0, 0, 3).Clause(2, 3, (0.25 * (Formula)Ref("y")) + 3);
        plan.Line("y").Circular().Is(Ref("x") * 2);
        var run = Run(plan);
        Assert.Equal((CellValue.Of(3), CellValue.Of(6)), (run.At(0, 0, 0), run.At(1, 0, 0)));
        Assert.Equal(CellState.Blank, run.At(1, 0, 1).State);
        Assert.Equal((6.0, 12.0), (run.At(0, 0, 2).Raw, run.At(1, 0, 2).Raw));
    }

    [Fact]
    public void Tracks_that_read_each_other_are_solved_together()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(2), "a", "b");
        plan.Line("x").Tracked().Circular().Rows(static r => r == 0, (0.5 * (Formula)Ref("x").In(1)) + 1).Rows(static r => r == 1, (0.5 * (Formula)Ref("x").In(0)) + 2);
        var run = Run(plan);
        Assert.Equal(8.0 / 3, run.At(0, 0, 1).Raw, 1e-12);
        Assert.Equal(10.0 / 3, run.At(0, 1, 1).Raw, 1e-12);
    }

    [Fact]
    public void A_cycle_may_look_ahead()
    {
        var plan = new PlanBuilder(PlanBuilder.Months(3));
        plan.Line("value").Circular().At(2, 2, 10 + (0.1 * (Formula)Ref("fee"))).Clause(0, 1, Ref("value", 1) + (0.1 * (Formula)Ref("fee")));
        plan.Line("fee").Circular().Is(0.2 * (Formula)Ref("value"));
        var run = Run(plan);
        Assert.Equal(10 / 0.98 / 0.98 / 0.98, run.At(0, 0, 0).Raw, 1e-10);
    }
}
