using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Proforma.Reporting.Charts;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Reports;

namespace Proforma.Reporting.Html;

/// <summary>Writes tables and charts of a page.</summary>
internal sealed class BlockWriter(ReportLanguage language)
{
    private const double WideWidth = 760, SlimWidth = 350;

    private int _tables;

    public void Write(ReportTable table, TextWriter html)
    {
        _tables++;
        var title = table.Title.Length > 0 ? table.Title : ChartWords.Say(language, "Table", "表");

        // Words need room: on a phone such a table becomes a card for each row.
        var isCards = table.Columns.Any(static c => c.IsText);
        html.Write("<div class=\"block\">\n");
        if (table.Title.Length > 0)
        {
            html.Write($"<span class=\"t\" id=\"table-{N(_tables)}\">{HtmlText.Escaped(table.Title)}</span>\n");
        }

        if (table.Subtitle.Length > 0)
        {
            html.Write($"<span class=\"s\">{HtmlText.Escaped(table.Subtitle)}</span>\n");
        }

        html.Write($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{HtmlText.Escaped(title)}\">\n<table{(isCards ? " class=\"cards\"" : "")}>\n");
        Head(table, html);
        html.Write("<tbody>\n");
        foreach (var row in table.Rows)
        {
            Row(row, table.Columns, isCards, html);
        }

        html.Write("</tbody>\n</table>\n</div>\n");
        if (table.Note.Length > 0)
        {
            html.Write($"<p class=\"note\">{HtmlText.Escaped(table.Note)}</p>\n");
        }

        html.Write("</div>\n");
    }

    public void Write(ReportChart block, TextWriter html)
    {
        var chart = block.Chart;
        html.Write($"<figure class=\"block\" id=\"{block.Id}\">\n<figcaption><span class=\"t\">{HtmlText.Escaped(chart.Title)}</span>");
        html.Write($"<span class=\"s\">{HtmlText.Escaped(chart.Subtitle)}</span></figcaption>\n");
        var hint = ChartWords.Say(language, "arrow keys read the values", "用方向键逐一读取数值");
        html.Write($"<div class=\"plot\" tabindex=\"0\" role=\"group\" aria-label=\"{HtmlText.Escaped($"{chart.Title}: {hint}")}\">\n");
        html.Write($"<div class=\"wide\">{SvgWriter.Inline(chart, block.Id + "w", WideWidth)}</div>\n<div class=\"slim\">{SvgWriter.Inline(chart, block.Id + "s", SlimWidth)}</div>\n</div>\n");
        if (chart.Note.Length > 0)
        {
            html.Write($"<p class=\"note\">{HtmlText.Escaped(chart.Note)}</p>\n");
        }

        Data(chart, html);
        html.Write("</figure>\n");
    }

    private static void Head(ReportTable table, TextWriter html)
    {
        html.Write("<thead>\n");
        if (!table.Groups.IsEmpty)
        {
            html.Write("<tr><td></td>");
            foreach (var group in table.Groups)
            {
                html.Write($"<th class=\"g\" scope=\"colgroup\" colspan=\"{N(group.Span)}\"{TrackOf(group.Track)}>{HtmlText.Escaped(group.Text)}</th>");
            }

            html.Write("</tr>\n");
        }

        html.Write("<tr><td></td>");
        foreach (var column in table.Columns)
        {
            html.Write($"<th scope=\"col\"{(column.IsText ? " class=\"w\"" : "")}{TrackOf(column.Track)}>{HtmlText.Escaped(column.Text)}</th>");
        }

        html.Write("</tr>\n</thead>\n");
    }

    private static void Row(ReportRow row, ImmutableArray<TableHead> columns, bool isCards, TextWriter html)
    {
        if (row.Cells.IsEmpty)
        {
            html.Write($"<tr class=\"grp\"><th scope=\"rowgroup\" colspan=\"{N(columns.Length + 1)}\">{HtmlText.Escaped(row.Label)}</th></tr>\n");
            return;
        }

        var depth = row.Depth > 0 ? $" class=\"d{N(Math.Min(2, row.Depth))}\"" : "";
        html.Write($"<tr{(row.IsTotal ? " class=\"sum\"" : "")}{TrackOf(row.Track)}>\n<th scope=\"row\"{depth}>{HtmlText.Escaped(row.Label)}</th>\n");
        for (var i = 0; i < row.Cells.Length; i++)
        {
            var cell = row.Cells[i];
            var head = isCards ? $" data-h=\"{HtmlText.Escaped(columns[i].Text)}\"" : "";
            var text = HtmlText.Figure(cell.Text) + (cell.IsRounded ? "†" : "");
            var shown = cell.Key >= 0 && cell.Text.Length > 0 ? $"<button type=\"button\" class=\"n\" data-k=\"{N(cell.Key)}\">{text}</button>" : text;
            html.Write($"<td{(cell.IsText ? " class=\"w\"" : "")}{head}{(row.Track.Length == 0 ? TrackOf(cell.Track ?? "") : "")}>{shown}</td>\n");
        }

        html.Write("</tr>\n");
    }

    /// <summary>The values of a chart as a table, for whoever reads no pictures or wants the numbers.</summary>
    private void Data(Chart chart, TextWriter html)
    {
        var places = chart.X.IsCategories ? chart.X.Categories.Select(static (name, i) => (Name: name, X: (double)i)).ToList()
            : [.. chart.Series.SelectMany(static s => s.Points).Select(static p => p.X).Distinct().Order().Select(x => (chart.X.Text(x), x))];
        var series = chart.Series.Where(static s => !s.Points.IsEmpty).ToImmutableArray();
        if (places.Count == 0 || series.IsEmpty)
        {
            return;
        }

        html.Write($"<details><summary>{ChartWords.Say(language, "Show the data", "查看数据")}</summary>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{HtmlText.Escaped(chart.Title)}\"><table><thead><tr><td></td>");
        foreach (var one in series)
        {
            html.Write($"<th scope=\"col\">{HtmlText.Escaped(one.Label)}</th>");
        }

        html.Write("</tr></thead><tbody>\n");
        foreach (var (name, x) in places)
        {
            var row = new StringBuilder($"<tr><th scope=\"row\">{HtmlText.Escaped(name)}</th>");
            foreach (var one in series)
            {
                var point = one.Points.FirstOrDefault(p => p.X == x);
                var text = point.Text is null ? "" : HtmlText.Figure(point.Text);
                row.Append("<td>").Append(point.Explained > 0 ? $"<button type=\"button\" class=\"n\" data-k=\"{N(point.Explained - 1)}\">{text}</button>" : text).Append("</td>");
            }

            html.Write(row.Append("</tr>\n").ToString());
        }

        html.Write("</tbody></table></div></details>\n");
    }

    private static string TrackOf(string track) => track.Length > 0 ? $" data-track=\"{HtmlText.Escaped(track)}\"" : "";

    private static string N(int value) => value.ToString(CultureInfo.InvariantCulture);
}
