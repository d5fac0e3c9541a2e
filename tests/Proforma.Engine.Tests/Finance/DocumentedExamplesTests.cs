using System.Globalization;
using System.Text.RegularExpressions;
using Proforma.Engine.Finance;
using Xunit;

namespace Proforma.Engine.Tests.Finance;

// Runs every example of docs/reference/finance-functions.md.
public sealed partial class DocumentedExamplesTests
{
    private static readonly Dictionary<string, Func<Call, FinanceResult>> Functions = new(StringComparer.Ordinal)
    {
        ["npv"] = call => PresentValue.Npv(call[0], call.Flows),
        ["xnpv"] = call => PresentValue.Xnpv(call[0], call.Flows, call.Dates),
        ["irr"] = call => InternalRate.Irr(call.Flows, call["guess", 0.1]),
        ["xirr"] = call => InternalRate.Xirr(call.Flows, call.Dates, call["guess", 0.1]),
        ["mirr"] = call => InternalRate.Mirr(call.Flows, call[0], call[1]),
        ["pmt"] = call => Annuity.Pmt(call[0], call[1], call[2], call["fv", 0], call.Timing),
        ["pv"] = call => Annuity.Pv(call[0], call[1], call[2], call["fv", 0], call.Timing),
        ["fv"] = call => Annuity.Fv(call[0], call[1], call[2], call["pv", 0], call.Timing),
        ["nper"] = call => Annuity.Nper(call[0], call[1], call[2], call["fv", 0], call.Timing),
        ["rate"] = call => Annuity.Rate(call[0], call[1], call[2], call["fv", 0], call.Timing, call["guess", 0.1]),
        ["ipmt"] = call => LoanSchedule.Ipmt(call[0], call[1], call[2], call[3], call["fv", 0], call.Timing),
        ["ppmt"] = call => LoanSchedule.Ppmt(call[0], call[1], call[2], call[3], call["fv", 0], call.Timing),
        ["cumipmt"] = call => LoanSchedule.CumIpmt(call[0], call[1], call[2], call[3], call[4], call.Timing),
        ["cumprinc"] = call => LoanSchedule.CumPrinc(call[0], call[1], call[2], call[3], call[4], call.Timing),
        ["sln"] = call => Depreciation.Sln(call[0], call[1], call[2]),
        ["syd"] = call => Depreciation.Syd(call[0], call[1], call[2], call[3]),
        ["ddb"] = call => Depreciation.Ddb(call[0], call[1], call[2], call[3], call["factor", 2]),
        ["db"] = call => Depreciation.Db(call[0], call[1], call[2], call[3], call["months", 12]),
        ["effect"] = call => InterestConversion.Effect(call[0], call[1]),
        ["nominal"] = call => InterestConversion.Nominal(call[0], call[1]),
        ["round"] = call => Rounding.Round(call[0], call["digits", 0]),
        ["roundup"] = call => Rounding.RoundUp(call[0], call["digits", 0]),
        ["rounddown"] = call => Rounding.RoundDown(call[0], call["digits", 0]),
        ["trunc"] = call => Rounding.Truncate(call[0], call["digits", 0]),
        ["ceiling"] = call => Rounding.Ceiling(call[0], call["multiple", 1]),
        ["floor"] = call => Rounding.Floor(call[0], call["multiple", 1]),
        ["mround"] = call => Rounding.RoundToMultiple(call[0], call[1]),
    };

    public static TheoryData<string> Examples() =>
        [.. ExampleBlock().Matches(File.ReadAllText(Page())).SelectMany(block => Lines(block.Groups[1].Value))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_page_tells_the_truth(string example)
    {
        Match parts = Example().Match(example);
        Assert.True(parts.Success, example);
        FinanceResult result = Functions[parts.Groups["name"].Value](new Call(parts.Groups["arguments"].Value));
        string expected = parts.Groups["expected"].Value;
        if (parts.Groups["outcome"].Value == "fails")
        {
            Expect.Fails(Enum.Parse<FinanceFailure>(expected), result);
        }
        else
        {
            Expect.Near(double.Parse(expected, CultureInfo.InvariantCulture), result, 5e-14);
        }
    }

    [Fact]
    public void Every_function_has_an_example_of_its_value_and_every_failure_is_explained()
    {
        string page = File.ReadAllText(Page());
        foreach (string name in Functions.Keys)
        {
            Assert.Matches($@"(?m)^{name}\(.*\) = ", page);
            Assert.Matches($@"(?m)^### .*`{name}\(", page);
        }

        foreach (FinanceFailure failure in Enum.GetValues<FinanceFailure>().Where(failure => failure != FinanceFailure.None))
        {
            Assert.Contains($"| `{failure}` |", page, StringComparison.Ordinal);
        }
    }

    private static string[] Lines(string block) => block.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Page()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Proforma.slnx")))
        {
            folder = folder.Parent;
        }

        Assert.NotNull(folder);
        return Path.Combine(folder.FullName, "docs", "reference", "finance-functions.md");
    }

    [GeneratedRegex("```example\n([^`]*)```")]
    private static partial Regex ExampleBlock();

    [GeneratedRegex(@"^(?<name>\w+)\((?<arguments>.*)\) (?<outcome>=|fails) (?<expected>\S+)$")]
    private static partial Regex Example();

    // Positional numbers, numbers by name, one list of flows, one list of dates.
    private sealed partial class Call
    {
        private readonly List<double> numbers = [];
        private readonly Dictionary<string, double> named = new(StringComparer.Ordinal);

        public Call(string arguments)
        {
            foreach (Match list in List().Matches(arguments))
            {
                string[] items = list.Groups[1].Value.Split(", ");
                if (items[0].Count(character => character == '-') == 2)
                {
                    Dates = [.. items.Select(item => DateOnly.ParseExact(item, "yyyy-MM-dd", CultureInfo.InvariantCulture))];
                }
                else
                {
                    Flows = [.. items.Select(Number)];
                }
            }

            foreach (string item in List().Replace(arguments, "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                string[] parts = item.Split(": ");
                if (parts.Length == 2)
                {
                    named.Add(parts[0], Number(parts[1]));
                }
                else
                {
                    numbers.Add(Number(item));
                }
            }
        }

        public double[] Flows { get; } = [];

        public DateOnly[] Dates { get; } = [];

        public PaymentTiming Timing => (PaymentTiming)(int)this["type", 0];

        public double this[int index] => numbers[index];

        public double this[string name, double otherwise] => named.GetValueOrDefault(name, otherwise);

        // "8%" is 8 / 100, correctly rounded, and not 8 · 0.01.
        private static double Number(string text) =>
            text.EndsWith('%') ? Number(text[..^1]) / 100 : double.Parse(text, CultureInfo.InvariantCulture);

        [GeneratedRegex(@"\[([^\]]*)\]")]
        private static partial Regex List();
    }
}
