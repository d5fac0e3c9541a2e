using System.Globalization;
using System.Text.RegularExpressions;
using Proforma.Claims.Reconciliation;
using Proforma.Language;
using Proforma.Workspace.Tests.Documents;
using Xunit;

namespace Proforma.Workspace.Tests.Claims;

/// <summary>The figures of docs/claims.md are what comes out.</summary>
public sealed partial class HedgeTableTests
{
    private static readonly Dictionary<string, double> s_scales = new(StringComparer.Ordinal) { ["亿"] = 1e8, ["B"] = 1e9, ["M"] = 1e6 };

    public static TheoryData<string, string, string> Rows()
    {
        var data = new TheoryData<string, string, string>();
        foreach (Match row in Row().Matches(File.ReadAllText(Repository.PathOf("docs", "claims.md"))))
        {
            data.Add(row.Groups["claim"].Value, row.Groups["counts"].Value, row.Groups["rounded"].Value);
        }

        return data;
    }

    [Fact]
    public void There_are_rows() => Assert.True(Rows().Count >= 15);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Says_what_comes_out(string claim, string counts, string rounded)
    {
        var plan = MarkdownExample.Header + $"line x : USD/month\nclaim x[2025] {claim}\n";
        var session = PlanSession.OfText("main.plan", plan, CompileScope.Claims);
        var definition = Assert.Single(session.Program!.Claims);
        var (number, suffix) = (Number(counts), counts.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.'));
        Assert.Equal(number * s_scales[suffix], definition.Low!.LastDigit, 1e-6 * definition.Low.LastDigit);

        // An `up to` without a track is a ceiling; the table shows what is reached.
        var interval = HedgeTable.Of(definition, isReached: true)!.Rounded;
        var ends = Digits().Matches(rounded).Select(m => Number(m.Value) * s_scales[suffix]).ToList();
        var (low, high) = rounded.StartsWith("from", StringComparison.Ordinal) ? (ends[0], double.PositiveInfinity)
            : rounded.StartsWith("to", StringComparison.Ordinal) ? (double.NegativeInfinity, ends[0])
            : (ends[0], ends[1]);
        Assert.Equal((Rounded(low), Rounded(high)), (Rounded(interval.Low), Rounded(interval.High)));
    }

    private static double Rounded(double value) => double.IsInfinity(value) ? value : Math.Round(value / 1e3) * 1e3;

    private static double Number(string text) => double.Parse(Digits().Match(text).Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| `(?<claim>[^`]+ USD)` \| (?<counts>[^|]+) \| (?<rounded>[^|]+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"[0-9]+(\.[0-9]+)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Digits();
}
