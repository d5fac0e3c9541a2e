using Proforma.Model.Program;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Formulas;

/// <summary>Rows for figures that no page shows and only formulas need, and the rows of typed figures wherever they stand.</summary>
internal static class WorkingRows
{
    /// <summary>Gives figures a row at the end of a sheet.</summary>
    public static SeriesRow Place(Book book, SeriesKey key, Sheet sheet)
    {
        var slot = book.Program.Slots[key.Slot];
        if (IsTyped(slot) && book.Tracks.HasChoice(slot.TrackAxis))
        {
            // The rows of all tracks stand together, whichever of them was asked for.
            var home = book.Workings(slot.Entity);
            PlaceTyped(book, home, slot, key.Member, 0);
            return book.Row(key);
        }

        var row = sheet.Add();
        RowLabels.Write(book, row, key, slot, 0, CellRole.Label, isReported: false);
        return book.Place(key, sheet, row, IsTyped(slot));
    }

    /// <summary>Whether all figures of a line are typed.</summary>
    public static bool IsTyped(Slot slot) => slot.Rules.Length > 0 && slot.Rules.All(static r => r.IsData) && slot.Data is not null;

    /// <summary>Whether some figures of a line are typed: reported history before the forecast.</summary>
    public static bool IsPartlyTyped(Slot slot) => !IsTyped(slot) && slot.Data is not null && slot.Rules.Any(static r => r.IsData);

    /// <summary>Places typed figures: one row, or the selected track's above one a track.</summary>
    public static void PlaceTyped(Book book, Sheet sheet, Slot slot, int member, int indent)
    {
        var key = new SeriesKey(slot.Index, member, SeriesKey.Selected);
        var live = sheet.Add();
        RowLabels.Write(book, live, key, slot, indent, CellRole.Label, isReported: false);
        if (!book.Tracks.HasChoice(slot.TrackAxis))
        {
            book.Place(slot.Index, member, new DataBlock(sheet, live.Number, 1));
            book.Place(key, sheet, live, isData: true);
            return;
        }

        book.Place(key, sheet, live, isData: false);
        var tracks = book.Program.TrackAxes[slot.TrackAxis].Tracks;
        for (var track = 0; track < tracks.Length; track++)
        {
            var row = sheet.Add();
            row[Sheet.LabelColumn] = SheetCell.OfText(tracks[track].Label, new CellStyle(CellRole.Muted, Indent: indent + 2));
            row[Sheet.UnitColumn] = live[Sheet.UnitColumn];
            book.Place(key with { Track = track }, sheet, row, isData: true);
        }

        book.Place(slot.Index, member, new DataBlock(sheet, live.Number + 1, tracks.Length));
    }

    /// <summary>Places the reported history of a line that a formula goes on from.</summary>
    public static void PlaceHistory(Book book, Sheet sheet, Slot slot, int member)
    {
        var layout = book.Program.Layout;
        var key = new SeriesKey(slot.Index, member, SeriesKey.Selected);
        var tracks = book.TracksOf(key).ToList();
        var isOne = tracks.TrueForAll(t => Same(book, slot, book.RowOf(key, t), book.RowOf(key, tracks[0])));
        var shown = isOne ? [tracks[0]] : tracks;
        var first = sheet.NextRow;
        foreach (var track in shown)
        {
            var row = sheet.Add();
            RowLabels.Write(book, row, key, slot, 0, CellRole.Label, isReported: false);
            if (!isOne)
            {
                row[Sheet.LabelColumn] = SheetCell.OfText(
                    $"{slot.Label}: {book.Program.TrackAxes[slot.TrackAxis].Tracks[track].Label}", new CellStyle(CellRole.Label));
            }

            var style = new CellStyle(CellRole.Input, book.Looks.InputFormatOf(slot));
            for (var step = 0; step < layout.StepsOf(slot.Index); step++)
            {
                var at = book.RowOf(key, track);
                if (slot.RuleAt(at, step) is >= 0 and var rule && slot.Rules[rule].IsData)
                {
                    var value = Book.Scaled(book.Figures.At(slot.Index, at, step), slot.Unit.Scale);
                    row[slot.TimeAxis < 0 ? Sheet.ValueColumn : Sheet.FirstPeriodColumn + step] = SeriesWriter.Typed(value, style);
                }
            }
        }

        book.Place(slot.Index, member, new DataBlock(sheet, first, shown.Count));
    }

    private static bool Same(Book book, Slot slot, int a, int b)
    {
        for (var step = 0; step < book.Program.Layout.StepsOf(slot.Index); step++)
        {
            var (left, right) = (slot.RuleAt(a, step), slot.RuleAt(b, step));
            var (typedLeft, typedRight) = (left >= 0 && slot.Rules[left].IsData, right >= 0 && slot.Rules[right].IsData);
            if (typedLeft != typedRight || (typedLeft && book.Figures.At(slot.Index, a, step) != book.Figures.At(slot.Index, b, step)))
            {
                return false;
            }
        }

        return true;
    }
}
