using System.Buffers;
using System.Globalization;
using Proforma.Claims.Extraction;

namespace Proforma.Claims.Drafting;

/// <summary>A claim's comparison: what it speaks of, how firmly, and the figure.</summary>
/// <param name="Left">The formula.</param>
/// <param name="Hedge">As the language writes it; <c>between</c> takes <paramref name="Right"/> with its <c>and</c>.</param>
/// <param name="Right">The figure.</param>
internal sealed record ClaimFormula(string Left, string Hedge, string Right)
{
    private const string Hole = PeriodText.Hole;
    private const int AdjacentGap = 4, FollowingGap = 8, RampGap = 24;

    private static readonly SearchValues<char> s_fractionSigns = SearchValues.Create("/½⅓⅔¼¾⅕");

    public override string ToString() => $"{Left} {Hedge} {Right}";

    /// <summary>
    /// States a figure by its kind: an amount is the line's figure for the period; growth is new over old less one (and a fall one less new over old, so that
    /// "more than" keeps its sense); points are a difference; a multiple is new over old; a share is its part over its whole.
    /// </summary>
    public static ClaimFormula Of(Figure figure, ISubjects subjects, MetricGlossary glossary, Neighbours beside, bool chinese)
    {
        var unit = UnitText.Of(figure.Unit);
        var period = Fitted(figure.Period.Value, figure, subjects);
        var before = Fitted(figure.ComparedWith.Value, figure, subjects);
        if (before == Hole && Ramp(figure, beside) is var (from, to))
        {
            (period, before) = (Fitted(to, figure, subjects), Fitted(from, figure, subjects));
        }

        var words = figure.Metric.Value is { } key ? MetricWords.Of(glossary, key) : null;
        return figure.Kind switch
        {
            FigureKind.Growth when words?.Class is not MetricClass.Ratio => Growth(figure, Ground(figure, subjects, words), period, before),
            FigureKind.PercentagePoints => Points(figure, Ratio(figure, subjects), period, before),
            FigureKind.Multiple when words?.Class is not MetricClass.Multiple =>
                Multiple(figure, Ground(figure, subjects, words), period, before, Standard(figure, beside.Before, subjects) ?? Following(figure, beside.After, subjects)),
            FigureKind.Percent when figure.Metric.Value?.EndsWith(MetricWords.Share, StringComparison.Ordinal) == true && words?.Entry is null =>
                Share(figure, subjects, glossary, period, beside.After),
            FigureKind.Percent or FigureKind.Growth when words?.Class is MetricClass.Ratio or null =>
                Plain(figure, Ratio(figure, subjects).At(period), figure.Value),
            FigureKind.Percent => Plain(figure, $"{Hole} / {Ground(figure, subjects, words).At(period)}", figure.Value),
            FigureKind.Multiple => Plain(figure, Ratio(figure, subjects).At(period), figure.Value),
            _ => Amount(figure, subjects, unit, period, before, chinese),
        };
    }

    private static Subject Ratio(Figure figure, ISubjects subjects) => subjects.Of(figure.Entity.Value, figure.Metric.Value, UnitText.Of(UnitText.None));

    // What a relative figure is relative to has its own unit, which the figure does not say.
    private static Subject Ground(Figure figure, ISubjects subjects, MetricWords? words)
    {
        var unit = words?.Class switch
        {
            MetricClass.Ratio or MetricClass.Multiple => UnitText.None,
            _ => null,
        };
        return subjects.Of(figure.Entity.Value, figure.Metric.Value, UnitText.Of(unit));
    }

    private static ClaimFormula Growth(Figure figure, Subject subject, string period, string before)
    {
        var (now, then) = (subject.At(period), subject.At(before));
        var falls = (figure.Value ?? figure.High) < 0;
        return falls ? Plain(figure, $"1 - {now} / {then}", -1) : Plain(figure, $"{now} / {then} - 1", 1);
    }

    private static ClaimFormula Points(Figure figure, Subject subject, string period, string before)
    {
        var (now, then) = (subject.At(period), subject.At(before));
        var falls = (figure.Value ?? figure.High) < 0;
        return falls ? Plain(figure, $"{then} - {now}", -1) : Plain(figure, $"{now} - {then}", 1);
    }

    private static ClaimFormula Multiple(Figure figure, Subject subject, string period, string before, string? standard) =>
        Plain(figure, $"{subject.At(period)} / {(before == Hole ? standard ?? Hole : subject.At(before))}", figure.Value);

    // 月收入从年初的800万跃升至年底的8000万，全年增速超十倍: a change over a period in which two amounts were just named is from one to the other.
    private static (string From, string To)? Ramp(Figure figure, Neighbours beside)
    {
        if (beside is not { Earlier: { Kind: FigureKind.Amount or FigureKind.Count } first, Before: { Kind: FigureKind.Amount or FigureKind.Count } second }
            || figure.Kind is not (FigureKind.Growth or FigureKind.Multiple)
            || first.Period.Value is not { } from || second.Period.Value is not { } to || figure.Period.Value is not { } whole)
        {
            return null;
        }

        var alike = (first.Metric.Value, first.Entity.Value) == (figure.Metric.Value, figure.Entity.Value)
            && (second.Metric.Value, second.Entity.Value) == (figure.Metric.Value, figure.Entity.Value);
        var near = figure.Start - second.End <= RampGap && second.Start - first.End <= RampGap;
        var inside = from != to && PeriodText.Months(PeriodText.Of(from).Literal) is { } a && PeriodText.Months(PeriodText.Of(to).Literal) is { } b
            && PeriodText.Months(PeriodText.Of(whole).Literal) is { } span && span.From <= a.From && a.To < b.From && b.To <= span.To;
        return alike && near && inside ? (from, to) : null;
    }

    // 是OpenAI同期预测（约67亿美元）的三倍: the amount right before a multiple, of the same metric and another company, is what it is a multiple of.
    private static string? Standard(Figure figure, Figure? before, ISubjects subjects) =>
        before is { Kind: FigureKind.Amount or FigureKind.Count } && before.Metric.Value == figure.Metric.Value && before.Entity.Value != figure.Entity.Value
        && before.Entity.Value is not null && figure.Start - before.End is >= 0 and <= AdjacentGap
            ? subjects.Of(before.Entity.Value, before.Metric.Value, UnitText.Of(before.Unit)).At(Fitted(before.Period.Value, before, subjects))
            : null;

    // "nearly three times the $1.2 billion that it expects for 2025": the amount right behind a multiple is what it is a multiple of.
    private static string? Following(Figure figure, Figure? after, ISubjects subjects) =>
        after is { Kind: FigureKind.Amount or FigureKind.Count } && after.Metric.Value == figure.Metric.Value && after.Start - figure.End is >= 0 and <= FollowingGap
        && (after.Entity.Value, after.Period.Value) != (figure.Entity.Value, figure.Period.Value)
            ? subjects.Of(after.Entity.Value, after.Metric.Value, UnitText.Of(after.Unit)).At(Fitted(after.Period.Value, after, subjects))
            : null;

    private static string Fitted(string? period, Figure figure, ISubjects subjects) => subjects.Fit(PeriodText.Of(period).Literal, figure.Metric.Value);

    private static ClaimFormula Share(Figure figure, ISubjects subjects, MetricGlossary glossary, string period, Figure? next)
    {
        var stem = figure.Metric.Value![..^MetricWords.Share.Length];
        var part = MetricWords.Of(glossary, stem);
        var own = subjects.Of(figure.Entity.Value, stem, null).At(period);
        if (part.Key == MetricWords.Revenue)
        {
            // 超三分之二（约230亿美元）来自API: the amount behind the share is its part.
            var partOf = next is { Kind: FigureKind.Amount, Metric.Value: { } named } && next.Start - figure.End is >= 0 and <= 16
                && named.EndsWith("_" + MetricWords.Revenue, StringComparison.Ordinal)
                ? subjects.Of(next.Entity.Value, named, UnitText.Of(next.Unit)).At(period)
                : Hole;
            return Plain(figure, $"{partOf} / {own}", figure.Value);
        }

        var says = part.Entry is { Key: MetricWords.Revenue } || SaysRevenue(figure.Context, glossary);
        var whole = says ? subjects.Of(figure.Entity.Value, MetricWords.Revenue, null).At(period) : Hole;
        return Plain(figure, $"{own} / {whole}", figure.Value);
    }

    private static bool SaysRevenue(string context, MetricGlossary glossary) =>
        glossary.Metrics.FirstOrDefault(static metric => metric.Key == MetricWords.Revenue)?.Words
            .Any(word => word[0] != '~' && context.Contains(word, StringComparison.OrdinalIgnoreCase)) == true;

    private static ClaimFormula Amount(Figure figure, ISubjects subjects, UnitText? unit, string period, string before, bool chinese)
    {
        var subject = subjects.Of(figure.Entity.Value, figure.Metric.Value, unit);
        var written = subjects.Written(subject, unit);
        var left = subject.At(period);
        if (figure.IsChange)
        {
            left = figure.IsFall ? $"{subject.At(before)} - {left}" : $"{left} - {subject.At(before)}";
        }

        if (unit?.Time is { } time && !subject.IsOpen && subject.Unit == unit.Amount)
        {
            left = $"{(figure.IsChange ? $"({left})" : left)} / {Length(period, time)}";
        }
        else if (unit is { Currency: { } to, Time: null } && UnitText.Of(subject.Unit) is { Currency: { } from } && from != to && subjects.HasRate(from, to))
        {
            left = figure.IsChange ? $"({left}) -> {to} at {Undated(period)}" : $"{left} -> {written}";
        }

        string Write(double value)
        {
            var number = NumberText.AsQuoted(value, figure.Quote) ?? NumberText.Amount(value, figure.LastDigit, chinese);
            return number == Hole ? Hole : written is null ? $"{number} {Hole}" : written == UnitText.None ? number : $"{number} {written}";
        }

        return Whole(figure, left, Write, 1);
    }

    private static string Undated(string period) => period.Contains("..", StringComparison.Ordinal) ? Hole : period;

    // The period's length in the time that a rate is by.
    private static string Length(string period, string time)
    {
        if (PeriodText.Months(period) is not { } months)
        {
            return Hole;
        }

        if (time is "day" or "week")
        {
            var from = new DateOnly(months.From / 12, (months.From % 12) + 1, 1);
            var to = new DateOnly(months.To / 12, (months.To % 12) + 1, 1).AddMonths(1);
            return string.Create(CultureInfo.InvariantCulture, $"{to.DayNumber - from.DayNumber} day");
        }

        return string.Create(CultureInfo.InvariantCulture, $"{months.To - months.From + 1} month");
    }

    private static ClaimFormula Plain(Figure figure, string left, double? sign) => Whole(figure, left, value => Relative(figure, value), sign is -1 ? -1 : 1);

    private static string Relative(Figure figure, double value)
    {
        if (NumberText.AsQuoted(value, figure.Quote) is { } quoted)
        {
            return quoted;
        }

        if (figure.Kind == FigureKind.Multiple)
        {
            return NumberText.Ratio(value, figure.LastDigit);
        }

        var inPercent = figure.Quote.AsSpan().IndexOfAny('%', '％') >= 0 || figure.Quote.Contains("percent", StringComparison.OrdinalIgnoreCase);
        if (!inPercent && figure.Kind == FigureKind.Growth && Math.Abs(value) >= 1)
        {
            return NumberText.Ratio(value, figure.LastDigit);
        }

        return !inPercent && NumberText.Fraction(value) is { } fraction && IsWritten(figure.Quote) ? fraction : NumberText.Percent(value, figure.LastDigit);
    }

    // A fraction in words, and not 三成 or "0.5".
    private static bool IsWritten(string quote) =>
        quote.Contains('分') || quote.Contains('半') || quote.AsSpan().ContainsAny(s_fractionSigns)
        || (quote.Length > 2 && quote.All(static c => char.IsAsciiLetter(c) || c is ' ' or '-'));

    private static ClaimFormula Whole(Figure figure, string left, Func<double, string> write, int sign)
    {
        if (figure is { Low: { } low, High: { } high })
        {
            var (from, to) = sign < 0 ? (-high, -low) : (low, high);
            return new ClaimFormula(left, "between", $"{write(from)} and {write(to)}");
        }

        var hedge = figure.Hedge == Extraction.Hedge.Between ? Extraction.Hedge.About : figure.Hedge;
        return new ClaimFormula(left, hedge.Notation(), write(sign * (figure.Value ?? 0)));
    }
}

/// <summary>The figures beside one, in the order of the text.</summary>
/// <param name="Earlier">The one before the one before.</param>
/// <param name="Before">The one before.</param>
/// <param name="After">The one behind.</param>
internal readonly record struct Neighbours(Figure? Earlier, Figure? Before, Figure? After);
