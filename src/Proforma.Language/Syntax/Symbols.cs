using System.Globalization;
using Proforma.Language.Diagnostics;
using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>Reads operators and punctuation, and what other notations use for them.</summary>
internal static class Symbols
{
    /// <summary>
    /// The symbol at <paramref name="position"/>, or <see cref="SymbolKind.None"/>. A foreign or typographic spelling is reported and read
    /// as the plain one.
    /// </summary>
    public static (SymbolKind Kind, int Length) Scan(string text, int position, DiagnosticReporter reporter)
    {
        var c = text[position];
        if (Characters.PlainOperator(c) is { } plain)
        {
            ReportTypographic(text, new TextSpan(position, 1), plain, reporter);
            return (Match(plain[0], plain[1]).Kind, 1);
        }

        var first = Characters.Plain(c);
        var second = position + 1 < text.Length ? Characters.Plain(text[position + 1]) : '\0';
        var (kind, length) = Match(first, second);
        if (kind == SymbolKind.None)
        {
            return c >= 0x80 && CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol ? (SymbolKind.Currency, 1) : (kind, 0);
        }

        var span = new TextSpan(position, length);
        var spelled = length == 2 ? string.Create(2, (first, second), static (chars, both) => (chars[0], chars[1]) = both) : null;
        if (Foreign(first, spelled) is { } own)
        {
            reporter.Report(
                SyntaxDiagnostics.ForeignOperator,
                span,
                $"`{spelled ?? first.ToString()}` is written `{own}` in a plan.",
                new Fix($"Write `{own}`", span, Spaced(text, span, own)));
        }
        else if (first != c || (length == 2 && second != text[position + 1]))
        {
            ReportTypographic(text, span, spelled ?? first.ToString(), reporter);
        }

        return (kind, length);
    }

    private static void ReportTypographic(string text, TextSpan span, string plain, DiagnosticReporter reporter) => reporter.Report(
        SyntaxDiagnostics.TypographicCharacter,
        span,
        $"`{Excerpt.Of(text.AsSpan(span.Start, span.Length))}` is a full-width or typographic character; a plan uses `{plain}`.",
        new Fix($"Write `{plain}`", span, plain));

    // `!a` becomes `not a`, and `a&&b` becomes `a and b`.
    private static string Spaced(string text, TextSpan span, string own)
    {
        if (!char.IsAsciiLetter(own[0]))
        {
            return own;
        }

        var before = span.Start > 0 && Characters.NamePartLength(text, span.Start - 1) > 0 ? " " : "";
        var after = span.End < text.Length && text[span.End] is not (' ' or '\t' or '\r' or '\n') ? " " : "";
        return before + own + after;
    }

    private static string? Foreign(char first, string? both) => both switch
    {
        "==" or ":=" => "=",
        "<>" => "!=",
        "=<" => "<=",
        "=>" => ">=",
        "**" => "^",
        "&&" => "and",
        "||" => "or",
        null => first switch
        {
            '&' => "and",
            '|' => "or",
            '!' => "not",
            _ => null,
        },
        _ => null,
    };

    private static (SymbolKind Kind, int Length) Match(char first, char second) => (first, second) switch
    {
        ('<', '=') or ('=', '<') => (SymbolKind.LessOrEqual, 2),
        ('>', '=') or ('=', '>') => (SymbolKind.GreaterOrEqual, 2),
        ('!', '=') or ('<', '>') => (SymbolKind.NotEqual, 2),
        ('=', '=') or (':', '=') => (SymbolKind.Equal, 2),
        ('~', '=') => (SymbolKind.About, 2),
        ('-', '>') => (SymbolKind.Arrow, 2),
        ('.', '.') => (SymbolKind.DotDot, 2),
        ('*', '*') => (SymbolKind.Caret, 2),
        ('&', '&') => (SymbolKind.And, 2),
        ('|', '|') => (SymbolKind.Or, 2),
        _ => (Single(first), 1),
    };

    private static SymbolKind Single(char c) => c switch
    {
        '+' => SymbolKind.Plus,
        '-' => SymbolKind.Minus,
        '*' => SymbolKind.Star,
        '/' => SymbolKind.Slash,
        '^' => SymbolKind.Caret,
        '(' => SymbolKind.OpenParen,
        ')' => SymbolKind.CloseParen,
        '[' => SymbolKind.OpenBracket,
        ']' => SymbolKind.CloseBracket,
        ',' => SymbolKind.Comma,
        ':' => SymbolKind.Colon,
        '=' => SymbolKind.Equal,
        '<' => SymbolKind.Less,
        '>' => SymbolKind.Greater,
        '~' => SymbolKind.Tilde,
        '.' => SymbolKind.Dot,
        '?' => SymbolKind.Question,
        '%' => SymbolKind.Percent,
        '$' => SymbolKind.Currency,
        '&' => SymbolKind.And,
        '|' => SymbolKind.Or,
        '!' => SymbolKind.Not,
        _ => SymbolKind.None,
    };
}
