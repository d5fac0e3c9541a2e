using System.Security.Cryptography;
using System.Text;
using Markdig.Syntax;
using Proforma.Reporting.Charts;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Reports;

namespace Proforma.Reporting.Html;

/// <summary>
/// Writes a report as one page that needs nothing else: no network, no other file. Its policy allows its own style and script and nothing more,
/// so that no text of a plan or template can become code.
/// </summary>
public static class PageWriter
{
    private static readonly string s_style = Resource("page.css");
    private static readonly string s_script = Resource("page.js");

    /// <summary>The page, in UTF-8 when it is written to a file.</summary>
    public static string Write(ReportDocument report)
    {
        var style = StyleOf();
        var body = new ArticleWriter(report);
        var article = body.Article();
        var title = body.Title;
        var page = new StringBuilder(1 << 18);
        var isChinese = report.Language == ReportLanguage.Chinese;
        string Say(string english, string chinese) => isChinese ? chinese : english;
        page.Append("<!doctype html>\n<html lang=\"").Append(isChinese ? "zh-CN" : "en").Append("\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-").Append(HashOf(style))
            .Append("'; script-src 'sha256-").Append(HashOf(s_script)).Append("'; img-src data:; base-uri 'none'; form-action 'none'\">\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"generator\" content=\"Proforma\">\n");
        page.Append("<title>").Append(HtmlText.Escaped(title)).Append("</title>\n");
        if (report.Root.Front["summary"] is { Length: > 0 } summary)
        {
            page.Append("<meta name=\"description\" content=\"").Append(HtmlText.Escaped(summary.Text)).Append("\">\n");
        }

        page.Append("<style>").Append(style).Append("</style>\n</head>\n<body>\n");
        page.Append("<a class=\"skip\" href=\"#main\">").Append(Say("Skip to the report", "跳到正文")).Append("</a>\n");
        Bar(page, report, Say);
        page.Append("<main id=\"main\">\n<article>\n").Append(article).Append("</article>\n</main>\n");
        page.Append("<footer class=\"foot\"><p>").Append(HtmlText.Escaped(Say($"Figures are computed from the plan “{report.PlanTitle}”.",
            $"数字由计划“{report.PlanTitle}”计算得出。")))
            .Append(" <span class=\"screen\">").Append(Say("Select any number to see its formula, its drivers and its source.",
                "点选任一数字，可查看其公式、驱动因素与出处。")).Append("</span></p></footer>\n");
        page.Append("<aside id=\"panel\" role=\"dialog\" aria-labelledby=\"panel-title\" hidden></aside>\n<div id=\"tip\" role=\"status\" hidden></div>\n");
        page.Append("<script type=\"application/json\" id=\"data\">").Append(ExplainJson.Write(report)).Append("</script>\n");
        page.Append("<script>").Append(s_script).Append("</script>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void Bar(StringBuilder page, ReportDocument report, Func<string, string, string> say)
    {
        page.Append("<div class=\"bar\"><div><span class=\"name\">").Append(HtmlText.Escaped(report.PlanTitle)).Append("</span>");
        if (report.Tracks.Length > 1)
        {
            page.Append("<fieldset class=\"seg\"><legend>").Append(say("Tracks shown", "显示的轨道")).Append("</legend>");
            Choice(page, "", report.Tracks.Length == 2 ? say("Both", "全部") : say("All", "全部"), isChecked: true);
            foreach (var track in report.Tracks)
            {
                Choice(page, track.Name, track.Label, isChecked: false);
            }

            page.Append("</fieldset>");
        }

        page.Append("<button type=\"button\" class=\"tog\" id=\"theme\">").Append(say("Light / dark", "明 / 暗")).Append("</button></div></div>\n");
    }

    private static void Choice(StringBuilder page, string value, string label, bool isChecked) =>
        page.Append("<label><input type=\"radio\" name=\"track\" value=\"").Append(HtmlText.Escaped(value)).Append(isChecked ? "\" checked>" : "\">")
            .Append(HtmlText.Escaped(label)).Append("</label>");

    private static string StyleOf() => s_style + ChartPalette.PageRules();

    private static string HashOf(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Resource(string name)
    {
        using var stream = typeof(PageWriter).Assembly.GetManifestResourceStream($"Proforma.Reporting.Html.{name}")
            ?? throw new InvalidOperationException($"The resource {name} is missing from the build.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
