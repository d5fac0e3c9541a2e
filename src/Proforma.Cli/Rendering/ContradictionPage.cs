using Proforma.Model.Claims;
using Proforma.Reporting.Claims;
using Proforma.Reporting.Numbers;

namespace Proforma.Cli.Rendering;

/// <summary>Below the claims: which of them cannot all be true, with the arithmetic and the words, and what the others imply.</summary>
internal sealed class ContradictionPage(TextWriter writer, Palette palette, int width, bool isComplete)
{
    private const int MostSets = 12, MostImplied = 24, Least = 30;

    public void Write(ContradictionTable table)
    {
        var isChinese = table.Language == ReportLanguage.Chinese;
        WriteKind(table, ContradictionKind.Contradiction, isChinese ? "矛盾：不能同时成立，即使考虑四舍五入"
            : "Contradictions: these cannot all be true, even with rounding", isChinese);
        WriteKind(table, ContradictionKind.FaceValue, isChinese ? "字面矛盾：按所印数字不能同时成立，只有四舍五入可以调和"
            : "At face value: these cannot all be true as printed; only rounding saves them", isChinese);
        WriteImplied(table, isChinese);
        if (!isComplete)
        {
            writer.WriteLine();
            WriteWrapped(palette.Yellow, isChinese ? "搜索在达到工作上限时停止；可能还有更多。" : "The search ended at its limit of work; there may be more.", 0);
        }
    }

    private void WriteKind(ContradictionTable table, ContradictionKind kind, string title, bool isChinese)
    {
        var rows = table.Contradictions.Where(c => c.Found.Kind == kind).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        writer.WriteLine();
        var style = kind == ContradictionKind.Contradiction ? (Func<string, string>)palette.Red : palette.Yellow;
        WriteWrapped(style, isChinese ? $"{title}（{rows.Count}）" : $"{title} ({rows.Count})", 0);
        foreach (var row in rows.Take(MostSets))
        {
            var track = row.Track.Length == 0 ? "" : isChinese ? $"（{row.Track}）" : $" ({row.Track})";
            WriteWrapped(palette.Bold, string.Join(isChinese ? "、" : ", ", row.Names) + track, 2);
            WriteWrapped(static text => text, row.Arithmetic, 4);
            foreach (var member in row.Members)
            {
                var quote = member.Quote.Length == 0 ? member.Said : $"“{member.Quote}”";
                WriteWrapped(palette.Dim, $"{member.Name}  {quote}", 4);
            }
        }

        WriteRest(rows.Count - MostSets, isChinese);
    }

    private void WriteImplied(ContradictionTable table, bool isChinese)
    {
        var rows = ContradictionTableBuilder.Telling(table.Implied).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        writer.WriteLine();
        var aside = string.Join(isChinese ? "、" : ", ", table.SetAside);
        var without = table.SetAside.IsEmpty ? "" : isChinese ? $"（不计涉及矛盾最多的{aside}）"
            : $" (without {aside}, set aside as being in most contradictions)";
        WriteWrapped(palette.Bold, (isChinese ? "陈述所蕴含的数字" : "What the claims imply") + without, 0);
        foreach (var row in rows.Take(MostImplied))
        {
            var track = row.Track.Length == 0 ? "" : isChinese ? $"（{row.Track}）" : $" ({row.Track})";
            var from = string.Join(isChinese ? "、" : ", ", row.From);
            WriteWrapped(static text => text, isChinese ? $"{row.Quantity}{track}：{row.Interval}，由{from}"
                : $"{row.Quantity}{track}: {row.Interval}, from {from}", 2);
        }

        WriteRest(rows.Count - MostImplied, isChinese);
    }

    private void WriteRest(int rest, bool isChinese)
    {
        if (rest > 0)
        {
            WriteWrapped(palette.Dim, isChinese ? $"另有 {rest} 项；--json 列出全部" : $"{rest} more; --json lists them all", 2);
        }
    }

    private void WriteWrapped(Func<string, string> style, string text, int indent)
    {
        var lines = WrappedText.Lines(text, Math.Max(width - indent - 2, Least));
        for (var i = 0; i < lines.Count; i++)
        {
            writer.WriteLine(new string(' ', i == 0 ? indent : indent + 2) + style(lines[i]));
        }
    }
}
