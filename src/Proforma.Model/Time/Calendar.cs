namespace Proforma.Model.Time;

/// <summary>The time axis of a plan: consecutive steps of one grain, and how report periods cover them.</summary>
public sealed class Calendar
{
    /// <summary>The most steps a calendar may have: a daily plan over two hundred years fits.</summary>
    public const int MaxSteps = 100_000;

    private readonly double[] _months;
    private readonly int[] _days;

    /// <param name="first">The first step; its grain is the calendar's.</param>
    /// <param name="count">The number of steps, from 1 to <see cref="MaxSteps"/>.</param>
    /// <param name="yearEndMonth">The month in which the fiscal year ends; 12 for calendar years.</param>
    public Calendar(Period first, int count, int yearEndMonth = 12)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxSteps);
        First = first;
        Count = count;
        YearEndMonth = yearEndMonth;
        _months = new double[count];
        _days = new int[count];
        for (var step = 0; step < count; step++)
        {
            var period = first.Plus(step);
            _days[step] = period.Days;
            _months[step] = LengthInMonths(period);
        }
    }

    public Period First { get; }

    public int Count { get; }

    public int YearEndMonth { get; }

    public Grain Grain => First.Grain;

    public Period Last => First.Plus(Count - 1);

    /// <summary>The length of each step in months. A day of January is 1/31 month: a monthly rate spreads over the month's days.</summary>
    public ReadOnlySpan<double> Months => _months;

    /// <summary>The number of days in each step.</summary>
    public ReadOnlySpan<int> Days => _days;

    /// <summary>The period of step <paramref name="step"/>, which may lie outside of the calendar.</summary>
    public Period Step(int step) => First.Plus(step);

    /// <summary>The index of the step that contains <paramref name="date"/>; negative or beyond <see cref="Count"/> when outside.</summary>
    public int StepOf(DateOnly date) => Period.Containing(date, Grain, First.YearEndMonth).Ordinal - First.Ordinal;

    /// <summary>
    /// The index of the same step of another year (同比): the same month, quarter or half, 52 weeks away, or the same date (28 for
    /// 29 February). Negative or beyond <see cref="Count"/> when outside.
    /// </summary>
    public long YearsAway(int step, int years)
    {
        if (Grain.Months() is > 0 and var months)
        {
            return step + ((long)years * (12 / months));
        }

        if (Grain == Grain.Week)
        {
            return step + (52L * years);
        }

        var date = Step(step).Start;
        var year = (long)date.Year + years;
        return year is < Period.MinYear or > Period.MaxYear ? -1 : StepOf(date.AddYears(years));
    }

    /// <summary>True when periods of <paramref name="grain"/> are at least as long as a step, so that a roll-up exists.</summary>
    public bool CanReport(Grain grain) => grain >= Grain;

    /// <summary>The steps that <paramref name="span"/> covers, with the shares of steps that straddle its ends (split by days).</summary>
    public StepSpan Cover(DateSpan span)
    {
        var from = span.From ?? First.Start;
        var to = span.To ?? Last.End;
        var first = Math.Max(0, StepOf(from));
        var last = Math.Min(Count - 1, StepOf(to));
        var complete = from >= First.Start && to <= Last.End;
        return last < first
            ? new StepSpan(0, -1, 1, 1, false)
            : new StepSpan(first, last, ShareInside(first, from, to), ShareInside(last, from, to), complete);
    }

    /// <summary>The steps that <paramref name="period"/> covers.</summary>
    public StepSpan Cover(Period period) => Cover(DateSpan.Of(period));

    /// <summary>The report periods of a grain that overlap the calendar, in order.</summary>
    /// <param name="grain">Day, week, month, quarter, half or year; not shorter than a step.</param>
    /// <param name="fiscal">Whether quarters, halves and years follow the plan's fiscal year.</param>
    public IReadOnlyList<Period> Periods(Grain grain, bool fiscal = false)
    {
        var end = fiscal ? YearEndMonth : 12;
        var first = Period.Containing(First.Start, grain, end);
        var last = Period.Containing(Last.End, grain, end);
        return [.. Enumerable.Range(0, last.Ordinal - first.Ordinal + 1).Select(first.Plus)];
    }

    private static double LengthInMonths(Period period)
    {
        if (period.Grain.Months() is > 0 and var months)
        {
            return months;
        }

        // Days are counted per month so that a straddling week holds the right part of each month's rate.
        var length = 0.0;
        for (var day = period.Start; day <= period.End;)
        {
            var inMonth = DateTime.DaysInMonth(day.Year, day.Month);
            var here = Math.Min(period.End.DayNumber - day.DayNumber + 1, inMonth - day.Day + 1);
            length += (double)here / inMonth;
            day = day.AddDays(here);
        }

        return length;
    }

    private double ShareInside(int step, DateOnly from, DateOnly to)
    {
        var period = Step(step);
        var first = Math.Max(period.Start.DayNumber, from.DayNumber);
        var last = Math.Min(period.End.DayNumber, to.DayNumber);
        return (double)(last - first + 1) / period.Days;
    }
}
