using Proforma.Model.Program;
using Proforma.Reporting.Tables;
using Proforma.Workbook.Formulas;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Pages;

/// <summary>Where the figures come from: every clause of the plan that cites a source or states an assumption.</summary>
internal static class SourcesPage
{
    public static void Write(Book book)
    {
        var cited = book.Program.Slots.Where(static s => s.Role != SlotRole.Hidden)
            .SelectMany(static s => s.Rules, static (slot, rule) => (Slot: slot, rule.Provenance))
            .Where(static c => c.Provenance is { Source: not null } or { Quote: not null } or { Assumption: not null })
            .ToList();
        if (cited.Count == 0)
        {
            return;
        }

        var words = book.Words;
        var sheet = book.AddSheet(words.SourcesTitle, null, SheetOrder.Sources);
        sheet.Widths.AddRange([30, 24, 34, 18, 48, 40, 22]);
        sheet.TabColor = "FFC000";
        var title = sheet.Add();
        title.Height = 24;
        title[1] = SheetCell.OfText(words.SourcesTitle, new CellStyle(CellRole.Title));
        var head = sheet.Add(gap: 1);
        string[] heads = [words.LineHead, words.NameHead, words.StatementHead, words.SourceHead, words.QuoteHead, words.AssumptionHead,
            words.WhereHead];
        for (var i = 0; i < heads.Length; i++)
        {
            head[i + 1] = SheetCell.OfText(heads[i], new CellStyle(CellRole.Header));
        }

        sheet.Frozen = (head.Number, 0);
        foreach (var (slot, provenance) in cited)
        {
            var row = sheet.Add();
            string[] texts =
            [
                slot.Label, CellNames.WithinEntity(slot), provenance.Text.ReplaceLineEndings(" "), provenance.Source ?? "", provenance.Quote ?? "",
                provenance.Assumption ?? "", provenance.Line == 0 ? "" : $"{Path.GetFileName(provenance.File)}:{provenance.Line}",
            ];
            for (var i = 0; i < texts.Length; i++)
            {
                row[i + 1] = SheetCell.OfText(texts[i], new CellStyle(CellRole.Wrapped));
            }
        }
    }
}
