namespace Proforma.Claims.Extraction.Documents;

/// <summary>Turns source text into an article: finds the format out, reads metadata, blocks and tables.</summary>
internal static class ArticleParser
{
    private const int Opening = 2_000;

    public static Article Parse(string source, ArticleFormat format, ReadingLimits limits)
    {
        var article = new Article();
        var actual = format == ArticleFormat.Auto ? Detect(source) : format;
        if (actual == ArticleFormat.Html)
        {
            HtmlArticleReader.Read(source, 0, source.Length, article, limits);
            return article;
        }

        int start = FrontMatter.Read(source, article);
        if (start == 0 && source.Length > 0 && source[0] == '\uFEFF')
        {
            start = 1;
        }

        if (actual == ArticleFormat.Markdown)
        {
            MarkdownArticleReader.Read(source, start, article, limits);
        }
        else
        {
            PlainArticleReader.Read(source, start, article, limits);
        }

        article.Title ??= article.Parts.OfType<ArticleBlock>().FirstOrDefault(block => block.Kind is BlockKind.Title or BlockKind.Heading)?.Text;
        return article;
    }

    public static ArticleFormat Detect(string source)
    {
        var text = source.AsSpan().TrimStart('\uFEFF').TrimStart();
        var opening = text[..Math.Min(Opening, text.Length)];
        if (LooksLikeHtml(opening))
        {
            return ArticleFormat.Html;
        }

        return LooksLikeMarkdown(opening) ? ArticleFormat.Markdown : ArticleFormat.Text;
    }

    private static bool LooksLikeHtml(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] != '<')
        {
            return false;
        }

        string[] starts = ["<!doctype", "<html", "<head", "<body", "<article", "<div", "<p>", "<p ", "<section", "<main", "<h1", "<table", "<!--", "<?xml"];
        foreach (string start in starts)
        {
            if (text.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool LooksLikeMarkdown(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("---\n") || text.StartsWith("---\r") || text.StartsWith("+++"))
        {
            return true;
        }

        foreach (var raw in text.EnumerateLines())
        {
            var line = raw.TrimStart();
            if (line.StartsWith("# ") || line.StartsWith("## ") || line.StartsWith("### ") || line.StartsWith("|") || line.StartsWith("![")
                || line.StartsWith("* ") || line.StartsWith("- ") || line.StartsWith("> ") || line.Contains("**", StringComparison.Ordinal)
                || line.Contains("](", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
