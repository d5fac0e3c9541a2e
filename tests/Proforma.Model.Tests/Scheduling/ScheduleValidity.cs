using CsCheck;
using Proforma.Model.Program;
using Proforma.Model.Program.Scheduling;
using Proforma.Model.Time;
using Proforma.Testing;
using Xunit;

namespace Proforma.Model.Tests.Scheduling;

/// <summary>Whatever the plan: each cell is computed once, after all that it reads; and what is called a cycle is one.</summary>
public sealed class ScheduleValidity
{
    [Fact]
    public void Every_schedule_is_valid_and_every_cycle_is_real() => RandomPlans.Gen.Sample(
        static plan =>
        {
            var result = plan.Schedule();
            if (result.Schedule is not null)
            {
                Assert(plan);
                return;
            }

            Xunit.Assert.NotEmpty(result.Problems);
            var layout = new GridLayout(plan.TimeAxes, plan.TrackAxes, plan.Dimensions, plan.Slots());
            foreach (var path in result.Problems.Select(static p => p is UnwantedCycle c ? c.Path : ((UnsolvableCircularity)p).Path))
            {
                for (var i = 0; i < path.Length; i++)
                {
                    var next = path[(i + 1) % path.Length];
                    if (ReadsBehind(layout, path[i]))
                    {
                        continue;
                    }

                    Xunit.Assert.Contains(layout.CellOf(next.Slot, next.Row, next.Step), Reads(layout, path[i].Slot, path[i].Row, path[i].Step));
                }
            }
        },
        iter: 2000);

    internal static void Assert(PlanBuilder plan)
    {
        var program = plan.Build();
        var layout = program.Layout;
        var done = new bool[layout.CellCount];
        foreach (var step in program.Schedule.Steps)
        {
            var block = new HashSet<long>();
            foreach (var cell in CellsOf(layout, step))
            {
                Xunit.Assert.False(done[cell] || !block.Add(cell), "a cell is computed twice");
                var (slot, row, at) = layout.Locate(cell);
                if (step is not CircularStep)
                {
                    Xunit.Assert.All(Reads(layout, slot, row, at), read => Xunit.Assert.True(done[read], $"{slot}/{row}/{at} reads cell {read} too early"));
                    done[cell] = true;
                }
            }

            foreach (var cell in block)
            {
                var (slot, row, at) = layout.Locate(cell);
                Xunit.Assert.All(Reads(layout, slot, row, at), read => Xunit.Assert.True(done[read] || block.Contains(read)));
            }

            block.ToList().ForEach(cell => done[cell] = true);
        }

        Xunit.Assert.DoesNotContain(false, done);
    }

    // What stands behind a recomputed ratio is more than the words of the formula say.
    private static bool ReadsBehind(GridLayout layout, CellRef cell)
    {
        var rule = layout.Slots[cell.Slot].Rules[layout.Slots[cell.Slot].RuleAt(cell.Row, cell.Step)];
        return rule.RollUps.Any(static r => r.Rule == RollUpRule.Recompute) || rule.Searches.Any(s => !s.IsByStep(layout));
    }

    private static IEnumerable<long> CellsOf(GridLayout layout, ScheduleStep step)
    {
        if (step is CellStep cells)
        {
            return cells.Cells;
        }

        var steps = layout.StepsOf(step.Slots[0]);
        var backwards = step is RecurrenceStep { Backwards: true } or CircularStep { Backwards: true };
        return from t in Enumerable.Range(0, steps)
               from slot in step.Slots
               from row in Enumerable.Range(0, layout.RowsOf(slot))
               select layout.CellOf(slot, row, backwards ? steps - 1 - t : t);
    }

    /// <summary>The cells that a cell's formula reads, by its own words; of a recomputed ratio and a search by longer periods only the cells of the line itself.</summary>
    private static HashSet<long> Reads(GridLayout layout, int slot, int row, int step)
    {
        var found = new HashSet<long>();
        var rule = layout.Slots[slot].RuleAt(row, step);
        if (rule < 0)
        {
            return found;
        }

        var formula = layout.Slots[slot].Rules[rule];
        foreach (var read in formula.Reads)
        {
            AddSteps(read, layout.RowRead(read, slot, row), layout.StepRead(read, slot, step), 1);
        }

        foreach (var window in formula.Windows)
        {
            AddSteps(window.Read, layout.RowRead(window.Read, slot, row), layout.StepRead(window.Read, slot, step), window.Steps);
        }

        foreach (var reduction in formula.Reductions)
        {
            var rows = new List<int>();
            layout.AddRowsReduced(reduction, slot, row, rows);
            rows.ForEach(other => AddSteps(reduction.Read, other, layout.StepRead(reduction.Read, slot, step), 1));
        }

        foreach (var rollUp in formula.RollUps.Where(static r => !r.Steps.IsEmpty))
        {
            var last = layout.Slots[rollUp.Read.Slot].TimeAxis < 0 ? 0 : rollUp.Steps.Last;
            AddSteps(rollUp.Read, layout.RowRead(rollUp.Read, slot, row), last, rollUp.Rule == RollUpRule.Closing ? 1 : rollUp.Steps.Count);
        }

        foreach (var search in formula.Searches)
        {
            var calendar = layout.TimeAxes[0].Calendar;
            foreach (var period in search.IsByStep(layout) ? [] : calendar.Periods(search.Grain, search.Fiscal))
            {
                var span = calendar.Cover(period);
                AddSteps(search.Read, layout.RowRead(search.Read, slot, row), span.Last, span.Count);
            }

            if (search.IsByStep(layout))
            {
                AddSteps(search.Read, layout.RowRead(search.Read, slot, row), calendar.Count - 1, calendar.Count);
            }
        }

        return found;

        void AddSteps(SlotRead read, int target, int last, int count)
        {
            for (var at = last; at >= 0 && at > last - count; at--)
            {
                found.Add(layout.CellOf(read.Slot, target, at));
            }
        }
    }
}
