namespace Proforma.Model.Time;

/// <summary>
/// What a roll-up covers: the steps, and the report period when it is one. A run of steps that is no period is its own grain:
/// the span before it is the equally long one that ends where it begins.
/// </summary>
/// <param name="Steps">The steps covered.</param>
/// <param name="Period">The report period, or null for a run of steps.</param>
public readonly record struct ReportSpan(StepSpan Steps, Period? Period)
{
    public static ReportSpan Of(Calendar calendar, Period period) => new(calendar.Cover(period), period);

    /// <summary>Whole steps <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public static ReportSpan Whole(int first, int last) => new(StepSpan.Whole(first, last), null);

    /// <summary>True when it is exactly one step of the calendar, so that values need no rolling up.</summary>
    public bool IsSingleStep => Steps is { Count: 1, FirstShare: 1, Complete: true };

    /// <summary>The number of steps that the whole period has, inside or outside of the calendar.</summary>
    public int TotalSteps(Calendar calendar) =>
        Period is { } period ? calendar.StepOf(period.End) - calendar.StepOf(period.Start) + 1 : Steps.Count;

    /// <summary>The span <paramref name="count"/> periods later (earlier when negative); null when there is no such span.</summary>
    public ReportSpan? Plus(Calendar calendar, int count) => Period is { } period
        ? InRange(period, count) ? Of(calendar, period.Plus(count)) : null
        : ShiftedSteps(calendar, (long)Steps.Count * count);

    /// <summary>The same span <paramref name="years"/> years later: the same quarter of another year. Weeks go by 52, days by date.</summary>
    public ReportSpan? PlusYears(Calendar calendar, int years)
    {
        if (Period is not { } period)
        {
            return calendar.Grain.Months() is > 0 and var months ? ShiftedSteps(calendar, (long)years * (12 / months)) : null;
        }

        if (period.Grain == Grain.Day)
        {
            var year = (long)period.Start.Year + years;
            return year is < Time.Period.MinYear or > Time.Period.MaxYear ? null : Of(calendar, Time.Period.Day(period.Start.AddYears(years)));
        }

        var count = (long)years * (period.Grain == Grain.Week ? 52 : 12 / period.Grain.Months());
        return Math.Abs(count) <= MaxShift && InRange(period, (int)count) ? Of(calendar, period.Plus((int)count)) : null;
    }

    /// <summary>The same days on another calendar; null for a run of steps that begins or ends inside of a step.</summary>
    public ReportSpan? On(Calendar from, Calendar to)
    {
        if (Period is { } period)
        {
            return Of(to, period);
        }

        return Steps is { IsEmpty: false, FirstShare: 1, LastShare: 1 }
            ? new ReportSpan(to.Cover(new DateSpan(from.Step(Steps.First).Start, from.Step(Steps.Last).End)), null)
            : null;
    }

    private const int MaxShift = 1_000_000;

    // Dates exist from year 1 to 9999; a shift that leaves the years a plan can speak of has nothing to read anyway.
    private static bool InRange(Period period, int count)
    {
        var days = period.Grain switch { Grain.Day => 1.0, Grain.Week => 7.0, _ => period.Grain.Months() * 30.4375 };
        var start = period.Start.DayNumber + (days * count);
        return start > Time.Period.MinYear * 365.2425 && start < Time.Period.MaxYear * 365.2425;
    }

    private ReportSpan? ShiftedSteps(Calendar calendar, long steps)
    {
        if (Steps.IsEmpty || Steps.FirstShare != 1 || Steps.LastShare != 1)
        {
            return null;
        }

        var first = Math.Max(0, Steps.First + steps);
        var last = Math.Min(calendar.Count - 1, Steps.Last + steps);
        return last < first
            ? new ReportSpan(new StepSpan(0, -1, 1, 1, false), null)
            : new ReportSpan(new StepSpan((int)first, (int)last, 1, 1, Steps.Complete && last - first == Steps.Last - Steps.First), null);
    }
}
