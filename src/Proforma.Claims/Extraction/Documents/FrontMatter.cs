namespace Proforma.Claims.Extraction.Documents;

/// <summary>Reads a YAML (<c>---</c>) or TOML (<c>+++</c>) block of metadata at the start of a text: top-level keys with a plain or quoted value, or a list's first item.</summary>
internal static class FrontMatter
{
    private const int MostLines = 2_000;

    /// <summary>Reads the metadata into the article; answers where the text after it starts, which is 0 when there is none.</summary>
    public static int Read(string source, Article article)
    {
        int at = source.Length > 0 && source[0] == '\uFEFF' ? 1 : 0;
        string fence = source.AsSpan(at).StartsWith("---") ? "---" : "+++";
        if (!source.AsSpan(at).StartsWith(fence) || LineEnd(source, at) - at > 5)
        {
            return 0;
        }

        int close = FindFence(source, NextLine(source, at), fence);
        if (close < 0)
        {
            return 0;
        }

        string? key = null;
        for (int line = NextLine(source, at); line < close; line = NextLine(source, line))
        {
            int end = LineEnd(source, line);
            var text = source.AsSpan(line, end - line);
            if (key is not null && text.TrimStart().StartsWith("- "))
            {
                int item = line + text.IndexOf('-') + 1;
                Set(article, source, key, item, end);
                key = null;
                continue;
            }

            int separator = text.IndexOfAny(':', '=');
            key = null;
            if (separator > 0 && !char.IsWhiteSpace(text[0]))
            {
                string name = text[..separator].Trim().ToString().ToLowerInvariant();
                key = text[(separator + 1)..].IsWhiteSpace() ? name : null;
                Set(article, source, name, line + separator + 1, end);
            }
        }

        return NextLine(source, close);
    }

    private static int FindFence(string source, int line, string fence)
    {
        for (int count = 0; line < source.Length && count < MostLines; count++)
        {
            int end = LineEnd(source, line);
            var text = source.AsSpan(line, end - line).TrimEnd();
            if (text.SequenceEqual(fence) || fence == "---" && text.SequenceEqual("..."))
            {
                return line;
            }

            line = NextLine(source, line);
        }

        return -1;
    }

    private static void Set(Article article, string source, string key, int from, int end)
    {
        while (from < end && source[from] is ' ' or '\t' or '"' or '\'')
        {
            from++;
        }

        while (end > from && source[end - 1] is ' ' or '\t' or '\r' or '"' or '\'' or ',')
        {
            end--;
        }

        if (end <= from)
        {
            return;
        }

        string value = source[from..end];
        switch (key)
        {
            case "title":
                article.Title ??= value;
                article.Add(Block(source, from, end, BlockKind.Title));
                break;
            case "subtitle" or "description" or "summary":
                article.Add(Block(source, from, end, BlockKind.Caption));
                break;
            case "date" or "published" or "pubdate" or "publishdate" or "published_at":
                article.PublishedOn ??= PublicationDate.Parse(value);
                break;
            case "lang" or "language":
                article.Language ??= value;
                break;
            case "url" or "link" or "canonical" or "canonical_url" or "source_url":
                article.Url ??= value;
                break;
            case "publisher" or "site" or "source":
                article.Publisher ??= value;
                break;
        }
    }

    private static ArticleBlock? Block(string source, int from, int end, BlockKind kind)
    {
        var builder = new BlockBuilder();
        for (int i = from; i < end; i++)
        {
            builder.Append(source[i], i, 1);
        }

        return builder.Build(kind);
    }

    private static int LineEnd(string source, int line)
    {
        int end = source.IndexOf('\n', line);
        return end < 0 ? source.Length : end;
    }

    private static int NextLine(string source, int line) => Math.Min(source.Length, LineEnd(source, line) + 1);
}
