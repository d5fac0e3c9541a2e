using Proforma.Workbook.Formulas;

namespace Proforma.Workbook.Sheets;

/// <summary>The first rows of every sheet with figures: title, plan and selected track, what the sheet is, and the heads of the columns.</summary>
internal static class SheetHead
{
    public static void Write(Book book, Sheet sheet, string entity, string title, string hint)
    {
        var words = book.Words;
        var first = sheet.Add();
        first.Height = 24;
        first[Sheet.LabelColumn] = SheetCell.OfText(title, new CellStyle(CellRole.Title));
        var second = sheet.Add();
        second[Sheet.LabelColumn] = SheetCell.OfText(
            entity.Length == 0 ? book.Program.Title : book.Program.EntityTitles.GetValueOrDefault(entity, entity), new CellStyle(CellRole.Subtitle));
        var third = sheet.Add();
        if (book.Tracks.HasChoice(0))
        {
            var label = book.Program.TrackAxes[0].Tracks[book.Tracks.Selected].Label;
            third[Sheet.LabelColumn] = SheetCell.TextFormula(
                $"\"{words.TrackPrefix}\"&{book.TrackLabelName}", words.TrackPrefix + label, new CellStyle(CellRole.WrappedBold));
        }

        var fourth = sheet.Add();
        fourth[Sheet.LabelColumn] = SheetCell.OfText(hint, new CellStyle(CellRole.Muted));
        var header = sheet.Add();
        header.Height = 20;
        string[] heads = [words.LineHead, words.NameHead, words.UnitHead, words.ValueHead];
        for (var column = 1; column <= heads.Length; column++)
        {
            header[column] = SheetCell.OfText(heads[column - 1], new CellStyle(CellRole.Header));
        }
    }
}
