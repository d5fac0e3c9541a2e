using System.Collections.Immutable;
using System.Globalization;
using Proforma.Model.Program;
using Proforma.Model.Time;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Tables;

namespace Proforma.Reporting.Reports;

/// <summary>Reads the parameters of one block; what is wrong becomes a problem at its place.</summary>
internal sealed class BlockParameters(ReportContext context, TemplateFile file, TemplateBlock block)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public bool HasFailed { get; private set; }

    public string Text(string name) => Take(name) is { } value ? Unquoted(value.Text) : "";

    public bool Flag(string name) => Text(name) is "true" or "yes" or "on";

    public TemplateText? Take(string name)
    {
        _known.Add(name);
        return block[name];
    }

    /// <summary>A parameter that the block cannot do without.</summary>
    public TemplateText? Need(string name, string example)
    {
        if (Take(name) is { Length: > 0 } value)
        {
            return value;
        }

        Fail(ReportCodes.MissingParameter, block.Kind, $"A {block.Kind.Text} needs `{name}`; write for example `{name}: {example}`.");
        return null;
    }

    public void Fail(string code, TemplateText at, string message, string? fix = null)
    {
        HasFailed = true;
        context.Problems.Add(new ReportProblem(code, file, at.Start, at.Length, message, fix));
    }

    /// <summary>Reports parameters that nobody asked for.</summary>
    public void Finish()
    {
        foreach (var parameter in block.Parameters.Where(p => !_known.Contains(p.Name.Text)))
        {
            var nearest = Nearest(parameter.Name.Text, _known);
            Fail(ReportCodes.UnknownParameter, parameter.Name,
                $"A {block.Kind.Text} has no parameter {parameter.Name.Text}{Suggestion(nearest)} It takes {string.Join(", ", _known.Order(StringComparer.Ordinal))}.", nearest);
        }
    }

    public TValue Choice<TValue>(string name, TValue usual, params (string Word, TValue Value)[] choices)
    {
        if (Take(name) is not { Length: > 0 } value)
        {
            return usual;
        }

        foreach (var (word, chosen) in choices)
        {
            if (string.Equals(word, value.Text, StringComparison.OrdinalIgnoreCase))
            {
                return chosen;
            }
        }

        var nearest = Nearest(value.Text, choices.Select(static c => c.Word));
        Fail(ReportCodes.BadParameter, value, $"{name}: {value.Text} is none of {string.Join(", ", choices.Select(static c => c.Word))}.", nearest);
        return usual;
    }

    private Grain By(Model.Time.Calendar calendar, bool bySteps)
    {
        var usual = calendar.CanReport(Grain.Year) && !bySteps ? Grain.Year : calendar.Grain;
        var grain = Choice("by", usual, ("day", Grain.Day), ("week", Grain.Week), ("month", Grain.Month), ("quarter", Grain.Quarter),
            ("half", Grain.Half),
            ("year", Grain.Year));
        if (calendar.CanReport(grain))
        {
            return grain;
        }

        Fail(ReportCodes.BadParameter, block["by"]!.Value, $"The plan's steps are {calendar.Grain.Noun()}s; a {grain.Noun()} is shorter.");
        return usual;
    }

    public Period? Period(string name)
    {
        if (Take(name) is not { Length: > 0 } value)
        {
            return null;
        }

        if (PeriodText.Read(value.Text, context.Calendar.YearEndMonth) is { } period)
        {
            return period;
        }

        Fail(ReportCodes.BadParameter, value, $"{value.Text} is no period; write for example 2027, 2027-Q1 or 2027-01.");
        return null;
    }

    /// <summary>The report periods of a grain within `from` and `to`.</summary>
    /// <param name="bySteps">Whether they are the plan's own steps where the block does not say, and not years.</param>
    public ImmutableArray<Period> Periods(bool bySteps = false)
    {
        var grain = By(context.Calendar, bySteps);
        var (from, to) = (Period("from"), Period("to"));
        var fiscal = context.Calendar.YearEndMonth != 12 && grain >= Grain.Quarter;
        ImmutableArray<Period> found =
        [
            .. context.Calendar.Periods(grain, fiscal).Where(p => (from is not { } f || p.End >= f.Start) && (to is not { } t || p.Start <= t.End)),
        ];
        if (found.IsEmpty)
        {
            Fail(ReportCodes.BadParameter, block["from"] ?? block["to"] ?? block.Kind,
                $"The plan's calendar, {context.Calendar.First} .. {context.Calendar.Last}, has no such periods.");
        }

        return found;
    }

    public ImmutableArray<TableTrack> Tracks()
    {
        if (Take("tracks") is not { Length: > 0 } value || value.Text == "all")
        {
            return context.Tracks;
        }

        return [.. FigureSyntax.Split(value, ',').Select(Track).OfType<TableTrack>()];
    }

    /// <summary>The track of a parameter, or the report's own.</summary>
    public TableTrack OneTrack(string name) => (Take(name) is { Length: > 0 } value ? Track(value) : null) ?? context.Track;

    public TableTrack? Track(TemplateText name)
    {
        if (context.FindTrack(name.Text) is { } found)
        {
            return found;
        }

        var nearest = Nearest(name.Text, context.Tracks.Select(static t => t.Name));
        Fail(ReportCodes.UnknownLine, name, $"There is no track {name.Text}{Suggestion(nearest)}", nearest);
        return null;
    }

    public NumberOptions Numbers()
    {
        var numbers = context.Numbers;
        if (Take("scale") is { Length: > 0 } scale)
        {
            if (NumberScale.Named(scale.Text) is { } named)
            {
                numbers = numbers with { Scale = named };
            }
            else
            {
                Fail(ReportCodes.BadParameter, scale, $"{scale.Text} is no scale; the scales are 1, K, M, B, T, 万 and 亿.");
            }
        }

        if (Take("digits") is { Length: > 0 } digits)
        {
            if (int.TryParse(digits.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 15)
            {
                numbers = numbers with { SignificantDigits = count };
            }
            else
            {
                Fail(ReportCodes.BadParameter, digits, "digits is a number from 1 to 15.");
            }
        }

        return numbers with
        {
            Negatives = Choice("negatives", numbers.Negatives, ("minus", NegativeStyle.Minus), ("parentheses", NegativeStyle.Parentheses)),
        };
    }

    /// <summary>
    /// The lines of a list: names, names `by` a dimension, and expressions, each with a label in quotes where the plan's does not fit.
    /// </summary>
    public ImmutableArray<ReportedLine> Lines(string name)
    {
        if (Take(name) is not { Length: > 0 } value)
        {
            return [];
        }

        var lines = ImmutableArray.CreateBuilder<ReportedLine>();
        foreach (var item in FigureSyntax.Split(value, ','))
        {
            var (whole, label) = FigureSyntax.Item(item);
            var (expression, dimension) = FigureSyntax.Tail(whole, " by ");
            if (expression.Length == 0)
            {
                continue;
            }

            if (SlotOf(expression) is not { } slot)
            {
                continue;
            }

            lines.AddRange(dimension.Length > 0 ? Members(slot, label, dimension) : [Whole(slot, label, expression)]);
        }

        return lines.ToImmutable();
    }

    /// <summary>The inputs of a list.</summary>
    public ImmutableArray<Slot> Inputs(TemplateText list, char separator)
    {
        var found = ImmutableArray.CreateBuilder<Slot>();
        foreach (var name in FigureSyntax.Split(list, separator).Where(static n => n.Length > 0))
        {
            if (context.Program.Slots.FirstOrDefault(s => s.Name == name.Text && s.Role == SlotRole.Input) is { } input)
            {
                found.Add(input);
                continue;
            }

            var nearest = Nearest(name.Text, context.Program.Slots.Where(static s => s.Role == SlotRole.Input).Select(static s => s.Name));
            Fail(ReportCodes.UnknownLine, name, $"There is no input {name.Text}{Suggestion(nearest)}", nearest);
        }

        return found.ToImmutable();
    }

    private ReportedLine Whole(Slot slot, string? label, TemplateText expression)
    {
        var line = ReportedLine.Of(context.Program, slot, label ?? (slot.Role == SlotRole.Hidden ? expression.Text : context.Labels.Of(slot)));
        if (line.Rows.Length > 1 && slot.RollUp is not (RollUpRule.Integral or RollUpRule.Closing or RollUpRule.Opening or RollUpRule.Sum)
            && slot.Kind is not Kind.Flow)
        {
            var dimension = context.Program.Dimensions[slot.Dimensions[0]];
            Fail(ReportCodes.NotOneFigure, expression,
                $"{slot.Name} has a value for each {dimension.Name} that cannot be added up; write `{slot.Name} by {dimension.Name}` or one member: `{slot.Name}[{dimension.Members[dimension.Leaves[0]].Name}]`.");
        }

        return line;
    }

    private IEnumerable<ReportedLine> Members(Slot slot, string? label, TemplateText name)
    {
        var axis = slot.Dimensions.IndexOf(context.Program.Dimensions.ToList().FindIndex(d => d.Name == name.Text));
        if (axis < 0)
        {
            Fail(ReportCodes.UnknownLine, name, $"{slot.Name} does not vary by {name.Text}.");
            yield break;
        }

        var dimension = context.Program.Dimensions[slot.Dimensions[axis]];
        for (var position = 0; position < dimension.Count; position++)
        {
            var member = context.Labels.Member(dimension.Members[dimension.Leaves[position]]);
            var at = position;
            yield return new ReportedLine(slot, label is null ? member : $"{label} {member}",
                [.. Enumerable.Range(0,
                    context.Program.Layout.MembersOf(slot.Index)).Where(row => context.Program.Layout.MemberOf(slot.Index, row, axis) == at)]);
        }
    }

    private Slot? SlotOf(TemplateText expression)
    {
        if (!FigureSyntax.IsName(expression.Text))
        {
            return context.ExtraSlot(file, expression);
        }

        if (context.Program.Slots.FirstOrDefault(s => s.Name == expression.Text
            && (s.Role != SlotRole.Hidden || s.Name.EndsWith(".opening", StringComparison.Ordinal))) is { } slot)
        {
            return slot;
        }

        var nearest = Nearest(expression.Text, context.Program.Slots.Where(static s => s.Role != SlotRole.Hidden).Select(static s => s.Name));
        Fail(ReportCodes.UnknownLine, expression, $"There is no line {expression.Text}{Suggestion(nearest)} `proforma list` names all lines.",
            nearest);
        return null;
    }

    private string? Nearest(string name, IEnumerable<string> known) => context.Nearest(name, known);

    private static string Suggestion(string? nearest) => nearest is null ? "." : $"; did you mean {nearest}?";

    private static string Unquoted(string text) => text.Length >= 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1] : text;
}
