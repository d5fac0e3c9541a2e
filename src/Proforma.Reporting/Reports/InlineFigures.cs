using System.Collections.Immutable;
using System.Globalization;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Model.Units;
using Proforma.Reporting.Explain;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Tables;

namespace Proforma.Reporting.Reports;

/// <summary>Computes and writes the figures that stand in prose, each with the note that says what it is.</summary>
internal sealed class InlineFigures(ReportContext context)
{
    private readonly Dictionary<(int Slot, int Row, string Text), ReportFigure> _known = [];
    private readonly List<ReportFigure> _notes = [];

    /// <summary>The figures in the order of their notes.</summary>
    public ImmutableArray<ReportFigure> Notes => [.. _notes];

    /// <summary>The figure of a place in a template; null when it could not be compiled, which has been reported.</summary>
    public ReportFigure? Of(TemplateFile file, TemplateFigure figure)
    {
        if (figure.Extra < 0 || context.ExtraSlot(file, figure.Expression) is not { } slot)
        {
            return null;
        }

        var track = context.Track;
        if (figure.Track.Length > 0)
        {
            if (context.FindTrack(figure.Track.Text) is not { } found)
            {
                var nearest = context.Nearest(figure.Track.Text, context.Tracks.Select(static t => t.Name));
                Complain(file, figure.Track, ReportCodes.UnknownLine,
                    $"There is no track {figure.Track.Text}{(nearest is null ? "." : $"; did you mean {nearest}?")}", nearest);
                return null;
            }

            track = found;
        }

        if (!slot.Dimensions.IsEmpty)
        {
            var dimension = context.Program.Dimensions[slot.Dimensions[0]];
            Complain(file, figure.Expression, ReportCodes.NotOneFigure, $"This has a value for each {dimension.Name}; name one, or add them up with sum(…).", null);
            return null;
        }

        return Written(file, figure, slot, slot.TrackAxis < 0 ? 0 : track.Index);
    }

    private ReportFigure? Written(TemplateFile file, TemplateFigure figure, Slot slot, int row)
    {
        var target = FigureTarget.Of(context.Program, slot, row);
        var value = context.Figures.At(slot.Index, row, 0);
        if (Options(file, figure) is not { } options)
        {
            return null;
        }

        (value, var unit) = context.Reader.Translated(target, value, UnitOf(target, slot));
        var format = FigureFormat.For(target.Slot, [value], options.Numbers, unit, context.Program);
        var text = context.Labels.WithUnits(Text(format, value, options), format.Unit);
        if (_known.TryGetValue((target.Slot.Index, KeyOf(target), text), out var known))
        {
            return known;
        }

        var explained = context.Explanations.WithFormula(Explained(target));
        var key = context.Explanations.Add(explained);
        var note = new ReportFigure(_notes.Count + 1, text, key, NoteOf(explained, slot));
        _notes.Add(note);
        _known.Add((target.Slot.Index, KeyOf(target), text), note);
        return note;
    }

    private static int KeyOf(FigureTarget target) => HashCode.Combine(target.Row, target.Span?.Steps, target.Span?.Period);

    // Where the expression is a line over a period, the line's own unit is shown; a sum of it is an amount.
    private static Unit UnitOf(FigureTarget target, Slot slot) => target.Slot == slot ? slot.Unit
        : target.Span is { } ? ReportedUnit.Of(target.Slot) : target.Slot.Unit;

    private Explanation Explained(FigureTarget target)
    {
        var explainer = new Explainer(context.Figures, context.Numbers, depth: 1, withDrivers: true);
        return target.Span is { } span
            ? explainer.Explain(new Explanation { Slot = target.Slot.Index, Row = target.Row, Span = span, Cell = "", Label = "", Value = CellValue.Blank, Text = "" })
            : explainer.Explain(target.Slot.Index, target.Row, context.Calendar.First);
    }

    private FigureNote NoteOf(Explanation explained, Slot slot)
    {
        // An expression is its own formula; what tells it from others is the track.
        if (explained.Slot == slot.Index)
        {
            var track = explained.Cell.Length > slot.Name.Length ? " in " + explained.Cell[(slot.Name.Length + 1)..^1] : "";
            return new FigureNote(slot.Name + track, explained.Text, "", "", "", "", "");
        }

        var origin = explained.Provenance;
        return new FigureNote(explained.Cell, explained.Text, explained.Formula.Replace("\n", "; ", StringComparison.Ordinal), origin.Line > 0 ? $"{origin.File}:{origin.Line}" : "",
            origin.Source ?? "", origin.Quote ?? "", context.Labels.Words(origin.Assumption ?? ""));
    }

    private static string Text(FigureFormat format, CellValue value, FigureOptions options)
    {
        if (options.IsPoints && value.IsValue)
        {
            return FigureFormat.PercentagePoints(value.Raw, format.Language, options.Decimals ?? 1);
        }

        if (value.IsValue && options.Style is { } style && format.Words is { Currency: "", Rest: "" })
        {
            var decimals = options.Decimals ?? (style == NumberStyle.Percent ? 1 : style == NumberStyle.Multiple ? Math.Abs(value.Raw) < 10 ? 2 : 1 : format.Number.Decimals);
            return (format.Number with { Style = style, Decimals = decimals, ShowsPlus = options.IsSigned }).Format(value.Raw);
        }

        if (value.Failure == FailureKind.DivisionByZero)
        {
            return FigureWords.NotMeaningful(format.Language);
        }

        var shown = options.IsBare && value.IsValue ? Bare(format, value) : format.Inline(value);
        return options.IsSigned && value is { IsValue: true, Raw: > 0 } ? "+" + shown : options.IsMagnitude ? shown.TrimStart('-') : shown;
    }

    private static string Bare(FigureFormat format, CellValue value)
    {
        var text = format.Cell(value);
        return format.Language == ReportLanguage.Chinese && format.Number is { Style: NumberStyle.Plain, Decimals: > 0 }
            ? (format.Number with { TrimZeros = true }).Format(format.Unit.FromBase(value.Raw)) : text;
    }

    private FigureOptions? Options(TemplateFile file, TemplateFigure figure)
    {
        var options = new FigureOptions(context.Numbers);
        foreach (var option in figure.Options)
        {
            var words = option.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var number = words.Length == 2 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n <= 15 ? n : (int?)null;
            var next = words switch
            {
                ["bare"] => options with { IsBare = true },
                ["signed"] => options with { IsSigned = true },
                ["abs"] => options with { IsMagnitude = true },
                ["percent"] => options with { Style = NumberStyle.Percent },
                ["multiple"] => options with { Style = NumberStyle.Multiple },
                ["number"] => options with { Style = NumberStyle.Plain },
                ["points"] => options with { IsPoints = true },
                ["digits", _] when number is >= 1 => options with { Numbers = options.Numbers with { SignificantDigits = number } },
                ["decimals", _] when number is not null => options with { Decimals = number },
                ["scale", var name] when NumberScale.Named(name) is { } scale => options with { Numbers = options.Numbers with { Scale = scale } },
                _ => null,
            };
            if (next is null)
            {
                Complain(file, option, ReportCodes.BadParameter,
                    $"\"{option.Text}\" is no way to write a figure; there are bare, signed, abs, percent, multiple, number, points, digits N, decimals N, scale M.", null);
                return null;
            }

            options = next;
        }

        return options;
    }

    private void Complain(TemplateFile file, TemplateText at, string code, string message, string? fix) =>
        context.Problems.Add(new ReportProblem(code, file, at.Start, at.Length, message, fix));

    private sealed record FigureOptions(NumberOptions Numbers)
    {
        public bool IsBare { get; init; }

        public bool IsSigned { get; init; }

        public bool IsMagnitude { get; init; }

        public bool IsPoints { get; init; }

        public NumberStyle? Style { get; init; }

        public int? Decimals { get; init; }
    }
}
