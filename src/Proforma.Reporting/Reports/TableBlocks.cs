using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Tables;

namespace Proforma.Reporting.Reports;

/// <summary>Fills `table` and `checks` blocks.</summary>
internal sealed class TableBlocks(ReportContext context)
{
    private const int MostColumns = 400;

    /// <summary>The table of a block, or null with problems.</summary>
    public ReportTable? Table(TemplateFile file, TemplateBlock block)
    {
        var parameters = new BlockParameters(context, file, block);
        var (title, note) = (parameters.Text("title"), parameters.Text("note"));
        var numbers = parameters.Numbers();
        var tracks = parameters.Tracks();
        var lines = parameters.Lines("lines");
        var measures = parameters.Lines("measures");
        var inputs = parameters.Take("inputs") is { Length: > 0 } list ? parameters.Inputs(list, ',') : [];
        var rows = parameters.Choice<bool?>("tracks_in", null, ("rows", true), ("columns", false));
        var periods = parameters.Periods();
        if (lines.IsEmpty && measures.IsEmpty && inputs.IsEmpty && !parameters.HasFailed)
        {
            parameters.Fail(ReportCodes.MissingParameter, block.Kind, "A table shows `lines`, `measures` or `inputs`; write for example `lines: revenue, cost`.");
        }

        parameters.Finish();
        if (parameters.HasFailed || tracks.IsEmpty)
        {
            return null;
        }

        var table = !inputs.IsEmpty ? InputTable(inputs, tracks, numbers)
            : lines.IsEmpty ? MeasureTable(measures, tracks, numbers)
            : LineTable(lines, periods, tracks, numbers, rows ?? (lines.Length <= 6 || periods.Length * tracks.Length > 10));
        return table with { Title = title, Note = note.Length > 0 ? note : table.Note };
    }

    /// <summary>The plan's checks and how they came out.</summary>
    public ReportTable? Checks(TemplateFile file, TemplateBlock block)
    {
        var parameters = new BlockParameters(context, file, block);
        var (title, note) = (parameters.Text("title"), parameters.Text("note"));
        parameters.Finish();
        var rows = ImmutableArray.CreateBuilder<ReportRow>();
        foreach (var slot in context.Program.Slots.Where(static s => s.Role == SlotRole.Check))
        {
            var read = CheckReader.Read(context.Figures, slot, context.Tracks, context.Language);
            var outcome = read.Outcome switch
            {
                CheckOutcome.Passed => context.Say("✓ holds", "✓ 成立"),
                CheckOutcome.Failed => read.IsWarning ? context.Say("! warning", "! 警告") : context.Say("✗ fails", "✗ 不成立"),
                _ => context.Say("? undecided", "? 无法判断"),
            };
            rows.Add(new ReportRow(context.Labels.Words(slot.Label),
            [
                new ReportCell(outcome) { IsText = true }, new ReportCell(read.Tested.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)),
                new ReportCell(string.Join("; ", read.First)) { IsText = true },
            ]));
        }

        return parameters.HasFailed ? null : new ReportTable
        {
            Title = title,
            Note = note,
            Columns = [new TableHead(context.Say("outcome", "结果"), IsText: true), new TableHead(context.Say("cells tested", "检验单元数")),
                new TableHead(context.Say("first cells", "首个单元"), IsText: true)],
            Rows = rows.ToImmutable(),
        };
    }

    private ReportTable LineTable(ImmutableArray<ReportedLine> lines, ImmutableArray<Period> periods, ImmutableArray<TableTrack> tracks, NumberOptions numbers,
        bool tracksInRows)
    {
        var drafts = lines.Select(l => DraftOf(l, periods, tracks, numbers)).ToList();
        ShareScale(drafts, numbers);
        var rounded = new RoundedTotals(context.Program, drafts);
        var isWide = !tracksInRows && tracks.Length > 1;
        var rows = ImmutableArray.CreateBuilder<ReportRow>();
        foreach (var draft in drafts)
        {
            if (!isWide && draft.Blocks.Count > 1)
            {
                rows.Add(new ReportRow(WithUnit(draft), []));
                rows.AddRange(draft.Blocks.Select(b => new ReportRow(b.Track.Label, Cells(draft, b, rounded)) { Depth = 1, Track = b.Track.Name }));
            }
            else if (!isWide)
            {
                rows.Add(new ReportRow(WithUnit(draft), Cells(draft, draft.Blocks[0], rounded)));
            }
            else
            {
                rows.Add(new ReportRow(WithUnit(draft), [.. tracks.SelectMany(t =>
                    draft.Blocks.Count > 1 || t == tracks[0] ? Cells(draft, draft.Blocks.Find(b => b.Track == t) ?? draft.Blocks[0], rounded)
                        : periods.Select(static _ => new ReportCell("")))]));
            }
        }

        var heads = periods.Select(p => FigureWords.Of(p, context.Language));
        return new ReportTable
        {
            Title = "",
            Subtitle = UnitsOf(drafts),
            Note = rounded.AnyMarked ? context.Say("† Rounded figures do not add up exactly to this rounded total.", "† 各项四舍五入后之和与合计略有出入。") : "",
            Groups = isWide ? [.. tracks.Select(t => new TableHead(t.Label, periods.Length, t.Name))] : [],
            Columns = isWide ? [.. tracks.SelectMany(t => heads.Select(h => new TableHead(h, 1, t.Name)))] : [.. heads.Select(static h => new TableHead(h))],
            Rows = rows.ToImmutable(),
        };
    }

    // Money of one unit is written at one scale in a table, so that rows compare.
    private static void ShareScale(List<LineDraft> drafts, NumberOptions numbers)
    {
        foreach (var group in drafts.Where(static d => d.Format.Words.IsAmountOfMoney).GroupBy(static d => d.Format.Unit.Symbol).Where(static g => g.Count() > 1))
        {
            var largest = group.MaxBy(static d => d.Format.Number.Scale.Factor)!.Format.Number.Scale;
            if (numbers.Scale is null && group.All(d => d.Largest == 0 || d.Largest >= largest.Factor * 0.05))
            {
                foreach (var draft in group)
                {
                    draft.Rescale(numbers with { Scale = largest });
                }
            }
        }
    }

    private string UnitsOf(List<LineDraft> drafts)
    {
        var units = drafts.Select(static d => d.Format.Heading).Distinct().ToList();
        return units is [{ Length: > 0 } one] ? one : "";
    }

    private static string WithUnit(LineDraft draft) => draft.Line.Label;

    private ImmutableArray<ReportCell> Cells(LineDraft draft, LineBlock block, RoundedTotals rounded) =>
    [
        .. block.Figures.Select((figure, i) => new ReportCell(TextOf(draft, figure), KeyOf(draft.Line, block.Track, draft.Periods[i], figure))
        {
            Track = draft.Blocks.Count > 1 ? block.Track.Name : null,
            IsRounded = rounded.IsMarked(draft, block.Track, i),
        }),
    ];

    private string TextOf(LineDraft draft, ReportedFigure figure) =>
        figure is { IsComplete: false, CoveredSteps: > 0 } && figure.CoveredSteps < figure.TotalSteps && figure.Value.State != CellState.Failed
            ? FigureWords.Partial(figure.CoveredSteps, figure.TotalSteps, context.Language)
            : figure.Value.Failure switch
            {
                FailureKind.NoRollUp => "–",
                FailureKind.DivisionByZero => FigureWords.NotMeaningful(context.Language),
                _ => draft.Format.Cell(figure.Value),
            };

    private int KeyOf(ReportedLine line, TableTrack track, Period period, ReportedFigure figure) =>
        line.Rows.Length == 1 && figure.Value.State != CellState.Blank && context.Input.Currency.Length == 0
            ? context.Explanations.Add(line.Slot.Index, context.Reader.RowOf(line, track, line.Rows[0]), period) : -1;

    private LineDraft DraftOf(ReportedLine line, ImmutableArray<Period> periods, ImmutableArray<TableTrack> tracks, NumberOptions numbers)
    {
        var hasTracks = line.Slot.TrackAxis >= 0 && context.Program.TracksOf(line.Slot) > 1;
        var shown = periods.Length > MostColumns ? periods[..MostColumns] : periods;
        return new LineDraft(context.Reader, line, shown,
            [.. (hasTracks ? tracks : tracks[..1]).Select(t => new LineBlock(t, [.. shown.Select(p => context.Reader.Of(line, t, p))]))], numbers);
    }

    private ReportTable MeasureTable(ImmutableArray<ReportedLine> measures, ImmutableArray<TableTrack> tracks, NumberOptions numbers)
    {
        var rows = ImmutableArray.CreateBuilder<ReportRow>();
        foreach (var measure in measures)
        {
            var hasTracks = measure.Slot.TrackAxis >= 0 && context.Program.TracksOf(measure.Slot) > 1;
            var values = (hasTracks ? tracks : tracks[..1]).Select(t => context.Reader.Constant(measure, t)).ToList();
            var format = context.Reader.Format(measure, values, numbers);
            rows.Add(new ReportRow(measure.Label,
            [
                .. tracks.Select((t, i) => new ReportCell(TextOf(format, values[hasTracks ? i : 0]), KeyOf(measure, t)) { Track = t.Name }),
            ]));
        }

        return new ReportTable
        {
            Title = "",
            Columns = [.. tracks.Select(static t => new TableHead(t.Label, 1, t.Name))],
            Rows = rows.ToImmutable(),
        };
    }

    private string TextOf(FigureFormat format, CellValue value) =>
        value.Failure == FailureKind.DivisionByZero ? FigureWords.NotMeaningful(context.Language)
            : value.State == CellState.Blank ? "–"
            : context.Labels.WithUnits(format.Inline(value), format.Unit);

    private int KeyOf(ReportedLine line, TableTrack track) => line.Rows.Length == 1
        ? context.Explanations.Add(line.Slot.Index, context.Reader.RowOf(line, track, line.Rows[0]), context.Calendar.Last) : -1;

    /// <summary>Assumptions: what people set, with where it is from.</summary>
    private ReportTable InputTable(ImmutableArray<Slot> inputs, ImmutableArray<TableTrack> tracks, NumberOptions numbers)
    {
        var rows = ImmutableArray.CreateBuilder<ReportRow>();
        foreach (var input in inputs)
        {
            var line = ReportedLine.Of(context.Program, input, context.Labels.Of(input));
            var hasTracks = input.TrackAxis >= 0 && context.Program.TracksOf(input) > 1;
            var last = context.Program.StepsOf(input) - 1;
            var values = (hasTracks ? tracks : tracks[..1]).Select(t => context.Figures.At(input.Index, context.Reader.RowOf(line, t, 0), last)).ToList();
            var format = FigureFormat.For(input, values, numbers, input.Unit, context.Program);
            var why = input.Rules.Select(static r => r.Provenance).FirstOrDefault(static p => p.Source is not null || p.Assumption is not null) ?? input.Provenance;
            rows.Add(new ReportRow(line.Label,
            [
                .. tracks.Select((t, i) => new ReportCell(TextOf(format, values[hasTracks ? i : 0]), KeyOf(line, t)) { Track = t.Name }),
                new ReportCell(Why(why)) { IsText = true },
            ]));
        }

        return new ReportTable
        {
            Title = "",
            Columns = [.. tracks.Select(static t => new TableHead(t.Label, 1, t.Name)), new TableHead(context.Say("basis", "依据"), IsText: true)],
            Rows = rows.ToImmutable(),
        };
    }

    private string Why(Provenance origin) => origin.Source is { } source
        ? context.Say($"reported: “{origin.Quote}” ({source})", $"报道：“{origin.Quote}”")
        : origin.Assumption is { Length: > 0 } why ? context.Say("assumed: ", "假设：") + context.Labels.Words(why) : context.Say("assumed", "假设");
}

/// <summary>A line of a table before it is written.</summary>
internal sealed class LineDraft(FigureReader reader, ReportedLine line, ImmutableArray<Period> periods, List<LineBlock> blocks, NumberOptions numbers)
{
    public ReportedLine Line => line;

    public ImmutableArray<Period> Periods => periods;

    public List<LineBlock> Blocks => blocks;

    public FigureFormat Format { get; private set; } = reader.Format(line, Values(blocks), numbers);

    /// <summary>The largest absolute figure in the unit shown.</summary>
    public double Largest => Values(blocks).Where(static v => v.IsValue).Select(v => Math.Abs(Format.Unit.FromBase(v.Raw))).DefaultIfEmpty(0).Max();

    public void Rescale(NumberOptions other) => Format = reader.Format(line, Values(blocks), other);

    private static IEnumerable<CellValue> Values(List<LineBlock> blocks) => blocks.SelectMany(static b => b.Figures).Select(static f => f.Value);
}

/// <summary>The figures of a line in one track.</summary>
internal sealed record LineBlock(TableTrack Track, ImmutableArray<ReportedFigure> Figures);
