using CsCheck;
using Proforma.Claims.Extraction;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Xunit;

namespace Proforma.Claims.Tests.Drafting;

/// <summary>Whatever an article says, its draft parses, compiles, and stays as it is when formatted.</summary>
public sealed class HostileDraftTests
{
    private static readonly string[] s_pieces =
    [
        "\"", "\\", "\\\"", "\n", "\r", "\r\n", "\t", "\0", "\u001b[31m", "\u2028", "\u2029", "\u202E", "\u200B", "\uFEFF", "\uD800", "\uDC00", "{", "}", "[", "]", "(", "#",
        " # ", "?", "claim x = 1 from a \"", "\nplan \"x\"\n", "'", "“", "”", "「", "「」", "；", "345亿美元", "revenue", "in", "then", "USD", "month", "2027", "..", "-", "_", "~=",
        "é", "e\u0301", "ﬁ", "Ａ", "９", "北屏", "😀", "ا", "\u00A0", "\u3000", "a", "B", " ",
    ];

    private static readonly Gen<string> s_hostile = OneOf(s_pieces).Array[0, 8].Select(string.Concat);

    private static readonly Gen<Role> s_role = Gen.Frequency(
        (2, s_hostile.Select(static text => new Role(text, 0.5))),
        (1, Gen.Const(Role.Open)));

    private static readonly Gen<Role> s_metric = Gen.OneOf(
        OneOf("revenue", "headcount", "gross_margin", "cloud_revenue", "revenue_share", "api_revenue_share", "pe_ratio", "eps", "deliveries", "capacity", "price")
            .Select(static key => new Role(key, 0.9)),
        s_role);

    private static readonly Gen<Role> s_period = Gen.OneOf(
        OneOf("2027", "FY2026", "2024-H1", "2025-Q3", "2024-12", "2025-02-13", "2024 .. 2026", "2023-08-01 .. 2025-08-15", "0001", "3000", "2024-13", "2024-02-31", "FY2025-01")
            .Select(static literal => new Role(literal, 0.9)),
        s_role);

    private static readonly Gen<string?> s_unit = Gen.OneOf(
        OneOf<string?>("USD", "CNY", "person", "1", "USD/share", "USD/month", "USD/person/year", "user", "W", "kWh", "t/year", "m2", null, "in", "1/month", "USD/token", "revenue"),
        s_hostile.Select(static text => (string?)text));

    private static readonly Gen<double> s_value = Gen.OneOf(
        Gen.Double[-1e12, 1e12], OneOf(0, 1, -1, 0.34, 2.0 / 3, 1e30, -1e30, 1e-12, 1e300, double.NaN, double.PositiveInfinity, 345e8, double.Epsilon, -0.0));

    private static readonly Gen<(string Quote, string Context, int Start, string? Unit, double Value, double High, bool IsRange, double LastDigit)> s_figurePart =
        Gen.Select(
            Gen.Select(s_hostile, s_hostile, Gen.Int[0, 10_000]), Gen.Select(s_unit, s_value, s_value, Gen.Bool), OneOf(0.0, 1, 1e8, 0.01, 1e-4, 3.7, -1, double.NaN),
            static (text, number, digit) => (text.Item1, text.Item2, text.Item3, number.Item1, number.Item2, number.Item3, number.Item4, digit));

    private static readonly Gen<Figure> s_figure = Gen.Select(
        s_figurePart, Gen.Enum<FigureKind>(), Gen.Enum<Proforma.Claims.Extraction.Hedge>(), Gen.Select(s_role, s_metric, s_period, s_role), Gen.Select(s_role, s_period, Gen.Bool, Gen.Bool),
        static (part, kind, hedge, roles, others) => new Figure
        {
            Quote = part.Quote,
            Context = part.Context,
            Start = part.Start,
            End = part.Start + 5,
            Unit = part.Unit,
            Value = part.IsRange ? null : part.Value,
            Low = part.IsRange ? Math.Min(part.Value, part.High) : null,
            High = part.IsRange ? Math.Max(part.Value, part.High) : null,
            LastDigit = part.LastDigit,
            Kind = kind,
            Hedge = hedge,
            Entity = roles.Item1,
            Metric = roles.Item2,
            Period = roles.Item3,
            Track = roles.Item4,
            Speaker = others.Item1,
            ComparedWith = others.Item2,
            IsChange = others.Item3,
            IsFall = others.Item4,
            Notes = [new Wording(part.Context, part.Quote)],
        });

    private static readonly Gen<Reading> s_reading = Gen.Select(
        s_figure.Array[0, 6], Gen.Select(s_hostile, s_hostile, s_hostile, s_hostile), OneOf<string?>("https://example.com/a", "http://a.b/c#d", "javascript:x", "https://a b", null),
        OneOf<DateOnly?>(null, new DateOnly(2025, 2, 13), DateOnly.MinValue, DateOnly.MaxValue),
        static (figures, words, url, date) => new Reading
        {
            SourceText = "",
            Title = words.Item1,
            Language = words.Item2.Length % 2 == 0 ? "zh-CN" : words.Item2,
            Publisher = words.Item3,
            Topic = words.Item4,
            Url = url,
            PublishedOn = date,
            Figures = figures,
            Notes = [new Wording(words.Item1, words.Item3)],
        });

    [Fact]
    public void A_draft_of_anything_compiles_and_is_formatted() => s_reading.Sample(static reading => Drafts.Checked(reading, null), iter: 1_500);

    [Fact]
    public void A_quote_comes_back_letter_by_letter() =>
        OneOf("\"", "\\", "\n", "\t", "{", "}", "#", "?", "亿", "“", " ", "x", "😀").Array[1, 30].Select(string.Concat).Sample(static words =>
        {
            var figure = new Figure { Quote = "1", Context = words, Start = 0, End = 1, Value = 1, Unit = "USD", Kind = FigureKind.Amount };
            var draft = Drafts.Checked(new Reading { SourceText = "", Language = "en", Figures = [figure] }, null);
            var claim = Parser.Parse(new SourceText("claims.plan", draft.Text)).Declarations.OfType<ClaimSyntax>().Single();
            Assert.Equal(words, claim.Clauses.OfType<CitationClauseSyntax>().Single().Citation.Text!.Value);
        });

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
