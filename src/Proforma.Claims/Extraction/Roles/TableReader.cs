using System.Buffers;
using Proforma.Claims.Extraction.Documents;
using Proforma.Claims.Extraction.Periods;
using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>
/// Reads the figures of a table. A cell without a figure is a label; labels above and to the left of a figure, the corner, the caption and the lines
/// before the table say its metric, period, track, company and unit.
/// </summary>
internal sealed class TableReader(ArticleTable table, IReadOnlyDictionary<ArticleBlock, BlockText> texts, IReadOnlyList<BlockText> surroundings, ReadingState state)
{
    private const int ProseCell = 120;

    // Footnote marks, signs and parentheses may stand beside a cell's number.
    private static readonly SearchValues<char> CellMarks = SearchValues.Create("()*†‡[] -+~a123456789#^");

    private readonly Dictionary<BlockText, TableLabels> labels = [];
    private int headerRows;
    private readonly TableUnits units = new(table, texts);

    /// <summary>Whether a cell is long enough to be read as prose.</summary>
    public static bool IsProse(ArticleBlock cell) => cell.Text.Length > ProseCell;

    public List<(BlockText Block, FigureDraft Draft)> Read()
    {
        var found = new List<(BlockText, FigureDraft)>();
        headerRows = CountHeaderRows();
        int section = -1;
        for (int r = headerRows; r < table.Rows.Count; r++)
        {
            var row = table.Rows[r];
            bool labelRow = row.Length > 0 && Array.TrueForAll(row, cell => IsLabel(cell, r, -1));
            if (labelRow)
            {
                section = r;
                continue;
            }

            for (int c = 0; c < row.Length; c++)
            {
                if (!row[c].IsRepeat && !IsLabel(row[c], r, c) && !IsProse(row[c].Block))
                {
                    ReadCell(r, c, section, found);
                }
            }
        }

        return found;
    }

    private int CountHeaderRows()
    {
        int count = 0;
        while (count < table.Rows.Count && Array.TrueForAll(table.Rows[count], cell => IsLabel(cell, count, -1)))
        {
            count++;
        }

        return count == table.Rows.Count ? 0 : count;
    }

    private bool IsLabel(TableCell cell, int row, int column)
    {
        var text = texts[cell.Block];
        if (column == 0 && IsFourDigits(text.Text) && NumericPeriods.IsYear(NumericPeriods.Value(text.Text.AsSpan().Trim())))
        {
            // A year at the head of a row.
            return true;
        }

        bool figures = text.Quantities.Exists(q => q.Form != QuantityForm.Bare || IsWholeNumber(text, q));
        return !figures && !(row > 0 && !cell.IsHeader && IsFourDigits(text.Text));
    }

    private static bool IsWholeNumber(BlockText text, Quantity quantity)
    {
        var rest = string.Concat(text.Folded[..quantity.Start], text.Folded[quantity.End..]);
        return rest.AsSpan().IndexOfAnyExcept(CellMarks) < 0 && rest.Length <= 8;
    }

    /// <summary>2040 in a column of amounts is an amount, though it reads as a year.</summary>
    private static bool IsFourDigits(string text)
    {
        var trimmed = text.AsSpan().Trim();
        return trimmed.Length == 4 && trimmed.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    private TableLabels LabelsOf(BlockText text)
    {
        if (!labels.TryGetValue(text, out var found))
        {
            labels[text] = found = TableLabels.Of(text);
        }

        return found;
    }

    private void ReadCell(int r, int c, int section, List<(BlockText, FigureDraft)> found)
    {
        var text = texts[table.Rows[r][c].Block];
        var around = Around(r, c, section);
        var quantities = text.Quantities.Count == 0 && IsFourDigits(text.Text) && around.Exists(label => label.Metrics.Count > 0) ? [FourDigits(text)] : text.Quantities;
        foreach (var quantity in quantities)
        {
            var draft = new FigureDraft(quantity) { SentenceStart = 0, SentenceEnd = text.Text.Length };
            if (quantity.Form == QuantityForm.Bare && !units.Give(text, draft, around))
            {
                continue;
            }

            units.ScaleSigned(draft, around);

            GiveKind(draft, around);
            draft.Hedge = HedgeReader.Read(text.Folded, quantity);
            GiveRoles(draft, around, r, c);
            TableUnits.NoteContradiction(draft, around);
            found.Add((text, draft));
        }
    }

    private static Quantity FourDigits(BlockText text) => new()
    {
        Start = 0,
        End = text.Text.TrimEnd().Length,
        Low = decimal.Parse(text.Text.AsSpan().Trim()),
        High = decimal.Parse(text.Text.AsSpan().Trim()),
        LastDigit = 1,
        Kind = FigureKind.Amount,
        Form = QuantityForm.Bare,
    };

    /// <summary>The labels of a cell, the nearest first: its row's, its column's, its section's, the corner's, the caption's, the lines before the table.</summary>
    private List<TableLabels> Around(int r, int c, int section)
    {
        var around = new List<TableLabels>();
        var row = table.Rows[r];
        for (int k = c - 1; k >= 0; k--)
        {
            Add(around, row, k, r);
        }

        for (int k = headerRows - 1; k >= 0; k--)
        {
            if (c < table.Rows[k].Length)
            {
                Add(around, table.Rows[k], c, k);
            }
        }

        if (section >= 0)
        {
            for (int k = 0; k < table.Rows[section].Length; k++)
            {
                Add(around, table.Rows[section], k, section);
            }
        }

        for (int k = 0; k < headerRows; k++)
        {
            Add(around, table.Rows[k], 0, k);
        }

        if (table.Caption is not null)
        {
            around.Add(LabelsOf(texts[table.Caption]));
        }

        foreach (var line in surroundings)
        {
            around.Add(LabelsOf(line));
        }

        return around;
    }

    private void Add(List<TableLabels> around, TableCell[] row, int column, int r)
    {
        if (row.Length > column && row[column].Block.Text.Length > 0 && IsLabel(row[column], r, column))
        {
            var label = LabelsOf(texts[row[column].Block]);
            if (!around.Contains(label))
            {
                around.Add(label);
            }
        }
    }

    private static void GiveKind(FigureDraft draft, List<TableLabels> around)
    {
        bool change = around.Take(2).Any(label => label.IsChange && label.Block.Text.Length < 48);
        if (change && draft.Kind == FigureKind.Percent)
        {
            draft.Kind = FigureKind.Growth;
            draft.Direction = draft.Quantity.Low < 0 ? -1 : 1;
        }
        else if (change && draft.Kind is FigureKind.Amount or FigureKind.Count)
        {
            draft.IsChange = around[0].IsChange && around[0].Metrics.Count == 0;
        }
    }

    private void GiveRoles(FigureDraft draft, List<TableLabels> around, int r, int c)
    {
        foreach (var label in draft.Kind == FigureKind.Growth ? WithSiblings(around, c) : around)
        {
            bool near = label.Block.Text.Length < 80;
            if (draft.Metric.IsOpen && label.MetricFor(draft) is { } metric && near)
            {
                draft.Metric = new Role(metric.Key, 0.92);
                draft.MetricEntry = metric.Entry;
            }

            if (draft.Track.IsOpen && near && label.Track is { } track && !surroundings.Contains(label.Block))
            {
                draft.Track = new Role(track, 0.92);
            }

            if (draft.Entity.IsOpen && label.Entity is { } entity)
            {
                draft.Entity = new Role(entity, near ? 0.85 : 0.6);
            }
        }

        draft.Period = Period(around, draft, r, c);
        draft.PeriodConfidence = draft.Period is null ? 0 : 0.9;
        if ((draft.Kind is FigureKind.Growth or FigureKind.PercentagePoints || draft.IsChange) && draft.Period is { } period)
        {
            draft.ComparedWith = BaseOf(period, r, c);
        }

        if (draft.Metric.IsOpen && state.Metric is { } carried && MetricBinder.Fits(carried.Entry, draft) >= 0.9)
        {
            draft.Metric = new Role(carried.Key, 0.4);
            draft.MetricEntry = carried.Entry;
        }

        if (draft.Entity.IsOpen)
        {
            string? name = state.HeadingEntity ?? state.Topic;
            draft.Entity = name is null ? Role.Open : new Role(name, 0.5);
        }
    }

    /// <summary>A column of changes changes what the columns to its left hold: their labels come after its own.</summary>
    private List<TableLabels> WithSiblings(List<TableLabels> around, int c)
    {
        var all = new List<TableLabels>(around);
        int at = all.FindIndex(label => surroundings.Contains(label.Block));
        at = at < 0 ? all.Count : at;
        for (int k = headerRows - 1; k >= 0; k--)
        {
            for (int column = Math.Min(c, table.Rows[k].Length) - 1; column > 0; column--)
            {
                all.Insert(at++, LabelsOf(texts[table.Rows[k][column].Block]));
            }
        }

        return all;
    }

    private PeriodSpan? Period(List<TableLabels> around, FigureDraft draft, int r, int c)
    {
        PeriodSpan? part = null;
        foreach (var label in around)
        {
            // A paragraph before the table that has figures of its own speaks of those.
            if (surroundings.Contains(label.Block) && label.Block.Quantities.Exists(quantity => quantity.Form != QuantityForm.Bare))
            {
                continue;
            }

            switch (label.Period)
            {
                case { Form: PeriodForm.Whole } whole when part is null:
                    return Combined(whole.Span, around);
                case { Form: PeriodForm.Whole } whole:
                    int year = whole.Span.From.Year;
                    return new PeriodSpan(part.Value.From.InYear(year), part.Value.To.InYear(year));
                case { Form: PeriodForm.NeedsYear } named:
                    part ??= named.Span;
                    break;
                case { Form: PeriodForm.YearBefore } when state.HeadingPeriod is { } heading:
                    return heading.YearsBefore(1);
                case { Form: PeriodForm.Same } when state.HeadingPeriod is { } heading && label.Block.Text.Length < 24:
                    return heading;
            }
        }

        if (part is { } alone && state.PublishedOn is { } published)
        {
            int year = new PeriodSpan(alone.From.InYear(published.Year)).From.FirstDay <= published ? published.Year : published.Year - 1;
            return new PeriodSpan(alone.From.InYear(year), alone.To.InYear(year));
        }

        // A column of changes speaks of the latest period of its row.
        return draft.Kind == FigureKind.Growth ? LatestOfRow(r, c) ?? state.HeadingPeriod : state.HeadingPeriod;
    }

    /// <summary>"Three months ended March 31," in the corner and "2025" over the column make a quarter of 2025.</summary>
    private static PeriodSpan Combined(PeriodSpan span, List<TableLabels> around)
    {
        bool wholeYear = span.From == span.To && span.From.Grain == PeriodGrain.Year && !span.From.IsFiscal;
        var part = wholeYear ? around.Find(label => label.Period is { Form: PeriodForm.NeedsYear } named && named.Span.From.Grain is PeriodGrain.Quarter or PeriodGrain.Half or PeriodGrain.Month
            && label.Block.Text.Length < 60) : null;
        return part?.Period is { } found ? new PeriodSpan(found.Span.From.InYear(span.From.Year), found.Span.To.InYear(span.From.Year)) : span;
    }

    /// <summary>What a column of changes compares with: the year before or the part before, whichever the table has a column of.</summary>
    private PeriodSpan? BaseOf(PeriodSpan period, int r, int c)
    {
        PeriodSpan[] bases = [period.YearsBefore(1), period.Previous()];
        for (int k = 0; k < headerRows; k++)
        {
            for (int column = 0; column < table.Rows[k].Length; column++)
            {
                bool other = column != c && column < table.Rows[r].Length;
                if (other && LabelsOf(texts[table.Rows[k][column].Block]).Period is { } named && (named.Form == PeriodForm.YearBefore || Array.IndexOf(bases, named.Span) >= 0))
                {
                    return named.Form == PeriodForm.YearBefore ? bases[0] : named.Span;
                }
            }
        }

        return null;
    }

    private PeriodSpan? LatestOfRow(int r, int c)
    {
        PeriodSpan? latest = null;
        for (int k = 0; k < headerRows; k++)
        {
            for (int column = 0; column < table.Rows[k].Length; column++)
            {
                var label = LabelsOf(texts[table.Rows[k][column].Block]);
                if (column != c && column < table.Rows[r].Length && label.Period is { Form: PeriodForm.Whole } period && (latest is null || period.Span.To.LastDay > latest.Value.To.LastDay))
                {
                    latest = period.Span;
                }
            }
        }

        return latest;
    }
}
