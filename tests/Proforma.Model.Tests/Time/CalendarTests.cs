using CsCheck;
using Proforma.Model.Time;
using Xunit;

namespace Proforma.Model.Tests.Time;

public sealed class CalendarTests
{
    private static readonly Gen<Grain> s_grain = Gen.Int[0, (int)Grain.Year].Select(static g => (Grain)g);

    private static readonly Gen<Calendar> s_calendar = Gen.Select(
        s_grain, Gen.Int[0, 30_000], Gen.Int[1, 60], Gen.Int[1, 12],
        static (grain, day, count, end) => new Calendar(Period.Containing(new DateOnly(1950, 1, 1).AddDays(day), grain, end), count, end));

    [Fact]
    public void Steps_follow_each_other_without_a_gap() => s_calendar.Sample(static calendar =>
    {
        for (var step = 0; step < calendar.Count; step++)
        {
            Assert.Equal(calendar.Step(step).End.AddDays(1), calendar.Step(step + 1).Start);
            Assert.Equal(step, calendar.StepOf(calendar.Step(step).Start));
            Assert.Equal(step, calendar.StepOf(calendar.Step(step).End));
            Assert.Equal(calendar.Step(step).Days, calendar.Days[step]);
        }
    });

    [Fact]
    public void Report_periods_tile_the_calendar() => Gen.Select(s_calendar, s_grain, Gen.Bool).Sample(static (calendar, grain, fiscal) =>
    {
        if (!calendar.CanReport(grain))
        {
            return;
        }

        var periods = calendar.Periods(grain, fiscal);
        Assert.True(periods[0].Start <= calendar.First.Start && periods[^1].End >= calendar.Last.End);
        var covered = new double[calendar.Count];
        for (var i = 0; i < periods.Count; i++)
        {
            Assert.Equal(periods[0].Plus(i), periods[i]);
            var span = calendar.Cover(periods[i]);
            for (var step = span.First; step <= span.Last; step++)
            {
                covered[step] += span.Share(step);
            }

            Assert.Equal(periods[i].Start >= calendar.First.Start && periods[i].End <= calendar.Last.End, span.Complete);
        }

        Assert.All(covered, static share => Assert.Equal(1.0, share, 1e-12));
    });

    [Fact]
    public void Lengths_in_months_sum_to_the_months_of_whole_years() => Gen.Select(s_grain, Gen.Int[1901, 2900]).Sample(static (grain, year) =>
    {
        var first = Period.Containing(new DateOnly(year, 1, 1), grain);
        var last = Period.Containing(new DateOnly(year, 12, 31), grain);
        var calendar = new Calendar(first, last.Ordinal - first.Ordinal + 1);
        var span = calendar.Cover(Period.OfYear(year));

        // A week that straddles the year's end is split by days; its own months differ in length by at most a day in 28.
        var months = Enumerable.Range(span.First, span.Count).Sum(step => calendar.Months[step] * span.Share(step));
        Assert.Equal(12.0, months, grain == Grain.Week ? 0.02 : 1e-9);
    });

    [Fact]
    public void A_day_is_the_share_of_its_own_month()
    {
        var calendar = new Calendar(Period.Day(new DateOnly(2024, 2, 28)), 3);
        Assert.Equal([1.0 / 29, 1.0 / 29, 1.0 / 31], calendar.Months.ToArray());
    }

    [Fact]
    public void A_week_that_straddles_two_months_has_the_days_of_each()
    {
        var calendar = new Calendar(Period.Week(2024, 5), 1);
        Assert.Equal(new DateOnly(2024, 1, 29), calendar.First.Start);
        Assert.Equal((3.0 / 31) + (4.0 / 29), calendar.Months[0], 1e-15);
        var january = calendar.Cover(Period.Month(2024, 1));
        Assert.Equal((0, 0, 3.0 / 7, false), (january.First, january.Last, january.FirstShare, january.Complete));
    }

    [Theory]
    [InlineData(6, 2026, "2025-07-01", "2026-06-30", "FY2026")]
    [InlineData(12, 2026, "2026-01-01", "2026-12-31", "2026")]
    [InlineData(3, 2024, "2023-04-01", "2024-03-31", "FY2024")]
    public void A_fiscal_year_is_named_by_the_year_it_ends_in(int end, int year, string start, string last, string name)
    {
        var period = Period.OfYear(year, end);
        Assert.Equal((start, last, name), ($"{period.Start:yyyy-MM-dd}", $"{period.End:yyyy-MM-dd}", period.ToString()));
    }

    [Theory]
    [InlineData(6, 1, "2025-07-01", "2025-09-30")]
    [InlineData(6, 4, "2026-04-01", "2026-06-30")]
    public void Fiscal_quarters_follow_the_fiscal_year(int end, int quarter, string start, string last)
    {
        var period = Period.Quarter(2026, quarter, end);
        Assert.Equal((start, last), ($"{period.Start:yyyy-MM-dd}", $"{period.End:yyyy-MM-dd}"));
    }

    [Fact]
    public void Periods_contain_their_days() => Gen.Select(s_grain, Gen.Int[0, 300_000], Gen.Int[1, 12]).Sample(static (grain, day, end) =>
    {
        var date = new DateOnly(1950, 1, 1).AddDays(day);
        var period = Period.Containing(date, grain, end);
        Assert.True(period.Start <= date && date <= period.End);
        Assert.Equal(period, Period.Containing(period.Start, grain, end));
        Assert.Equal(period, Period.Containing(period.End, grain, end));
        Assert.Equal(period, period.Plus(7).Plus(-7));
    });

    [Theory]
    [InlineData(Grain.Month, 14, -1, 2)]
    [InlineData(Grain.Quarter, 5, -1, 1)]
    [InlineData(Grain.Week, 60, -1, 8)]
    [InlineData(Grain.Year, 3, -2, 1)]
    public void The_same_step_of_another_year(Grain grain, int step, int years, long expected) =>
        Assert.Equal(expected, new Calendar(Period.Containing(new DateOnly(2024, 1, 1), grain), 100).YearsAway(step, years));

    [Fact]
    public void The_same_date_of_another_year()
    {
        var calendar = new Calendar(Period.Day(new DateOnly(2024, 1, 1)), 800);
        Assert.Equal(calendar.StepOf(new DateOnly(2025, 2, 28)), calendar.YearsAway(calendar.StepOf(new DateOnly(2024, 2, 29)), 1));
        Assert.Equal(0, calendar.YearsAway(calendar.StepOf(new DateOnly(2025, 1, 1)), -1));
        Assert.Equal(-1, calendar.YearsAway(0, -2_000_000_000));
    }

    [Fact]
    public void Spans_shift_by_their_own_length()
    {
        var calendar = new Calendar(Period.Month(2024, 1), 36);
        var year = ReportSpan.Of(calendar, Period.OfYear(2025));
        Assert.Equal(StepSpan.Whole(0, 11), year.Plus(calendar, -1)!.Value.Steps);
        Assert.True(year.Plus(calendar, -2)!.Value.Steps.IsEmpty);
        Assert.Null(year.Plus(calendar, -900_000));
        var half = ReportSpan.Whole(12, 17);
        Assert.Equal(StepSpan.Whole(6, 11), half.Plus(calendar, -1)!.Value.Steps);
        Assert.Equal(StepSpan.Whole(0, 5), half.PlusYears(calendar, -1)!.Value.Steps);
        var quarter = ReportSpan.Of(calendar, Period.Quarter(2025, 2));
        Assert.Equal(StepSpan.Whole(3, 5), quarter.PlusYears(calendar, -1)!.Value.Steps);
        Assert.Equal(StepSpan.Whole(12, 14), quarter.Plus(calendar, -1)!.Value.Steps);
    }

    [Fact]
    public void A_span_knows_how_many_steps_its_period_has_outside_of_the_calendar()
    {
        var calendar = new Calendar(Period.Month(2024, 12), 6);
        var span = ReportSpan.Of(calendar, Period.OfYear(2024));
        Assert.Equal((1, 12, false), (span.Steps.Count, span.TotalSteps(calendar), span.Steps.Complete));
    }

    [Fact]
    public void A_calendar_of_too_many_steps_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(static () => new Calendar(Period.Month(2024, 1), Calendar.MaxSteps + 1));
}
