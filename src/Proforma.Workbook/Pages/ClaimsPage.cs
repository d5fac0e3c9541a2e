using Proforma.Workbook.Formulas;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Pages;

/// <summary>What was said against what the plan says: one row a claim and track, in words, as it came out when the workbook was written.</summary>
internal static class ClaimsPage
{
    public static void Write(Book book)
    {
        if (book.Options.Claims is not { Groups.IsEmpty: false } claims)
        {
            return;
        }

        var words = book.Words;
        var sheet = book.AddSheet(words.ClaimsTitle, null, SheetOrder.Claims);
        sheet.Widths.AddRange([34, 10, 38, 18, 22, 18, 18, 12, 44, 44]);
        sheet.TabColor = "FFC000";
        var title = sheet.Add();
        title.Height = 24;
        title[1] = SheetCell.OfText(words.ClaimsTitle, new CellStyle(CellRole.Title));
        sheet.Add()[1] = SheetCell.OfText(words.ClaimsHint, new CellStyle(CellRole.Muted));
        var head = sheet.Add(gap: 1);
        for (var i = 0; i < words.ClaimHeads.Length; i++)
        {
            head[i + 1] = SheetCell.OfText(words.ClaimHeads[i], new CellStyle(CellRole.Header));
        }

        sheet.Frozen = (head.Number, 0);
        foreach (var group in claims.Groups)
        {
            foreach (var claim in group.Rows)
            {
                var row = sheet.Add();
                string[] texts =
                [
                    group.Source, claim.Name, claim.What, claim.Track, claim.Said, claim.Plan, claim.Verdict, claim.Difference,
                    string.Join("; ", claim.Notes), claim.Quote,
                ];
                for (var i = 0; i < texts.Length; i++)
                {
                    row[i + 1] = SheetCell.OfText(texts[i], new CellStyle(CellRole.Wrapped));
                }
            }
        }
    }
}
