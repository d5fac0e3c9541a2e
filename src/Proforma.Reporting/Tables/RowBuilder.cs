using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Reporting.Numbers;

namespace Proforma.Reporting.Tables;

/// <summary>The rows of one line: itself, an account's opening and change, and its members.</summary>
internal sealed class RowBuilder(
    CurrencyView view, TableOptions options, ImmutableArray<TableColumn> columns, ImmutableArray<TableTrack> tracks, FootnoteList notes)
{
    /// <summary>More leaf rows than this are not even looked at for a total of a line.</summary>
    private const int MaxSummedRows = 100_000;

    private readonly bool _chinese = options.Language == ReportLanguage.Chinese;

    /// <summary>The rows of a line, input or account, in the order in which they are shown.</summary>
    public IEnumerable<TableRow> Rows(Slot slot)
    {
        var drafts = Drafts(slot).ToList();
        if (view.IsLeftOut(slot))
        {
            notes.Add(_chinese ? $"{slot.Name} 没有可用汇率，保留原币种。" : $"{slot.Name} stays in its own currency: the plan states no rate for it.");
        }

        var format = FigureFormat.For(slot, drafts.SelectMany(static d => d.Blocks).SelectMany(static b => b).Select(static f => f.Value),
            options.Numbers, view.UnitOf(slot), view.Program);
        foreach (var draft in drafts)
        {
            yield return new TableRow
            {
                Slot = slot.Index,
                Line = CellNames.WithinEntity(slot),
                Label = draft.Label,
                Unit = format.Heading,
                Kind = slot.Kind,
                Role = draft.Role,
                Depth = draft.Depth,
                Member = draft.Member,
                Format = format,
                Blocks = [.. draft.Blocks.Select((block, i) => new RowBlock([.. block.Select(f => Cell(slot, f, format))], draft.Sparklines[i]))],
                IsShared = slot.TrackAxis < 0 && tracks.Length > 1,
            };
        }
    }

    /// <summary>A measure: one figure a track, with its unit; a row a member.</summary>
    public IEnumerable<MeasureRow> Measure(Slot slot)
    {
        var nodes = slot.Dimensions.IsEmpty ? [new MemberNode("", "", 0, true, [0])] : MemberNode.Of(view.Program, slot).Where(static n => n.IsLeaf)
            .Take(options.MaxMemberRows);
        foreach (var node in nodes)
        {
            var figures = BlockTracks(slot).Select(track => view.At(slot.Index, RowIn(slot, track, node.Rows[0]), 0)).ToList();
            var format = FigureFormat.For(slot, figures, options.Numbers, view.UnitOf(slot), view.Program);
            var label = node.Label.Length == 0 ? slot.Label : $"{slot.Label}: {node.Label}";
            yield return new MeasureRow(
                slot.Index, CellNames.WithinEntity(slot), label, node.Member,
                [.. figures.Select(value =>
                    new TableCell(new ReportedFigure(value, 1, 1, true), StateText(value) ?? format.Inline(value), notes.For(slot, value)))]);
        }
    }

    private IEnumerable<Draft> Drafts(Slot slot)
    {
        var isAccount = slot.Role == SlotRole.Account && slot.OpeningSlot >= 0 && slot.RollUp == RollUpRule.Closing;
        var role = slot.Role is SlotRole.Input or SlotRole.Rate ? RowRole.Input : isAccount ? RowRole.Closing : RowRole.Line;
        var all = Enumerable.Range(0, view.Program.Layout.MembersOf(slot.Index)).Take(MaxSummedRows + 1).ToImmutableArray();
        var isAdditive = slot.Kind is Kind.Flow or Kind.Stock || slot.RollUp == RollUpRule.Sum;
        var hasTotal = slot.Dimensions.IsEmpty || (isAdditive && all.Length <= MaxSummedRows);
        var closing = hasTotal ? DraftOf(slot, role, slot.Label, "", 0, all)
            : new Draft(role, slot.Label, "", 0, [.. BlockTracks(slot).Select(_ => Nothing())], [.. BlockTracks(slot).Select(static _ => "")]);
        if (isAccount && hasTotal)
        {
            var opening = DraftOf(view.Program.Slots[slot.OpeningSlot], RowRole.Opening, _chinese ? $"{slot.Label}（期初）" : $"{slot.Label}, opening",
                "", 1, all);
            yield return opening;
            yield return Change(slot, opening, closing);
        }

        yield return closing;
        foreach (var draft in Members(slot, isAdditive))
        {
            yield return draft;
        }
    }

    private List<Draft> Members(Slot slot, bool isAdditive)
    {
        if (slot.Dimensions.IsEmpty)
        {
            return [];
        }

        var leaves = view.Program.Layout.MembersOf(slot.Index);
        if (leaves > MaxSummedRows)
        {
            notes.Add(_chinese ? $"{slot.Name} 有 {leaves} 个成员组合，未逐一列出。" : $"The {leaves:N0} member rows of {slot.Name} are not shown.");
            return [];
        }

        var nodes = MemberNode.Of(view.Program, slot);
        if (nodes.Count > options.MaxMemberRows)
        {
            var fewer = nodes.Where(n => n.Depth == 1 && !n.IsLeaf).Take(options.MaxMemberRows).ToList();
            notes.Add(_chinese ? $"{slot.Name} 有 {nodes.Count} 个成员行，只列出 {fewer.Count} 个。"
                : $"{slot.Name} has {nodes.Count:N0} member rows; {fewer.Count:N0} of them are shown.");
            nodes = fewer;
        }

        return
        [
            .. nodes.Where(n => n.IsLeaf || isAdditive)
                .Select(n => DraftOf(slot, n.IsLeaf ? RowRole.Member : RowRole.MemberTotal, n.Label, n.Member, n.Depth, n.Rows)),
        ];
    }

    private Draft DraftOf(Slot slot, RowRole role, string label, string member, int depth, ImmutableArray<int> rows)
    {
        var blocks = ImmutableArray.CreateBuilder<ImmutableArray<ReportedFigure>>();
        var sparklines = ImmutableArray.CreateBuilder<string>();
        foreach (var track in BlockTracks(slot))
        {
            blocks.Add([.. columns
                .Select((column, i) => slot.TimeAxis < 0 && i > 0 ? new ReportedFigure(CellValue.Blank, 0, 1, true)
                    : Figure(slot, track, rows, column))]);
            sparklines.Add(role == RowRole.Opening ? "" : SparklineOf(slot, track, rows));
        }

        return new Draft(role, label, member, depth, blocks.ToImmutable(), sparklines.ToImmutable());
    }

    private ReportedFigure Figure(Slot slot, TableTrack track, ImmutableArray<int> rows, TableColumn column) => rows.Length == 1
        ? view.Of(slot.Index, RowIn(slot, track, rows[0]), column.Period)
        : MemberNode.Sum([.. rows.Select(row => view.Of(slot.Index, RowIn(slot, track, row), column.Period))]);

    private Draft Change(Slot slot, Draft opening, Draft closing) => new(
        RowRole.Change,
        _chinese ? $"{slot.Label}（净变动）" : $"{slot.Label}, net change",
        "",
        1,
        [.. closing.Blocks.Select((block, b) =>
            block.Select((to, i) => Difference(opening.Blocks[Math.Min(b, opening.Blocks.Length - 1)][i], to)).ToImmutableArray())],
        [.. closing.Sparklines.Select(static _ => "")]);

    private static ReportedFigure Difference(ReportedFigure from, ReportedFigure to)
    {
        var value = from.Value.IsValue && to.Value.IsValue ? CellValue.Of(to.Value.Raw - from.Value.Raw)
            : from.Value.State == CellState.Blank || to.Value.State == CellState.Blank ? CellValue.Blank
            : CellValue.Worse(from.Value, to.Value);
        return to with { Value = value, IsComplete = from.IsComplete && to.IsComplete };
    }

    private string SparklineOf(Slot slot, TableTrack track, ImmutableArray<int> rows)
    {
        if (options.SparklineWidth == 0 || columns.IsEmpty || slot.Type != Model.Program.ValueType.Quantity
            || view.Program.CalendarOf(slot) is not { } calendar)
        {
            return "";
        }

        var first = Math.Max(0, calendar.StepOf(columns[0].Period.Start));
        var last = Math.Min(calendar.Count - 1, calendar.StepOf(columns[^1].Period.End));
        var values = new CellValue[Math.Max(0, last - first + 1)];
        for (var step = first; step <= last; step++)
        {
            var at = step;
            values[step - first] = rows.Length == 1
                ? view.At(slot.Index, RowIn(slot, track, rows[0]), step)
                : MemberNode.Sum([.. rows.Select(row => new ReportedFigure(view.At(slot.Index, RowIn(slot, track, row), at), 1, 1, true))]).Value;
        }

        return Sparkline.Of(values, options.SparklineWidth);
    }

    private TableCell Cell(Slot slot, ReportedFigure figure, FigureFormat format)
    {
        var isPartial = figure is { IsComplete: false, CoveredSteps: > 0 } && figure.Value.State != CellState.Failed
            && figure.CoveredSteps < figure.TotalSteps;
        var text = isPartial ? FigureWords.Partial(figure.CoveredSteps, figure.TotalSteps, options.Language) : StateText(figure.Value)
            ?? format.Cell(figure.Value);
        return new TableCell(figure, text, notes.For(slot, figure.Value));
    }

    private string? StateText(CellValue value) => value.Failure switch
    {
        FailureKind.NoRollUp => "–",
        FailureKind.DivisionByZero => FigureWords.NotMeaningful(options.Language),
        _ => null,
    };

    private IEnumerable<TableTrack> BlockTracks(Slot slot) => slot.TrackAxis < 0 ? tracks.Take(1) : tracks;

    private int RowIn(Slot slot, TableTrack track, int memberRow) =>
        slot.TrackAxis < 0 ? memberRow : (track.Index * view.Program.Layout.MembersOf(slot.Index)) + memberRow;

    private ImmutableArray<ReportedFigure> Nothing() => [.. columns.Select(static _ => new ReportedFigure(CellValue.Blank, 0, 0, true))];

    /// <summary>A row before its format is known.</summary>
    private sealed record Draft(
        RowRole Role, string Label, string Member, int Depth, ImmutableArray<ImmutableArray<ReportedFigure>> Blocks,
            ImmutableArray<string> Sparklines);
}
