namespace Proforma.Claims.Extraction.Documents;

/// <summary>An article as read: its parts in order, and what its front matter or head says of it.</summary>
internal sealed class Article
{
    public List<ArticlePart> Parts { get; } = [];

    public List<Wording> Notes { get; } = [];

    public string? Title { get; set; }

    public DateOnly? PublishedOn { get; set; }

    public string? Language { get; set; }

    public string? Url { get; set; }

    public string? Publisher { get; set; }

    public void Add(ArticlePart? part)
    {
        if (part is not null)
        {
            Parts.Add(part);
        }
    }
}
