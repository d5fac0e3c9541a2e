using Proforma.Model.Program;
using Proforma.Model.Units;

namespace Proforma.Reporting.Numbers;

/// <summary>The unit in which a line's figure for a period is shown: a flow that has been added up is an amount.</summary>
public static class ReportedUnit
{
    private static readonly (string Suffix, double Length)[] s_times =
        [("/month", 1), ("/quarter", 3), ("/year", 12), ("/day", 1), ("/week", 7)];

    /// <summary>The unit of a slot over a report period: `USD/month` and `USD/year` give `USD`, anything else is as the plan writes it.</summary>
    public static Unit Of(Slot slot) => slot.RollUp == RollUpRule.Integral ? AmountOf(slot.Unit) : slot.Unit;

    /// <summary>The unit of a rate that has been added up over time.</summary>
    public static Unit AmountOf(Unit rate)
    {
        var time = rate.Dimension.DayExponent.IsZero ? Dimension.Month : Dimension.Day;
        var dimension = rate.Dimension.Multiply(time);
        foreach (var (suffix, length) in s_times)
        {
            if (rate.Symbol.EndsWith(suffix, StringComparison.Ordinal) && rate.Symbol.Length > suffix.Length + 1)
            {
                return new Unit(rate.Symbol[..^suffix.Length], dimension, rate.Scale * length);
            }
        }

        return Unit.Of(dimension);
    }
}
