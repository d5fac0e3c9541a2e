using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Xunit;

namespace Proforma.Cli.Tests.Reports;

/// <summary>Templates: figures in prose, blocks, bad input, published text that no longer agrees.</summary>
public sealed partial class ReportTests : IDisposable
{
    private const string Plan = """
        plan "Shop & Co <script>alert(1)</script>"
          currency USD
          calendar monthly 2025-01 .. 2026-12
        track base "Base"
        track good "Good <b>case</b>" from base
        dimension product = tea "Tea", cups "Cups \" onmouseover=\"alert(1)"
        source press "A \"report\" </script><script>alert(2)</script>" 2025-01-02
          url javascript:alert(3)
        input growth "Growth" : 1
          base = 2%   from press "<img src=x onerror=alert(4)>"
          good = 5%   assumed "</title><script>alert(5)</script>"
        line revenue "Revenue <i>gross</i>" : USD/month
          2025-01 = 100K USD/month
          then    = prev * (1 + growth)
        line cost "Cost" : USD/month = 60% * revenue + 10K USD/month
        line margin "Margin" = (revenue - cost) / revenue
        input units by product : person/month
          tea  = 10
          cups = 20
        measure turn "Turn" = first_period(revenue > 150K USD/month)
        line noise_of_sum : USD = (0.1 USD + 0.2 USD - 0.3 USD) * 10000
        check revenue > cost "Revenue covers cost"
        """;

    private readonly ScratchFolder _folder = new();

    public ReportTests() => File.WriteAllText("shop.plan", Plan);

    public void Dispose() => _folder.Dispose();

    private static Invocation Report(string template, params string[] options)
    {
        File.WriteAllText("board.md", template);
        return Invocation.Of(["report", "board.md", "--plan", "shop.plan", .. options.Contains("-o") ? [] : new[] { "-o", "out/board.html" }, .. options]);
    }

    private static string Markdown(string template)
    {
        var result = Report(template, "-o", "out", "--format", "md");
        Assert.True(result.ExitCode == 0, result.Error);
        return File.ReadAllText("out/board.md");
    }

    [Theory]
    [InlineData("{{ revenue[2025-01] }}", "$100.0K")]
    [InlineData("{{ revenue[good, 2025-02] }}", "$105.0K")]
    [InlineData("{{ revenue[2025-02] in good }}", "$105.0K")]
    [InlineData("{{ growth }}", "2.0%")]
    [InlineData("{{ growth in good }}", "5.0%")]
    [InlineData("{{ growth[good] - growth[base] | points }}", "+3.0 pp")]
    [InlineData("{{ turn }}", "2026-10")]
    [InlineData("{{ turn in good }}", "2025-10")]
    [InlineData("{{ revenue[2025-01] / cost[2025-01] | multiple | decimals 2 }}", "1.43×")]
    [InlineData("{{ revenue[2025-01] | bare }}", "100.0K")]
    [InlineData("{{ -cost[2025-01] | abs }}", "$70,000")]
    [InlineData("{{ revenue[2025-01] | scale M | digits 3 }}", "$0.100M")]
    [InlineData("{{ noise_of_sum[2025-01] }}", "$0")]
    [InlineData("{{ sum(units[2025-01]) | bare }}", "30")]
    public void Figures_in_prose_are_the_plans(string figure, string text) =>
        Assert.StartsWith($"It is {text}[^fig-1].", Markdown($"It is {figure}.\n"), StringComparison.Ordinal);

    [Fact]
    public void Chinese_prose_has_Chinese_figures()
    {
        var text = Markdown("---\nlang: zh-CN\n---\n营收{{ revenue[2025-01] }}，{{ turn in good }}。\n");
        Assert.Contains("营收10万美元[^fig-1]，2025年10月[^fig-2]。", text);
    }

    [Fact]
    public void Another_currency_is_one_for_prose_and_tables_alike()
    {
        File.WriteAllText("shop.plan", Plan + "\nrate USD/CNY = 7\nmeasure value : USD = 2 * revenue[2025-01]\n");
        var result = Report("{{ revenue[2025-01] }}, {{ value }}, {{ margin[2025] | bare }}\n\n```table\nlines: revenue\nby: month\nto: 2025-01\n```\n", "-o", "out", "--format", "md", "--currency", "CNY");
        Assert.True(result.ExitCode == 0, result.Error);
        var text = File.ReadAllText("out/board.md");
        Assert.StartsWith("CN¥700.0K[^fig-1], CN¥1.4M[^fig-2], 31.1%[^fig-3]", text, StringComparison.Ordinal);
        Assert.Contains("| &nbsp;&nbsp;Base | 700.0K |", text);
    }

    [Fact]
    public void Front_matter_and_prose_are_kept_as_they_are()
    {
        const string front = "---\ntitle: \"Board: pack\"\nlayout: post\ntags:\n  - a\n---\n";
        const string prose = "\n# A *title* with [a link](https://example.com)\n\n<div>raw</div>\n\n    code {{ not a figure }}\n";
        Assert.Equal(front + prose, Markdown(front + prose));
    }

    [Fact]
    public void A_table_in_Markdown_has_a_row_for_each_line_and_track()
    {
        var text = Markdown("```table\ntitle: Results\nlines: revenue \"Sales\", margin\n```\n");
        Assert.Contains("|  | 2025 | 2026 |\n| :-- | --: | --: |\n| **Sales** |", text);
        Assert.Contains("| &nbsp;&nbsp;Base | 1.3M | 1.7M |", text);
        Assert.Contains("| &nbsp;&nbsp;Base | 31.1% |", text);
    }

    [Fact]
    public void A_chart_becomes_a_picture_beside_the_Markdown()
    {
        var text = Markdown("```chart\ntitle: Growth\nlines: revenue\n```\n");
        Assert.Contains("![Growth](board-chart-1.svg)", text);
        Assert.Contains("<title id=\"c-t\">Growth</title>", File.ReadAllText("out/board-chart-1.svg"));
    }

    [Fact]
    public void No_text_of_a_plan_or_template_becomes_code()
    {
        var result = Report("""
            ---
            title: "</title><script>alert(6)</script>"
            labels:
              cost: "<svg onload=alert(7)>"
            ---
            # x <script>alert(8)</script> [link](javascript:alert(9)) <javascript:alert(10)> ![i](data:text/html,<script>)

            <script>alert(11)</script> {{ revenue[2025] }} {{ growth in good }} [ref]

            [ref]: javascript:alert(12)

            ```chart
            title: "</svg><script>alert(13)</script>"
            type: columns
            lines: revenue "\"><script>alert(14)</script>", cost
            note: <iframe src=x>
            ```

            ```table
            lines: revenue, cost, units by product
            ```

            ```table
            inputs: growth
            ```

            ```checks
            ```
            """);
        Assert.True(result.ExitCode == 0, result.Error);
        var page = File.ReadAllText("out/board.html");
        Assert.Equal(2, Script().Count(page));
        Assert.Equal(2, Regex.Count(page, "</script", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)));
        var document = new HtmlParser().ParseDocument(page);
        Assert.Equal(2, document.Scripts.Length);
        Assert.Empty(document.QuerySelectorAll("iframe, img, object, embed, base, form, i[onload], foreignObject"));
        Assert.Single(document.QuerySelectorAll("style"));
        Assert.All(document.All.SelectMany(static e => e.Attributes), static a =>
        {
            Assert.False(a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || a.Name == "style" || a.Name == "srcdoc", $"{a.OwnerElement?.OuterHtml}");
            Assert.False(a.Name is "href" or "src" or "xlink:href" && !a.Value.StartsWith('#') && !a.Value.StartsWith("http", StringComparison.Ordinal), a.Value);
        });
        Assert.Contains("default-src 'none'", page);
    }

    [Fact]
    public void Nothing_on_the_page_leads_to_the_network()
    {
        Assert.Equal(0, Report("{{ revenue[2025] }}\n\n```chart\nlines: revenue\n```\n").ExitCode);
        var page = File.ReadAllText("out/board.html");
        Assert.DoesNotMatch(@"(?:src|href)=""(?:https?:)?//", page);
        Assert.DoesNotContain("url(http", page);
        Assert.DoesNotContain("@import", page);
    }

    [Theory]
    [InlineData("{{ revnue[2025] }}", "PF3001", "board.md:3:4", "revenue")]
    [InlineData("{{ revenue[2025] in godo }}", "PF9001", "board.md:3:21", "good")]
    [InlineData("{{ revenue }}", "PF4010", "board.md:3:4", null)]
    [InlineData("{{ revenue[2025] + cash }}", "PF3001", "board.md:3:20", null)]
    [InlineData("{{ units[2025-01] }}", "PF9010", "board.md:3:4", null)]
    [InlineData("{{ }}", "PF9006", "board.md:3:1", null)]
    [InlineData("{{ revenue[2025] | roman }}", "PF9003", "board.md:3:20", null)]
    [InlineData("```table\nlines: revenue, csot\n```", "PF9001", "board.md:4:17", "cost")]
    [InlineData("```table\nline: revenue\n```", "PF9002", "board.md:4:1", "lines")]
    [InlineData("```table\n```", "PF9004", "board.md:3:4", null)]
    [InlineData("```table\nlines: revenue\nby: fortnight\n```", "PF9003", "board.md:5:5", null)]
    [InlineData("```chart\nlines: revenue, margin\n```", "PF9008", "board.md:4:8", null)]
    [InlineData("```chart\nlines: revenue + growth\n```", "PF4001", "board.md:4:8", null)]
    [InlineData("```chart\ntype: pie\nlines: revenue\n```", "PF9003", "board.md:4:7", null)]
    [InlineData("```chart\ntype: fan\nline: revenue\n```", "PF9009", "board.md:3:4", null)]
    [InlineData("```chart\nlines: revenue\nfrom: 2040\n```", "PF9003", "board.md:5:7", null)]
    [InlineData("```bridge\nline: revenue\nfrom: base\n```", "PF9004", "board.md:3:4", null)]
    [InlineData("```claims\n```", "PF9009", "board.md:3:4", null)]
    [InlineData("```include\nfile: none.md\n```", "PF9005", "board.md:4:7", null)]
    [InlineData("```include\nfile: ../../etc/passwd\n```", "PF9005", "board.md:4:7", null)]
    [InlineData("```include\nfile: board.md\n```", "PF9005", "board.md:4:7", null)]
    public void What_is_wrong_is_said_at_its_place(string template, string code, string place, string? fix)
    {
        var result = Report("Some prose.\n\n" + template + "\n");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"error[{code}]", result.Error);
        Assert.Contains($"--> {place}", result.Error);
        if (fix is not null)
        {
            Assert.Contains($"write {fix}", result.Error);
        }

        Assert.False(File.Exists("out/board.html"));
    }

    [Theory]
    [InlineData("actual: last year", "board.md:2:9")]
    [InlineData("track: godo", "board.md:2:8")]
    public void Front_matter_that_the_plan_does_not_know_is_said_at_its_place(string line, string place)
    {
        var result = Report($"---\n{line}\n---\nProse.\n");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("error[PF9007]", result.Error);
        Assert.Contains($"--> {place}", result.Error);
    }

    [Fact]
    public void Every_code_has_a_page_and_a_case()
    {
        foreach (var (code, title) in Proforma.Reporting.Reports.ReportCodes.Titles)
        {
            var page = File.ReadAllText(Path.Combine(RepositoryFolders.Root, "docs", "errors", code + ".md"));
            Assert.StartsWith($"# {code}: {title}\n", page, StringComparison.Ordinal);
        }

        var pages = Directory.EnumerateFiles(Path.Combine(RepositoryFolders.Root, "docs", "errors"), "PF9*.md").Select(static f => Path.GetFileNameWithoutExtension(f));
        Assert.Equal(Proforma.Reporting.Reports.ReportCodes.Titles.Keys.Order(StringComparer.Ordinal), pages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_included_part_is_filled_too_and_knows_its_own_places()
    {
        Directory.CreateDirectory("parts");
        File.WriteAllText("parts/one.md", "In a part: {{ growth in good }}.\n");
        Assert.Contains("In a part: 5.0%[^fig-1].", Markdown("```include\nfile: parts/one.md\n```\n"));
        File.WriteAllText("parts/one.md", "\n{{ nothing }}\n");
        Assert.Contains("--> parts/one.md:2:4", Report("```include\nfile: parts/one.md\n```\n").Error);
    }

    [Fact]
    public void Includes_that_never_end_are_refused()
    {
        File.WriteAllText("a.md", "```include\nfile: b.md\n```\n");
        File.WriteAllText("b.md", "```include\nfile: a.md\n```\n");
        Assert.Contains("include each other", Report("```include\nfile: a.md\n```\n").Error);

        // Each part includes the next one twice: two to the power of its depth.
        for (var i = 0; i < 20; i++)
        {
            File.WriteAllText(string.Create(CultureInfo.InvariantCulture, $"p{i}.md"), string.Concat(Enumerable.Repeat($"```include\nfile: p{i + 1}.md\n```\n", 2)));
        }

        File.WriteAllText("p20.md", "end\n");
        Assert.Contains("at most 100 files", Report("```include\nfile: p0.md\n```\n").Error);
    }

    [Fact]
    public void A_plan_without_a_template_has_one_of_its_own()
    {
        var result = Invocation.Of(["report", "shop.plan", "-o", "out"]);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("Revenue covers cost", File.ReadAllText("out/shop.html"));
        Assert.Equal(0, Invocation.Of(["report", "shop.plan", "-o", "out", "--format", "md", "--lang", "zh-CN"]).ExitCode);
        Assert.Contains("## 检验", File.ReadAllText("out/shop.md"));
    }

    [Theory]
    [InlineData("examples/saas/saas.plan")]
    [InlineData("examples/three-statement/three-statement.plan")]
    [InlineData("examples/ai-lab-48m/ai-lab-48m.plan")]
    [InlineData("examples/shop-cny/门店.plan")]
    [InlineData("examples/anthropic/anthropic.plan")]
    public void Every_example_makes_a_page(string plan)
    {
        foreach (var language in new[] { "en", "zh-CN" })
        {
            var result = Invocation.Of(["report", Path.Combine(RepositoryFolders.Root, plan), "-o", "out/page.html", "--lang", language]);
            Assert.True(result.ExitCode == 0, result.Error);
            Assert.InRange(new FileInfo("out/page.html").Length, 20_000, 2_000_000);
        }
    }

    [Fact]
    public void A_published_page_that_agrees_passes_and_one_that_does_not_is_named()
    {
        const string template = "It is {{ revenue[2026] in good }} next year.\n\n```table\nlines: revenue\n```\n";
        Markdown(template);
        var agrees = Report(template, "-o", "out", "--format", "md", "--check");
        Assert.Equal((0, "What is published agrees with the plan.\n"), (agrees.ExitCode, agrees.Output));
        File.WriteAllText("shop.plan", Plan.Replace("good = 5%", "good = 6%", StringComparison.Ordinal));
        var differs = Report(template, "-o", "out", "--format", "md", "--check");
        Assert.Equal(1, differs.ExitCode);
        Assert.Contains("out/board.md:1: published \"$2.9M\", now \"$3.4M\"", differs.Output.Replace('\\', '/'));
    }

    [Fact]
    public void A_published_page_in_HTML_is_checked_by_what_a_reader_sees()
    {
        const string template = "It is {{ revenue[2026] in good }} next year.\n";
        Assert.Equal(0, Report(template).ExitCode);
        Assert.Equal(0, Report(template, "--check").ExitCode);
        File.WriteAllText("shop.plan", Plan.Replace("good = 5%", "good = 6%", StringComparison.Ordinal));
        var differs = Report(template, "--check");
        Assert.Equal(1, differs.ExitCode);
        Assert.Contains("$2.9M", differs.Output);
        Assert.Contains("$3.4M", differs.Output);
    }

    [Fact]
    public void Checking_what_was_never_published_says_so() => Assert.Contains("publish the report before checking it", Report("x\n", "--check").Error);

    [Fact]
    public void What_cannot_be_written_is_refused_and_nothing_is_half_written()
    {
        Directory.CreateDirectory("out/board.html");
        Assert.Contains("is a folder", Report("x\n", "-o", "out").Error);
        Directory.Delete("out/board.html");
        File.WriteAllText("out/board.html", "before");
        Assert.Equal(2, Report("{{ nothing }}\n").ExitCode);
        Assert.Equal("before", File.ReadAllText("out/board.html"));
        File.WriteAllText("file", "");
        Assert.Equal(3, Report("x\n", "-o", "file/page.html").ExitCode);
        Assert.Contains("is the template itself", Invocation.Of(["report", "board.md", "--plan", "shop.plan", "-o", "board.md"]).Error);
        Assert.Empty(Directory.EnumerateFiles("out", "*.new"));
    }

    [Fact]
    public void A_template_that_names_no_plan_says_what_to_do()
    {
        File.WriteAllText("lone.md", "x\n");
        Assert.Contains("--plan FILE", Invocation.Of(["report", "lone.md"]).Error);
    }

    [Fact]
    public void A_chart_of_the_command_line_is_a_file_or_standard_output()
    {
        var svg = Invocation.Of(["chart", "shop.plan", "revenue, cost", "--type", "stacked", "--by", "quarter", "--lang", "zh-CN"]);
        Assert.StartsWith("<svg ", svg.Output, StringComparison.Ordinal);
        Assert.Contains("按季", svg.Output);
        var file = Invocation.Of(["chart", "shop.plan", "revenue / cost", "--out", "ratio.svg"]);
        Assert.True(file.ExitCode == 0, file.Error);
        Assert.Contains("<title ", File.ReadAllText("ratio.svg"));
        var wrong = Invocation.Of(["chart", "shop.plan", "revnue"]);
        Assert.Equal(3, wrong.ExitCode);
        Assert.Contains("did you mean revenue?", wrong.Error);
    }

    [GeneratedRegex("<script", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Script();
}
