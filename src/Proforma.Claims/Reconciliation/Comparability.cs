using Proforma.Model.Claims;
using Proforma.Model.Program;

namespace Proforma.Claims.Reconciliation;

/// <summary>
/// Finds what a claim sets against each other although it is not of one length or date: a year's burn over another company's half-year, two
/// headcounts three months apart.
/// </summary>
internal sealed class Comparability(PlanProgram program)
{
    private const double Tolerance = 1e-6;

    /// <summary>Two lines that a claim sets against each other.</summary>
    /// <param name="First">What the claim's figure grows with.</param>
    /// <param name="Second">What it is measured against.</param>
    /// <param name="FirstMonths">The length of the first one's period in months; 0 where two dates differ, and not two lengths.</param>
    /// <param name="SecondMonths">The length of the second one's period; likewise.</param>
    public sealed record Mismatch(ClaimRead First, ClaimRead Second, double FirstMonths, double SecondMonths)
    {
        /// <summary>What a quotient of the two, or the first of them, is multiplied by to bring the first to the length of the second.</summary>
        public double Factor => SecondMonths / FirstMonths;

        /// <summary>Whether they are balances at two dates, which no factor mends.</summary>
        public bool IsOfDates => FirstMonths == 0;
    }

    /// <summary>The first two lines of different lengths or dates that a claim compares; null when all fits.</summary>
    public Mismatch? Find(ClaimDefinition claim)
    {
        if (claim.Metric is not { Slot: >= 0 } metric)
        {
            return null;
        }

        var rule = program.Slots[metric.Slot].Rules[0];
        if (claim.LowSlot >= 0)
        {
            var other = program.Slots[claim.LowSlot].Rules[0];
            return Sole(rule) is { } left && Sole(other) is { } right ? Compare(left, right) : null;
        }

        // Only a quotient at the top, or that less a number, can be mended by one factor.
        var last = rule.Ops[^1];
        return last.Code == OpCode.Divide && rule.Ops[last.A] is { Code: OpCode.RollUp, A: var above }
            && rule.Ops[last.B] is { Code: OpCode.RollUp, A: var below }
            ? Compare(rule.RollUps[above], rule.RollUps[below])
            : null;
    }

    private static RollUpRead? Sole(Rule rule) => rule.Ops is [{ Code: OpCode.RollUp, A: var sole }] ? rule.RollUps[sole] : null;

    private Mismatch? Compare(RollUpRead first, RollUpRead second)
    {
        if (first.Rule == RollUpRule.Closing && second.Rule == RollUpRule.Closing
            && first.Read.Slot != second.Read.Slot && EndOf(first) != EndOf(second))
        {
            return new Mismatch(ReadOf(first), ReadOf(second), 0, 0);
        }

        if (first.Rule != RollUpRule.Integral || second.Rule != RollUpRule.Integral || IsPartOfItself(first, second))
        {
            return null;
        }

        var (a, b) = (MonthsOf(first), MonthsOf(second));
        return Math.Abs(a - b) <= Tolerance * Math.Max(a, b) ? null : new Mismatch(ReadOf(first), ReadOf(second), a, b);
    }

    /// <summary>The last quarter's share of its year is a fair question.</summary>
    private static bool IsPartOfItself(RollUpRead first, RollUpRead second) =>
        first.Read.Slot == second.Read.Slot
        && ((first.Steps.First >= second.Steps.First && first.Steps.Last <= second.Steps.Last)
            || (second.Steps.First >= first.Steps.First && second.Steps.Last <= first.Steps.Last));

    private DateOnly EndOf(RollUpRead read) =>
        read.Period?.End ?? program.CalendarOf(program.Slots[read.Read.Slot])!.Step(read.Steps.Last).End;

    private double MonthsOf(RollUpRead read)
    {
        var calendar = program.CalendarOf(program.Slots[read.Read.Slot])!;
        var months = 0.0;
        for (var step = read.Steps.First; step <= read.Steps.Last; step++)
        {
            months += calendar.Months[step] * read.Steps.Share(step);
        }

        return months;
    }

    private static ClaimRead ReadOf(RollUpRead read) => new(read.Read.Slot, read.Period, read.Steps, read.Rule, read.Read.Text);
}
