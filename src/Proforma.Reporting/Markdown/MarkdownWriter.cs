using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Proforma.Reporting.Charts;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Reports;

namespace Proforma.Reporting.Markdown;

/// <summary>A report as Markdown with its pictures beside it.</summary>
/// <param name="Text">The Markdown: the template's own text and front matter, with figures, tables and footnotes in place.</param>
/// <param name="Pictures">File name and SVG of each chart.</param>
public sealed record MarkdownReport(string Text, ImmutableArray<(string Name, string Svg)> Pictures);

/// <summary>
/// Writes a report as Markdown for site generators and wikis. Nothing but figures and blocks changes: prose, links and front matter stay as
/// their author wrote them.
/// </summary>
public static class MarkdownWriter
{
    /// <summary>The report.</summary>
    /// <param name="report">What was computed.</param>
    /// <param name="name">The name of the Markdown file without its ending; pictures are named after it.</param>
    public static MarkdownReport Write(ReportDocument report, string name)
    {
        var text = new StringBuilder(report.Root.Front.Raw);
        text.Append(Filled(report, report.Root, name));
        if (!report.Figures.IsEmpty)
        {
            text.Append(text.Length > 0 && text[^1] == '\n' ? "\n" : "\n\n");
            foreach (var figure in report.Figures)
            {
                text.Append(CultureInfo.InvariantCulture, $"[^fig-{figure.Number}]: {NoteOf(figure.Note, report)}\n");
            }
        }

        return new MarkdownReport(text.ToString(), [.. report.Charts.Select(c => (Picture(name, c), SvgWriter.Standalone(c.Chart)))]);
    }

    private static string Filled(ReportDocument report, TemplateFile file, string name)
    {
        var places = file.Figures.Select(f => (f.Start, f.Length, Text: report.FigureOf.TryGetValue(f, out var figure) ? Inline(figure) : ""))
            .Concat(file.Blocks.Select(b => (b.Start, b.Length, Text: report.BlockOf.TryGetValue(b, out var block) ? Block(report, block, name)
                : "")))
            .OrderBy(static p => p.Start);
        var text = new StringBuilder();
        var at = file.Front.Raw.Length;
        foreach (var (start, length, replacement) in places)
        {
            text.Append(file.Text, at, start - at).Append(replacement);
            at = start + length;
        }

        return text.Append(file.Text, at, file.Text.Length - at).ToString();
    }

    private static string Inline(ReportFigure figure) => string.Create(CultureInfo.InvariantCulture, $"{Escaped(figure.Text)}[^fig-{figure.Number}]");

    private static string Block(ReportDocument report, ReportBlock block, string name) => block switch
    {
        TableBlock table => Table(table.Table),
        ReportChart chart => Chart(chart, name),
        IncludedBlock included => Filled(report, included.File, name).Trim('\n'),
        _ => "",
    };

    private static string Chart(ReportChart block, string name)
    {
        var chart = block.Chart;
        return $"![{Escaped(chart.Title)}]({Uri.EscapeDataString(Picture(name, block))})\n\n*{Escaped(chart.Subtitle)}*"
            + (chart.Note.Length > 0 ? $"\n\n{Escaped(chart.Note)}" : "");
    }

    private static string Picture(string name, ReportChart block) => $"{name}-{block.Id}.svg";

    private static string Table(ReportTable table)
    {
        var text = new StringBuilder();
        if (table.Title.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"**{Escaped(table.Title)}**{(table.Subtitle.Length > 0 ? $" ({Escaped(table.Subtitle)})" : "")}\n\n");
        }

        var groups = table.Groups.SelectMany(static g => Enumerable.Repeat(g.Text, g.Span)).ToList();
        text.Append("|  |");
        for (var i = 0; i < table.Columns.Length; i++)
        {
            text.Append(' ').Append(Escaped(groups.Count > 0 ? $"{groups[i]} {table.Columns[i].Text}" : table.Columns[i].Text)).Append(" |");
        }

        text.Append("\n| :-- |");
        foreach (var column in table.Columns)
        {
            text.Append(column.IsText ? " :-- |" : " --: |");
        }

        foreach (var row in table.Rows)
        {
            var label = Escaped(row.Label);
            text.Append("\n| ").Append(row.Cells.IsEmpty ? $"**{label}**" : row.Depth > 0 ? $"&nbsp;&nbsp;{label}" : label).Append(" |");
            for (var i = 0; i < table.Columns.Length; i++)
            {
                var cell = i < row.Cells.Length ? row.Cells[i] : new ReportCell("");
                text.Append(' ').Append(Escaped(cell.Text)).Append(cell.IsRounded ? "†" : "").Append(" |");
            }
        }

        return text.Append(table.Note.Length > 0 ? $"\n\n{Escaped(table.Note)}" : "").ToString();
    }

    private static string NoteOf(FigureNote note, ReportDocument report)
    {
        var isChinese = report.Language == ReportLanguage.Chinese;
        var parts = new List<string> { $"`{note.Cell.Replace('`', '\'')}` = {Escaped(note.Value)}" };
        if (note.Formula.Length > 0)
        {
            parts.Add(Escaped(note.Formula));
        }

        if (note.Source.Length > 0)
        {
            var source = report.Sources.FirstOrDefault(s => s.Name == note.Source);
            parts.Add((isChinese ? "出处：" : "source: ") + Escaped(source?.Title ?? note.Source)
                + (note.Quote.Length > 0 ? $" “{Escaped(note.Quote)}”" : ""));
        }

        if (note.Assumption.Length > 0)
        {
            parts.Add((isChinese ? "假设：" : "assumed: ") + Escaped(note.Assumption));
        }

        return string.Join(isChinese ? "；" : "; ", parts).ReplaceLineEndings(" ");
    }

    /// <summary>Text that stays text in Markdown and in a table's cell.</summary>
    private static string Escaped(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings(" "))
        {
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '#' or '~' or '{' or '}')
            {
                safe.Append('\\');
            }

            safe.Append(char.IsControl(c) ? ' ' : c);
        }

        return safe.ToString();
    }
}
