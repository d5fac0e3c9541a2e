using System.IO.Compression;
using Xunit;

namespace Proforma.Cli.Tests.Data;

/// <summary>The sheet of claims in an exported workbook.</summary>
public sealed class ClaimsSheetTests
{
    [Theory]
    [InlineData("claims.plan", null)]
    [InlineData("anthropic.plan", "claims.plan")]
    public void Holds_each_claim_with_its_verdict(string plan, string? claims)
    {
        using var folder = new ScratchFolder();
        var example = Path.Combine(RepositoryFolders.Root, "examples", "anthropic");
        string[] more = claims is null ? [] : ["--claims", Path.Combine(example, claims)];
        var run = Invocation.Of(["export", Path.Combine(example, plan), "-o", "plan.xlsx", .. more]);
        Assert.True(run.ExitCode == 0, run.Error);
        var text = TextOf("plan.xlsx");
        Assert.Contains("name=\"Claims\"", text, StringComparison.Ordinal);
        Assert.Contains("api_revenue[2027] / revenue[2027]", text, StringComparison.Ordinal);
        Assert.Contains("unsupported", text, StringComparison.Ordinal);
        Assert.Contains("超三分之二", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_left_out_where_nothing_is_claimed()
    {
        using var folder = new ScratchFolder();
        Assert.Equal(0, Invocation.Of(["export", Path.Combine(RepositoryFolders.Root, "examples", "saas", "saas.plan"), "-o", "plan.xlsx"]).ExitCode);
        Assert.DoesNotContain("name=\"Claims\"", TextOf("plan.xlsx"), StringComparison.Ordinal);
    }

    private static string TextOf(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        return string.Concat(archive.Entries.Where(static e => e.FullName.EndsWith(".xml", StringComparison.Ordinal)).Select(static e =>
        {
            using var reader = new StreamReader(e.Open());
            return reader.ReadToEnd();
        }));
    }
}
