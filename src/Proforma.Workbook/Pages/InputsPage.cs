using Proforma.Model.Program;
using Proforma.Workbook.Formulas;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Pages;

/// <summary>What people set: inputs and exchange rates by section, and the reported history of lines.</summary>
internal static class InputsPage
{
    public static void Place(Book book, Clock clock, int order)
    {
        var entity = clock.Axis.Entity;
        var inputs = book.Program.Slots.Where(s => s.Entity == entity && s.Role is SlotRole.Input or SlotRole.Rate).ToList();
        var histories = book.Program.Slots.Where(s => s.Entity == entity && WorkingRows.IsPartlyTyped(s)).ToList();
        if (inputs.Count + histories.Count == 0)
        {
            return;
        }

        var sheet = book.AddSheet(book.Words.InputsSheet(entity), clock.Calendar, order + SheetOrder.Inputs);
        clock.Head(sheet, book.Words.InputsTitle, book.Words.InputsHint);
        sheet.TabColor = "FFC000";
        foreach (var section in inputs.GroupBy(static s => s.Role == SlotRole.Rate ? -2 : s.Section).OrderBy(static g => g.Key == -2))
        {
            var title = section.Key == -2 ? book.Words.Rates : section.Key < 0 ? "" : book.Program.Sections[section.Key];
            Sections.Add(sheet, title);
            foreach (var slot in section)
            {
                AddInput(book, sheet, slot);
            }
        }

        if (histories.Count > 0)
        {
            Sections.Add(sheet, book.Words.History);
            foreach (var slot in histories)
            {
                for (var member = 0; member < book.Program.Layout.MembersOf(slot.Index); member++)
                {
                    WorkingRows.PlaceHistory(book, sheet, slot, member);
                }
            }
        }
    }

    private static void AddInput(Book book, Sheet sheet, Slot slot)
    {
        var members = book.Program.Layout.MembersOf(slot.Index);
        if (members > 1 || slot.Dimensions.Length > 0)
        {
            Sections.AddHeading(book, sheet, slot);
        }

        var first = sheet.NextRow;
        for (var member = 0; member < members; member++)
        {
            var indent = slot.Dimensions.Length > 0 ? 1 : 0;
            if (WorkingRows.IsTyped(slot))
            {
                WorkingRows.PlaceTyped(book, sheet, slot, member, indent);
                continue;
            }

            var key = new SeriesKey(slot.Index, member, SeriesKey.Selected);
            var row = sheet.Add();
            RowLabels.Write(book, row, key, slot, indent, CellRole.Label, isReported: false);
            book.Place(key, sheet, row, isData: false);
        }

        Sections.Name(book, sheet, slot, first, book.Tracks.HasChoice(slot.TrackAxis) && members == 1 ? first : sheet.NextRow - 1);
    }
}

/// <summary>Headings within a sheet, and names of ranges.</summary>
internal static class Sections
{
    public static void Add(Sheet sheet, string title)
    {
        if (title.Length > 0)
        {
            var row = sheet.Add(gap: sheet.NextRow > Sheet.FirstRow ? 1 : 0);
            row[Sheet.LabelColumn] = SheetCell.OfText(title, new CellStyle(CellRole.Section));
            for (var column = Sheet.NameColumn; column < Sheet.FirstPeriodColumn + sheet.Periods; column++)
            {
                row[column] = SheetCell.Empty(new CellStyle(CellRole.Section));
            }
        }
    }

    /// <summary>The row above the members of a line.</summary>
    public static GridRow AddHeading(Book book, Sheet sheet, Slot slot)
    {
        var row = sheet.Add();
        row[Sheet.LabelColumn] = SheetCell.OfText(slot.Label, new CellStyle(CellRole.WrappedBold));
        row[Sheet.NameColumn] = SheetCell.OfText(Proforma.Reporting.Tables.CellNames.WithinEntity(slot), new CellStyle(CellRole.Muted));
        row[Sheet.UnitColumn] = SheetCell.OfText(book.Looks.UnitOf(slot, isReported: false), new CellStyle(CellRole.Muted));
        row.Note = RowLabels.NoteOf(book, slot);
        return row;
    }

    /// <summary>Names the rows of a line by the line.</summary>
    public static void Name(Book book, Sheet sheet, Slot slot, int first, int last)
    {
        var (from, to) = slot.TimeAxis < 0
            ? (Sheet.ValueColumn, Sheet.ValueColumn)
            : (Sheet.FirstPeriodColumn, Sheet.FirstPeriodColumn + sheet.Periods - 1);
        var range = first == last && from == to ? CellAddress.Absolute(from, first)
            : $"{CellAddress.Absolute(from, first)}:{CellAddress.Absolute(to, last)}";
        book.RangeNames.Add(slot.Name, sheet.Reference + range);
    }
}
