using Proforma.Claims.Extraction.Data;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>Finds runs of capitalised Latin words that may name a company.</summary>
internal static class LatinNames
{
    private const int MostWords = 5;

    private static readonly HashSet<string> Common = new(EmbeddedText.Lines("words.txt").SelectMany(line => line.Split(' ')), StringComparer.Ordinal);

    private static readonly HashSet<string> LegalForms = new(StringComparer.Ordinal)
    {
        "inc", "corp", "corporation", "ltd", "limited", "llc", "plc", "co", "company", "gmbh", "ag", "sa", "nv", "bv", "spa", "ab", "asa", "oyj", "kk", "pte", "pty", "lp", "llp", "holding",
    };

    private static readonly HashSet<string> PersonTitles = new(StringComparer.Ordinal)
    {
        "mr", "mrs", "ms", "dr", "chief", "boss", "ceo", "cfo", "coo", "cto", "chairman", "chairwoman", "president", "founder", "founders", "officer", "analyst", "executive", "director", "partner",
        "secretary", "minister", "governor", "senator", "economist", "strategist", "spokesman", "spokeswoman", "spokesperson",
    };

    // Places, institutions and data services that figures are said in or by, but not of.
    private static readonly HashSet<string> Places = new(StringComparer.Ordinal)
    {
        "Wall Street", "Street", "Silicon Valley", "White House", "Congress", "Federal Reserve", "Fed", "SEC", "FTC", "FDA", "European Commission", "European Union", "Nasdaq", "NYSE", "LSEG", "FactSet", "Refinitiv",
        "Visible Alpha", "Main Street", "San Francisco", "New York", "London", "Beijing", "Shanghai", "Shenzhen", "Hong Kong", "Singapore", "Tokyo", "Seoul", "Taipei", "Paris", "Berlin", "Frankfurt", "Munich", "Stockholm",
        "Copenhagen", "Oslo", "Helsinki", "Amsterdam", "Zurich", "Geneva", "Milan", "Madrid", "Lisbon", "Dublin", "Brussels", "Vienna", "Mumbai", "Bengaluru", "Bangalore", "Delhi", "New Delhi", "Sydney", "Melbourne",
        "Toronto", "Vancouver", "Chicago", "Boston", "Seattle", "Austin", "Dallas", "Houston", "Atlanta", "Miami", "Los Angeles", "Washington", "Detroit", "Denver", "Texas", "California", "Nevada", "Arizona", "Ohio",
        "Florida", "Georgia", "Virginia", "Oregon", "Utah", "Michigan", "America", "North America", "South America", "Latin America", "Europe", "Asia", "Africa", "Middle East", "Asia Pacific", "United States", "United Kingdom",
        "Britain", "England", "Scotland", "Ireland", "France", "Germany", "Italy", "Spain", "Portugal", "Netherlands", "Belgium", "Sweden", "Denmark", "Norway", "Finland", "Poland", "Hungary", "Switzerland", "Austria",
        "Russia", "Ukraine", "Turkey", "Israel", "Saudi Arabia", "Dubai", "India", "China", "Japan", "Korea", "South Korea", "Taiwan", "Vietnam", "Thailand", "Indonesia", "Malaysia", "Philippines", "Australia", "New Zealand",
        "Canada", "Mexico", "Brazil", "Argentina", "Chile", "Egypt", "Nigeria", "Kenya", "South Africa", "Newswire", "GLOBE NEWSWIRE", "PRNewswire", "Business Wire", "PR Newswire", "Twitter", "Slack", "LinkedIn", "Instagram",
        "Department of Energy", "Supreme Court", "Treasury", "House", "Senate", "Eurozone", "Big Tech", "Covid", "Christmas", "Thanksgiving", "Black Friday",
    };

    public static bool IsPlace(string name) => Places.Contains(name) || Places.Contains(TitleCase(name)) || IsTicker(name);

    private static string TitleCase(string name)
    {
        var letters = name.ToLowerInvariant().ToCharArray();
        for (int i = 0; i < letters.Length; i++)
        {
            letters[i] = i == 0 || letters[i - 1] == ' ' ? char.ToUpperInvariant(letters[i]) : letters[i];
        }

        return new string(letters);
    }

    /// <summary>SKY.US, BRK.B: a listing, not a name.</summary>
    private static bool IsTicker(string name)
    {
        int dot = name.LastIndexOf('.');
        return dot > 0 && dot < name.Length - 1 && name.Length - dot <= 4 && name.AsSpan().IndexOfAnyInRange('a', 'z') < 0 && !name.Contains(' ');
    }

    public static bool IsCommon(string word) => Common.Contains(word);

    /// <summary>The runs of a text, as spans without leading common words and trailing legal forms.</summary>
    public static IEnumerable<(int Start, int End, bool HasLegalForm)> Find(string text, bool isTitleCase)
    {
        int i = 0;
        while (i < text.Length)
        {
            if (!IsStart(text, i))
            {
                i++;
                continue;
            }

            var words = Run(text, i, out int end);
            foreach (var name in Trim(text, words, isTitleCase))
            {
                yield return name;
            }

            i = Math.Max(end, i + 1);
        }
    }

    private static bool IsStart(string text, int at) =>
        char.IsUpper(text[at]) && text[at] < '\u0250' && (at == 0 || !char.IsLetterOrDigit(text[at - 1]) || text[at - 1] >= '\u2E80');

    private static List<(int Start, int End)> Run(string text, int at, out int end)
    {
        var words = new List<(int, int)>();
        int i = at;
        end = at;
        while (words.Count < MostWords + 2)
        {
            int stop = WordEnd(text, i);
            words.Add((i, stop));
            end = stop;
            int next = stop;
            bool dotted = next < text.Length && text[next] == '.' && LegalForms.Contains(text[i..stop].ToLowerInvariant());
            next += dotted ? 1 : 0;
            if (next + 1 >= text.Length || text[next] != ' ')
            {
                break;
            }

            next++;
            int joint = text.AsSpan(next).StartsWith("& ") ? 2 : text.AsSpan(next).StartsWith("of ") || text.AsSpan(next).StartsWith("de ") ? 3 : 0;
            if (next + joint >= text.Length || !IsStart(text, next + joint))
            {
                break;
            }

            i = next + joint;
        }

        return words;
    }

    private static int WordEnd(string text, int at)
    {
        int end = at;
        while (end < text.Length)
        {
            char c = text[end];
            bool inside = c is '.' or '\'' or '’' or '-' or '&' && end + 1 < text.Length && char.IsLetterOrDigit(text[end + 1]) && text[end + 1] < '\u2E80'
                && !((c is '\'' or '’') && text[end + 1] == 's' && (end + 2 == text.Length || !char.IsLetter(text[end + 2])));
            if (!(char.IsLetterOrDigit(c) && c < '\u2E80') && !inside)
            {
                break;
            }

            end++;
        }

        return Math.Max(end, at + 1);
    }

    /// <summary>Breaks a run at common words, drops persons, and takes legal forms off the end.</summary>
    private static List<(int Start, int End, bool HasLegalForm)> Trim(string text, List<(int Start, int End)> words, bool isTitleCase)
    {
        var names = new List<(int, int, bool)>();
        int first = 0;
        bool person = false;
        for (int i = 0; i <= words.Count; i++)
        {
            bool isBreak = i == words.Count || IsBreak(text, words, i, first, isTitleCase);
            if (!isBreak)
            {
                continue;
            }

            if (i > first && !person)
            {
                int last = i - 1;
                bool legal = false;
                while (last > first && LegalForms.Contains(Lower(text, words[last])))
                {
                    last--;
                    legal = true;
                }

                while (last > first && IsCode(text.AsSpan(words[last].Start, words[last].End - words[last].Start)))
                {
                    // A model's number is not a company's name.
                    last--;
                }

                bool onlyCode = last == first && IsCode(text.AsSpan(words[first].Start, words[first].End - words[first].Start));
                if (!onlyCode && !AfterPersonTitle(text, words[first].Start))
                {
                    names.Add((words[first].Start, words[last].End, legal));
                }
            }

            person = i < words.Count && PersonTitles.Contains(Lower(text, words[i]));
            first = i + 1;
        }

        return names;
    }

    // These break a name wherever they stand; other common words only at a sentence's start, where anything has a capital.
    private static readonly HashSet<string> Breaks = new(StringComparer.Ordinal)
    {
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday", "q1", "q2", "q3", "q4", "i", "api", "apis", "ipo", "gaap", "ebitda", "arr", "series", "us", "u.s", "u.s.", "uk", "eu", "usd", "rmb", "the", "a", "an", "in", "on",
        "china", "chinese", "american", "european", "japanese", "german", "french", "british", "korean", "indian", "canadian", "australian", "asian", "italian", "spanish", "swedish", "danish",
        "dutch", "swiss", "russian", "wall", "christmas", "fy", "h1", "h2", "revenue", "net", "gaap", "non-gaap", "adjusted", "total", "capex", "eps", "nasdaq", "nyse", "non", "ebit", "ex", "covid", "gpu", "gpus",
    };

    private static bool IsBreak(string text, List<(int Start, int End)> words, int i, int first, bool isTitleCase)
    {
        string word = Lower(text, words[i]).TrimEnd('1', '2', '3', '4', '5');
        word = word.Length < 3 ? Lower(text, words[i]) : word;
        if (word.EndsWith("-listed", StringComparison.Ordinal) || word.EndsWith("-based", StringComparison.Ordinal) || word.EndsWith("-backed", StringComparison.Ordinal) || word.EndsWith("-owned", StringComparison.Ordinal))
        {
            return true;
        }

        if (Breaks.Contains(word) || word == "ai" && i == first)
        {
            return true;
        }

        // In running text a capital inside a sentence is a name's, however common the word: Legal Professionals, Calder Point.
        bool inside = i > first || words.Count > first + 1 && !(i == 0 && IsSentenceStart(text, words[0].Start));
        if (word == "ai" || !isTitleCase && inside && !Breaks.Contains(word) && !PersonTitles.Contains(word) && !IsCode(word))
        {
            return false;
        }

        if (!Common.Contains(word) && !PersonTitles.Contains(word))
        {
            return false;
        }

        // Group, Foods, Bank and the like end a name; they only begin a sentence alone.
        bool tail = i > first && word is "group" or "bank" or "energy" or "capital" or "software" or "technology" or "systems" or "health" or "media" or "cloud" or "power" or "solar" or "data"
            or "food" or "international" or "research" or "holdings" or "financial" or "services" or "logistics" or "semiconductor" or "semiconductors" or "payments" or "insurance" or "ai"
            or "digital" or "platforms" or "retail" or "air" or "energy" or "security" or "fund" or "mobile" or "global" or "general" or "partners" or "state" or "america" or "china" or "telecom"
            or "oil" or "brands" or "industries" or "motor" or "labs" or "pro" or "storage" or "platform" or "finance" or "engineering" or "water" or "travel" or "street" or "core" or "systems"
            or "hardware" or "electric" or "credit" or "treasury" or "policy" or "machine" or "supply" or "commercial" or "blue" or "north" or "world" or "products" or "ventures";
        return !tail;
    }

    private static bool IsSentenceStart(string text, int at)
    {
        int before = at - 1;
        while (before >= 0 && text[before] is ' ' or '"' or '“' or '\'' or '‘' or '(')
        {
            before--;
        }

        return before < 0 || text[before] is '.' or '!' or '?' or ':' or '\n' or '-' or '—' or '•' or '|' or ';';
    }

    /// <summary>Q3, FY2025, H100, A-1: letters and digits that name a period, a model or a grade.</summary>
    private static bool IsCode(ReadOnlySpan<char> word)
    {
        int digits = 0;
        foreach (char c in word)
        {
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        }

        return digits > 0 && word.Length - digits <= 3 || word.Length < 2;
    }

    private static bool AfterPersonTitle(string text, int at)
    {
        int end = at;
        while (end > 0 && text[end - 1] is ' ' or '.')
        {
            end--;
        }

        int start = end;
        while (start > 0 && char.IsLetter(text[start - 1]))
        {
            start--;
        }

        return PersonTitles.Contains(text[start..end].ToLowerInvariant());
    }

    private static string Lower(string text, (int Start, int End) word) => text[word.Start..word.End].ToLowerInvariant();
}
