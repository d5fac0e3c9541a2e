using Proforma.Claims.Contradictions;
using Proforma.Model.Claims;
using Proforma.Model.Program;
using Proforma.Language;
using Proforma.Workspace;
using Xunit;

namespace Proforma.Claims.Tests.Contradictions;

/// <summary>The claims of the example: which of the tensions that a careful reader found arithmetic finds by itself.</summary>
public sealed class SeedTests
{
    private static readonly PlanProgram s_program = Load();
    private static readonly ContradictionReport s_report = ContradictionFinder.Find(s_program, ClaimConstraints.Of(s_program));

    [Theory]
    [InlineData("c5 c9", ContradictionKind.FaceValue, "T1: 3.7 and 4.0 agree in whole billions only")]
    [InlineData("c12 c23", ContradictionKind.FaceValue, "T1: 2.2 and 2.0 likewise")]
    [InlineData("c1 c2 c5", ContradictionKind.Contradiction, "T2: 34.5 over 3.7 is 9.32, not ten times")]
    [InlineData("c1 c6 c9", ContradictionKind.FaceValue, "T2: over 4.0 it is 8.63, not nearly ten times")]
    [InlineData("c2 c14 c23", ContradictionKind.Contradiction, "T2: 12 over 2.2 is 5.45")]
    [InlineData("c1 c19 c20", ContradictionKind.FaceValue, "T4: 23 of 34.5 is two thirds, not over")]
    [InlineData("c20 c29", ContradictionKind.Contradiction, "T5: API revenue of 23 and of 20")]
    [InlineData("c1 c19 c29", ContradictionKind.Contradiction, "T5: 20 gives a share of 58%")]
    [InlineData("c29 c30 c31", ContradictionKind.FaceValue, "T6: 20 over 6.7 is 2.99, three times when rounded")]
    [InlineData("c20 c30 c31", ContradictionKind.FaceValue, "T6: 23 over 6.7 is 3.43")]
    [InlineData("c26 c27 c28", ContradictionKind.FaceValue, "T8: 80 over 8 is ten times, not over")]
    [InlineData("c25 c33 c40 c41 c43", ContradictionKind.Contradiction, "T13: training and R&D staff are 27 to 28% of what was spent")]
    [InlineData("c7 c14 c15 c23 c53a", ContradictionKind.Contradiction, "T15: in dollars the gap widens")]
    public void Tensions_are_found(string claims, ContradictionKind kind, string why)
    {
        var found = s_report.Contradictions.Where(c => string.Join(' ', c.Claims.Select(Name)) == claims).ToList();
        Assert.True(found.Count == 1 && found[0].Kind == kind, why);
    }

    [Fact]
    public void Tracks_are_kept_apart()
    {
        // Of the aggressive figures none contradicts a conservative one; the headline, which names no track, does.
        Assert.DoesNotContain(s_report.Contradictions, static c => c.Claims.Select(Name).Intersect(["c5", "c9", "c19", "c20"]).Any() && c.Claims.Select(Name).Intersect(["c12", "c14", "c23"]).Any());
        Assert.Contains(s_report.Contradictions, static c => c.Claims.Select(Name).SequenceEqual(["c1", "c14"]) && c.Track == "conservative");
    }

    [Theory]
    [InlineData("USD/CNY", "c1 c4", 245 / 34.55, 255 / 34.45)]
    [InlineData("api_share", "c1 c20", 22.5 / 34.55, 23.5 / 34.45)]
    [InlineData("api_share", "c1 c29", 19.5 / 34.55, 20.5 / 34.45)]
    [InlineData("dilution", "c46 c49", 1.95 / 60.45, 2.05 / 59.55)]
    [InlineData("months_of_burn", "c36 c49", 12 * 1.95 / 3.05, 12 * 2.05 / 2.95)]
    [InlineData("multiple_2025", "c23 c46", 57.5 / 2.25, 58.5 / 2.15)]
    public void What_nobody_says_follows(string line, string from, double low, double high)
    {
        var found = s_report.Implied.Where(q => s_program.Slots[q.Quantity.Slot].Name == line && string.Join(' ', q.From.Select(Name)) == from).ToList();
        Assert.NotEmpty(found);
        Assert.All(found, q => Assert.Equal((low, high, true), (q.Said.Low, q.Said.High, q.IsExact), Near));
    }

    [Fact]
    public void The_remainder_is_what_api_revenue_leaves()
    {
        var found = s_report.Implied.First(static q => s_program.Slots[q.Quantity.Slot].Name == "subscription_revenue" && q.From.Select(Name).Contains("c20"));
        Assert.InRange(found.Said.Low, 10.95e9 - 1, 11.5e9);
        Assert.InRange(found.Said.High, 11.5e9, 12.05e9 + 1);
    }

    private static bool Near((double Low, double High, bool IsExact) a, (double Low, double High, bool IsExact) b) =>
        Math.Abs(a.Low - b.Low) < 1e-9 && Math.Abs(a.High - b.High) < 1e-9 && a.IsExact == b.IsExact;

    private static string Name(int claim) => s_program.Claims[claim].Name;

    private static PlanProgram Load()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Proforma.slnx")))
        {
            folder = folder.Parent!;
        }

        var (session, problem) = PlanSession.Open(Path.Combine(folder.FullName, "examples", "anthropic", "claims.plan"), scope: CompileScope.Claims);
        return session?.Program ?? throw new InvalidOperationException(problem);
    }
}
