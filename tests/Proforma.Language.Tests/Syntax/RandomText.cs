using System.Text;

namespace Proforma.Language.Tests.Syntax;

/// <summary>Random texts from a seed: characters, tokens in no order, and plans with a few changes.</summary>
internal static class RandomText
{
    private static readonly string[] Pieces =
    [
        "plan", "track", "unit", "rate", "dimension", "input", "line",
        "account", "measure", "noise", "correlate", "check", "source", "claim", "actuals",
        "solve", "section", "use", "then", "otherwise", "opening", "closing",
        "average", "plus", "minus", "aggregate", "weighted", "by", "interpolate",
        "circular", "tolerance", "domain", "from", "column", "severity", "url",
        "publisher", "nearest", "as", "of", "status", "in", "least", "squares",
        "currency", "calendar", "fiscal", "year", "ends", "assumed", "so", "that", "each",
        "period", "ar", "if", "else", "and", "or", "not", "to", "at",
        "up", "over", "between", "nearly", "unknown", "under", "weight", "through", "a", "b", "revenue", "营收", "USD", "month", "seat", "_x1",
        "\"text\"", "\"open", "“引”", "'q'", "\"a\\\"b\"", "\"\\q\"", "0", "1", "2027",
        "1_000", "34.5", "1e9", "8M", "345亿", "21%", "5bp", "20USD", "8m",
        "1.2.3", ".5", "1,000", "2027-01", "2027-Q1", "2027-W05", "2027-13", "2027Q1", "FY2027", "FY2027-H1", "2027-01-15", "１２３", "＝", "（", "ａ",
        "+", "-", "*", "/", "^", "(", ")", "[", "]", ",", ":", "=", "<", ">",
        "<=", ">=", "!=", "~", "~=", "->", "..", ".", "?", "%", "$", "€", "&&", "||", "!",
        ":=", "==", "<>", "**", "≤", "×", ";", "{", "@", "\0", "\u200B", "\uFEFF", "\u202E", "#", "# note", "//", "\\", "\uD800", "🚀", "\u0301",
        " ", " ", " ", " ", "  ", "\t", "\n", "\n", "\n", "\n  ", "\n  ", "\n  ", "\n    ", "\n\t", "\r\n", "\r", "　", "\u00A0",
    ];

    public static string Characters(Random random)
    {
        var length = random.Next(200);
        var text = new StringBuilder(length);
        for (var i = 0; i < length; i++)
        {
            text.Append((char)(random.Next(4) switch
            {
                0 => random.Next(0x20, 0x7F),
                1 => random.Next(0x20),
                2 => random.Next(0x4E00, 0x4F00),
                _ => random.Next(0x10000),
            }));
        }

        return text.ToString();
    }

    public static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(300)];
        random.NextBytes(bytes);
        if (random.Next(2) == 0)
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)(bytes[i] & 0x7F);
            }
        }

        return bytes;
    }

    public static string Soup(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(60); i > 0; i--)
        {
            text.Append(Pieces[random.Next(Pieces.Length)]);
            if (random.Next(3) > 0)
            {
                text.Append(' ');
            }
        }

        return text.ToString();
    }

    /// <summary>A valid plan with up to eight pieces deleted, doubled, swapped or put in.</summary>
    public static string Mutated(Random random)
    {
        var text = RandomPlan.Text(random);
        for (var i = random.Next(1, 9); i > 0 && text.Length > 0; i--)
        {
            var at = random.Next(text.Length);
            var length = Math.Min(random.Next(1, 12), text.Length - at);
            text = random.Next(4) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, text.Substring(at, length)),
                2 => text.Insert(random.Next(text.Length), text.Substring(at, length)),
                _ => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
            };
        }

        return text;
    }
}
