using Proforma.Model.Program;
using Proforma.Workbook.Formulas;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Pages;

/// <summary>Lines and accounts in the plan's steps: an account as a corkscrew, a line with dimensions as its total above its members.</summary>
internal static class CalculationsPage
{
    /// <returns>The rows of totals, which are written when all rows have their place.</returns>
    public static List<TotalRow> Place(Book book, Clock clock, int order)
    {
        var totals = new List<TotalRow>();
        var entity = clock.Axis.Entity;
        var lines = book.Program.Slots.Where(s => s.Entity == entity && s.Role is SlotRole.Line or SlotRole.Account && s.Rules.Length > 0).ToList();
        if (lines.Count == 0)
        {
            return totals;
        }

        var sheet = book.AddSheet(book.Words.CalculationsSheet(entity), clock.Calendar, order + SheetOrder.Calculations);
        clock.Head(sheet, book.Words.CalculationsTitle, book.Words.CalculationsHint);
        sheet.TabColor = "595959";
        foreach (var section in lines.GroupBy(static s => s.Section))
        {
            Sections.Add(sheet, section.Key < 0 ? "" : book.Program.Sections[section.Key]);
            foreach (var slot in section)
            {
                if (slot.OpeningSlot >= 0)
                {
                    AddLine(book, sheet, book.Program.Slots[slot.OpeningSlot], book.Words.Opening(slot.Label), CellRole.Label, totals);
                }

                AddLine(book, sheet, slot, slot.Label, slot.OpeningSlot >= 0 ? CellRole.WrappedBold : CellRole.Label, totals);
            }
        }

        return totals;
    }

    /// <summary>Whether the figures of a line's members may be added.</summary>
    public static bool IsAdditive(Slot slot) => slot.Dimensions.Length > 0 && slot.Type == Model.Program.ValueType.Quantity
        && (slot.Kind is Kind.Flow or Kind.Stock || slot.RollUp == RollUpRule.Sum);

    private static void AddLine(Book book, Sheet sheet, Slot slot, string label, CellRole role, List<TotalRow> totals)
    {
        var members = book.Program.Layout.MembersOf(slot.Index);
        GridRow? total = null;
        if (slot.Dimensions.Length > 0)
        {
            total = Sections.AddHeading(book, sheet, slot);
            total[Sheet.LabelColumn] = SheetCell.OfText(IsAdditive(slot) ? book.Words.Total(label) : label, new CellStyle(CellRole.WrappedBold));
        }

        var first = sheet.NextRow;
        var rows = new List<SeriesRow>();
        for (var member = 0; member < members; member++)
        {
            var key = new SeriesKey(slot.Index, member, SeriesKey.Selected);
            var row = sheet.Add();
            RowLabels.Write(book, row, key, slot, slot.Dimensions.Length > 0 ? 1 : 0, role, isReported: false);
            if (slot.Dimensions.Length == 0)
            {
                row[Sheet.LabelColumn] = SheetCell.OfText(label, new CellStyle(role));
            }

            rows.Add(book.Place(key, sheet, row, isData: false));
        }

        if (slot.Role != SlotRole.Hidden)
        {
            Sections.Name(book, sheet, slot, first, sheet.NextRow - 1);
        }

        if (total is not null && IsAdditive(slot))
        {
            totals.Add(new TotalRow(slot, total, sheet, rows));
        }
    }
}

/// <summary>A total over the members of a line.</summary>
internal sealed record TotalRow(Slot Slot, GridRow Row, Sheet Sheet, List<SeriesRow> Members)
{
    public void Write(Book book)
    {
        var format = book.Looks.FormatOf(Members[0].Key, isReported: false);
        for (var step = 0; step < book.Program.StepsOf(Slot); step++)
        {
            try
            {
                var sum = Gathering.OfRows(book, Sheet, Members, step, Reducer.Sum, isFixed: false);
                var shown = Sums.Of(Members.ConvertAll(m => book.Shown(m, step)));
                Row[Members[0].ColumnOf(step)] = sum.States == States.Blank
                    ? SheetCell.Empty(new CellStyle(CellRole.Total, format))
                    : SheetCell.Formula(FormulaOps.Times(sum, 1 / Members[0].Scale).Full, shown, new CellStyle(CellRole.Total, format));
            }
            catch (NoFormulaException)
            {
                return;
            }
        }
    }
}
