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

    private static Period Required(string text, string option, int fiscalYearEnd) => Read(text, fiscalYearEnd)
        ?? throw new UsageException($"{option} {text}: this is no period; write for example 2027, FY2027, 2027-Q1 or 2027-01.");
}
