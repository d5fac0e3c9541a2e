using System.Globalization;

namespace Proforma.Claims.Extraction.Periods;

internal enum PeriodGrain
{
    Year,
    Half,
    Quarter,
    Month,
    Day,
}

/// <summary>A calendar or fiscal period, as the plan language writes it.</summary>
internal readonly record struct Period(PeriodGrain Grain, int Year, int Part = 0, int Day = 0, bool IsFiscal = false)
{
    public static Period OfYear(int year, bool fiscal = false) => new(PeriodGrain.Year, year, IsFiscal: fiscal);

    public static Period OfMonth(int year, int month) => new(PeriodGrain.Month, year, month);

    public static Period OfDay(int year, int month, int day) => new(PeriodGrain.Day, year, month, day);

    /// <summary>The literal of the plan language: 2027, FY2027, 2027-H1, 2027-Q1, 2027-01, 2027-01-15.</summary>
    public string Literal
    {
        get
        {
            string year = IsFiscal ? $"FY{Year:0000}" : Year.ToString("0000", CultureInfo.InvariantCulture);
            return Grain switch
            {
                PeriodGrain.Year => year,
                PeriodGrain.Half => $"{year}-H{Part}",
                PeriodGrain.Quarter => $"{year}-Q{Part}",
                PeriodGrain.Month => $"{Year:0000}-{Part:00}",
                _ => $"{Year:0000}-{Part:00}-{Day:00}",
            };
        }
    }

    public DateOnly FirstDay => new(Math.Clamp(Year, 1, 9998), FirstMonth, Grain == PeriodGrain.Day ? Math.Clamp(Day, 1, 28) : 1);

    public DateOnly LastDay
    {
        get
        {
            int month = FirstMonth + Months - 1;
            return Grain == PeriodGrain.Day ? FirstDay : new DateOnly(Math.Clamp(Year, 1, 9998), month, DateTime.DaysInMonth(Math.Clamp(Year, 1, 9998), month));
        }
    }

    private int FirstMonth => Grain switch
    {
        PeriodGrain.Half => ((Part - 1) * 6) + 1,
        PeriodGrain.Quarter => ((Part - 1) * 3) + 1,
        PeriodGrain.Year => 1,
        _ => Part,
    };

    private int Months => Grain switch
    {
        PeriodGrain.Year => 12,
        PeriodGrain.Half => 6,
        PeriodGrain.Quarter => 3,
        _ => 1,
    };

    public Period InYear(int year) => this with { Year = year };

    /// <summary>The period of the same length just before this one.</summary>
    public Period Previous() => Grain switch
    {
        PeriodGrain.Year => this with { Year = Year - 1 },
        PeriodGrain.Half => Part > 1 ? this with { Part = 1 } : this with { Year = Year - 1, Part = 2 },
        PeriodGrain.Quarter => Part > 1 ? this with { Part = Part - 1 } : this with { Year = Year - 1, Part = 4 },
        PeriodGrain.Month => Part > 1 ? this with { Part = Part - 1 } : this with { Year = Year - 1, Part = 12 },
        _ => Of(FirstDay.AddDays(-1)),
    };

    public static Period Of(DateOnly date) => OfDay(date.Year, date.Month, date.Day);
}

/// <summary>One period, or a span from one to another.</summary>
internal readonly record struct PeriodSpan(Period From, Period To)
{
    public PeriodSpan(Period only)
        : this(only, only)
    {
    }

    public string Literal => From == To ? From.Literal : $"{From.Literal} .. {To.Literal}";

    public PeriodSpan YearsBefore(int years) => new(From.InYear(From.Year - years), To.InYear(To.Year - years));

    public PeriodSpan Previous() => From == To ? new PeriodSpan(From.Previous()) : YearsBefore(1);

    /// <summary>Months 1 to <paramref name="last"/> of a year, as its named part where it has one.</summary>
    public static PeriodSpan FirstMonths(int year, int last, bool fiscal = false) => last switch
    {
        3 => new PeriodSpan(new Period(PeriodGrain.Quarter, year, 1, IsFiscal: fiscal)),
        6 => new PeriodSpan(new Period(PeriodGrain.Half, year, 1, IsFiscal: fiscal)),
        12 => new PeriodSpan(Period.OfYear(year, fiscal)),
        1 => new PeriodSpan(Period.OfMonth(year, 1)),
        _ => new PeriodSpan(Period.OfMonth(year, 1), Period.OfMonth(year, last)),
    };
}
