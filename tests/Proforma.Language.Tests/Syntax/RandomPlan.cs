using System.Globalization;
using System.Text;

namespace Proforma.Language.Tests.Syntax;

/// <summary>Random plans without syntax errors, every construct of the grammar among them, in every layout that means the same.</summary>
internal sealed class RandomPlan
{
    private static readonly string[] Names =
        ["a", "revenue", "api_revenue", "营收", "x1", "_y", "rate", "source", "plus", "line", "Ünit", "cafe\u0301"];
    private static readonly string[] Units = ["USD", "USD/month", "USD/seat/month", "person^2", "m^-1", "kg^(1/2)/s"];
    private static readonly string[] Periods = ["2027-01", "2027-Q1", "2027-H2", "FY2027", "FY2027-Q2", "2027-W05", "2027-01-15"];
    private static readonly string[] Numbers = ["0", "1", "1_000", "34.5", "1e9", "2.5E-3", "8M", "345亿", "2万亿", "21%", "25bp", "2027", "0.17"];
    private static readonly string[] Texts = ["\"Label\"", "\"标签 # x\"", "\"q\\\"q\"", "\"\""];
    private static readonly string[] Comments = ["# note", "#", "# 注释  full－width", "# a = b"];

    private readonly Random _random;
    private readonly StringBuilder _text = new();

    private RandomPlan(Random random) => _random = random;

    private int Depth { get; set; }

    public static string Text(Random random)
    {
        var plan = new RandomPlan(random);
        for (var i = random.Next(1, 8); i > 0; i--)
        {
            plan.Declaration();
        }

        var text = plan._text.ToString();
        return random.Next(6) == 0 ? text.Replace("\n", "\r\n", StringComparison.Ordinal) : text;
    }

    private void Declaration()
    {
        Noise();
        switch (_random.Next(18))
        {
            case 0:
                Line("plan ", Pick(Texts));
                Clauses(() => Pick("currency USD", "calendar monthly 2024" + Sp() + ".." + Sp() + "2027-12", "fiscal year ends June"));
                break;
            case 1:
                Line("track ", Name(), " ", Pick(Texts), Maybe(" from base"), Maybe(" weight 30%"));
                break;
            case 2:
                Line("unit ", Name(), Maybe(" \"L\""), Maybe(Eq() + Pick(Numbers) + " " + Pick(Units)));
                break;
            case 3:
                Line("rate USD/CNY", Maybe(" \"FX\""), Maybe(Eq() + Value(true)));
                Clauses(() => Chance() ? Selectors() + Eq() + Value(true) : Pick("closing ", "average ") + Selectors() + Eq() + Value(true));
                break;
            case 4:
                Line("dimension ", Name(), " \"D\"", Eq(), "api \"API\"", Comma(), "b under api", Comma(), "\"North America\"");
                break;
            case 5:
                Line("dimension ", Name(), " from \"p.csv\" key sku label \"Name of\"");
                break;
            case 6 or 7:
                Line("input ", Header(), Maybe(Eq() + Value(true)));
                Clauses(InputClause);
                break;
            case 8 or 9:
                Line("line ", Header(), Maybe(Eq() + Value(false)));
                Clauses(LineClause);
                break;
            case 10:
                Line("account ", Header());
                Clauses(AccountClause);
                break;
            case 11:
                Line("measure ", Name(), " \"M\"", Maybe(" : " + Pick("Mtoken*h", Pick(Units))), Eq(), Formula());
                break;
            case 12:
                Line("noise ", Name(), " : 1 ~ normal(0, 1)", Pick(" each period", " each period ar(0.6)", ", ar(0.6) each period"));
                break;
            case 13:
                Line("correlate a, b, c");
                Clauses(() => "-0.2, 0.3, 1");
                break;
            case 14:
                Line("check ", Formula(), " \"C\"");
                Clauses(() => "severity warning");
                break;
            case 15:
                Line("source ", Name(), " \"S\" 2025-02-13");
                Clauses(() => Pick("url https://a.b/c?d=1#e", "publisher \"P\"", "speaker Some  Body", "language zh-CN"));
                break;
            case 16:
                Claim();
                break;
            default:
                Closing();
                break;
        }
    }

    private void Claim()
    {
        var hedge = Pick(" = ", " ~= ", " nearly ", "<=", " up to ", " >= ", " < ", " > ", " over ", " between 1 and ");
        Line("claim ", Maybe(Name() + Pick(": ", ":", " : ")), "(", Formula(), ")", hedge, Amount(), Maybe(" in aggressive"), Maybe(" from s \"q\""));
        Clauses(() => Pick("from s \"q\"", "nearest 1B USD", "as of 2025-02-13", "status draft"));
    }

    private void Closing()
    {
        switch (_random.Next(4))
        {
            case 0:
                Line("section ", Pick(Texts));
                break;
            case 1:
                Line("use \"a.plan\"", Maybe(" as " + Name()));
                break;
            case 2:
                Line("actuals from \"f.csv\" key period through 2025");
                Clauses(() => "column \"Net\"" + Eq() + "revenue[api]");
                break;
            default:
                Line("solve a, b so that x = 5, y[2027] = 1_000 USD", Maybe(" in base"));
                Clauses(() => Pick("domain a 0 .. 1", "domain b -1 .. 1", "least squares"));
                break;
        }
    }

    private string InputClause() => _random.Next(8) switch
    {
        0 => "interpolate",
        1 => "domain 0 .. 1_000",
        2 => "from \"x.csv\" key sku column \"Price\"",
        _ => Selectors() + Eq() + Value(true),
    };

    private string LineClause() => _random.Next(8) switch
    {
        0 => "aggregate weighted by " + Amount(),
        1 => "circular tolerance 1e-9",
        2 => "then" + Eq() + Value(false),
        3 => "otherwise" + Eq() + Value(false),
        _ => Selectors() + Eq() + Value(false),
    };

    private string AccountClause() => _random.Next(6) switch
    {
        0 => "opening" + Eq() + Value(false),
        1 => "closing 2024-12" + Eq() + Value(false),
        2 => "aggregate closing",
        3 => "minus " + Formula(),
        _ => "plus " + Formula(),
    };

    private string Header()
    {
        var parts = new List<string> { Name() };
        if (Chance())
        {
            parts.Add("by a" + Comma() + "b");
        }

        if (Chance())
        {
            parts.Add(Pick(Texts));
        }

        if (Chance())
        {
            parts.Add(":" + Sp() + Pick(Units));
        }

        return string.Join(' ', parts);
    }

    private string Value(bool isUncertain)
    {
        var value = Formula();
        if (isUncertain && Chance())
        {
            value += Sp() + "~" + Sp() + Pick(
                "normal(sd: 1.5%)",
                "4% to 6%",
                "discrete(1: 30%, 2: 70%)",
                "mixture(0.3: normal(1, 2), 0.7: pert(1, 2, 3))");
        }

        return value + Maybe(" from s \"q\"") + Maybe(" assumed \"w\"");
    }

    private string Selectors()
    {
        var selectors = new List<string>();
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            selectors.Add(_random.Next(6) switch
            {
                0 => "aggressive",
                1 => Pick(Periods),
                2 => "2025" + Sp() + ".." + Sp() + "2026-06",
                3 => "2026 ..",
                4 => "product.\"North America\"",
                _ => "2027",
            });
        }

        return string.Join(Comma(), selectors);
    }

    private string Formula()
    {
        if (Depth > 4)
        {
            return Operand();
        }

        Depth++;
        var formula = _random.Next(12) switch
        {
            0 => "if " + Amount() + Pick(" > ", "<=", " != ", "=") + Amount() + " then " + Formula() + " else " + Formula(),
            1 => "not " + Operand() + " and " + Operand() + " or " + Operand(),
            2 => Amount() + " -> " + Pick(Units) + Maybe(" at 2027"),
            3 => Operand() + " in 2026" + Sp() + ".." + Sp() + "2027",
            _ => Amount(),
        };
        Depth--;
        return formula;
    }

    private string Amount()
    {
        var amount = Operand();
        for (var i = _random.Next(3); i > 0; i--)
        {
            // A blank keeps a number and a divisor apart, which together would be a quantity, and a year and a number, which would be a month.
            amount += " " + Pick("+", "-", "*", "/", "^") + Pick(" ", Break()) + Operand();
        }

        return amount;
    }

    private string Operand() => Depth > 5 ? Name() : _random.Next(12) switch
    {
        0 => Pick(Numbers),
        1 => Pick("20", "1_000", "8M") + Pick(" ", "  ") + Pick(Units),
        2 => Pick("0.17", "5%") + "/month",
        3 => Parenthesized(),
        4 => "trailing" + Maybe(" ") + "(" + Inner() + Comma() + "3 month)",
        5 => "decay(" + Inner() + Comma() + "from" + Pick(":", ": ", " : ") + "2025-01)",
        6 => Name() + "[" + Selectors() + "]",
        7 => Name() + "." + Pick("opening", "\"North America\""),
        8 => Pick("-", "- ") + Name(),
        9 => "unknown" + Maybe(" USD/month"),
        10 => "spread(" + Name() + Comma() + "2025-01 .. 2026)",
        _ => Name(),
    };

    private string Parenthesized() => "(" + Maybe(Break()) + Inner() + Maybe(Break()) + ")";

    private string Inner()
    {
        Depth += 2;
        var inner = Formula();
        Depth -= 2;
        return inner;
    }

    private void Clauses(Func<string> clause)
    {
        var indent = Pick("  ", "    ", "\t");
        for (var i = _random.Next(4); i > 0; i--)
        {
            if (_random.Next(8) == 0)
            {
                _text.Append(Pick("", "  ", "   ")).Append(Pick(Comments)).Append('\n');
            }

            // Lines that continue a clause must be deeper than it, whatever it is indented by.
            _text.Append(indent).Append(clause().Replace("\n", "\n" + indent + indent, StringComparison.Ordinal)).Append(End());
        }
    }

    private void Line(params string[] parts) => _text.Append(string.Concat(parts)).Append(End());

    private void Noise()
    {
        for (var i = _random.Next(3); i > 0; i--)
        {
            _text.Append(_random.Next(3) == 0 ? Pick(Comments) : "").Append(Pick("\n", "  \n"));
        }
    }

    private string Break() => _random.Next(5) == 0 ? Pick("\n  ", " # c\n   ", "\n\n   ") : " ";

    private string End() => (_random.Next(5) == 0 ? Pick(" ", "   ") + Pick(Comments) : "") + Pick("\n", "\n", " \n");

    private string Eq() => Sp() + "=" + Pick(" ", "  ", Break());

    private string Comma() => Pick(", ", ",", " , ", "," + Break());

    private string Sp() => Pick(" ", "   ");

    private string Name() => Pick(Names);

    private string Maybe(string text) => Chance() ? text : "";

    private bool Chance() => _random.Next(2) == 0;

    private string Pick(params ReadOnlySpan<string> options) => options[_random.Next(options.Length)];
}
