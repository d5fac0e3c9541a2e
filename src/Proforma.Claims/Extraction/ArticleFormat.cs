namespace Proforma.Claims.Extraction;

/// <summary>How an article's text is written.</summary>
public enum ArticleFormat
{
    /// <summary>Found out from the text: a doctype or tags at the start are HTML; front matter, headings or pipe tables are Markdown; the rest is plain text.</summary>
    Auto,

    /// <summary>Plain text: paragraphs, and tables in columns.</summary>
    Text,

    /// <summary>Markdown with optional YAML or TOML front matter and pipe tables.</summary>
    Markdown,

    /// <summary>HTML. Scripts and styles are skipped unread; links and images are never fetched.</summary>
    Html,
}
