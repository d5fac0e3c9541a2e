using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Simulation;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Simulation;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Reporting.Sensitivity;

/// <summary>A driver of a figure and how far it moves it.</summary>
/// <param name="Slot">The input.</param>
/// <param name="Ends">Its ends in base units, or null when its values have several.</param>
/// <param name="AtLow">The figure with the driver at its low end.</param>
/// <param name="AtHigh">The figure with the driver at its high end.</param>
/// <param name="PerPercent">What one percent more of it would add, by the exact derivative; NaN where there is none.</param>
public sealed record TornadoItem(int Slot, (double Low, double High)? Ends, CellValue AtLow, CellValue AtHigh, double PerPercent);

/// <summary>What a tornado is made of.</summary>
/// <param name="Program">The plan.</param>
/// <param name="Output">The figure.</param>
/// <param name="Start">Its value with all drivers as they are.</param>
/// <param name="Items">The drivers, the longest bar first.</param>
public sealed record TornadoContent(PlanProgram Program, SimulationOutput Output, CellValue Start, ImmutableArray<TornadoItem> Items)
{
    /// <summary>How far drivers were moved, in words.</summary>
    public string Range { get; init; } = "";

    /// <summary>Labels of what is drawn anew each period, and therefore left out.</summary>
    public ImmutableArray<string> Noises { get; init; } = [];

    /// <summary>The version of Proforma.</summary>
    public string Version { get; init; } = "";

    /// <summary>A hash of the program.</summary>
    public string PlanHash { get; init; } = "";

    /// <summary>The command that makes it again.</summary>
    public string Command { get; init; } = "";
}

/// <summary>A tornado to draw. Plain data.</summary>
/// <param name="Title">The figure with its period, and its value.</param>
/// <param name="Subtitle">How far drivers were moved.</param>
/// <param name="Bars">The longest first.</param>
/// <param name="Start">Where the figure stands with all drivers as they are, from 0 to 1.</param>
/// <param name="Notes">What is left out, and how to make it again.</param>
public sealed record TornadoTable(string Title, string Subtitle, ImmutableArray<TornadoRow> Bars, double Start, ImmutableArray<string> Notes)
{
    /// <summary>The most bars that are shown.</summary>
    public const int MostBars = 20;

    /// <summary>Makes it.</summary>
    public static TornadoTable Of(TornadoContent content, NumberOptions numbers)
    {
        var (program, slot) = (content.Program, content.Program.Slots[content.Output.Slot]);
        var chinese = numbers.Language == ReportLanguage.Chinese;
        var shown = content.Items.Take(MostBars).ToList();
        var values = shown.SelectMany(static i => new[] { i.AtLow, i.AtHigh }).Append(content.Start).ToList();
        var format = FigureFormat.For(slot, values, numbers, program: program);
        var axis = new Axis(slot, values);
        var period = content.Output.Period is { } p ? " " + FigureWords.Of(p, numbers.Language) : "";
        var track = SimulationNames.TrackOf(program, content.Output) is { } t ? $", {SimulationNames.Of(t)}" : "";
        var member = SimulationNames.MemberOf(program, content.Output) is { Length: > 0 } m ? $" ({m})" : "";
        var notes = ImmutableArray.CreateBuilder<string>();
        if (content.Items.Length > MostBars)
        {
            notes.Add(chinese ? $"另有 {content.Items.Length - MostBars} 个影响更小的输入未列出。"
                : $"{content.Items.Length - MostBars} more drivers move it less.");
        }

        if (!content.Noises.IsEmpty)
        {
            notes.Add(chinese ? $"逐期重新抽取的未列出：{string.Join("、", content.Noises)}；其影响见 simulate。"
                : $"Left out, since it is drawn anew each period: {string.Join(", ", content.Noises)}. `proforma simulate` shows what it does.");
        }

        var hash = content.PlanHash.Length > 16 ? content.PlanHash[..16] : content.PlanHash;
        notes.Add(chinese ? $"复现：Proforma {content.Version}，计划 {hash}" : $"Reproduce: Proforma {content.Version}, plan {hash}");
        notes.Add(content.Command);
        return new TornadoTable(
            $"{slot.Label}{period}{member}{track}: {format.Inline(content.Start)}", content.Range,
                [.. shown.Select(i => RowOf(program, slot, i, format, axis, numbers))], axis.At(content.Start), notes.ToImmutable());
    }

    private static TornadoRow RowOf(PlanProgram program, Slot figure, TornadoItem item, FigureFormat format, Axis axis, NumberOptions numbers)
    {
        var driver = program.Slots[item.Slot];
        var ends = "";
        if (item.Ends is { } e)
        {
            var written = FigureFormat.For(driver, [CellValue.Of(e.Low), CellValue.Of(e.High)], numbers, driver.Unit);
            ends = $"{written.Cell(CellValue.Of(e.Low))} … {written.Cell(CellValue.Of(e.High))}";
        }

        var perPercent = figure.Type == ValueType.Quantity && double.IsFinite(item.PerPercent)
            ? FigureFormat.For(figure, [CellValue.Of(item.PerPercent)], numbers) : null;
        return new TornadoRow(
            driver.Label,
            ends,
            Text(item.AtLow, format),
            Text(item.AtHigh, format),
            perPercent is null ? "" : (item.PerPercent > 0 ? "+" : "") + perPercent.Cell(CellValue.Of(item.PerPercent)),
            axis.At(item.AtLow),
            axis.At(item.AtHigh));
    }

    private static string Text(CellValue value, FigureFormat format) => value.IsValue ? format.Cell(value)
        : FigureWords.Of(value.State, format.Language);

    /// <summary>From values to places between 0 and 1; what is no period, or no number, lies at the ends.</summary>
    private sealed class Axis
    {
        private readonly double _low;
        private readonly double _high;

        public Axis(Slot slot, List<CellValue> values)
        {
            var known = values.Where(static v => v.IsValue).Select(static v => v.Raw).Where(v => slot.Type != ValueType.Period
                || v is > PeriodValue.Before and < PeriodValue.Never).ToList();
            (_low, _high) = known.Count == 0 ? (0, 1) : (known.Min(), known.Max());
            if (values.Exists(v => v.IsValue && v.Raw > _high))
            {
                _high += Math.Max(1, (_high - _low) / 8);
            }

            if (values.Exists(v => v.IsValue && v.Raw < _low))
            {
                _low -= Math.Max(1, (_high - _low) / 8);
            }
        }

        public double At(CellValue value) => !value.IsValue ? 1 : _high > _low
            ? Math.Clamp(((value.Raw / 2) - (_low / 2)) / ((_high / 2) - (_low / 2)), 0, 1) : 0.5;
    }
}

/// <summary>A bar.</summary>
/// <param name="Label">The driver.</param>
/// <param name="Ends">Its two ends, or empty.</param>
/// <param name="AtLow">The figure at its low end.</param>
/// <param name="AtHigh">The figure at its high end.</param>
/// <param name="PerPercent">What one percent more of it would add, or empty.</param>
/// <param name="Low">Where the figure at the low end lies, from 0 to 1.</param>
/// <param name="High">Where the figure at the high end lies.</param>
public sealed record TornadoRow(string Label, string Ends, string AtLow, string AtHigh, string PerPercent, double Low, double High);
