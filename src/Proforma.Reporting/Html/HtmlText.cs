using Proforma.Reporting.Charts;

namespace Proforma.Reporting.Html;

/// <summary>Text on a page.</summary>
internal static class HtmlText
{
    /// <summary>Text that cannot leave its place.</summary>
    public static string Escaped(string text) => SvgWriter.Escaped(text);

    /// <summary>A figure with a true minus sign.</summary>
    public static string Figure(string text) =>
        Escaped(text.Length > 1 && text[0] == '-' && (char.IsDigit(text[1]) || !char.IsAscii(text[1]) || text[1] is '$') ? "−" + text[1..] : text);

    /// <summary>Where a link leads: pages, mail and places of the same site. Anything else, such as a script, leads nowhere.</summary>
    public static string SafeUrl(string url)
    {
        var trimmed = url.Trim();
        if (trimmed.Any(char.IsControl))
        {
            return "#";
        }

        var colon = trimmed.IndexOfAny([':', '/', '?', '#']);
        if (colon < 0 || trimmed[colon] != ':')
        {
            return trimmed;
        }

        return trimmed[..colon].ToUpperInvariant() is "HTTP" or "HTTPS" or "MAILTO" ? trimmed : "#";
    }
}
