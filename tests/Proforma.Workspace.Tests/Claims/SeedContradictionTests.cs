using Proforma.Claims.Reconciliation;
using Proforma.Language;
using Proforma.Model.Claims;
using Proforma.Reporting.Claims;
using Proforma.Reporting.Numbers;
using Proforma.Workspace.Tests.Documents;
using Xunit;

namespace Proforma.Workspace.Tests.Claims;

/// <summary>The tensions among the report's claims that arithmetic shows, with that arithmetic.</summary>
public sealed class SeedContradictionTests
{
    private static readonly Lazy<ContradictionTable> s_table = new(static () =>
    {
        var session = PlanSession.Open(Repository.PathOf("examples", "anthropic", "claims.plan"), scope: CompileScope.Claims).Session!;
        var report = ClaimsAgainstClaims.Find(session.Program!, ReconcileOptions.Default);
        Assert.True(report.IsComplete);
        return ContradictionTableBuilder.Build(session.Program!, report.Contradictions, report.Implied, report.SetAside, NumberOptions.Default);
    });

    [Theory]
    [InlineData(ContradictionKind.FaceValue, "c5 c9", "aggressive", "revenue[2025]: c5 says $3.7B, c9 says $4B")]
    [InlineData(ContradictionKind.FaceValue, "c12 c23", "conservative", "revenue[2025]: c12 says $2B, c23 says $2.2B")]
    [InlineData(ContradictionKind.Contradiction, "c2 c5 c8", "aggressive", "= 9.19× to 9.47×; c2 says 9.50× to 11.5×")]
    [InlineData(ContradictionKind.Contradiction, "c2 c12 c14", "conservative", "= 4.60× to 8.33×; c2 says 9.50× to 11.5×")]
    [InlineData(ContradictionKind.FaceValue, "c2 c8 c9", "aggressive", "= $34.5B ÷ $4B = 8.62×; c2 says 10.0× to 11.0×")]
    [InlineData(ContradictionKind.FaceValue, "c6 c8 c9", "aggressive", "= 8.62×; c6 says 9.00× to 11.0×")]
    [InlineData(ContradictionKind.FaceValue, "c8 c19 c20", "aggressive", "= $23B ÷ $34.5B = 66.7%; c19 says over 66.7%")]
    [InlineData(ContradictionKind.Contradiction, "c20 c29", "aggressive", "c20 says $22.5B to $23.5B, c29 says $19.5B to $20.5B")]
    [InlineData(ContradictionKind.Contradiction, "c14 c29", "conservative", "is at most $12.5B; c29 says $19.5B to $20.5B")]
    [InlineData(ContradictionKind.Contradiction, "c8 c19 c29", "aggressive", "= 56.4% to 59.5%; c19 says at least 66.6%")]
    [InlineData(ContradictionKind.FaceValue, "c20 c30 c31", "aggressive", "= $23B ÷ $6.7B = 3.43×; c31 says 3.00×")]
    [InlineData(ContradictionKind.FaceValue, "c29 c30 c31", "", "= $20B ÷ $6.7B = 2.99×; c31 says 3.00×")]
    [InlineData(ContradictionKind.FaceValue, "c26 c27 c28", "", "= $80M ÷ $8M = 10.0×; c28 says over 10.0×")]
    [InlineData(ContradictionKind.Contradiction, "c25 c33 c40 c41 c43", "", "is 25.5% to 29.1%; c40 says at least 50.0%")]
    public void Is_found_with_its_arithmetic(ContradictionKind kind, string claims, string track, string arithmetic)
    {
        var found = Assert.Single(s_table.Value.Contradictions, c => string.Join(' ', c.Names.OrderBy(static n => int.Parse(n[1..], System.Globalization.CultureInfo.InvariantCulture))) == claims);
        Assert.Equal((kind, track), (found.Found.Kind, found.Track));
        Assert.EndsWith(arithmetic, found.Arithmetic, StringComparison.Ordinal);
        Assert.All(found.Members, static m => Assert.NotEmpty(m.Quote));
    }

    [Fact]
    public void The_headline_does_not_contradict_the_conservative_case() =>
        Assert.DoesNotContain(s_table.Value.Contradictions, static c => c.Track == "conservative" && c.Found.Claims.Length == 2 && c.Names.Contains("c1"));

    [Fact]
    public void The_exchange_rate_is_implied()
    {
        var rate = Assert.Single(ContradictionTableBuilder.Telling(s_table.Value.Implied), static r => r.Quantity == "USD/CNY");
        Assert.Equal(245 / 34.55, rate.Found.Said.Low, 1e-9);
        Assert.Equal(255 / 34.45, rate.Found.Said.High, 1e-9);
        Assert.Equal("CN¥7.09/USD to CN¥7.40/USD", rate.Interval);
    }
}
