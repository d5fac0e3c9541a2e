using System.Numerics;

namespace Proforma.Language.Diagnostics;

/// <summary>Finds what a misspelled word was probably meant to be.</summary>
public static class Spelling
{
    /// <summary>The longest word that is compared; longer ones get no suggestion.</summary>
    public const int LongestWord = 64;

    /// <summary>
    /// The candidate nearest to <paramref name="word"/> by Damerau-Levenshtein distance (insert, delete, replace, swap neighbours),
    /// letters compared without case and a difference in case counting as the smallest error; null when none is near enough: a third
    /// of the word's length, at least one. The first of equals wins.
    /// </summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        if (word.Length is 0 or > LongestWord)
        {
            return null;
        }

        var signature = Signature(word);
        var limit = Math.Max(1, word.Length / 3);
        string? nearest = null;
        foreach (var candidate in candidates)
        {
            // A misspelling by k edits changes the set of letters by at most 2k: that rules out nearly all candidates at once.
            if (Math.Abs(candidate.Length - word.Length) > limit
                || candidate.Length > LongestWord
                || BitOperations.PopCount(signature ^ Signature(candidate)) > 2 * limit)
            {
                continue;
            }

            if (candidate.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return candidate;
            }

            // A single letter is one edit from every other: suggest only what shares something with the word.
            var distance = Distance(word, candidate, limit);
            if (distance <= limit && distance < Math.Max(word.Length, candidate.Length))
            {
                nearest = candidate;
                limit = distance - 1;
            }
        }

        return nearest;
    }

    /// <summary>The Damerau-Levenshtein distance (optimal string alignment), or <paramref name="limit"/> + 1 when it is larger.</summary>
    internal static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        Span<int> beforeLast = stackalloc int[LongestWord + 1];
        Span<int> last = stackalloc int[LongestWord + 1];
        Span<int> current = stackalloc int[LongestWord + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            var smallest = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                var best = Math.Min(Math.Min(last[j] + 1, current[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1
                    && char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 2])
                    && char.ToLowerInvariant(a[i - 2]) == char.ToLowerInvariant(b[j - 1]))
                {
                    best = Math.Min(best, beforeLast[j - 2] + 1);
                }

                current[j] = best;
                smallest = Math.Min(smallest, best);
            }

            if (smallest > limit)
            {
                return limit + 1;
            }

            var oldest = beforeLast;
            beforeLast = last;
            last = current;
            current = oldest;
        }

        return last[b.Length];
    }

    private static ulong Signature(string word)
    {
        var bits = 0UL;
        foreach (var c in word)
        {
            bits |= 1UL << (char.ToLowerInvariant(c) & 63);
        }

        return bits;
    }
}
