using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>Finds who says what a sentence says: 据知情人士透露, 公司表示, "people familiar with the matter", "The Ledger reported", "according to …".</summary>
internal static class SpeakerReader
{
    private const int LongestName = 48;

    private static readonly string[] ChineseNouns =
    [
        "供应链消息人士", "知情人士", "消息人士", "业内人士", "内部人士", "分析师", "管理层", "创始团队", "发言人", "招股说明书", "招股书", "内部文件", "公告", "财报", "年报", "港交所文件", "监管文件", "研究机构", "市场人士", "该公司", "公司",
    ];

    private static readonly string[] ChineseVerbs = ["表示", "透露", "称", "指出", "披露", "认为", "介绍", "坦言", "说", "宣称", "显示", "宣布", "预估", "预计", "报道"];

    private static readonly string[] EnglishNouns =
    [
        "people familiar with the matter", "people familiar with the situation", "people familiar with the deal", "people briefed on the matter", "people with knowledge of the matter",
        "a person familiar with the matter", "sources familiar with the matter", "people familiar", "sources", "executives", "management", "analysts", "the company", "an internal presentation", "a regulatory filing", "the filing",
    ];

    private static readonly string[] EnglishVerbs = ["said", "says", "say", "reported", "reports", "told", "expected", "expect", "forecast", "estimate", "estimated", "expects", "talks", "disclosed", "announced", "were expecting", "had expected"];

    /// <summary>The speaker of a sentence in its own words, or open.</summary>
    public static Role Read(SentenceView view)
    {
        string sentence = new(view.Text[view.Sentence.Start..view.Sentence.End]);
        var (start, end, confidence) = Chinese(sentence) ?? English(sentence) ?? ByName(view, sentence) ?? (0, 0, 0);
        if (end <= start)
        {
            return Role.Open;
        }

        int from = view.Sentence.Start + start;
        return new Role(view.Block.Text[from..(view.Sentence.Start + end)].Trim(' ', '，', ',', '《', '》', '"', '“', '”', '「', '」'), confidence);
    }

    private static (int Start, int End, double Confidence)? Chinese(string sentence)
    {
        int source = sentence.IndexOf('据');
        bool opens = source >= 0 && (source == 0 || "，。 （(".Contains(sentence[source - 1]));
        if (opens)
        {
            int verb = FirstOf(sentence, source + 1, ["报道", "透露", "介绍", "称", "消息", "披露", "显示", "统计", "估计", "测算", "预测"]);
            if (verb > source + 1 && verb - source < 24)
            {
                return Trimmed(sentence, source + 1, verb);
            }

            int comma = sentence.IndexOf('，', source);
            if (comma > source + 1 && comma - source <= 8)
            {
                return Trimmed(sentence, source + 1, comma);
            }
        }

        foreach (string noun in ChineseNouns)
        {
            int at = sentence.IndexOf(noun, StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }

            int after = at + noun.Length;
            foreach (string verb in ChineseVerbs)
            {
                if (after < sentence.Length && sentence.AsSpan(after).StartsWith(verb))
                {
                    return (at, after, verb is "预计" or "预估" ? 0.6 : 0.85);
                }
            }
        }

        return null;
    }

    private static (int Start, int End, double Confidence) Trimmed(string sentence, int start, int end)
    {
        foreach (string noun in ChineseNouns)
        {
            int at = sentence.IndexOf(noun, start, end - start, StringComparison.Ordinal);
            if (at >= 0)
            {
                return (at, at + noun.Length, 0.9);
            }
        }

        int incomplete = sentence.IndexOf("不完全", start, end - start, StringComparison.Ordinal);
        return (start, incomplete > start ? incomplete : end, 0.85);
    }

    private static (int Start, int End, double Confidence)? English(string sentence)
    {
        foreach (string noun in EnglishNouns)
        {
            int at = sentence.IndexOf(noun, StringComparison.Ordinal);
            bool whole = at >= 0 && (at == 0 || !Words.IsLetter(sentence[at - 1]));
            if (!whole)
            {
                continue;
            }

            int next = Words.Skip(sentence, at + noun.Length);
            bool always = noun.StartsWith("people", StringComparison.Ordinal) || noun.Contains("familiar", StringComparison.Ordinal) || noun == "an internal presentation";
            if (always || Array.Exists(EnglishVerbs, verb => Words.Is(sentence, next, verb, out _)) || IsBefore(sentence, at, "citing") || IsBefore(sentence, at, "to") && IsAccording(sentence, at))
            {
                return (at, at + noun.Length, 0.85);
            }
        }

        int according = sentence.IndexOf("according to ", StringComparison.Ordinal);
        if (according >= 0)
        {
            int start = according + "according to ".Length;
            int end = sentence.AsSpan(start).IndexOfAny(',', '.', ';');
            end = end < 0 ? sentence.Length : start + end;
            return (start, Math.Min(end, start + LongestName), 0.85);
        }

        return null;
    }

    private static bool IsAccording(string sentence, int at) => sentence.AsSpan(0, at).TrimEnd().EndsWith("according to");

    private static bool IsBefore(string sentence, int at, string word) => Words.IsBefore(sentence, at, word);

    /// <summary>A medium or a company right before a verb of saying.</summary>
    private static (int Start, int End, double Confidence)? ByName(SentenceView view, string sentence)
    {
        foreach (var mention in view.Cues)
        {
            if (mention.Cue.Kind == CueKind.Medium && SaysAfter(sentence, mention.End - view.Sentence.Start))
            {
                return (mention.Start - view.Sentence.Start, mention.End - view.Sentence.Start, 0.85);
            }
        }

        foreach (var mention in view.Entities)
        {
            if (!mention.IsPronoun && mention.Place == EntityPlace.Subject && SaysAfter(sentence, mention.End - view.Sentence.Start))
            {
                return (mention.Start - view.Sentence.Start, mention.End - view.Sentence.Start, 0.75);
            }
        }

        return null;
    }

    private static bool SaysAfter(string sentence, int at)
    {
        int next = Words.Skip(sentence, Math.Min(at, sentence.Length));
        return Words.Is(sentence, next, "said", out _) || Words.Is(sentence, next, "reported", out int end) && IsReport(sentence, end) || Words.Is(sentence, next, "says", out _)
            || next < sentence.Length && (sentence.AsSpan(next).StartsWith("表示") || sentence.AsSpan(next).StartsWith("称") || sentence.AsSpan(next).StartsWith("报道") || sentence.AsSpan(next).StartsWith("透露"));
    }

    /// <summary>"The Ledger reported on Thursday, citing" reports; "Acme reported revenue of" states its own results.</summary>
    private static bool IsReport(string sentence, int at)
    {
        int next = Words.Skip(sentence, at);
        return next >= sentence.Length || sentence[next] is ',' or '.' || Words.Is(sentence, next, "on", out _) || Words.Is(sentence, next, "that", out _);
    }

    private static int FirstOf(string text, int from, string[] words)
    {
        int first = -1;
        foreach (string word in words)
        {
            int at = text.IndexOf(word, from, StringComparison.Ordinal);
            first = at >= 0 && (first < 0 || at < first) ? at : first;
        }

        return first;
    }
}
