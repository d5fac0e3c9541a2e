using System.Text;

namespace Proforma.Language.Syntax;

/// <summary>What the text of a token means once escapes and unusual characters are read as the plain ones.</summary>
internal static class TokenText
{
    /// <summary>Full-width and typographic characters as the plain ones.</summary>
    public static string Fold(ReadOnlySpan<char> text) =>
        string.Create(text.Length, text, static (chars, from) =>
        {
            for (var i = 0; i < chars.Length; i++)
            {
                chars[i] = Characters.Plain(from[i]);
            }
        });

    /// <summary>The content of a quoted text, its closing mark missing or not. An unknown escape stands for itself.</summary>
    public static string Unquote(ReadOnlySpan<char> token, bool isClosed)
    {
        var content = token[1..(isClosed ? ^1 : ^0)];
        if (!content.Contains('\\'))
        {
            return content.ToString();
        }

        var result = new StringBuilder(content.Length);
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] != '\\' || i + 1 == content.Length)
            {
                result.Append(content[i]);
                continue;
            }

            i++;
            _ = content[i] switch
            {
                'n' => result.Append('\n'),
                't' => result.Append('\t'),
                '"' or '\\' => result.Append(content[i]),
                _ => result.Append('\\').Append(content[i]),
            };
        }

        return result.ToString();
    }
}
