using System.Collections.Immutable;
using Proforma.Claims.Reconciliation;
using Proforma.Language;
using Proforma.Model.Claims;
using Proforma.Workspace.Tests.Documents;
using Xunit;

namespace Proforma.Workspace.Tests.Claims;

/// <summary>The report's 55 claims against the example plan, each with the verdict that was worked out by hand.</summary>
public sealed class SeedClaimsTests
{
    private const ClaimVerdict Holds = ClaimVerdict.Holds, Rounding = ClaimVerdict.HoldsByRounding, Unsupported = ClaimVerdict.UnsupportedAtFaceValue,
        Off = ClaimVerdict.Off, NotComparable = ClaimVerdict.NotComparable, Unchecked = ClaimVerdict.CannotBeChecked, Words = ClaimVerdict.NotScored;

    private static readonly Lazy<(PlanSession Session, ImmutableArray<ClaimResult> Results)> s_seed = new(static () =>
    {
        var (session, problem) = PlanSession.Open(Repository.PathOf("examples", "anthropic", "claims.plan"), scope: CompileScope.Claims);
        Assert.True(session?.Program is not null, problem);
        return (session, Reconciler.Reconcile(new RunFigures(session.Run().Result!), ReconcileOptions.Default));
    });

    /// <summary>A claim, and its verdict in the aggressive and in the conservative track; both are given where it names none, null where it names the other.</summary>
    public static TheoryData<string, ClaimVerdict?, ClaimVerdict?> Verdicts() => new()
    {
        { "c1", Holds, Off }, { "c2", Off, Off }, { "c3", Holds, Holds }, { "c4", Rounding, null }, { "c5", Off, null },
        { "c6", Off, null }, { "c7", Holds, Holds }, { "c8", Holds, null }, { "c9", Holds, null }, { "c10", Holds, null },
        { "c11", Holds, null }, { "c12", null, Holds }, { "c13", null, Holds }, { "c14", null, Holds }, { "c15", Holds, Holds },
        { "c16", Holds, Holds }, { "c17", Holds, Holds }, { "c18", Holds, null }, { "c19", Unsupported, null }, { "c20", Holds, null },
        { "c21", Holds, null }, { "c22", null, Holds }, { "c23", null, Off }, { "c24", Words, Words }, { "c25", Holds, Holds },
        { "c26", Holds, Holds }, { "c27", Holds, Holds }, { "c28", Unsupported, Unsupported }, { "c29", Off, Off }, { "c30", Holds, Holds },
        { "c31", Holds, Off }, { "c32", Holds, Holds }, { "c33", Holds, Holds }, { "c34", Words, Words }, { "c35", Words, Words },
        { "c36", Holds, Holds }, { "c37", Holds, Holds }, { "c38", Holds, Holds }, { "c38b", NotComparable, NotComparable }, { "c39", Holds, Holds },
        { "c40", Off, Off }, { "c41", Holds, Holds }, { "c42", Unchecked, Unchecked }, { "c43", Holds, Holds }, { "c44", Words, Words },
        { "c45", Unchecked, Unchecked }, { "c46", Holds, Holds }, { "c47", Holds, Holds }, { "c48", Holds, Holds }, { "c49", Holds, Holds },
        { "c50", Holds, Holds }, { "c51", Holds, Holds }, { "c52", Unchecked, Unchecked }, { "c52b", NotComparable, NotComparable }, { "c53", Words, Words },
        { "c53a", Off, Off }, { "c53b", Holds, Holds }, { "c54", Holds, Off }, { "c55", Words, Words },
    };

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void Comes_out_as(string name, ClaimVerdict? aggressive, ClaimVerdict? conservative)
    {
        var results = Of(name);
        Assert.NotEmpty(results);
        if (results is [{ Track: < 0 } sole])
        {
            Assert.Equal((aggressive, conservative), (sole.Verdict, sole.Verdict));
            return;
        }

        ClaimVerdict?[] expected = [aggressive, conservative];
        Assert.Equal(
            Enumerable.Range(0, 2).Where(t => expected[t] is not null).Select(t => (t, expected[t]!.Value)),
            results.Select(static r => (r.Track, r.Verdict)));
    }

    [Fact]
    public void All_55_are_there_and_nothing_is_said_against_the_file()
    {
        var names = s_seed.Value.Session.Program!.Claims.Select(static c => c.Name).ToList();
        Assert.Equal(Enumerable.Range(1, 55).Select(static i => $"c{i}"), names.Where(static n => char.IsAsciiDigit(n[^1])));
        Assert.Equal(Verdicts().Select(static v => v.Data.Item1).Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        Assert.Empty(s_seed.Value.Session.Compilation.Diagnostics);
    }

    [Fact]
    public void Quotes_are_single_phrases() =>
        Assert.All(s_seed.Value.Session.Program!.Claims, static c => Assert.InRange(c.Quote.Length, 1, 24));

    [Fact]
    public void Quotes_stand_in_the_report_letter_by_letter()
    {
        var path = Repository.PathOf("..", "shared", "article", "anthropic-2025-02-13.md");
        Assert.SkipUnless(File.Exists(path), "The report is not here.");
        var report = File.ReadAllText(path).Replace("*", "", StringComparison.Ordinal);
        foreach (var claim in s_seed.Value.Session.Program!.Claims)
        {
            var from = 0;
            foreach (var part in claim.Quote.Split('…'))
            {
                from = report.IndexOf(part, from, StringComparison.Ordinal);
                Assert.True(from >= 0, $"{claim.Name}: {part}");
                from += part.Length;
            }
        }
    }

    [Theory]
    [InlineData("c5", 0, 0.081)]
    [InlineData("c23", 1, -0.091)]
    [InlineData("c29", 0, 0.150)]
    [InlineData("c6", 0, -0.1375)]
    public void Is_off_by(string name, int track, double part)
    {
        var result = Of(name).Single(r => r.Track == track);
        Assert.Equal(part, result.Difference!.Value / result.Claim.Low!.Value, 6e-4);
    }

    [Fact]
    public void A_years_burn_over_a_half_years_is_eight_times_when_both_are_of_one_length()
    {
        var result = Of("c38b")[0];
        Assert.Equal(16.47, result.Plan.Raw, 0.01);
        var offered = Assert.Single(result.Comparisons);
        Assert.Equal(8.235, offered.Plan.Raw, 0.005);
    }

    [Fact]
    public void Positive_cash_flow_has_three_definitions()
    {
        var (aggressive, conservative) = (Of("c37")[0], Of("c37")[1]);
        Assert.Equal([Off, Holds], aggressive.Comparisons.Select(static c => c.Verdict));
        Assert.Equal([Holds, Off], conservative.Comparisons.Select(static c => c.Verdict));
    }

    [Fact]
    public void The_premium_and_the_gap_are_those_of_the_tracks()
    {
        Assert.Equal([14.5, 29.0], Of("c54").Select(static r => Math.Round(r.Against!.Value, 1)));
        Assert.Equal([9.5, 32.0], Of("c53a").Select(static r => Math.Round(r.Plan.Raw / 1e9, 1)));
        Assert.Equal([8.0, 10.0], Of("c53a").Select(static r => Math.Round(r.Against!.Value / 1e9, 1)));
        Assert.Equal([78.4, 27.3], Of("c53b").Select(static r => Math.Round(r.Plan.Raw * 100, 1)));
        Assert.Equal([33.3, 16.7], Of("c53b").Select(static r => Math.Round(r.Against!.Value * 100, 1)));
    }

    private static List<ClaimResult> Of(string name) => [.. s_seed.Value.Results.Where(r => r.Claim.Name == name)];
}
