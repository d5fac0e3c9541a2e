using Proforma.Model.Claims;
using Proforma.Reporting.Claims;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Tables;

namespace Proforma.Cli.Rendering;

/// <summary>Claims as text: a line each where the width allows it, otherwise a claim and below it its figures.</summary>
internal sealed class ClaimPage(TextWriter writer, Palette palette, int width, ReportLanguage language)
{
    private const int Indent = 2, Gap = 2, LeastWhat = 22, MostWhat = 60, MostSaid = 24;

    private readonly bool _isChinese = language == ReportLanguage.Chinese;

    public void Write(ClaimTable table)
    {
        writer.WriteLine(palette.Bold(DisplayWidth.Clean(table.Title)));
        var layout = Layout(table);
        var source = "";
        foreach (var group in table.Groups)
        {
            writer.WriteLine();
            if (group.Source.Length > 0 && group.Source != source)
            {
                WriteWrapped(palette.Cyan, group.Source, 0);
            }

            source = group.Source;
            WriteGroup(group, layout);
        }

        writer.WriteLine();
        WriteSummary(table);
    }

    private void WriteGroup(ClaimGroup group, Columns layout)
    {
        var title = group.Entity.Length > 0 ? group.Entity : _isChinese ? "文字陈述" : "In words";
        if (layout.IsFolded || group.Entity.Length == 0)
        {
            WriteWrapped(palette.Bold, title, 0);
        }
        else
        {
            WriteHeading(title, layout);
        }

        foreach (var row in group.Rows)
        {
            if (row.Result.Verdict == ClaimVerdict.NotScored)
            {
                WriteWords(row, layout);
                continue;
            }

            if (layout.IsFolded)
            {
                WriteFolded(row, layout);
            }
            else
            {
                WriteLine(row, layout);
            }

            WriteNotes(row, layout);
        }
    }

    private void WriteHeading(string title, Columns layout)
    {
        var lead = DisplayWidth.PadEnd(DisplayWidth.Fit(title, Indent + layout.Name + Gap + layout.What), Indent + layout.Name + Gap + layout.What);
        string[] words = _isChinese ? ["说法", "轨道", "计划", "判定", "差异"] : ["said", "track", "the plan", "verdict", "off by"];
        writer.WriteLine((palette.Bold(lead) + palette.Dim(string.Concat(
            Blank(Gap), DisplayWidth.PadEnd(words[0], layout.Said),
            layout.Track == 0 ? "" : Blank(Gap) + DisplayWidth.PadEnd(words[1], layout.Track),
            Blank(Gap), DisplayWidth.PadStart(words[2], layout.Plan),
            Blank(Gap), DisplayWidth.PadEnd(words[3], layout.Verdict),
            Blank(Gap), words[4]))).TrimEnd());
    }

    private void WriteLine(ClaimRow row, Columns layout)
    {
        var what = WrappedText.Lines(row.What, layout.What);
        var said = WrappedText.Lines(row.Said, layout.Said);
        var text = string.Concat(
            Blank(Indent), palette.Dim(DisplayWidth.PadEnd(DisplayWidth.Fit(row.Name, layout.Name), layout.Name)),
            Blank(Gap), DisplayWidth.PadEnd(what[0], layout.What),
            Blank(Gap), DisplayWidth.PadEnd(said[0], layout.Said),
            layout.Track == 0 ? "" : Blank(Gap) + DisplayWidth.PadEnd(DisplayWidth.Clean(row.Track), layout.Track),
            Blank(Gap), DisplayWidth.PadStart(row.Plan, layout.Plan),
            Blank(Gap), Styled(row, DisplayWidth.PadEnd(row.Verdict, layout.Verdict)),
            Blank(Gap), row.Difference);
        writer.WriteLine(text.TrimEnd());
        for (var i = 1; i < Math.Max(what.Count, said.Count); i++)
        {
            var more = DisplayWidth.PadEnd(i < what.Count ? what[i] : "", layout.What) + Blank(Gap) + (i < said.Count ? said[i] : "");
            writer.WriteLine((Blank(Indent + layout.Name + Gap) + more).TrimEnd());
        }
    }

    private void WriteFolded(ClaimRow row, Columns layout)
    {
        if (row.What.Length > 0)
        {
            var said = row.Said.Length == 0 ? "" : _isChinese ? $"：{row.Said}" : $": {row.Said}";
            WriteHanging(palette.Dim(DisplayWidth.PadEnd(DisplayWidth.Fit(row.Name, layout.Name), layout.Name)),
                row.What + said, Indent + layout.Name + Gap);
        }

        var against = row.What.Length == 0 && row.Said.Length > 0 ? (_isChinese ? "说法 " : "said ") + row.Said : "";
        var plan = row.Plan.Length == 0 ? "" : (_isChinese ? "计划 " : "plan ") + row.Plan;
        string[] parts = [DisplayWidth.Clean(row.Track), against, plan, Styled(row, row.Verdict), row.Difference];
        writer.WriteLine(Blank(Indent + layout.Name + Gap) + string.Join("  ", parts.Where(static p => p.Length > 0)));
    }

    private void WriteWords(ClaimRow row, Columns layout)
    {
        WriteHanging(palette.Dim(DisplayWidth.PadEnd(DisplayWidth.Fit(row.Name, layout.Name), layout.Name)), row.What, Indent + layout.Name + Gap);
        if (row.Quote.Length > 0 && row.Quote != row.What)
        {
            WriteWrapped(palette.Dim, Quoted(row.Quote), Indent + layout.Name + Gap);
        }
    }

    /// <summary>Below a claim that does not simply hold: why, and the words it stands on.</summary>
    private void WriteNotes(ClaimRow row, Columns layout)
    {
        var indent = Indent + layout.Name + Gap;
        foreach (var note in row.Notes)
        {
            WriteWrapped(palette.Yellow, note, indent);
        }

        if (row.What.Length > 0 && row.Quote.Length > 0 && row.Quote != row.What && !row.IsSecondary
            && row.Result.Verdict > ClaimVerdict.HoldsByRounding)
        {
            WriteWrapped(palette.Dim, Quoted(row.Quote), indent);
        }
    }

    private void WriteSummary(ClaimTable table)
    {
        var parts = table.Summary.Select(s => _isChinese ? $"{ClaimWords.Of(s.Verdict, language)} {s.Count}" : $"{s.Count} {Counted(s.Verdict, s.Count)}");
        WriteWrapped(palette.Bold, _isChinese ? $"共 {table.Count} 条陈述：{string.Join("，", parts)}"
            : $"{table.Count} claims: {string.Join(", ", parts)}", 0);
    }

    private static string Counted(ClaimVerdict verdict, int count)
    {
        var word = ClaimWords.Of(verdict, ReportLanguage.English);
        return count > 1 && verdict is (ClaimVerdict.Holds or ClaimVerdict.HoldsByRounding) ? "hold" + word["holds".Length..] : word;
    }

    private void WriteHanging(string lead, string text, int indent)
    {
        var lines = WrappedText.Lines(text, Math.Max(width - indent, LeastWhat));
        writer.WriteLine($"{Blank(Indent)}{lead}{Blank(Gap)}{lines[0]}".TrimEnd());
        foreach (var more in lines.Skip(1))
        {
            writer.WriteLine(Blank(indent) + more);
        }
    }

    private void WriteWrapped(Func<string, string> style, string text, int indent)
    {
        foreach (var line in WrappedText.Lines(text, Math.Max(width - indent, LeastWhat)))
        {
            writer.WriteLine(Blank(indent) + style(line));
        }
    }

    private static string Quoted(string quote) => $"“{quote}”";

    private string Styled(ClaimRow row, string text) => row.Result.Verdict switch
    {
        _ when row.IsSecondary => palette.Dim(text),
        ClaimVerdict.Holds or ClaimVerdict.HoldsByRounding => palette.Green(text),
        ClaimVerdict.Off => palette.Red(text),
        _ => palette.Yellow(text),
    };

    private static string Blank(int count) => new(' ', count);

    private Columns Layout(ClaimTable table)
    {
        var rows = table.Groups.SelectMany(static g => g.Rows).ToList();
        var scored = rows.Where(static r => r.Result.Verdict != ClaimVerdict.NotScored).ToList();
        var name = Math.Clamp(Widest(rows, static r => r.Name), 1, 12);
        var layout = new Columns(
            name,
            Widest(scored, static r => r.What),
            Math.Clamp(Widest(scored, static r => r.Said), 4, MostSaid),
            Widest(scored, static r => r.Track),
            Math.Max(Widest(scored, static r => r.Plan), 8),
            Widest(scored, static r => r.Verdict),
            Math.Max(Widest(scored, static r => r.Difference), 6),
            false);
        var gaps = Gap * (layout.Track == 0 ? 5 : 6);
        var fixedWidth = Indent + layout.Name + gaps + layout.Said + layout.Track + layout.Plan + layout.Verdict + layout.Difference;
        var room = Math.Min(width - fixedWidth, MostWhat);
        return room < Math.Min(LeastWhat, layout.What) ? layout with { IsFolded = true } : layout with { What = Math.Min(layout.What, room) };
    }

    private static int Widest(List<ClaimRow> rows, Func<ClaimRow, string> text) => rows.Count == 0 ? 0 : rows.Max(r => DisplayWidth.Of(text(r)));

    private sealed record Columns(int Name, int What, int Said, int Track, int Plan, int Verdict, int Difference, bool IsFolded);
}
