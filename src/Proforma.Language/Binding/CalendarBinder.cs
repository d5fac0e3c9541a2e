using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Model.Time;

namespace Proforma.Language.Binding;

/// <summary>Reads the clauses of `plan`: currency, calendar, fiscal year.</summary>
internal sealed class CalendarBinder(SourceText file, DiagnosticBag diagnostics)
{
    private static readonly string[] s_grains = ["daily", "weekly", "monthly", "quarterly", "yearly"];

    private static readonly string[] s_months =
    [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ];

    public void Bind(PlanSyntax plan, Entity entity)
    {
        entity.Title = plan.Title?.Value ?? "";
        var yearEnd = 12;
        CalendarClauseSyntax? calendar = null;
        foreach (var clause in plan.Clauses)
        {
            switch (clause)
            {
                case FiscalYearClauseSyntax fiscal:
                    yearEnd = MonthOf(fiscal);
                    break;
                case CalendarClauseSyntax found:
                    calendar = found;
                    break;
                case AttributeClauseSyntax { Word.Text: "currency" } currency:
                    BindCurrency(currency, entity);
                    break;
            }
        }

        if (calendar is null)
        {
            diagnostics.Add(BindingDiagnostics.BadCalendar, file, plan.Keyword, "The plan says no calendar; write for example `calendar monthly 2025-01 .. 2027-12`.",
                new Fix("add a calendar", new TextSpan(plan.Title?.Span.End ?? plan.Keyword.End, 0), "\n  calendar monthly 2025-01 .. 2027-12"));
            return;
        }

        entity.Calendar = Read(calendar, yearEnd) ?? entity.Calendar;
    }

    private void BindCurrency(AttributeClauseSyntax clause, Entity entity)
    {
        var code = clause.RawText;
        if (entity.Units.Find(code) is { } unit && unit.Dimension.Currencies.Any())
        {
            entity.Currency = code;
            return;
        }

        var nearest = entity.Units.Nearest(code);
        diagnostics.Add(BindingDiagnostics.UnknownUnit, file, clause.Span, $"{code} is no ISO 4217 currency code{(nearest is null ? "." : $"; did you mean {nearest}?")}");
    }

    private int MonthOf(FiscalYearClauseSyntax clause)
    {
        var text = clause.Month.ToLowerInvariant();
        if (int.TryParse(text, out var number) && number is >= 1 and <= 12)
        {
            return number;
        }

        var index = Array.FindIndex(s_months, m => text.Length >= 3 && m.StartsWith(text, StringComparison.Ordinal));
        if (index >= 0)
        {
            return index + 1;
        }

        diagnostics.Add(BindingDiagnostics.BadCalendar, file, clause.MonthSpan, $"{clause.Month} is no month; write for example `fiscal year ends June`.");
        return 12;
    }

    private Calendar? Read(CalendarClauseSyntax clause, int yearEnd)
    {
        var grainIndex = Array.IndexOf(s_grains, clause.Grain.Text);
        if (grainIndex < 0)
        {
            var nearest = Spelling.Nearest(clause.Grain.Text, s_grains);
            diagnostics.Add(BindingDiagnostics.BadCalendar, file, clause.Grain.Span, $"A calendar is daily, weekly, monthly, quarterly or yearly, not {clause.Grain.Text}.",
                nearest is null ? null : new Fix($"write {nearest}", clause.Grain.Span, nearest));
            return null;
        }

        var grain = grainIndex switch { 0 => Grain.Day, 1 => Grain.Week, 2 => Grain.Month, 3 => Grain.Quarter, _ => Grain.Year };
        if (PeriodOf(clause.Range.From, yearEnd) is not { } from || PeriodOf(clause.Range.To, yearEnd) is not { } to)
        {
            diagnostics.Add(BindingDiagnostics.BadCalendar, file, clause.Range.Span, "A calendar has a first and a last period, such as `2024-01 .. 2027-12`.");
            return null;
        }

        // A yearly calendar written with fiscal years steps in fiscal years; so do fiscal quarters.
        var stepYearEnd = grain >= Grain.Quarter && from.IsFiscal ? yearEnd : 12;
        var first = Period.Containing(from.Start, grain, stepYearEnd);
        var last = Period.Containing(to.End, grain, stepYearEnd);
        var count = (long)last.Ordinal - first.Ordinal + 1;
        if (count < 1)
        {
            diagnostics.Add(BindingDiagnostics.BadCalendar, file, clause.Range.Span, $"The calendar ends ({to}) before it begins ({from}).");
            return null;
        }

        if (count > Calendar.MaxSteps)
        {
            diagnostics.Add(BindingDiagnostics.BadCalendar, file, clause.Range.Span, $"The calendar has {count:N0} {grain.Noun()}s; at most {Calendar.MaxSteps:N0} steps are possible.");
            return null;
        }

        return new Calendar(first, (int)count, yearEnd);
    }

    private Period? PeriodOf(ExpressionSyntax? syntax, int yearEnd)
    {
        if (syntax is not PeriodSyntax period)
        {
            return null;
        }

        var read = PeriodReader.Read(period.Text, yearEnd);
        if (read is null)
        {
            diagnostics.Add(BindingDiagnostics.BadCalendar, file, period.Span, $"{period.Text} is no period between the years {Period.MinYear} and {Period.MaxYear}.");
        }

        return read;
    }
}
