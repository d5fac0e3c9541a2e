using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Proforma.Cli;

/// <summary>Puts examples below the help of each command: they are what people read first.</summary>
internal static class HelpExamples
{
    private static readonly Dictionary<string, string[]> s_examples = new(StringComparer.Ordinal)
    {
        [""] =
        [
            "proforma init my-plan --template saas    start from a template",
            "proforma run my-plan/saas.plan           every line, a column a year, tracks side by side",
            "proforma explain my-plan/saas.plan 'revenue[2027]'",
        ],
        ["run"] =
        [
            "proforma run plan.plan",
            "proforma run plan.plan --by quarter --from 2026 --track base",
            "proforma run plan.plan --lines revenue,cash* --scale M",
            "proforma run plan.plan --lang zh-CN --currency CNY",
            "proforma run plan.plan --csv --by month > figures.csv",
        ],
        ["simulate"] =
        [
            "proforma simulate plan.plan --trials 1M --seed 7",
            "proforma simulate plan.plan --lines revenue,cash --probability 'revenue[2027] >= 34.5B' --probability 'cash >= 0'",
            "proforma simulate plan.plan --set raised=4B --probability 'cash >= 0'    what if the round were larger?",
            "proforma simulate plan.plan --mix --until \"'revenue[2027]' within 0.5%\"",
            "proforma simulate plan.plan --json > statistics.json",
            "proforma simulate plan.plan --trials 1M --parquet trials.parquet    the trials themselves",
        ],
        ["tornado"] =
        [
            "proforma tornado plan.plan 'revenue[2027]' --track aggressive",
            "proforma tornado plan.plan cash_out --by 10%",
        ],
        ["check"] = ["proforma check plan.plan", "proforma check plan.plan --json"],
        ["report"] =
        [
            "proforma report board.md --plan plan.plan -o out/       one page that needs no network",
            "proforma report plan.plan -o out/                       a plan by itself",
            "proforma report board.md --format md -o site/content/   Markdown and SVG for a site generator",
            "proforma report board.md -o board.pdf --lang zh-CN",
            "proforma report board.md --check                        does what was published still agree?",
        ],
        ["chart"] =
        [
            "proforma chart plan.plan revenue --out revenue.svg",
            "proforma chart plan.plan 'api, seats' --type stacked --by quarter --lang zh-CN --out parts.svg",
            "proforma chart plan.plan revenue --type bridge --from base --to good --period 2027 --out bridge.svg",
        ],
        ["explain"] =
        [
            "proforma explain plan.plan 'revenue[2027]' --track aggressive",
            "proforma explain plan.plan 'cash[conservative, 2026-03]' --depth 5",
            "proforma explain plan.plan 'sales[product=api, 2027-Q1]'",
            "proforma explain plan.plan 'cash[2027]' --trial 123 --seed 7    the figure in a trial of a simulation",
        ],
        ["claims"] =
        [
            "proforma claims claims.plan",
            "proforma claims claims.plan --lang zh-CN --track aggressive",
            "proforma claims claims.plan --between press filing --strict",
        ],
        ["export"] = ["proforma export plan.plan -o plan.xlsx", "proforma export plan.plan -o 计划.xlsx --lang zh-CN --track base"],
        ["import"] =
        [
            "proforma import march.xlsx --plan plan.plan --dry-run    what would change",
            "proforma import march.xlsx --plan plan.plan",
            "proforma import 三月.csv --plan plan.plan --through 2025-03",
        ],
        ["list"] = ["proforma list plan.plan", "proforma list plan.plan --json"],
        ["fmt"] = ["proforma fmt plan.plan", "proforma fmt --check *.plan    for continuous integration: exit code 1 when a file would change"],
        ["ingest"] =
        [
            "proforma ingest article.md -o claims.plan       then fix what is marked, and: proforma claims claims.plan",
            "proforma ingest article.html --plan company.plan -o claims.plan",
            "curl -s https://example.com/news.html | proforma ingest - --format html --json",
        ],
        ["init"] = ["proforma init", "proforma init my-plan --template three-statement"],
    };

    /// <summary>`--help` for every command.</summary>
    public static HelpOption Option()
    {
        var help = new HelpOption();
        help.Action = new ExampleHelpAction(new HelpAction { MaxWidth = 200 });
        return help;
    }

    /// <summary>True when the command line asks for help, whatever else is wrong with it.</summary>
    public static bool IsAskedFor(ParseResult parsed) => parsed.Action is ExampleHelpAction;

    private sealed class ExampleHelpAction(HelpAction usual) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var code = usual.Invoke(parseResult);
            var command = parseResult.CommandResult.Command;
            var name = command.Parents.Any() ? command.Name : "";
            if (s_examples.TryGetValue(name, out var examples))
            {
                var output = parseResult.InvocationConfiguration.Output;
                output.WriteLine("Examples:");
                foreach (var example in examples)
                {
                    output.WriteLine("  " + example);
                }

                output.WriteLine();
                output.WriteLine("Exit codes: 0 fine, 1 a check fails, 2 the plan has errors, 3 wrong usage, 130 interrupted.");
            }

            return code;
        }
    }
}
