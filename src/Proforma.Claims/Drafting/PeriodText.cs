using System.Globalization;

namespace Proforma.Claims.Drafting;

/// <summary>A period as claims write it: days become their month, since plans seldom step in days.</summary>
/// <param name="Literal">The period or range, or <c>?</c>.</param>
/// <param name="Day">The day that was said, where one was.</param>
internal readonly record struct PeriodText(string Literal, string? Day)
{
    public const string Hole = "?";
    private const int FirstYear = 1900, LastYear = 2999;

    public bool IsOpen => Literal == Hole;

    /// <summary>The literal of a role; a hole for one that is open or that no calendar holds.</summary>
    public static PeriodText Of(string? role)
    {
        var ends = role?.Split(" .. ") ?? [];
        if (ends.Length is 0 or > 2 || !Array.TrueForAll(ends, static end => Shape(end) is not null))
        {
            return new PeriodText(Hole, null);
        }

        var months = Array.ConvertAll(ends, static end => Shape(end) == 'D' ? end[..7] : end);
        var day = ends.Length == 1 && Shape(ends[0]) == 'D' ? ends[0] : null;
        return new PeriodText(months.Length == 2 && months[0] != months[1] ? $"{months[0]} .. {months[1]}" : months[0], day);
    }

    /// <summary>The months that a literal covers, counted from year 0; null for a hole.</summary>
    public static (int From, int To)? Months(string literal)
    {
        var ends = literal.Split(" .. ");
        return End(ends[0]) is { } first && End(ends[^1]) is { } last ? (first.From, last.To) : null;
    }

    /// <summary>The finest step that a literal needs: 1, 3 or 12 months.</summary>
    public static int Step(string literal) =>
        literal.Split(" .. ").Min(static end => Shape(end) switch { 'M' or 'D' => 1, 'Q' or 'H' => 3, _ => 12 });

    private static (int From, int To)? End(string end)
    {
        if (Shape(end) is not { } shape)
        {
            return null;
        }

        var text = end.StartsWith("FY", StringComparison.Ordinal) ? end[2..] : end;
        var year = int.Parse(text[..4], CultureInfo.InvariantCulture) * 12;
        return shape switch
        {
            'Y' => (year, year + 11),
            'H' => (year + ((text[^1] - '1') * 6), year + ((text[^1] - '1') * 6) + 5),
            'Q' => (year + ((text[^1] - '1') * 3), year + ((text[^1] - '1') * 3) + 2),
            _ => (year + Number(text[5..7]) - 1, year + Number(text[5..7]) - 1),
        };
    }

    // Y 2027, H 2027-H1, Q 2027-Q1, M 2027-01, D 2027-01-15; null for anything else.
    private static char? Shape(string end)
    {
        var text = end.StartsWith("FY", StringComparison.Ordinal) ? end[2..] : end;
        if (text.Length < 4 || !text[..4].All(char.IsAsciiDigit) || Number(text[..4]) is < FirstYear or > LastYear)
        {
            return null;
        }

        var plain = text.Length == end.Length;
        return text[4..] switch
        {
            "" => 'Y',
            "-H1" or "-H2" => 'H',
            "-Q1" or "-Q2" or "-Q3" or "-Q4" => 'Q',
            ['-', >= '0' and <= '9', >= '0' and <= '9'] when plain && Number(text[5..7]) is >= 1 and <= 12 => 'M',
            ['-', >= '0' and <= '9', >= '0' and <= '9', '-', ..] when plain && IsDate(text) => 'D',
            _ => null,
        };
    }

    private static bool IsDate(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
