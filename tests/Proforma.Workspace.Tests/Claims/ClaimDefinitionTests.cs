using Proforma.Language;
using Proforma.Language.Diagnostics;
using Proforma.Model.Claims;
using Proforma.Model.Program;
using Proforma.Model.Time;
using Proforma.Workspace.Tests.Documents;
using Xunit;

namespace Proforma.Workspace.Tests.Claims;

/// <summary>What the compiler makes of claims: figures with their digits, kinds, hidden slots behind all others.</summary>
public sealed class ClaimDefinitionTests : IDisposable
{
    private const string Plan = """
        plan "P"
          currency USD
          calendar monthly 2025-01 .. 2027-12
        track up "Up"
        track down "Down"
        source paper "A paper" 2025-02-13
          publisher "The Paper"
          speaker "A person"
        input growth : 1
          up = 10%
          down = 5%
        line api : USD/month
          2025-01 = 10M USD/month
          then = prev * (1 + growth)
        line seats : USD/month = 5M USD/month
        line revenue = api + seats
        line burn : USD/month = 20M USD/month - revenue
        line heads : person = 915 person
        measure turn = first_period(burn < 0)

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("revenue[2027] = 34.5B USD", 34.5e9, 1e8, 1e8)]
    [InlineData("revenue[2027] = 345亿 USD", 34.5e9, 1e8, 1e8)]
    [InlineData("revenue[2027] = 2500亿 USD", 250e9, 1e10, 1e8)]
    [InlineData("revenue[2027] = 40亿 USD", 4e9, 1e8, 1e8)]
    [InlineData("revenue[2027] = 400亿 USD", 40e9, 1e9, 1e8)]
    [InlineData("revenue[2027] = 4B USD", 4e9, 1e9, 1e9)]
    [InlineData("revenue[2027] = 4.00B USD", 4e9, 1e7, 1e7)]
    [InlineData("revenue[2027] = 1e9 USD", 1e9, 1e9, 1e9)]
    [InlineData("revenue[2027] = -1_230M USD", -1.23e9, 1e7, 1e6)]
    [InlineData("heads[2027] = 1_900 person", 1900, 100, 1)]
    [InlineData("heads[2027] = 915 person", 915, 1, 1)]
    [InlineData("api[2027] / revenue[2027] = 66%", 0.66, 0.01, 0.01)]
    [InlineData("api[2027] / revenue[2027] = 2/3", 0.6666666666666666, 0.001, 0.001)]
    [InlineData("revenue[2027] / revenue[2025] ~= 10", 10, 1, 1)]
    [InlineData("revenue[2027] = 0 USD", 0, 1, 1)]
    public void Digits_say_how_precise_a_figure_is(string claim, double value, double counted, double written)
    {
        var figure = Sole(claim).Low!;
        Assert.Equal(value, figure.Value, 1e-9 * Math.Abs(value));
        Assert.Equal(counted, figure.LastDigit, 1e-9 * counted);
        Assert.Equal(written, figure.WrittenDigit, 1e-9 * written);
    }

    [Theory]
    [InlineData("revenue[2027] = 5B USD", ClaimKind.Level)]
    [InlineData("revenue[2027] between 5B USD and 6B USD", ClaimKind.Range)]
    [InlineData("heads[2027] over 900 person", ClaimKind.Count)]
    [InlineData("api[2027] / revenue[2027] > 2/3", ClaimKind.Share)]
    [InlineData("api[2027] / seats[2027] ~= 3", ClaimKind.Ratio)]
    [InlineData("revenue[2027] / revenue[2025] nearly 10", ClaimKind.Multiple)]
    [InlineData("revenue[2027] / revenue[2026] - 1 = 34%", ClaimKind.Growth)]
    [InlineData("turn in 2026", ClaimKind.Date)]
    [InlineData("api[2027] > seats[2027]", ClaimKind.Ordering)]
    [InlineData("\"The gap narrows\"", ClaimKind.Qualitative)]
    public void Its_form_says_what_kind_it_is(string claim, ClaimKind kind) => Assert.Equal(kind, Sole(claim).Kind);

    [Fact]
    public void Its_sides_are_the_last_slots_and_move_nothing()
    {
        const string claims = """
            claim big: api[2027] / revenue[2027] > 2/3 in up from paper "over two thirds"
              modality expected
              as of 2025-02
              speaker "Another person"
            claim api[2027] < revenue[2027]
            """;
        var alone = Compile("", CompileScope.Run).Program!;
        var unasked = Compile(claims, CompileScope.Run).Program!;
        var program = Compile(claims, CompileScope.Claims).Program!;
        Assert.Empty(unasked.Claims);
        Assert.Equal(alone.Slots.Select(static s => s.Name), unasked.Slots.Select(static s => s.Name));
        Assert.Equal(alone.Slots.Select(static s => s.Name), program.Slots.Take(alone.Slots.Length).Select(static s => s.Name));
        Assert.Equal(3, program.Slots.Length - alone.Slots.Length);
        Assert.All(program.Slots.Skip(alone.Slots.Length), static s => Assert.Equal((SlotRole.Hidden, -1), (s.Role, s.TimeAxis)));

        var big = program.Claims[0];
        Assert.Equal(("big", 0, "over two thirds", "Another person"), (big.Name, big.Track, big.Quote, big.Speaker));
        Assert.Equal((ClaimModality.Expected, ClaimHedge.Over, new DateOnly(2025, 2, 13)), (big.Modality, big.Hedge, big.Published));
        Assert.Equal(Period.Month(2025, 2), big.AsOf);
        Assert.Equal(["The Paper", "A person"], new[] { program.Sources[big.Source].Publisher, program.Sources[big.Source].Speaker });
        var rule = program.Slots[big.Metric!.Slot].Rules[0];
        Assert.Equal([OpCode.RollUp, OpCode.RollUp, OpCode.Divide], rule.Ops.Select(static o => o.Code));
        Assert.Equal(["api", "revenue"], big.Metric.Reads.Select(r => program.Slots[r.Slot].Name));
        Assert.All(big.Metric.Reads, static r => Assert.Equal(Period.OfYear(2027), r.Period));

        var order = program.Claims[1];
        Assert.Equal((null, true, -1), (order.Low, order.LowSlot >= 0, order.Track));
    }

    [Theory]
    [InlineData("claim sales[2027] = 5 USD", "PF8001", ClaimGap.NoLine)]
    [InlineData("claim revenue[2035] = 5B USD", "PF8002", ClaimGap.OutsideCalendar)]
    public void A_claim_about_nothing_in_the_plan_stays_a_claim(string claim, string code, ClaimGap gap)
    {
        var compilation = Compile(claim, CompileScope.Claims);
        Assert.Equal([code], compilation.Diagnostics.Select(static d => d.Code));
        Assert.All(compilation.Diagnostics, static d => Assert.Equal(Severity.Warning, d.Severity));
        Assert.Equal(gap, Assert.Single(compilation.Program!.Claims).Gap);
    }

    [Fact]
    public void A_file_of_claims_speaks_of_the_plan_that_it_uses()
    {
        _folder.Write("company.plan", Plan);
        var session = PlanSession.OfText(_folder.PathOf("claims.plan"), "use \"company.plan\"\nclaim revenue[up, 2027] over 1B USD from paper \"q\"\n", CompileScope.Claims);
        Assert.Empty(session.Compilation.Diagnostics);
        Assert.Equal("P", session.Program!.Title);
        var claim = Assert.Single(session.Program.Claims);
        Assert.Equal("revenue[up, 2027]", claim.Metric!.Text);
        Assert.Equal(-1, session.Program.Slots[claim.Metric.Slot].TrackAxis);
    }

    private ClaimDefinition Sole(string claim)
    {
        var compilation = Compile("claim " + claim, CompileScope.Claims);
        Assert.True(compilation.Program is not null, DiagnosticRenderer.Render(compilation.Diagnostics));
        return Assert.Single(compilation.Program.Claims);
    }

    private Compilation Compile(string claims, CompileScope scope) => PlanSession.OfText(_folder.PathOf("main.plan"), Plan + claims, scope).Compilation;
}
