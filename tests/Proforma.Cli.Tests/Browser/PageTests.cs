using System.Collections.Concurrent;
using Xunit;

namespace Proforma.Cli.Tests.Browser;

/// <summary>The seed's page in a real browser: phone and desktop, both languages, light and dark.</summary>
public sealed class PageTests : IDisposable
{
    private static readonly ConcurrentDictionary<string, string> s_pages = new(StringComparer.Ordinal);

    private readonly ScratchFolder _folder = new();

    public static TheoryData<string, int, bool> Views => new()
    {
        { "report.md", 390, false }, { "report.md", 1200, true }, { "report.en.md", 390, true }, { "report.en.md", 1200, false },
    };

    public void Dispose() => _folder.Dispose();

    private static string Publish(string template)
    {
        // Each page is made once: the tests look at it from many sides.
        var text = s_pages.GetOrAdd(template, static name =>
        {
            var result = Invocation.Of(["report", Path.Combine(RepositoryFolders.Root, "examples", "anthropic", name), "-o", "page.html"]);
            Assert.True(result.ExitCode == 0, result.Error);
            return File.ReadAllText("page.html");
        });
        File.WriteAllText("page.html", text);
        return "page.html";
    }

    private static string Axe()
    {
        var file = Path.Combine(RepositoryFolders.Root, ".tools", "node_modules", "axe-core", "axe.min.js");
        Assert.True(File.Exists(file) || Environment.GetEnvironmentVariable("PROFORMA_REQUIRE_ALL") != "1", "axe-core is not installed.");
        Assert.SkipUnless(File.Exists(file), "axe-core is not in .tools; .ci/run installs it with npm.");
        return File.ReadAllText(file);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task The_page_opens_without_complaint_and_fits(string template, int width, bool isDark)
    {
        await using var page = await BrowserPage.Open(Publish(template), width, isDark);
        Assert.Equal(0, (int)(await page.Evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))!);
        Assert.Equal(isDark ? "rgb(20, 22, 26)" : "rgb(255, 255, 255)", (string?)await page.Evaluate("getComputedStyle(document.body).backgroundColor"));
        var paint = (double?)await page.Evaluate("(performance.getEntriesByName('first-contentful-paint')[0] || {}).startTime || 0");
        TestContext.Current.SendDiagnosticMessage($"{template}, {width} wide: first paint after {paint:F0} ms.");
        Assert.Empty(page.Problems);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Accessibility_has_no_serious_violation(string template, int width, bool isDark)
    {
        var axe = Axe();
        await using var page = await BrowserPage.Open(Publish(template), width, isDark);
        await page.Evaluate(axe + "; 1");
        await page.Evaluate("document.querySelector('.fig').click()");
        var found = (await page.Evaluate("axe.run().then(r => r.passes.length < 15 ? ['axe found next to nothing to look at'] : r.violations.filter(v => v.impact === 'serious' || v.impact === 'critical').map(v => v.id + ': ' + v.help + ' ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 120) + ' ' + (n.any[0] || {}).message).join(' | ')))"))!.AsArray();
        Assert.True(found.Count == 0, string.Join("\n", found.Select(static v => (string?)v)));
    }

    [Fact]
    public async Task A_number_opens_what_it_is_made_of_down_to_its_source()
    {
        await using var page = await BrowserPage.Open(Publish("report.md"), 1200);
        async Task<string> Panel() => (string)(await page.Evaluate("document.getElementById('panel').hidden ? '' : document.getElementById('panel').innerText"))!;
        Assert.Equal("", await Panel());
        await page.Evaluate("document.querySelector('.fig').click()");
        Assert.Contains("345亿美元", await Panel());
        Assert.Contains("revenue = api_revenue + subscription_revenue", await Panel());

        // Down to the article: the valuation is quoted from it, with a link.
        await page.Evaluate("[...document.querySelectorAll('.fig')].find(f => f.textContent === '580亿美元').click()");
        Assert.Contains("融资前580亿美元", await Panel());
        Assert.StartsWith("https://", (string?)await page.Evaluate("document.querySelector('#panel a').href"), StringComparison.Ordinal);
        await page.Press("Escape");
        Assert.Equal("", await Panel());
        Assert.Equal("580亿美元", (string?)await page.Evaluate("document.activeElement.textContent"));
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task Operands_are_opened_and_left_again()
    {
        await using var page = await BrowserPage.Open(Publish("report.en.md"), 390);
        await page.Evaluate("document.querySelector('.fig').click()");
        Assert.Equal("revenue[aggressive, 2027]", (string?)await page.Evaluate("document.querySelector('#panel .c').textContent"));
        await page.Evaluate("document.querySelector('#panel li button').click()");
        Assert.Equal("api_revenue[aggressive, 2027]", (string?)await page.Evaluate("document.querySelector('#panel .c').textContent"));
        await page.Evaluate("document.querySelector('#panel header button').click()");
        Assert.Equal("revenue[aggressive, 2027]", (string?)await page.Evaluate("document.querySelector('#panel .c').textContent"));
    }

    [Fact]
    public async Task The_track_switch_shows_one_track()
    {
        await using var page = await BrowserPage.Open(Publish("report.en.md"), 1200);
        const string visible = "[...document.querySelectorAll('td[data-track], tr[data-track]')].filter(e => e.offsetParent !== null).map(e => e.dataset.track)";
        var both = (await page.Evaluate($"[...new Set({visible})].sort()"))!.AsArray();
        Assert.Equal(["aggressive", "conservative"], both.Select(static t => (string)t!));
        await page.Evaluate("document.querySelector('input[value=conservative]').click()");
        var one = (await page.Evaluate($"[...new Set({visible})]"))!.AsArray();
        Assert.Equal(["conservative"], one.Select(static t => (string)t!));
    }

    [Fact]
    public async Task A_chart_is_read_with_the_arrow_keys()
    {
        await using var page = await BrowserPage.Open(Publish("report.en.md"), 1200);
        await page.Evaluate("document.querySelector('.plot').focus()");
        await page.Press("ArrowRight");
        Assert.Contains("$450.0M", (string?)await page.Evaluate("document.getElementById('tip').innerText"));
        await page.Press("ArrowLeft");
        await page.Press("ArrowRight");
        Assert.Contains("2025", (string?)await page.Evaluate("document.querySelector('#tip b').textContent"));
        await page.Press("Escape");
        Assert.True((bool)(await page.Evaluate("document.getElementById('tip').hidden"))!);
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1200)]
    public async Task Texts_in_charts_do_not_touch_as_the_browser_draws_them(int width)
    {
        await using var page = await BrowserPage.Open(Publish("report.md"), width);
        var touching = (await page.Evaluate("""
            [...document.querySelectorAll('svg.pf')].filter(s => s.getBoundingClientRect().width > 0).flatMap(svg => {
              const boxes = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
              return boxes.flatMap(([a, p], i) => boxes.slice(i + 1).filter(([, q]) =>
                Math.min(p.right, q.right) - Math.max(p.left, q.left) > 1 && Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > 4).map(([b]) => a + ' / ' + b));
            })
            """))!.AsArray();
        Assert.Empty(touching.Select(static t => (string)t!));
    }

    [Fact]
    public void A_PDF_is_printed_where_a_browser_is_installed()
    {
        var path = Path.Combine(RepositoryFolders.Root, "examples", "shop-cny", "门店.plan");
        var result = Invocation.Of(["report", path, "-o", "out/shop.pdf", "--lang", "zh-CN"]);
        if (Proforma.Cli.Reports.Chromium.Find() is null)
        {
            Assert.Equal(3, result.ExitCode);
            Assert.Contains("none is installed", result.Error);
            Assert.False(Environment.GetEnvironmentVariable("PROFORMA_REQUIRE_ALL") == "1", "No Chromium, Chrome or Edge is installed.");
            return;
        }

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal("%PDF"u8, File.ReadAllBytes("out/shop.pdf").AsSpan(0, 4));
    }

    [Fact]
    public async Task A_page_full_of_hostile_text_runs_nothing()
    {
        await File.WriteAllTextAsync("evil.plan", "plan \"<img src=x onerror=window.hacked=1>\"\n  currency USD\n  calendar yearly 2025 .. 2026\nline a \"</script><script>window.hacked=2</script>\" : USD/year = 1 USD/year\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync("evil.md", "---\nplan: evil.plan\n---\n# <script>window.hacked=3</script>\n\n[x](javascript:window.hacked=4) {{ a[2025] }}\n\n```chart\nlines: a\n```\n", TestContext.Current.CancellationToken);
        Assert.Equal(0, Invocation.Of(["report", "evil.md", "-o", "evil.html"]).ExitCode);
        await using var page = await BrowserPage.Open("evil.html", 800);
        await page.Evaluate("document.querySelectorAll('a, button').forEach(e => e.click())");
        Assert.Null(await page.Evaluate("window.hacked === undefined ? null : window.hacked"));
        Assert.Empty(page.Problems);
    }
}
