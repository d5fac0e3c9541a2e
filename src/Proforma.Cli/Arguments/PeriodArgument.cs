using Proforma.Model.Time;
using Proforma.Reporting.Reports;

namespace Proforma.Cli.Arguments;

/// <summary>Reads a period as a plan writes it: 2027, FY2027, 2027-Q1, 2027-H1, 2027-01, 2027-W05, 2027-01-15.</summary>
internal static class PeriodArgument
{
    /// <inheritdoc cref="PeriodText.Read"/>
    public static Period? Read(string text, int fiscalYearEnd) => PeriodText.Read(text, fiscalYearEnd);

    /// <summary>The days from one period to another; an empty text is open.</summary>
    /// <exception cref="UsageException">A text is no period, or the span is empty.</exception>
    public static DateSpan Span(string from, string to, int fiscalYearEnd)
    {
        var first = from.Length == 0 ? null : (Period?)Required(from, "--from", fiscalYearEnd);
        var last = to.Length == 0 ? null : (Period?)Required(to, "--to", fiscalYearEnd);
        return first is { } a && last is { } b && a.Start > b.End
            ? throw new UsageException($"--from {from} is after --to {to}.")
            : DateSpan.Between(first, last);
    }

    /// <summary>The length of report periods that `--by` names.</summary>
    public static Grain GrainOf(string by) => by switch
    {
        "day" => Grain.Day,
        "week" => Grain.Week,
        "month" => Grain.Month,
        "quarter" => Grain.Quarter,
        "half" => Grain.Half,
        _ => Grain.Year,
    };

    /// <summary>Refuses periods that are shorter than the calendar's steps.</summary>
    /// <exception cref="UsageException">They are.</exception>
    public static void RequireGrain(Calendar calendar, Grain grain, string by)
    {
        if (!calendar.CanReport(grain) && by != "year")
        {
            throw new UsageException($"--by {by} is shorter than the plan's steps, which are {calendar.Grain.Noun()}s.");
        }
    }

    /// <summary>Refuses a span that lies outside of the calendar.</summary>
    /// <exception cref="UsageException">It does.</exception>
    public static void RequireOverlap(Calendar calendar, DateSpan span)
    {
        if (span.From > calendar.Last.End || span.To < calendar.First.Start)
        {
            throw new UsageException($"The plan's calendar, {calendar.First} .. {calendar.Last}, has no such periods.");
        }
    }

    private static Period Required(string text, string option, int fiscalYearEnd) => Read(text, fiscalYearEnd)
        ?? throw new UsageException($"{option} {text}: this is no period; write for example 2027, FY2027, 2027-Q1 or 2027-01.");
}
