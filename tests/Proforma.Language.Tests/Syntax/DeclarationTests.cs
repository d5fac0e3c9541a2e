using Proforma.Language.Syntax;

namespace Proforma.Language.Tests.Syntax;

public sealed class DeclarationTests
{
    [Fact]
    public void Plan()
    {
        var plan = Plans.Only<PlanSyntax>("plan \"Title\"\n  currency USD\n  calendar monthly 2024 .. 2027-12\n  fiscal year ends June");
        Assert.Equal("Title", plan.Title!.Value);
        var currency = Assert.IsType<AttributeClauseSyntax>(plan.Clauses[0]);
        Assert.Equal(("currency", "USD", "USD"), (currency.Word.Text, ExpressionText.Of(currency.Values[0]), currency.RawText));
        var calendar = Assert.IsType<CalendarClauseSyntax>(plan.Clauses[1]);
        Assert.Equal(("monthly", "(.. @2024 @2027-12)"), (calendar.Grain.Text, ExpressionText.Of(calendar.Range)));
        Assert.Equal("June", Assert.IsType<FiscalYearClauseSyntax>(plan.Clauses[2]).Month);
    }

    [Theory]
    [InlineData("track base", "base", null, null, null)]
    [InlineData("track a \"A\" from base weight 30%", "a", "A", "base", "0.3")]
    [InlineData("track a weight 0.3 from base \"A\"", "a", "A", "base", "0.3")]
    public void Track(string text, string name, string? label, string? parent, string? weight)
    {
        var track = Plans.Only<TrackSyntax>(text);
        Assert.Equal((name, label, parent), (track.Name.Text, track.Label?.Value, track.Parent?.Text));
        Assert.Equal(weight, track.Weight is null ? null : ExpressionText.Of(track.Weight));
    }

    [Theory]
    [InlineData("unit seat", "seat", null, null)]
    [InlineData("unit kW \"kilowatt\" = 1000 W", "kW", "kilowatt", "1000:W")]
    [InlineData("unit Mtoken = 1e6 token", "Mtoken", null, "1000000:token")]
    [InlineData("unit rpm = 1/minute", "rpm", null, "1:minute^-1")]
    public void Unit(string text, string name, string? label, string? definition)
    {
        var unit = Plans.Only<UnitDeclarationSyntax>(text);
        Assert.Equal((name, label), (unit.Name.Text, unit.Label?.Value));
        Assert.Equal(definition, unit.Definition is null ? null : ExpressionText.Of(unit.Definition));
    }

    [Fact]
    public void Rate()
    {
        var rate = Plans.Only<RateSyntax>(
            "rate USD/CNY \"FX\" = 7.25 ~ normal(sd: 0.1)\n  closing 2024-12, base = 7.3\n  average = 7.2\n  2026 = 7\n  interpolate");
        Assert.Equal(("USD", "CNY", "FX"), (rate.From.Text, rate.To.Text, rate.Label!.Value));
        Assert.Equal(
            "Selected[]=7.25~(normal sd:0.1); Closing[@2024-12 base]=7.3; Average[]=7.2; "
                + "Selected[@2026]=7; InterpolateClauseSyntax", Shown(rate.Clauses));
    }

    [Fact]
    public void Dimension()
    {
        var dimension = Plans.Only<DimensionSyntax>(
            "dimension region \"Region\" = emea \"EMEA\", \"North America\" \"NA\" under world,\n  de under emea");
        Assert.Equal("Region", dimension.Label!.Value);
        Assert.Equal(
            ["emea EMEA ", "North America NA world", "de  emea"],
            dimension.Members.Select(m => $"{m.Name.Text} {m.Label?.Value} {m.Parent?.Text}"));
    }

    [Theory]
    [InlineData("dimension sku from \"p.csv\" key \"SKU code\" label name parent region")]
    [InlineData("dimension sku\n  from \"p.csv\" key \"SKU code\" label name parent region")]
    public void Dimension_from_a_table(string text)
    {
        var dimension = Plans.Only<DimensionSyntax>(text);
        Assert.Equal("p.csv", dimension.File!.Path.Value);
        Assert.Equal(["key SKU code", "label name", "parent region"], dimension.File.Options.Select(o => $"{o.Word.Text} {o.Column.Value}"));
        Assert.Empty(dimension.Clauses);
    }

    [Theory]
    [InlineData("input x")]
    [InlineData("input x by a, b \"L\" : USD/month = 5")]
    [InlineData("input x \"L\" by a, b : USD/month = 5")]
    [InlineData("input x \"L\" : USD / month by a, b = 5")]
    public void Parts_of_a_series_come_in_any_order(string text)
    {
        var input = Plans.Only<SeriesSyntax>(text);
        Assert.Equal((SeriesKind.Input, "x"), (input.Kind, input.Name.Text));
        if (text.Length > 10)
        {
            Assert.Equal(["a", "b"], input.Dimensions.Select(d => d.Text));
            Assert.Equal(("L", "USD*month^-1"), (input.Label!.Value, ExpressionText.Of(input.Unit!)));
            Assert.Equal("Selected[]=5", Shown(input.Clauses));
        }
    }

    [Theory]
    [InlineData("?", "?")]
    [InlineData("1", "1")]
    [InlineData("1/month", "month^-1")]
    [InlineData("Mtoken/customer/month", "Mtoken*customer^-1*month^-1")]
    [InlineData("USD*person^2/m^(1/2)", "USD*person^2*m^-1/2")]
    public void Units_are_declared(string text, string expected) =>
        Assert.Equal(expected, ExpressionText.Of(Plans.Only<SeriesSyntax>($"line x : {text} = a").Unit!));

    [Fact]
    public void Values_of_an_input()
    {
        var input = Plans.Only<SeriesSyntax>(
            """
            input x : 1
              2024 = 21% assumed "fits"
              2025, aggressive = 9.1% ~ normal(sd: 1.5%) from tencent "quote" from other
              2026 .. = ~ 4% to 6%
              .. 2020, product.api, product."North America", "x y" ~ pert(1, 2, 3)
              aggressive = 3
                assumed "on a line of its own"
              interpolate
              domain 0 .. 1
              from "x.csv" key sku column "Price"
            """);
        Assert.Equal(
            "Selected[@2024]=0.21 assumed 'fits'; "
            + "Selected[@2025 aggressive]=0.091~(normal sd:0.015) from tencent 'quote' from other; "
            + "Selected[(.. @2026 _)]=_~(to 0.04 0.06); "
            + "Selected[(.. _ @2020) (. product api) (. product North America) \"x y\"]=_~(pert 1 2 3); "
            + "Selected[aggressive]=3 assumed 'on a line of its own'; "
            + "InterpolateClauseSyntax; DomainClauseSyntax; FileClauseSyntax",
            Shown(input.Clauses));
    }

    [Fact]
    public void A_citation_on_its_own_line_belongs_to_the_value_above()
    {
        var input = Plans.Only<SeriesSyntax>("input x : USD = 3B from a\n  from b \"q\"\n  assumed \"w\"\n  2025 = 4\n  from c");
        Assert.Equal("Selected[]=3000000000 from a from b 'q' assumed 'w'; Selected[@2025]=4 from c", Shown(input.Clauses));
    }

    [Fact]
    public void Formulas_of_a_line()
    {
        var line = Plans.Only<SeriesSyntax>(
            """
            line x by product "X" : USD/month
              2024-01 = 5
              then = prev * 2
              otherwise = 0
              aggregate weighted by usage * 2
              circular tolerance 1e-9
            """);
        Assert.Equal("Selected[@2024-01]=5; Then[]=(* prev 2); Otherwise[]=0; AggregateClauseSyntax; CircularClauseSyntax", Shown(line.Clauses));
        var aggregate = (AggregateClauseSyntax)line.Clauses[3];
        Assert.Equal(("weighted", "(* usage 2)"), (aggregate.Rule.Text, ExpressionText.Of(aggregate.Weight)));
        Assert.Equal("1E-09", ExpressionText.Of(((CircularClauseSyntax)line.Clauses[4]).Tolerance));
    }

    [Fact]
    public void An_account_and_a_measure()
    {
        var tree = Plans.Clean(
            """
            account cash "Cash" : USD
              opening = 5
              opening aggressive = 6
              closing 2024-12 = 2.5B USD
              plus a + b
              minus if c = d then e else f
              aggregate closing
              circular
            measure m "M" : USD = npv(x)
            """);
        var account = (SeriesSyntax)tree.Declarations[0];
        Assert.Equal(SeriesKind.Account, account.Kind);
        Assert.Equal(
            "Opening[]=5; Opening[aggressive]=6; Closing[@2024-12]=2500000000:USD; Plus[]=(+ a b); "
                + "Minus[]=(if (= c d) e f); AggregateClauseSyntax; CircularClauseSyntax",
            Shown(account.Clauses));
        Assert.Equal((SeriesKind.Measure, "Selected[]=(npv x)"), (((SeriesSyntax)tree.Declarations[1]).Kind, Shown(tree.Declarations[1].Clauses)));
    }

    [Theory]
    [InlineData("noise s \"S\" : 1 ~ normal(0, 1) each period ar(0.6)", "0.6")]
    [InlineData("noise s \"S\" : 1 ~ normal(0, 1), ar(0.6) each period", "0.6")]
    [InlineData("noise s \"S\" : 1 ~ normal(0, 1) each period", null)]
    public void Noise(string text, string? autoregression)
    {
        var noise = Plans.Only<NoiseSyntax>(text);
        Assert.Equal(("s", "S", "(normal 0 1)"), (noise.Name.Text, noise.Label!.Value, ExpressionText.Of(noise.Distribution)));
        Assert.Equal(autoregression, noise.Autoregression is null ? null : ExpressionText.Of(noise.Autoregression));
    }

    [Fact]
    public void Correlations()
    {
        var tree = Plans.Clean("correlate a, b = -0.4\ncorrelate a, b, c\n  1\n  0.4, 1\n  -0.2, 0.3, 1\n");
        Assert.Equal("(Negate 0.4)", ExpressionText.Of(((CorrelateSyntax)tree.Declarations[0]).Value));
        var matrix = (CorrelateSyntax)tree.Declarations[1];
        Assert.Equal(["a", "b", "c"], matrix.Names.Select(n => n.Text));
        Assert.Equal(
            ["1", "0.4 1", "(Negate 0.2) 0.3 1"],
            matrix.Clauses.Cast<MatrixRowClauseSyntax>().Select(r => string.Join(' ', r.Values.Select(ExpressionText.Of))));
    }

    [Fact]
    public void A_check_and_a_source()
    {
        var tree = Plans.Clean(
            """
            check cash >= 0 and a = b "Label"
              severity warning
            source tencent "Title" 2025-02-13
              url https://new.qq.com/a?b=1#c  # note
              publisher "P"
              speaker Somebody Else
              language zh-CN
            source year 2025
            """);
        var check = (CheckSyntax)tree.Declarations[0];
        Assert.Equal(("(and (>= cash 0) (= a b))", "Label"), (ExpressionText.Of(check.Condition), check.Label!.Value));
        Assert.Equal("warning", Assert.IsType<AttributeClauseSyntax>(check.Clauses[0]).RawText);
        var source = (SourceSyntax)tree.Declarations[1];
        Assert.Equal(("tencent", "Title", "2025-02-13"), (source.Name.Text, source.Title!.Value, source.Date!.Text));
        Assert.Equal(
            ["url|https://new.qq.com/a?b=1#c|0", "publisher|\"P\"|1", "speaker|Somebody Else|0", "language|zh-CN|0"],
            source.Clauses.Cast<AttributeClauseSyntax>().Select(c => $"{c.Word.Text}|{c.RawText}|{c.Values.Count}"));
        Assert.Equal("2025", ((SourceSyntax)tree.Declarations[2]).Date!.Text);
    }

    [Fact]
    public void Actuals_and_solve()
    {
        var tree = Plans.Clean(
            """
            actuals from "f.csv" key period through 2025
              column "Net sales" = revenue
              column x = revenue[api]
            solve a, b so that x[2027] = 1, y = 1_000 USD in base
              domain a 0 .. 1
              domain b -1 .. high
              least squares
            solve a so that x = 1
              in base
            """);
        var actuals = (ActualsSyntax)tree.Declarations[0];
        Assert.Equal(("f.csv", "@2025", 1), (actuals.File!.Path.Value, ExpressionText.Of(actuals.Through), actuals.File.Options.Count));
        Assert.Equal(
            ["Net sales revenue", "x ([] revenue api)"],
            actuals.Clauses.Cast<ColumnClauseSyntax>().Select(c => $"{c.Column.Value} {ExpressionText.Of(c.Line)}"));
        var solve = (SolveSyntax)tree.Declarations[1];
        Assert.Equal(["a", "b"], solve.Names.Select(n => n.Text));
        Assert.Equal(["(= ([] x @2027) 1)", "(= y 1000:USD)"], solve.Targets.Select(ExpressionText.Of));
        Assert.Equal("base", solve.Track!.Text);
        Assert.Equal(
            ["a (.. 0 1)", "b (.. (Negate 1) high)"],
            solve.Clauses.OfType<DomainClauseSyntax>().Select(d => $"{d.Name!.Text} {ExpressionText.Of(d.Range)}"));
        Assert.Equal("least squares", Assert.IsType<AttributeClauseSyntax>(solve.Clauses[2]).Word.Text);
        Assert.Equal("base", ((SolveSyntax)tree.Declarations[2]).Track!.Text);
    }

    [Fact]
    public void Section_and_use()
    {
        var tree = Plans.Clean("section \"收入\"\nuse \"openai.plan\" as openai\nuse \"lib.plan\"");
        Assert.Equal("收入", ((SectionSyntax)tree.Declarations[0]).Title!.Value);
        Assert.Equal(("openai.plan", "openai"), (((UseSyntax)tree.Declarations[1]).Path!.Value, ((UseSyntax)tree.Declarations[1]).Alias!.Text));
        Assert.Null(((UseSyntax)tree.Declarations[2]).Alias);
    }

    [Theory]
    [InlineData("line plus = plus + minus", "(+ plus minus)")]
    [InlineData("line rate = source * unit", "(* source unit)")]
    [InlineData("line line = line(line)", "(line line)")]
    [InlineData("line opening = opening[closing]", "([] opening closing)")]
    [InlineData("line by = from + weight", "(+ from weight)")]
    public void Keywords_are_words_only_where_they_are_expected(string text, string expected) =>
        Assert.Equal("Selected[]=" + expected, Shown(Plans.Only<SeriesSyntax>(text).Clauses));

    [Theory]
    [InlineData("input x : 1\n  plus = 5", "Selected[plus]=5")]
    [InlineData("input x : 1\n  average = 5", "Selected[average]=5")]
    [InlineData("input x : 1\n  domain, 2025 = 5", "Selected[domain @2025]=5")]
    [InlineData("input x : 1\n  from.a = 5", "Selected[(. from a)]=5")]
    [InlineData("line x : 1\n  otherwise, 2025 = 5", "Selected[otherwise @2025]=5")]
    public void Clause_words_can_be_tracks_and_members(string text, string expected) =>
        Assert.Equal(expected, Shown(Plans.Only<SeriesSyntax>(text).Clauses));

    internal static string Shown(IReadOnlyList<ClauseSyntax> clauses) => string.Join("; ", clauses.Select(Shown));

    private static string Shown(ClauseSyntax clause) => clause is not ValueClauseSyntax value
        ? clause.GetType().Name
        : $"{value.Kind}[{string.Join(' ', value.Selectors.Select(ExpressionText.Of))}]={ExpressionText.Of(value.Value.Point)}"
            + (value.Value.Distribution is { } d ? "~" + ExpressionText.Of(d) : "")
            + string.Concat(value.Value.Citations.Select(Shown));

    private static string Shown(CitationSyntax citation) =>
        (citation.Source is { } source ? " from " + source.Text : " assumed") + (citation.Text is { } text ? $" '{text.Value}'" : "");
}
