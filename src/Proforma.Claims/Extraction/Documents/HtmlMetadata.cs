using AngleSharp.Html.Parser.Tokens;

namespace Proforma.Claims.Extraction.Documents;

/// <summary>Reads the publication date, publisher, address and title out of <c>meta</c> tags.</summary>
internal static class HtmlMetadata
{
    private static readonly HashSet<string> DateNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "article:published_time", "og:published_time", "date", "dc.date", "dc.date.issued", "dcterms.created", "pubdate", "publishdate", "publish_date",
        "publish-date", "publication_date", "datepublished", "parsely-pub-date", "sailthru.date", "weibo: article:create_at", "og:release_date",
    };

    public static void Read(HtmlTagToken tag, Article article)
    {
        string name = tag.GetAttribute("property");
        name = name.Length > 0 ? name : tag.GetAttribute("name");
        name = name.Length > 0 ? name : tag.GetAttribute("itemprop");
        string content = tag.GetAttribute("content");
        if (content.Length == 0)
        {
            return;
        }

        if (DateNames.Contains(name))
        {
            article.PublishedOn ??= PublicationDate.Parse(content);
        }
        else if (name.Equals("og:site_name", StringComparison.OrdinalIgnoreCase))
        {
            article.Publisher ??= content;
        }
        else if (name.Equals("og:url", StringComparison.OrdinalIgnoreCase))
        {
            article.Url ??= content;
        }
        else if (name.Equals("og:title", StringComparison.OrdinalIgnoreCase))
        {
            article.Title ??= content;
        }
    }
}
