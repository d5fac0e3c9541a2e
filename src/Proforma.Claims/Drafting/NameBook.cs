using System.Globalization;
using System.Text;
using Proforma.Model.Units;

namespace Proforma.Claims.Drafting;

/// <summary>Gives out names that the plan language reads as names and that nothing else has.</summary>
internal sealed class NameBook
{
    private const int Longest = 40;

    private static readonly string[] Reserved =
    [
        // Operators in every formula, words that end a quantity, and built-in units.
        "and", "or", "not", "if", "then", "else", "in", "to", "unknown", "at", "from", "assumed", "over", "by", "is", "each", "nearly", "between", "up", "as",
        "of", "through", "under", "weight", "so", "nearest", "status", "with", "about", "month", "quarter", "year", "day", "week", "person", "prev", "period",
        "otherwise", "opening", "closing", "average", "span", "speaker",
    ];

    private readonly HashSet<string> _taken = new(Reserved, StringComparer.Ordinal);

    public NameBook(IEnumerable<string> taken) => _taken.UnionWith(taken);

    /// <summary>A new name made of <paramref name="words"/>.</summary>
    public string Take(string words, string fallback)
    {
        var name = Slug(words);
        name = name.Length == 0 || IsoCurrencies.Contains(name) ? fallback : name;
        var free = name;
        for (var i = 2; !_taken.Add(free); i++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name}_{i}");
        }

        return free;
    }

    /// <summary>Whether a name means something in the language already.</summary>
    public static bool IsReserved(string name) => Array.IndexOf(Reserved, name) >= 0;

    /// <summary>Letters in lower case and digits of any script, with one <c>_</c> for everything between; empty where there is no letter.</summary>
    public static string Slug(string words)
    {
        var slug = new StringBuilder();
        foreach (var rune in string.Concat(words.Select(PlanText.Narrow)).EnumerateRunes())
        {
            // ASCII, and the scripts whose letters stand alone; marks that combine with what is before are left out.
            var letter = rune.Value < 0x80 ? char.IsAsciiLetter((char)rune.Value) : Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherLetter
                or UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter;
            var digit = rune.Value < 0x80 && char.IsAsciiDigit((char)rune.Value);
            if (letter || (digit && slug.Length > 0))
            {
                slug.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else if (slug.Length > 0 && slug[^1] != '_')
            {
                slug.Append('_');
            }

            if (slug.Length >= Longest)
            {
                break;
            }
        }

        return slug.ToString().TrimEnd('_');
    }
}
