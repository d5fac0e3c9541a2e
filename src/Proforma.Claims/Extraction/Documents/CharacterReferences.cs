using System.Globalization;
using AngleSharp.Html;

namespace Proforma.Claims.Extraction.Documents;

/// <summary>Reads <c>&amp;name;</c>, <c>&amp;#10;</c> and <c>&amp;#x41;</c> in place, so that a decoded character keeps its source span.</summary>
internal static class CharacterReferences
{
    private const int LongestReference = 34;

    /// <summary>The text that the reference at <paramref name="at"/> stands for, and its end; null when there is none.</summary>
    public static string? Read(ReadOnlySpan<char> source, int at, out int end)
    {
        end = at;
        var window = source.Slice(at, Math.Min(LongestReference, source.Length - at));
        int semicolon = window.IndexOf(';');
        if (semicolon < 2)
        {
            return null;
        }

        var body = window[1..semicolon];
        string? text = body[0] == '#' ? Numeric(body[1..]) : HtmlEntityProvider.Resolver.GetSymbol(string.Concat(body, ";"));
        if (text is not null)
        {
            end = at + semicolon + 1;
        }

        return text;
    }

    private static string? Numeric(ReadOnlySpan<char> digits)
    {
        bool hexadecimal = digits.Length > 1 && digits[0] is 'x' or 'X';
        var style = hexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        var part = hexadecimal ? digits[1..] : digits;
        bool valid = int.TryParse(part, style, CultureInfo.InvariantCulture, out int code);
        return valid && code is > 0 and <= 0x10FFFF and not (>= 0xD800 and <= 0xDFFF) ? char.ConvertFromUtf32(code) : null;
    }
}
