using System.Globalization;
using System.Text;
using Proforma.Language.Diagnostics;
using Proforma.Model.Runs;
using Proforma.Workspace.Tests.Documents;
using Xunit;

namespace Proforma.Workspace.Tests.Errors;

/// <summary>Bad input that is too large or too odd to stand as a file: it is refused with a message, and nothing throws.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_cycle_of_two_hundred_lines_names_its_beginning_and_counts_the_rest()
    {
        var plan = new StringBuilder(MarkdownExample.Header);
        for (var i = 0; i < 200; i++)
        {
            plan.Append(CultureInfo.InvariantCulture, $"line a{i} : 1 = a{(i + 1) % 200} + 1\n");
        }

        var cycle = Assert.Single(Diagnose(plan.ToString()), static d => d.Code == "PF5001");
        Assert.Contains("… 177 more …", cycle.Message);
        Assert.Equal(24, cycle.Related.Length);
        Assert.InRange(cycle.Message.Length, 200, 1_000);
    }

    [Theory]
    [InlineData("../outside.plan", "leads out of the plan's folder")]
    [InlineData("sub/../../outside.plan", "leads out of the plan's folder")]
    [InlineData("/etc/passwd", "no path inside of the plan's folder")]
    [InlineData("link.plan", "a link that leads out of the plan's folder")]
    [InlineData("linked/outside.plan", "a link that leads out of the plan's folder")]
    [InlineData("sub", "is a folder")]
    [InlineData("", "no path inside of the plan's folder")]
    public void A_file_outside_of_the_folder_is_not_read(string path, string message)
    {
        using var outside = new TemporaryFolder();
        outside.Write("outside.plan", "input secret : USD = 1\n");
        _folder.Write("sub/inner.plan", "input inner : USD = 1\n");
        File.CreateSymbolicLink(_folder.PathOf("link.plan"), outside.PathOf("outside.plan"));
        Directory.CreateSymbolicLink(_folder.PathOf("linked"), outside.FullPath);
        foreach (var text in new[] { $"use \"{path}\" as m\n", $"input x : USD from \"{path}\" column y\n" })
        {
            var diagnostics = Diagnose(MarkdownExample.Header + text);
            Assert.Contains(diagnostics, d => d.Code is "PF3007" or "PF6001" && d.Message.Contains(message, StringComparison.Ordinal));
            Assert.DoesNotContain(diagnostics, static d => d.Message.Contains("secret", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_million_rows_of_a_table_are_read()
    {
        const int rows = 1_000_000;
        var members = new StringBuilder("id\n");
        var values = new StringBuilder("id,amount\n");
        for (var i = 0; i < rows; i++)
        {
            members.Append(CultureInfo.InvariantCulture, $"m{i}\n");
            values.Append(CultureInfo.InvariantCulture, $"m{i},{i}\n");
        }

        _folder.Write("members.csv", members.ToString());
        _folder.Write("values.csv", values.ToString());
        var session = Open(MarkdownExample.Header + """
            dimension customer from "members.csv" key id
            input fee by customer : USD from "values.csv" column amount key id
            measure total = sum(fee)
            """);
        Assert.Empty(session.Compilation.Diagnostics);
        var total = session.Program!.Slots.Single(static s => s.Name == "total");
        Assert.Equal(rows * (rows - 1.0) / 2, session.Run(cancellation: TestContext.Current.CancellationToken).Result!.At(total.Index, 0, 0).Raw);
    }

    [Fact]
    public void A_million_bad_rows_give_a_few_messages()
    {
        var table = new StringBuilder("period,amount\n");
        for (var i = 0; i < 1_000_000; i++)
        {
            table.Append((i % 4) switch { 0 => "2025-13,1\n", 1 => "2025-01,abc\n", 2 => "2025-01,1,2\n", _ => "2025-01,5\n" });
        }

        _folder.Write("bad.csv", table.ToString());
        var diagnostics = Diagnose(MarkdownExample.Header + "input x : USD from \"bad.csv\" column amount\n");
        Assert.InRange(diagnostics.Count, 3, 10);
        Assert.Contains(diagnostics, static d => d.Message.Contains("Further complaints", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("daily 1900-01-01 .. 2999-12-31")]
    [InlineData("yearly 0001 .. 2999")]
    [InlineData("yearly 2025 .. 999999999")]
    [InlineData("monthly 2025-01 .. 2024-12")]
    [InlineData("hourly 2025-01 .. 2025-12")]
    [InlineData("monthly 2025-01")]
    [InlineData("daily 2025-02-30 .. 2025-12-31")]
    public void A_calendar_that_cannot_be_is_refused(string calendar)
    {
        var diagnostics = Diagnose($"plan \"P\"\n  currency USD\n  calendar {calendar}\nline x : 1 = 1\n");
        Assert.Contains(diagnostics, static d => d.Severity == Severity.Error);
    }

    [Fact]
    public void A_product_of_dimensions_is_refused_before_memory_is_taken()
    {
        var plan = new StringBuilder(MarkdownExample.Header);
        var by = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            plan.Append(CultureInfo.InvariantCulture, $"dimension d{i} = {string.Join(", ", Enumerable.Range(0, 20).Select(m => $"m{i}_{m}"))}\n");
            by.Add($"d{i}");
        }

        plan.Append(CultureInfo.InvariantCulture, $"input wide by {string.Join(", ", by)} : USD = 1\nline also = wide * 2\nline own by {string.Join(", ", by)} : USD\n  m0_0 = 1 USD\naccount held by {string.Join(", ", by)} : USD\n  opening = 1 USD\n  plus 1 USD/month\n");
        Assert.Contains(Diagnose(plan.ToString()), static d => d.Code == "PF7002");
    }

    [Fact]
    public void A_long_sum_and_deep_brackets_are_computed()
    {
        var sum = string.Join(" + ", Enumerable.Repeat("x", 10_000));
        var deep = new string('(', 100) + "x" + new string(')', 100);
        var session = Open($"{MarkdownExample.Header}line x : 1 = 1\nline total = {sum}\nline inner = {deep}\n");
        Assert.Empty(session.Compilation.Diagnostics);
        var run = session.Run(cancellation: TestContext.Current.CancellationToken).Result!;
        Assert.Equal(CellValue.Of(10_000), run.At(session.Program!.Slots.Single(static s => s.Name == "total").Index, 0, 3));
        Assert.Equal(CellValue.Of(1), run.At(session.Program!.Slots.Single(static s => s.Name == "inner").Index, 0, 3));
    }

    [Theory]
    [InlineData("(", ")", 100_000)]
    [InlineData("-", "", 100_000)]
    [InlineData("if x > 0 then 1 else ", "", 20_000)]
    [InlineData("abs(", ")", 50_000)]
    [InlineData("1 + ", "", 100_000)]
    [InlineData("2 ^ ", "", 50_000)]
    public void Nesting_without_end_neither_throws_nor_hangs(string open, string close, int depth)
    {
        var text = new StringBuilder(MarkdownExample.Header + "line x : 1 = 1\nline y = ");
        for (var i = 0; i < depth; i++)
        {
            text.Append(open);
        }

        text.Append('1');
        for (var i = 0; i < depth; i++)
        {
            text.Append(close);
        }

        var session = Open(text.Append('\n').ToString());
        Assert.True(session.Program is not null || session.Compilation.Diagnostics.Length > 0);
    }

    [Fact]
    public void Every_case_cut_off_at_any_line_still_compiles_or_explains()
    {
        foreach (var path in Directory.EnumerateFiles(Repository.PathOf("tests", "cases", "errors"), "PF*.plan"))
        {
            var lines = File.ReadAllLines(path);
            for (var count = 0; count <= lines.Length; count++)
            {
                var session = PlanSession.OfText(path, string.Join('\n', lines.Take(count)));
                Assert.True(session.Program is not null || session.Compilation.Diagnostics.Length > 0, $"{path}, {count} lines");
            }
        }
    }

    private PlanSession Open(string text) => PlanSession.OfText(_folder.PathOf("main.plan"), text);

    private List<Diagnostic> Diagnose(string text) => [.. Open(text).Compilation.Diagnostics];
}
