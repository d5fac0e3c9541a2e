using Proforma.Claims.Extraction.Documents;
using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>
/// Finds the companies that an article speaks of: names with the evidence of the whole text (an ending, a place, the title, repetition), and known
/// ones. Then places every mention, with the words that stand for a name.
/// </summary>
internal sealed class EntityFinder(KnownEntities known)
{
    private const double Enough = 1.5;
    private const double LeastEnough = 1.2;

    private static readonly string[] EnglishOblique =
    [
        "with", "against", "by", "than", "like", "including", "behind", "versus", "alongside", "via", "on", "competitors", "rivals", "includes", "include", "invested in", "investor", "over",
        "buy", "acquire", "acquires", "bought", "acquired", "maker", "from",
    ];

    private static readonly string[] ChineseOblique =
        ["与", "和", "由", "对", "向", "比", "较", "超", "于", "像", "如", "被", "跟", "同", "给", "凭借", "来自", "包括", "收购", "投资", "入股", "落后于", "低于", "高于", "超过", "以", "及", "随", "押注于", "搭载", "使用", "基于", "逊于"];

    // "Vantor to lay off 10% of staff": the verbs of headlines.
    private static readonly HashSet<string> PlannedVerbs = new(StringComparer.Ordinal)
    {
        "lay", "cut", "buy", "raise", "acquire", "sell", "open", "invest", "build", "hire", "expand", "spend", "launch", "list", "return", "pay", "close", "slash", "double", "reduce", "eliminate", "add", "shed", "report",
        "merge", "go", "issue", "repurchase", "increase", "boost", "create", "float", "borrow", "halve", "become", "supply", "deliver", "join",
    };

    private readonly Dictionary<string, double> scores = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> canonical = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> displayed = new(StringComparer.Ordinal);
    private readonly HashSet<string> lowerWords = new(StringComparer.Ordinal);
    private readonly List<(int End, (string Name, string Written) Value)> scratch = [];

    /// <summary>The company that the article is mostly about, or null.</summary>
    public string? Topic { get; private set; }

    /// <summary>Finds the names of all blocks, and writes the mentions into them.</summary>
    public void Find(IReadOnlyList<BlockText> blocks)
    {
        foreach (var block in blocks)
        {
            CollectLowerWords(block.Text);
        }

        foreach (var block in blocks)
        {
            Collect(block);
        }

        Accept();
        var names = new PhraseTrie<string>();
        foreach (var (name, full) in canonical)
        {
            names.Add(name, full);
        }

        foreach (var block in blocks)
        {
            Place(block, names);
        }

        Topic = FindTopic(blocks);
    }

    private void CollectLowerWords(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiLetterLower(text[i]) || i > 0 && char.IsLetterOrDigit(text[i - 1]))
            {
                continue;
            }

            int end = i;
            while (end < text.Length && char.IsAsciiLetterLower(text[end]))
            {
                end++;
            }

            if (end - i > 2 && lowerWords.Count < 100_000)
            {
                lowerWords.Add(text[i..end]);
            }

            i = end;
        }
    }

    private void Collect(BlockText block)
    {
        string text = block.Text;
        bool isTitle = block.Block.Kind is BlockKind.Title or BlockKind.Heading;
        bool titleCase = isTitle && IsTitleCase(text);
        foreach (var (start, end, legal) in LatinNames.Find(text, titleCase))
        {
            if (IsTerm(block, start, end) || LatinNames.IsPlace(text[start..end]))
            {
                continue;
            }

            double score = LatinScore(text, start, end, legal);
            Add(text[start..end], titleCase && score < 2 ? TitleScore(text, start, end, score) : score + (isTitle ? 0.8 : 0));
        }

        foreach (var (start, end, score) in HanNames.Find(text, block.Folded.ToArray()))
        {
            if (!IsHanTerm(block, start, end))
            {
                Add(text[start..end], score + (isTitle ? 0.5 : 0));
            }
        }
    }

    /// <summary>ARPPU, EBITDA, CLTC beside a Chinese word: terms of the glossary, and capitals that nothing else shows to be a name.</summary>
    private static bool IsTerm(BlockText block, int start, int end) =>
        block.Cues.Exists(cue => cue.Start == start && cue.End >= end && cue.Cue.Kind is CueKind.Metric or CueKind.Segment or CueKind.Medium)
        || block.Quantities.Exists(quantity => quantity.Start < end && start < quantity.End) || block.Periods.Exists(period => period.Start < end && start < period.End);

    private double LatinScore(string text, int start, int end, bool legal)
    {
        string name = text[start..end];
        bool single = !name.Contains(' ');
        bool sentenceStart = start == 0 || text[..start].TrimEnd() is var before && (before.Length == 0 || before[^1] is '.' or '!' or '?' or '"' or '“' or ':' or '—' or '-');
        if (single && (LatinNames.IsCommon(name.ToLowerInvariant()) || lowerWords.Contains(name.ToLowerInvariant())))
        {
            return 0.2;
        }

        if (single && sentenceStart && IsAdverbOrNoun(name) && !IsIntroduced(text, end))
        {
            return 0.2;
        }

        double score = legal ? 2 : sentenceStart && single ? 0.9 : 1.3;
        score += IsIntroduced(text, end) ? 0.6 : 0;
        var rest = text.AsSpan(end).TrimStart(" ,.");
        foreach (string verb in (ReadOnlySpan<string>)[
            "said", "reported", "expects", "announced", "plans", "posted", "forecast", "has", "had", "will", "'s", "’s", "Inc", "Corp", "Ltd", "Group", "is ", "was ", "raised", "also", "sees", "delivered",
            "added", "agreed", "confirmed", "wants", "added", "forecasts", "burned", "spent", "employs", "chief ", "CEO", "executives", "co-founder", "founder", "shares ", "management", "guided", "lifted", "ended", "(NASDAQ", "(NYSE", "(", "delivered", "added", "would", "could", "now"])
        {
            if (rest.StartsWith(verb, StringComparison.Ordinal))
            {
                score += 0.8;
                break;
            }
        }

        bool mixedHan = start > 0 && text[start - 1] >= '\u4E00' || end < text.Length && text[end] >= '\u4E00';
        bool acronym = single && name.Length <= 5 && !name.AsSpan().ContainsAnyExceptInRange('A', 'Z');
        return score + (acronym ? -0.4 : mixedHan && name.Length > 2 ? 0.5 : 0);
    }

    /// <summary>明年资本(开支): a time, or the beginning of a metric, is no name's part.</summary>
    private static bool IsHanTerm(BlockText block, int start, int end) =>
        block.Periods.Exists(period => period.Start < end && start < period.End)
        || block.Cues.Exists(cue => cue.Cue.Kind == CueKind.Metric && cue.Start >= start && cue.Start < end && cue.End >= end);

    /// <summary>In a title everything has a capital; a name leads it, before a colon or a headline's verb.</summary>
    private static double TitleScore(string text, int start, int end, double score)
    {
        bool leads = start == 0;
        bool colon = end < text.Length && text[end] is ':' or ',' or '(' || end + 1 < text.Length && text[end + 1] is '(' or '-' or '–' or '—' or '|';
        var next = text.AsSpan(Math.Min(text.Length, end + 1));
        int stop = next.IndexOf(' ');
        bool verb = leads && stop > 3 && next[stop - 1] == 's' && char.IsUpper(next[0]);
        return score - 0.6 + (leads ? 0.3 : 0) + (colon ? 0.8 : 0) + (verb ? 0.5 : 0);
    }

    private static bool IsAdverbOrNoun(string word)
    {
        foreach (string ending in (ReadOnlySpan<string>)["ly", "ing", "tion", "ment", "ness", "ity", "ance", "ence", "ings", "tions", "ments"])
        {
            if (word.EndsWith(ending, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"Sorare, a Paris-based …" and "Chime put together …": a name at a sentence's start is introduced, or does something.</summary>
    private static bool IsIntroduced(string text, int end)
    {
        var rest = text.AsSpan(end);
        if (rest.StartsWith(", a ") || rest.StartsWith(", an ") || rest.StartsWith(", the ") || rest.StartsWith(", which ") || rest.StartsWith(", founded") || rest.StartsWith(", based") || rest.StartsWith(", backed") || rest.StartsWith(", one of") || rest.StartsWith(", whose ") || rest.StartsWith(", owned") || rest.StartsWith("'s ") || rest.StartsWith("’s "))
        {
            return true;
        }

        if (rest.StartsWith(" to ") && PlannedVerbs.Contains(Words.At(rest, 4).ToString()))
        {
            return true;
        }

        if (rest.Length < 3 || rest[0] != ' ' || !char.IsAsciiLetterLower(rest[1]))
        {
            return false;
        }

        var next = rest[1..];
        int stop = next.IndexOfAnyExceptInRange('a', 'z');
        next = stop < 0 ? next : next[..stop];
        bool inflected = next.Length > 3 && (next.EndsWith("ed") || next.EndsWith("s") && !next.EndsWith("ss"));
        return inflected || next is "put" or "said" or "had" or "has" or "will" or "grew" or "rose" or "fell" or "saw" or "sold" or "cut" or "made" or "beat" or "won" or "spent" or "lost" or "hit"
            or "built" or "bought" or "now" or "also" or "went" or "took" or "paid" or "set" or "began" or "ran" or "employs" or "would" or "could" or "may" or "plans" or "chose" or "got";
    }

    private static bool IsTitleCase(string text)
    {
        int capitals = 0;
        int words = 0;
        foreach (var range in text.AsSpan().Split(' '))
        {
            var word = text.AsSpan()[range];
            if (!word.IsEmpty && char.IsLetter(word[0]))
            {
                words++;
                capitals += char.IsUpper(word[0]) ? 1 : 0;
            }
        }

        return words >= 4 && capitals * 10 >= words * 7;
    }

    private void Add(string name, double score)
    {
        double old = scores.GetValueOrDefault(name);
        scores[name] = Math.Max(old, score) + (old > 0 ? 0.4 : 0);
    }

    /// <summary>Keeps the names with enough evidence, and gives a shorter form of a name the longer one's identity.</summary>
    private void Accept()
    {
        double best = scores.Count == 0 ? 0 : scores.Values.Max();
        double bar = best >= Enough ? Enough : Math.Max(LeastEnough, best);
        var kept = scores.Where(pair => pair.Value >= bar && pair.Key.Length >= 2).Select(pair => pair.Key).OrderByDescending(name => name.Length).ToList();
        foreach (string name in kept.Take(2_000))
        {
            string? longer = name.Length >= 3 ? kept.Find(other => other.Length > name.Length && other.StartsWith(name, StringComparison.Ordinal) && IsWholeStart(other, name)) : null;
            canonical[name] = longer is null ? name : canonical.GetValueOrDefault(longer, longer);
        }
    }

    private static bool IsWholeStart(string longer, string name) => longer[name.Length] == ' ' || name[0] >= '\u4E00';

    private void Place(BlockText block, PhraseTrie<string> names)
    {
        string text = block.Text;
        var folded = block.Folded;
        var found = new List<(int End, string Value)>();
        int i = 0;
        while (i < folded.Length)
        {
            if (folded[i] == ' ' || char.IsAsciiDigit(folded[i]))
            {
                i++;
                continue;
            }

            found.Clear();
            names.Match(folded, i, found);
            var listed = known.At(text, folded, i, scratch);
            int end = 0;
            string? name = null;
            if (found.Count > 0 && (folded[i] >= '\u2E80' || char.IsUpper(text[i])))
            {
                (end, name) = found[^1];
            }

            if (listed is { } other && other.End >= end)
            {
                end = other.End;
                name = displayed.TryGetValue(other.Name, out string? seen) ? seen : displayed[other.Name] = text[i..end];
            }

            if (name is not null && IsMedium(folded, end))
            {
                i = end;
                continue;
            }

            if (name is not null)
            {
                block.Entities.Add(new EntityMention(i, end, name, PlaceOf(folded, i, end), IsPronoun: false));
                i = end;
                continue;
            }

            bool latin = Words.IsLetter(folded[i]);
            i++;
            while (latin && i < folded.Length && Words.IsLetterOrDigit(folded[i]))
            {
                i++;
            }
        }

        AddPronouns(block);
        block.Entities.Sort((a, b) => a.Start.CompareTo(b.Start));
    }

    /// <summary>Whoever "reports" (报道) is a medium, not what is reported on.</summary>
    private static bool IsMedium(ReadOnlySpan<char> text, int end)
    {
        var after = text[end..Math.Min(text.Length, end + 4)];
        return after.Contains("报道", StringComparison.Ordinal) || after.StartsWith("社");
    }

    private static void AddPronouns(BlockText block)
    {
        foreach (var (start, end, cue) in block.Cues)
        {
            bool inName = cue.Kind == CueKind.Pronoun && block.Entities.Exists(entity => entity.Start < end && start < entity.End);
            if (cue.Kind == CueKind.Pronoun && !inName && !IsPartOfWord(block.Folded, start, end))
            {
                block.Entities.Add(new EntityMention(start, end, cue.Key, PlaceOf(block.Folded, start, end), IsPronoun: true));
            }
        }
    }

    /// <summary>其中, 其他, 上市公司, 公司治理 do not point at anybody.</summary>
    private static bool IsPartOfWord(ReadOnlySpan<char> text, int start, int end)
    {
        char after = end < text.Length ? text[end] : ' ';
        char before = start > 0 ? text[start - 1] : ' ';
        return text[start..end] switch
        {
            "其" => "中他它余实次".Contains(after),
            "公司" => "债治".Contains(after) || "市业创子母测术车份限融该资投分保基证药房源控托贷网务造能地务力".Contains(before) && before != ' ',
            "集团" => before >= '\u4E00',
            _ => false,
        };
    }

    private static EntityPlace PlaceOf(ReadOnlySpan<char> text, int start, int end)
    {
        if (text[end..].StartsWith("旗下") || IsBroker(text[end..]))
        {
            return EntityPlace.Oblique;
        }

        // 其效率仍落后于乙公司——上半年仅消耗3.4亿: what follows the dash speaks of the name before it.
        if (text[end..].StartsWith("\u2014\u2014"))
        {
            return EntityPlace.Subject;
        }

        if (text[start] >= '\u2E80' || start > 0 && text[start - 1] >= '\u2E80')
        {
            foreach (string word in ChineseOblique)
            {
                if (text[..start].EndsWith(word) && !(word == "于" && text[..start].EndsWith("由于")))
                {
                    return EntityPlace.Oblique;
                }
            }
        }

        var before = Words.Before(text, start, out int wordStart);
        if (before is "former" or "rival" or "competitor" or "peer" or "larger" or "smaller" or "parent")
        {
            before = Words.Before(text, wordStart, out _);
        }

        foreach (string word in EnglishOblique)
        {
            if (before.SequenceEqual(word) && !(word is "on" or "over" && start < 4))
            {
                return EntityPlace.Oblique;
            }
        }

        return EntityPlace.Subject;
    }

    /// <summary>澄海资本发布研报称: whoever writes on a company is not the company.</summary>
    private static bool IsBroker(ReadOnlySpan<char> after)
    {
        foreach (string word in (ReadOnlySpan<string>)["研报", "发布研", "发表研", "发布报告称", "发表报告", "分析师", "研究报告", "最新研报", "的研报", "的分析师", " analyst", "'s analyst", " analysts"])
        {
            if (after.StartsWith(word))
            {
                return true;
            }
        }

        return false;
    }

    private static string? FindTopic(IReadOnlyList<BlockText> blocks)
    {
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        int prose = 0;
        foreach (var block in blocks)
        {
            bool isTitle = block.Block.Kind is BlockKind.Title or BlockKind.Heading;
            double weight = isTitle ? 3 : prose == 0 ? 2 : 1;
            prose += isTitle ? 0 : 1;
            bool first = true;
            foreach (var mention in block.Entities)
            {
                if (!mention.IsPronoun)
                {
                    weights[mention.Name] = weights.GetValueOrDefault(mention.Name) + (mention.Place == EntityPlace.Subject ? weight : weight / 3) + (first ? weight / 2 : 0);
                    first = false;
                }
            }
        }

        return weights.Count == 0 ? null : weights.MaxBy(pair => pair.Value).Key;
    }
}
