using System.Text;
using Proforma.Cli.Commands;
using Proforma.Language.Formatting;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Xunit;

namespace Proforma.Cli.Tests;

public sealed class TemplateTests
{
    public static TheoryData<string> Templates => [.. InitCommand.Templates];

    [Theory]
    [MemberData(nameof(Templates))]
    public void A_template_compiles_without_a_word_runs_and_passes_its_checks(string template)
    {
        using var scratch = new ScratchFolder();
        Assert.Equal(ExitCode.Fine, Invocation.Of(["init", ".", "--template", template]).ExitCode);
        var check = Invocation.Of(["check", template + ".plan"]);
        Assert.Equal(("", ExitCode.Fine), (check.Error, check.ExitCode));
        Assert.Contains("no problems", check.Output, StringComparison.Ordinal);
        foreach (var by in (string[])["year", "quarter"])
        {
            var run = Invocation.Of(["run", template + ".plan", "--inputs", "--by", by]);
            Assert.Equal(("", ExitCode.Fine), (run.Error, run.ExitCode));
            Assert.DoesNotContain("failed", run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("n.m.", run.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void A_template_is_in_its_canonical_layout(string template)
    {
        var text = Encoding.UTF8.GetString(InitCommand.Read(template));
        Assert.Equal(text, Formatter.Format(Parser.Parse(new SourceText(template, text))));
    }

    [Fact]
    public void The_balance_sheet_of_three_statements_balances_in_every_quarter()
    {
        using var scratch = new ScratchFolder();
        Invocation.Of(["init", "--template", "three-statement"]);
        var csv = Invocation.Of(["run", "three-statement.plan", "--csv", "--by", "quarter", "--lines", "assets,liabilities,equity"]).Output;
        var figures = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(static row => row.Split(','))
            .ToLookup(static f => (Track: f[4], Period: f[5]), static f =>
                (Line: f[1], Value: double.Parse(f[9], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(24, figures.Count);
        foreach (var cell in figures)
        {
            var of = cell.ToDictionary(static c => c.Line, static c => c.Value);
            Assert.Equal(of["assets"], of["liabilities"] + of["equity"], 1e-6);
        }
    }
}
