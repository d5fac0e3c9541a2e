using System.Collections.Immutable;
using System.Globalization;
using Proforma.Model.Program;
using Proforma.Model.Time;
using Proforma.Model.Units;
using Proforma.Reporting.Charts;

namespace Proforma.Reporting.Reports;

/// <summary>Fills `chart` and `bridge` blocks.</summary>
internal sealed class ChartBlocks(ReportContext context)
{
    private static readonly (string, ChartType)[] s_types =
    [
        ("lines", ChartType.Lines), ("line", ChartType.Lines), ("columns", ChartType.Columns), ("stacked", ChartType.Stacked), ("fan", ChartType.Fan),
        ("histogram", ChartType.Histogram), ("cumulative", ChartType.Cumulative), ("cdf", ChartType.Cumulative), ("tornado", ChartType.Tornado),
        ("bridge", ChartType.Bridge), ("runway", ChartType.Runway), ("peers", ChartType.Peers), ("claims", ChartType.Claims),
    ];

    /// <summary>The chart of a block, or null with problems.</summary>
    public Chart? Chart(TemplateFile file, TemplateBlock block)
    {
        var parameters = new BlockParameters(context, file, block);
        var type = block.Kind.Text == "bridge" ? ChartType.Bridge : parameters.Choice("type", ChartType.Lines, s_types);
        return type switch
        {
            ChartType.Bridge => Bridge(parameters, block),
            ChartType.Tornado => Tornado(parameters, block),
            ChartType.Fan or ChartType.Histogram or ChartType.Cumulative => Simulated(parameters, block, type),
            _ => OverTime(parameters, block, type),
        };
    }

    private Chart? OverTime(BlockParameters parameters, TemplateBlock block, ChartType type)
    {
        var request = new ChartRequest
        {
            Type = type,
            Title = parameters.Text("title"),
            Note = parameters.Text("note"),
            Lines = LinesOf(parameters, type),
            Tracks = parameters.Tracks(),
            // When cash runs out within a year, its ends do not show.
            Periods = parameters.Periods(bySteps: type == ChartType.Runway),
            Dates = parameters.Lines("dates"),
            FromZero = parameters.Flag("zero"),
            ActualThrough = parameters.Period("actual")?.End ?? context.ActualThrough,
            Numbers = parameters.Numbers(),
            Explain = Explained,
        };
        if (request.Lines.IsEmpty && !parameters.HasFailed)
        {
            parameters.Fail(ReportCodes.MissingParameter, block.Kind, "A chart needs `lines`; write for example `lines: revenue`.");
        }

        parameters.Finish();
        RequireOneUnit(parameters, block, request.Lines);
        if (parameters.HasFailed || request.Tracks.IsEmpty)
        {
            return null;
        }

        var chart = new ChartBuilder(context.Reader, request).Build();
        return type == ChartType.Claims ? ClaimPoints.Over(chart, request, context.Input.Claims, context.Reader) : chart;
    }

    // Every month of a chart is too much to explain; years and quarters are what readers ask about.
    private int Explained(ReportedLine line, Tables.TableTrack track, Period period) => period.Grain >= Grain.Quarter
        && context.Input.Currency.Length == 0
        ? context.Explanations.Add(line.Slot.Index, context.Reader.RowOf(line, track, line.Rows[0]), period) : -1;

    private static ImmutableArray<ReportedLine> LinesOf(BlockParameters parameters, ChartType type) =>
        type == ChartType.Runway && parameters.Lines("cash") is { IsEmpty: false } cash ? cash : parameters.Lines("lines");

    private void RequireOneUnit(BlockParameters parameters, TemplateBlock block, ImmutableArray<ReportedLine> lines)
    {
        var other = lines.FirstOrDefault(l => context.Reader.UnitOf(l).Dimension != context.Reader.UnitOf(lines[0]).Dimension
            || l.Slot.Type != lines[0].Slot.Type);
        if (other is not null)
        {
            parameters.Fail(ReportCodes.UnitsDiffer, block["lines"] ?? block.Kind,
                $"{lines[0].Label} is in {context.Reader.UnitOf(lines[0])} and {other.Label} in {context.Reader.UnitOf(other)}; a chart has one axis, so draw two charts.");
        }
    }

    private Chart? Bridge(BlockParameters parameters, TemplateBlock block)
    {
        var (title, note) = (parameters.Text("title"), parameters.Text("note"));
        var numbers = parameters.Numbers();
        var line = OneLine(parameters, block, "line", "revenue");
        var period = PeriodOf(parameters, line);
        TableTrackPair? tracks = parameters.Need("from", context.Tracks[0].Name) is { } from
            && parameters.Need("to", context.Tracks[^1].Name) is { } to
            && parameters.Track(from) is { } a && parameters.Track(to) is { } b ? new TableTrackPair(a, b) : null;
        var groups = Groups(parameters, needsChange: false);
        parameters.Finish();
        var isComplete = !parameters.HasFailed && line is not null && tracks is not null;
        return isComplete && WhatIf(parameters, block) is { } whatIf
            ? new DriverCharts(context.Reader, whatIf, numbers).Bridge(new OneFigure(line!, tracks!.From, period), tracks.To, groups, title, note)
                : null;
    }

    private Chart? Tornado(BlockParameters parameters, TemplateBlock block)
    {
        var (title, note) = (parameters.Text("title"), parameters.Text("note"));
        var numbers = parameters.Numbers();
        var line = OneLine(parameters, block, "line", "revenue");
        var period = PeriodOf(parameters, line);
        var track = parameters.OneTrack("track");
        var groups = Groups(parameters, needsChange: true);
        parameters.Finish();
        if (groups.IsEmpty)
        {
            groups =
            [
                .. context.Program.Slots.Where(static s => s is { Role: SlotRole.Input, Data: not null, Entity: "" })
                    .Select(s => new DriverGroup($"{context.Labels.Of(s)} ±10%", [s.Index], 0.1, IsRelative: true)),
            ];
        }

        return !parameters.HasFailed && line is not null && WhatIf(parameters, block) is { } whatIf
            ? new DriverCharts(context.Reader, whatIf, numbers).Tornado(new OneFigure(line, track, period), groups, title, note) : null;
    }

    private Chart? Simulated(BlockParameters parameters, TemplateBlock block, ChartType type)
    {
        var (title, note) = (parameters.Text("title"), parameters.Text("note"));
        var numbers = parameters.Numbers();
        var line = OneLine(parameters, block, "line", "revenue");
        var track = parameters.OneTrack("track");
        var periods = type == ChartType.Fan ? parameters.Periods() : [];
        var period = type == ChartType.Fan ? null : PeriodOf(parameters, line);
        parameters.Finish();
        if (parameters.HasFailed || line is null)
        {
            return null;
        }

        if (context.Input.NeededOutputs is { } needed)
        {
            var row = context.Reader.RowOf(line, track, line.Rows[0]);
            foreach (var output in type == ChartType.Fan ? periods.Select(p => (Period?)p) : [period])
            {
                needed.Add(new Model.Simulation.SimulationOutput(line.Slot.Index, row, output));
            }

            return null;
        }

        if (context.Input.Simulated is not { } simulated)
        {
            parameters.Fail(ReportCodes.NotThere, block.Kind,
                "This chart shows a simulation, and none was run; give `--trials`, for example `--trials 10000`.");
            return null;
        }

        var charts = new DistributionCharts(context.Reader, simulated, numbers);
        if (type == ChartType.Fan)
        {
            return charts.Fan(line, track, periods, title, note);
        }

        if (charts.Find(line, track, period) is not { Count: > 0 } sample)
        {
            parameters.Fail(ReportCodes.NotThere, block.Kind, $"The simulation holds no values of {line.Label} for this period.");
            return null;
        }

        return type == ChartType.Histogram ? charts.Histogram(line, track, period, sample, title, note)
            : charts.Cumulative(line, track, period, sample, title, note);
    }

    private Model.Runs.IWhatIf? WhatIf(BlockParameters parameters, TemplateBlock block)
    {
        if (context.Input.WhatIf is null)
        {
            parameters.Fail(ReportCodes.NotThere, block.Kind, "Nothing here can recompute the plan with other inputs.");
        }

        return context.Input.WhatIf;
    }

    private static ReportedLine? OneLine(BlockParameters parameters, TemplateBlock block, string name, string example)
    {
        var lines = parameters.Lines(name);
        if (lines.Length == 1 && lines[0].Rows.Length == 1)
        {
            return lines[0];
        }

        if (!parameters.HasFailed)
        {
            parameters.Fail(block[name] is null ? ReportCodes.MissingParameter : ReportCodes.NotOneFigure, block[name] ?? block.Kind,
                $"This shows one line without dimensions; write for example `{name}: {example}`.");
        }

        return null;
    }

    private Period? PeriodOf(BlockParameters parameters, ReportedLine? line)
    {
        var period = parameters.Period("period");
        return line is null || line.Slot.TimeAxis < 0 ? null
            : period ?? context.Calendar.Periods(context.Calendar.CanReport(Grain.Year) ? Grain.Year : context.Calendar.Grain,
                context.Calendar.YearEndMonth != 12)[^1];
    }

    /// <summary>`customer_growth ±1% "Customers", a + b "Both"`: inputs that move together, how far, and their label.</summary>
    private ImmutableArray<DriverGroup> Groups(BlockParameters parameters, bool needsChange)
    {
        if (parameters.Take("drivers") is not { Length: > 0 } value)
        {
            return [];
        }

        var groups = ImmutableArray.CreateBuilder<DriverGroup>();
        foreach (var item in FigureSyntax.Split(value, ','))
        {
            var (driver, label) = FigureSyntax.Item(item);
            var sign = driver.Text.IndexOf('±', StringComparison.Ordinal);
            var names = driver.Part(0, sign < 0 ? driver.Length : sign);
            var inputs = parameters.Inputs(names, '+');
            if (inputs.IsEmpty)
            {
                continue;
            }

            var text = sign < 0 ? "" : driver.Text[(sign + 1)..].Trim();
            var change = text.Length == 0 ? (0.1, true) : Change(text, inputs[0].Unit);
            if (change is null)
            {
                parameters.Fail(ReportCodes.BadParameter, driver,
                    $"±{text} is no change; write ±1% for points of a rate, ±x10% for a tenth of the input, or an amount in its unit.");
                continue;
            }

            var name = label ?? string.Join(" + ", inputs.Select(context.Labels.Of));
            var shown = needsChange && label is null ? $"{name} ±{(text.Length == 0 ? "10%" : text.TrimStart('x'))}" : name;
            groups.Add(new DriverGroup(shown, [.. inputs.Select(static i => i.Index)], change.Value.Item1, change.Value.Item2));
        }

        return groups.ToImmutable();
    }

    private static (double, bool)? Change(string text, Unit unit)
    {
        var isRelative = text[0] == 'x';
        var digits = isRelative ? text[1..] : text;
        var factor = 1.0;
        if (digits.Length > 0)
        {
            factor = digits[^1] switch { '%' => 0.01, 'K' => 1e3, 'M' => 1e6, 'B' => 1e9, '万' => 1e4, '亿' => 1e8, _ => 1 };
        }

        return double.TryParse(factor == 1 ? digits : digits[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? (isRelative ? number * factor : unit.ToBase(number * factor), isRelative) : null;
    }

    private sealed record TableTrackPair(Tables.TableTrack From, Tables.TableTrack To);
}
