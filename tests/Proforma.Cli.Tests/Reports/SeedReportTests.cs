using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Proforma.Cli.Reports;
using Proforma.Reporting.Charts;
using Proforma.Reporting.Html;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Reports;
using Xunit;

namespace Proforma.Cli.Tests.Reports;

/// <summary>The seed's report: what it says is what the plan computes, in both languages.</summary>
public sealed class SeedReportTests
{
    public static TheoryData<string> Templates => ["report.md", "report.en.md"];

    private static ReportDocument Build(string template)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var path = Path.Combine(RepositoryFolders.Root, "examples", "anthropic", template);
        var session = ReportSession.Build(new ReportRequest(path, "", null, "", ""), new Terminal(output, error));
        Assert.DoesNotContain(session.Diagnostics, static d => d.Severity == Language.Diagnostics.Severity.Error);
        return session.Document!;
    }

    private static Chart Chart(ReportDocument report, ChartType type) => report.Charts.Select(static c => c.Chart).First(c => c.Type == type);

    [Theory]
    [MemberData(nameof(Templates))]
    public void The_page_is_complete_and_small(string template)
    {
        var page = PageWriter.Write(Build(template));
        Assert.InRange(page.Length, 100_000, 2_000_000);
        var document = new HtmlParser().ParseDocument(page);
        Assert.Single(document.QuerySelectorAll("h1"));
        Assert.Equal(template == "report.md" ? "zh-CN" : "en", document.DocumentElement.GetAttribute("lang"));
        Assert.Equal(9, document.QuerySelectorAll("figure.block").Length);
        Assert.True(document.QuerySelectorAll(".fig").Length > 25);

        // Identifiers are unique, and everything that is referred to is there.
        var ids = document.All.Select(static e => e.Id ?? "").Where(static i => i.Length > 0).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(document.QuerySelectorAll("a[href^='#']"), a => Assert.Contains(a.GetAttribute("href")![1..], ids));
        Assert.All(document.QuerySelectorAll("[aria-labelledby]").SelectMany(static e => e.GetAttribute("aria-labelledby")!.Split(' ')).Where(static i => i != "panel-title"), i => Assert.Contains(i, ids));
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void Every_number_leads_to_its_drivers(string template)
    {
        var report = Build(template);
        var nodes = report.Explanations.Nodes;
        Assert.InRange(nodes.Count, 1_000, 6_000);
        Assert.All(report.Figures, static f => Assert.True(f.Key >= 0, f.Text));
        Assert.All(nodes.SelectMany(static n => n.Operands), o => Assert.InRange(o, 0, nodes.Count - 1));
        var reached = new HashSet<int>();
        var open = new Stack<int>([report.Figures[0].Key]);
        while (open.TryPop(out var at))
        {
            if (reached.Add(at))
            {
                foreach (var operand in nodes[at].Operands)
                {
                    open.Push(operand);
                }
            }
        }

        // Revenue of 2027 leads down to what people set.
        Assert.Contains(reached, i => nodes[i].Figure.Cell.StartsWith("customer_growth[aggressive", StringComparison.Ordinal));
        Assert.Contains(reached, i => nodes[i].Figure.Provenance.Assumption is not null);
    }

    [Fact]
    public void The_bridge_has_the_steps_of_the_domain_and_closes()
    {
        // Conservative to aggressive, 2027, in this order (millions): customers, use, active users, conversion, revenue per subscriber.
        var bridge = Chart(Build("report.en.md"), ChartType.Bridge);
        var steps = bridge.Series[1].Points.Select(static p => Math.Round((p.Y - p.Low) / 1e6)).ToList();
        Assert.Equal([3005, 11595, 476, 4342, 3083], steps);
        Assert.Equal(bridge.Series[0].Points[1].Y - bridge.Series[0].Points[0].Y, bridge.Series[1].Points.Sum(static p => p.Y - p.Low), 1.0);
    }

    [Fact]
    public void The_tornado_has_the_bars_of_the_domain()
    {
        var tornado = Chart(Build("report.en.md"), ChartType.Tornado);
        var bars = tornado.Series[0].Points.Zip(tornado.Series[1].Points).Select(static p => (Math.Round(p.First.Y / 1e6), Math.Round(p.Second.Y / 1e6)));
        Assert.Equal([(8182, -6067), (7228, -5526), (-3398, 3973), (2344, -1934), (1932, -1659), (-1094, 1342)], bars);
    }

    [Fact]
    public void The_runway_marks_when_cash_runs_out_and_when_it_turns()
    {
        var runway = Chart(Build("report.en.md"), ChartType.Runway);
        Assert.Equal(["2026-04", "2026-08", "2027-06", "2027-09"], runway.Annotations.Select(static a => a.Text[^7..]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Both_languages_draw_the_same_values()
    {
        var (chinese, english) = (Build("report.md"), Build("report.en.md"));
        Assert.Equal(english.Charts.Length, chinese.Charts.Length);
        foreach (var (a, b) in chinese.Charts.Zip(english.Charts))
        {
            Assert.Equal(ReportLanguage.Chinese, a.Chart.Language);
            Assert.Equal(b.Chart.Series.SelectMany(static s => s.Points).Select(static p => (p.X, p.Y, p.Low)), a.Chart.Series.SelectMany(static s => s.Points).Select(static p => (p.X, p.Y, p.Low)));
        }
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void No_labels_touch_at_any_width(string template)
    {
        foreach (var chart in Build(template).Charts)
        {
            foreach (var width in new[] { 320.0, 350, 600, 760, 1200 })
            {
                // Texts that touch are not placed, or the layout fails its own properties; here the picture must still name every series.
                var svg = SvgWriter.Standalone(chart.Chart, width);
                Assert.All(chart.Chart.Series.Where(static s => !s.IsUnlisted).Take(chart.Chart.Series.Length > 1 ? 9 : 0),
                    s => Assert.Contains(s.Label[..Math.Min(5, s.Label.Length)].Replace("&", "&amp;", StringComparison.Ordinal), svg));
                Assert.DoesNotContain("NaN", svg);
                Assert.Contains(width.ToString(CultureInfo.InvariantCulture), svg);
            }
        }
    }
}
