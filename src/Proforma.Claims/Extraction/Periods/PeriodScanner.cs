using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Periods;

/// <summary>Finds the words and figures that name a time in folded text. Nothing inside what it finds is read as a quantity.</summary>
internal sealed class PeriodScanner(DateOnly? publishedOn)
{
    private readonly ChinesePeriods chinese = new(publishedOn);
    private readonly EnglishPeriods english = new(publishedOn);

    public List<PeriodMention> Scan(ReadOnlySpan<char> text)
    {
        var found = new List<PeriodMention>();
        int i = 0;
        while (i < text.Length)
        {
            var mention = Read(text, i);
            if (mention is not null)
            {
                found.Add(mention);
                i = Math.Max(i + 1, mention.End);
            }
            else
            {
                i = Next(text, i);
            }
        }

        return found;
    }

    private PeriodMention? Read(ReadOnlySpan<char> text, int at)
    {
        char c = text[at];
        if (char.IsAsciiDigit(c))
        {
            return chinese.ReadDigits(text, at) ?? NumericPeriods.Read(text, at) ?? english.ReadDigits(text, at);
        }

        if (Words.IsLetter(c))
        {
            return english.ReadWord(text, at);
        }

        return c >= '\u2E80' ? chinese.ReadWord(text, at) : null;
    }

    /// <summary>The next position where something may start: the inside of a word or number is passed over.</summary>
    private static int Next(ReadOnlySpan<char> text, int at)
    {
        char c = text[at];
        int i = at + 1;
        if (char.IsAsciiDigit(c))
        {
            while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] is '.' or ',' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])))
            {
                i++;
            }
        }
        else if (Words.IsLetter(c))
        {
            while (i < text.Length && Words.IsLetterOrDigit(text[i]))
            {
                i++;
            }
        }

        return i;
    }
}
