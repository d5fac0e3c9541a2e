using Proforma.Model.Program;
using Proforma.Reporting.Tables;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook.Formulas;

/// <summary>The first cells of a row of figures: what it is called, how formulas of the plan name it, its unit, and a note where it comes
/// from.</summary>
internal static class RowLabels
{
    private const int LongestNote = 1_000;

    public static void Write(Book book, GridRow row, SeriesKey key, Slot slot, int indent, CellRole role, bool isReported)
    {
        var member = MemberLabel(book, slot, key.Member);
        var label = member.Length == 0 ? LabelOf(slot) : indent > 0 ? member : $"{LabelOf(slot)}: {member}";
        row[Sheet.LabelColumn] = SheetCell.OfText(label, new CellStyle(role, Indent: indent));
        row[Sheet.NameColumn] = SheetCell.OfText(slot.Role == SlotRole.Hidden || (indent > 0 && member.Length > 0) ? ""
            : CellNames.WithinEntity(slot), new CellStyle(CellRole.Muted));
        row[Sheet.UnitColumn] = SheetCell.OfText(book.Looks.UnitOf(slot, isReported), new CellStyle(CellRole.Muted));
        if (indent == 0 || member.Length == 0)
        {
            row.Note = NoteOf(book, slot);
        }
    }

    /// <summary>The labels of the members of a row, separated by strokes.</summary>
    public static string MemberLabel(Book book, Slot slot, int member)
    {
        var parts = new List<string>();
        for (var axis = 0; axis < slot.Dimensions.Length; axis++)
        {
            var dimension = book.Program.Dimensions[slot.Dimensions[axis]];
            parts.Add(dimension.Members[dimension.Leaves[book.Program.Layout.MemberOf(slot.Index, member, axis)]].Label);
        }

        return string.Join(" / ", parts);
    }

    /// <summary>A hidden part of a formula is called by what it says.</summary>
    public static string LabelOf(Slot slot) =>
        slot.Role != SlotRole.Hidden || slot.Label != slot.Name ? slot.Label
            : slot.Provenance.Text.Length > 0 ? slot.Provenance.Text
            : slot.Rules.FirstOrDefault(static r => r.Provenance.Text.Length > 0)?.Provenance.Text ?? slot.Name;

    /// <summary>Sources, quotes and assumptions of a line's clauses; a formula's own text where there are none.</summary>
    public static string NoteOf(Book book, Slot slot)
    {
        var lines = new List<string>();
        foreach (var rule in slot.Rules)
        {
            if (TextOf(book, rule.Provenance) is { Length: > 0 } text && !lines.Contains(text))
            {
                lines.Add(text);
            }
        }

        if (lines.Count == 0 && slot.Rules.Any(static r => !r.IsData))
        {
            lines.AddRange(slot.Rules.Where(static r => !r.IsData).Select(static r => "= " + r.Provenance.Text.ReplaceLineEndings(" ")).Distinct());
        }

        var note = string.Join('\n', lines);
        return note.Length > LongestNote ? note[..LongestNote] + " …" : note;
    }

    private static string TextOf(Book book, Provenance provenance)
    {
        var parts = new List<string>();
        if (provenance.Source is { } source)
        {
            parts.Add(book.Words.SourcePrefix + source);
        }

        if (provenance.Quote is { } quote)
        {
            parts.Add($"“{quote}”");
        }

        if (provenance.Assumption is { } assumption)
        {
            parts.Add(book.Words.AssumptionPrefix + assumption);
        }

        return parts.Count == 0 ? "" : $"{provenance.Text.ReplaceLineEndings(" ")}: {string.Join(" ", parts)}";
    }
}
