using System.Globalization;

namespace Proforma.Model.Time;

/// <summary>
/// One day, ISO week, month, quarter, half-year or year. Consecutive periods of a grain have consecutive ordinals.
/// A year is named by the year it ends in, so a fiscal year that ends in June 2027 is FY2027.
/// </summary>
/// <param name="Grain">The period's length.</param>
/// <param name="Ordinal">Days since 0001-01-01, weeks since the first Monday, or months/quarters/halves/years since year 0.</param>
/// <param name="YearEndMonth">The month in which the year ends, 12 for calendar years; it shapes quarters, halves and years only.</param>
public readonly record struct Period(Grain Grain, int Ordinal, int YearEndMonth = 12) : IComparable<Period>
{
    /// <summary>The earliest and latest year a plan can speak of.</summary>
    public const int MinYear = 1900, MaxYear = 2999;

    /// <summary>The first day of the period.</summary>
    public DateOnly Start => Grain switch
    {
        Grain.Day => DateOnly.FromDayNumber(Ordinal),
        Grain.Week => DateOnly.FromDayNumber(Ordinal * 7),
        _ => MonthStart(FirstMonth),
    };

    /// <summary>The last day of the period.</summary>
    public DateOnly End => Grain switch
    {
        Grain.Day => Start,
        Grain.Week => Start.AddDays(6),
        _ => MonthStart(FirstMonth + Grain.Months()).AddDays(-1),
    };

    /// <summary>The number of days in the period.</summary>
    public int Days => End.DayNumber - Start.DayNumber + 1;

    /// <summary>The year by which the period is named: the fiscal year for fiscal periods, the ISO year for weeks.</summary>
    public int Year => Grain switch
    {
        Grain.Day => Start.Year,
        Grain.Week => ISOWeek.GetYear(Start.ToDateTime(TimeOnly.MinValue)),
        Grain.Month => FloorDiv(Ordinal, 12),
        Grain.Quarter => FloorDiv(Ordinal, 4),
        Grain.Half => FloorDiv(Ordinal, 2),
        _ => Ordinal,
    };

    /// <summary>The months since year 0 at which a period of whole months begins.</summary>
    public int FirstMonth => Grain switch
    {
        Grain.Day or Grain.Week => (Start.Year * 12) + Start.Month - 1,
        Grain.Month => Ordinal,
        _ => (Ordinal * Grain.Months()) + YearEndMonth - 12,
    };

    /// <summary>True for a quarter, half or year of a fiscal year that does not end in December.</summary>
    public bool IsFiscal => YearEndMonth != 12;

    public static Period Day(DateOnly date) => new(Grain.Day, date.DayNumber);

    public static Period Month(int year, int month) => new(Grain.Month, (year * 12) + month - 1);

    public static Period Quarter(int year, int quarter, int yearEndMonth = 12) => new(Grain.Quarter, (year * 4) + quarter - 1, yearEndMonth);

    public static Period Half(int year, int half, int yearEndMonth = 12) => new(Grain.Half, (year * 2) + half - 1, yearEndMonth);

    public static Period OfYear(int year, int yearEndMonth = 12) => new(Grain.Year, year, yearEndMonth);

    /// <summary>ISO week <paramref name="week"/> of <paramref name="year"/>; weeks begin on Monday.</summary>
    public static Period Week(int year, int week) => Containing(DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday)), Grain.Week);

    /// <summary>The period of <paramref name="grain"/> in which <paramref name="date"/> lies.</summary>
    public static Period Containing(DateOnly date, Grain grain, int yearEndMonth = 12)
    {
        var month = (date.Year * 12) + date.Month - 1;
        return grain switch
        {
            Grain.Day => new Period(Grain.Day, date.DayNumber),
            Grain.Week => new Period(Grain.Week, date.DayNumber / 7),
            Grain.Month => new Period(Grain.Month, month),
            _ => new Period(grain, FloorDiv(month - (yearEndMonth - 12), grain.Months()), yearEndMonth),
        };
    }

    public static bool operator <(Period a, Period b) => a.CompareTo(b) < 0;

    public static bool operator >(Period a, Period b) => a.CompareTo(b) > 0;

    public static bool operator <=(Period a, Period b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Period a, Period b) => a.CompareTo(b) >= 0;

    /// <summary>The period <paramref name="count"/> periods of the same grain later (earlier when negative).</summary>
    public Period Plus(int count) => this with { Ordinal = Ordinal + count };

    /// <summary>Orders by start, then by end.</summary>
    public int CompareTo(Period other)
    {
        var byStart = Start.CompareTo(other.Start);
        return byStart != 0 ? byStart : End.CompareTo(other.End);
    }

    /// <summary>As the language writes it: 2027, FY2027, 2027-Q1, FY2027-Q1, 2027-H1, 2027-01, 2027-W05, 2027-01-15.</summary>
    public override string ToString()
    {
        var year = (IsFiscal ? "FY" : "") + Year.ToString("0000", CultureInfo.InvariantCulture);
        return Grain switch
        {
            Grain.Day => Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Grain.Week => $"{year}-W{ISOWeek.GetWeekOfYear(Start.ToDateTime(TimeOnly.MinValue)):00}",
            Grain.Month => $"{year}-{Ordinal - (Year * 12) + 1:00}",
            Grain.Quarter => $"{year}-Q{Ordinal - (Year * 4) + 1}",
            Grain.Half => $"{year}-H{Ordinal - (Year * 2) + 1}",
            _ => year,
        };
    }

    private static DateOnly MonthStart(int month) => new(FloorDiv(month, 12), month - (FloorDiv(month, 12) * 12) + 1, 1);

    private static int FloorDiv(int a, int b) => (int)Math.Floor((double)a / b);
}
