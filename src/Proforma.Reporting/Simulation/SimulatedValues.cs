using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Simulation;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Reporting.Simulation;

/// <summary>Quantiles and shares of an output as reports show them: a period is never interpolated.</summary>
public static class SimulatedValues
{
    /// <summary>The quantile as a value of the slot: of periods the first by which at least this share of the trials has come.</summary>
    public static CellValue Quantile(Slot slot, ISampleDistribution distribution, double p)
    {
        if (distribution.Count == 0)
        {
            return CellValue.Blank;
        }

        var value = distribution.Quantile(p);
        if (slot.Type != ValueType.Period || value is <= PeriodValue.Before or >= PeriodValue.Never)
        {
            return CellValue.Of(value);
        }

        // What interpolates between two periods, or between one and none, means the later of both: by then the share has come.
        var whole = Math.Ceiling(value - 1e-9);
        return CellValue.Of(whole > LargestOrdinal ? PeriodValue.Never : whole < -LargestOrdinal ? PeriodValue.Before : whole);
    }

    /// <summary>The share of trials in which a search found no period.</summary>
    public static double ShareOfNever(ISampleDistribution distribution) => distribution.Count == 0 ? 0
        : 1 - distribution.ShareAtOrBelow(PeriodValue.Never - 1);

    /// <summary>The share of trials in which it was so already when the calendar begins.</summary>
    public static double ShareOfBefore(ISampleDistribution distribution) => distribution.Count == 0 ? 0
        : distribution.ShareAtOrBelow(PeriodValue.Before + 1);

    /// <summary>The standard error of a share: √(p(1 − p)/n); for a share of none or all, which says nothing of its error, 0.</summary>
    public static double ShareError(double share, long trials) => trials == 0 ? 0 : Math.Sqrt(share * (1 - share) / trials);

    /// <summary>True when every trial gives the same number; of a single trial nobody can say.</summary>
    public static bool IsCertain(ISampleDistribution distribution) => distribution.Count > 1 && distribution.Minimum == distribution.Maximum;

    // Days of the year 3000 are the largest ordinals that periods have.
    private const double LargestOrdinal = 4_000_000;
}
