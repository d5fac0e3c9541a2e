using Proforma.Claims.Extraction.Periods;
using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>
/// Finds the year of a part that is named without one. A year said earlier in the sentence counts first; then the publication date: what is looked
/// ahead to is the next such part that has not ended, what is reported is the last one that has begun.
/// </summary>
internal sealed class YearResolver(SentenceView view, ReadingState state)
{
    /// <summary>The mention's period, or null when neither the text nor a publication date gives its year.</summary>
    /// <param name="mention">A part without a year.</param>
    /// <param name="said">The period with a year that was said earlier in the sentence, or null.</param>
    public PeriodSpan? Resolve(PeriodMention mention, Period? said)
    {
        if (said is { IsFiscal: true } fiscal && mention.Span.From.Grain is PeriodGrain.Quarter or PeriodGrain.Half)
        {
            return OfFiscalYear(mention.Span, fiscal.Year);
        }

        int saidYear = said?.Year ?? 0;
        if (mention.Span.From.IsFiscal && state.PublishedOn is { } date)
        {
            return Fiscal(mention.Span, date, IsAhead(mention));
        }

        if (state.ReportedPeriod is { From: { IsFiscal: true } reported } && mention.Span.From.Grain is PeriodGrain.Quarter or PeriodGrain.Half or PeriodGrain.Year && saidYear == 0)
        {
            return OfFiscalYear(mention.Span, reported.Year);
        }

        if (saidYear > 0)
        {
            return InYear(mention.Span, saidYear);
        }

        if (state.PublishedOn is not { } published)
        {
            int known = state.Period?.From.Year ?? state.HeadingPeriod?.From.Year ?? 0;
            return known > 0 ? InYear(mention.Span, known) : null;
        }

        if (mention.Span.To.Grain == PeriodGrain.Month && mention.Span.From == mention.Span.To && mention.Span.To.Part is 1 or 12 && IsYearEdge(mention))
        {
            return InYear(mention.Span, published.Year);
        }

        return Nearest(mention.Span, published, IsAhead(mention));
    }

    private static PeriodSpan OfFiscalYear(PeriodSpan span, int year) =>
        new(span.From with { Year = year, IsFiscal = true }, span.To with { Year = year, IsFiscal = true });

    /// <summary>A fiscal part without its year: results come out within two months of the part's end, and a year is named by the one it ends in.</summary>
    private static PeriodSpan Fiscal(PeriodSpan span, DateOnly published, bool ahead)
    {
        int monthsLeft = span.From.Grain == PeriodGrain.Quarter ? (4 - span.From.Part) * 3 : span.From.Grain == PeriodGrain.Half ? (2 - span.From.Part) * 6 : 0;
        var end = published.AddMonths(monthsLeft + (ahead ? 2 : -1));
        return OfFiscalYear(span, end.Year);
    }

    private static PeriodSpan InYear(PeriodSpan span, int year) => new(span.From.InYear(year), span.To.InYear(year));

    /// <summary>年初 and 年底 are this year's; "end of December" is the last or next December.</summary>
    private bool IsYearEdge(PeriodMention mention) => view.Text[mention.Start..mention.End].Contains('年') || view.Text[mention.Start..mention.End].Contains("year", StringComparison.Ordinal);

    private bool IsAhead(PeriodMention mention)
    {
        var forecast = view.FindCue(CueKind.Forecast, view.Sentence.Start, view.Sentence.End);
        if (forecast is null)
        {
            return false;
        }

        // A word of forecasting in the mention's own clause, or before it in the sentence; "analysts had expected" after it looks back.
        int clause = view.ClauseStart(mention.Start);
        bool before = view.HasCue(CueKind.Forecast, view.Sentence.Start, mention.Start);
        bool same = forecast.Value.Start >= clause && view.Boundaries(mention.End, forecast.Value.Start) == 0;
        var word = view.Text[forecast.Value.Start..forecast.Value.End];
        // "For the second quarter, Acme expects": the sentence opens with its time.
        bool opens = mention.Start - view.Sentence.Start <= 12 && view.Text[view.Sentence.Start..].TrimStart().StartsWith("for ");
        return before || (same || opens) && (word is not ("expected" or "forecast" or "estimated") || IsOpenForecast(forecast.Value, clause, mention.Start));
    }

    /// <summary>"revenue is forecast at", "raised its full-year forecast to"; but not "analysts had expected".</summary>
    private bool IsOpenForecast(CueMention forecast, int clause, int mention)
    {
        var auxiliary = Words.Before(view.Text, forecast.Start, out _);
        if (auxiliary is "is" or "are" or "be" or "being" or "now" or "currently")
        {
            return true;
        }

        foreach (string verb in (ReadOnlySpan<string>)["raised", "raises", "lifted", "lifts", "cut", "cuts", "lowered", "lowers", "reaffirmed", "reiterated", "maintained", "kept", "narrowed", "updated", "slashed", "boosted",
            "trimmed", "hiked", "issued", "confirmed", "backed", "withdrew", "increased", "reduced"])
        {
            int at = view.Text[clause..mention].LastIndexOf(verb);
            if (at >= 0 && (at == 0 || !Words.IsLetter(view.Text[clause + at - 1])) && !Words.IsLetter(view.Text[clause + at + verb.Length]))
            {
                return true;
            }
        }

        return false;
    }

    private static PeriodSpan Nearest(PeriodSpan span, DateOnly published, bool ahead)
    {
        if (ahead)
        {
            for (int year = published.Year - 1; year <= published.Year + 1; year++)
            {
                if (InYear(span, year).To.LastDay >= published)
                {
                    return InYear(span, year);
                }
            }
        }

        // A year that is reported on has ended: "full-year sales" are last year's.
        bool wholeYear = span.From.Grain == PeriodGrain.Year;
        if (wholeYear)
        {
            return InYear(span, published.Month < 12 ? published.Year - 1 : published.Year);
        }

        int begun = InYear(span, published.Year).From.FirstDay <= published ? published.Year : published.Year - 1;

        // A quarter or half that has only just begun is not reported yet.
        bool justBegun = span.From.Grain is PeriodGrain.Quarter or PeriodGrain.Half && InYear(span, begun).From.FirstDay.AddDays(45) > published;
        return InYear(span, justBegun ? begun - 1 : begun);
    }
}
