using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Reporting.Numbers;
using Proforma.Workbook.Formulas;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Pages;

/// <summary>The measures: one figure a track, of which the selected one shows. Periods are shown in words, their numbers stand in the
/// workings.</summary>
internal static class KeyFiguresPage
{
    public static List<(Slot Slot, int Member, Sheet Sheet, GridRow Row)> Place(Book book)
    {
        var periods = new List<(Slot, int, Sheet, GridRow)>();
        var measures = book.Program.Slots.Where(static s => s.Role == SlotRole.Measure && s.Rules.Length > 0).ToList();
        if (measures.Count == 0)
        {
            return periods;
        }

        var sheet = book.AddSheet(book.Words.KeyFiguresTitle, null, SheetOrder.KeyFigures);
        SheetHead.Write(book, sheet, "", book.Words.KeyFiguresTitle, book.Words.KeyFiguresHint);
        sheet.Rows[^1][Sheet.ValueColumn] = SheetCell.OfText(book.Words.Of("Value", "数值"), new CellStyle(CellRole.Header));
        sheet.TabColor = "1F3864";
        sheet.IsLandscape = false;
        sheet.Frozen = (Sheet.HeaderRow, 0);
        foreach (var entity in measures.GroupBy(static s => (s.Entity, s.Section)))
        {
            Sections.Add(sheet, Title(book, entity.Key.Entity, entity.Key.Section));
            foreach (var slot in entity)
            {
                for (var member = 0; member < book.Program.Layout.MembersOf(slot.Index); member++)
                {
                    var key = new SeriesKey(slot.Index, member, SeriesKey.Selected);
                    var row = sheet.Add();
                    RowLabels.Write(book, row, key, slot, 0, CellRole.Label, isReported: false);
                    if (slot.Type == Model.Program.ValueType.Period || slot.TimeAxis >= 0)
                    {
                        periods.Add((slot, member, sheet, row));
                    }
                    else
                    {
                        book.Place(key, sheet, row, isData: false);
                        book.RangeNames.Add(slot.Name, sheet.Reference + CellAddress.Absolute(Sheet.ValueColumn, row.Number));
                    }
                }
            }
        }

        return periods;
    }

    /// <summary>Writes a period in words.</summary>
    public static void WritePeriod(Book book, Slot slot, int member, Sheet sheet, GridRow row)
    {
        if (slot.TimeAxis >= 0)
        {
            return;
        }

        var source = book.Row(new SeriesKey(slot.Index, member, SeriesKey.Selected));
        var cell = References.Cell(sheet, source, 0, isFixed: true);
        var value = book.Shown(source, 0);
        var shown = value.IsValue ? FigureWords.PeriodOf(value.Raw, slot.PeriodGrain, slot.PeriodYearEnd, book.Options.Language)
            : value.State == CellState.Blank ? "" : null;
        row[Sheet.ValueColumn] = SheetCell.TextFormula(
            PeriodText.Formula(cell, slot.PeriodGrain, slot.PeriodYearEnd, book.Words), shown, new CellStyle(CellRole.Formula));
        book.RangeNames.Add(slot.Name, sheet.Reference + CellAddress.Absolute(Sheet.ValueColumn, row.Number));
    }

    private static string Title(Book book, string entity, int section)
    {
        var name = section < 0 ? "" : book.Program.Sections[section];
        var plan = entity.Length == 0 ? "" : book.Program.EntityTitles.GetValueOrDefault(entity, entity);
        return plan.Length == 0 ? name : name.Length == 0 ? plan : $"{plan}: {name}";
    }
}
