using System.Collections.Immutable;

namespace Proforma.Reporting.Reports;

/// <summary>Takes `{{ expression in track | option }}` and lists such as `revenue "Revenue", cost` apart.</summary>
internal static class FigureSyntax
{
    public static TemplateFigure Read(string text, int start, int length)
    {
        var inner = new TemplateText(text.Substring(start + 2, Math.Max(0, length - 4)), start + 2);
        var parts = Split(inner, '|');
        var (expression, track) = Tail(parts[0], " in ");
        return new TemplateFigure(start, length, expression, track, [.. parts.Skip(1)]);
    }

    /// <summary>The pieces between separators that stand outside of brackets and quotes.</summary>
    public static ImmutableArray<TemplateText> Split(TemplateText text, char separator)
    {
        var parts = ImmutableArray.CreateBuilder<TemplateText>();
        var (depth, isQuoted, from) = (0, false, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text.Text[i];
            if (c == '\\' && isQuoted)
            {
                i++;
            }
            else if (c == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && c is '(' or '[')
            {
                depth++;
            }
            else if (!isQuoted && c is ')' or ']')
            {
                depth--;
            }
            else if (!isQuoted && depth == 0 && c == separator)
            {
                parts.Add(text.Part(from, i));
                from = i + 1;
            }
        }

        parts.Add(text.Part(from, text.Length));
        return parts.ToImmutable();
    }

    /// <summary>An item of a list: an expression and the label in quotes behind it.</summary>
    public static (TemplateText Expression, string? Label) Item(TemplateText item)
    {
        var open = -1;
        var isQuoted = false;
        for (var i = 0; i < item.Length; i++)
        {
            if (item.Text[i] == '\\' && isQuoted)
            {
                i++;
            }
            else if (item.Text[i] == '"')
            {
                open = isQuoted ? open : i;
                isQuoted = !isQuoted;
            }
        }

        return open > 0 && !isQuoted && item.Text[^1] == '"'
            ? (item.Part(0, open), item.Text[(open + 1)..^1].Replace("\\\"", "\"", StringComparison.Ordinal)) : (item, null);
    }

    /// <summary>Splits `expression in name` where what follows the last `in` is a plain name.</summary>
    public static (TemplateText Expression, TemplateText Name) Tail(TemplateText text, string word)
    {
        var at = text.Text.LastIndexOf(word, StringComparison.Ordinal);
        if (at < 0)
        {
            return (text, new TemplateText("", text.Start));
        }

        var name = text.Part(at + word.Length, text.Length);
        return name.Length > 0 && !char.IsDigit(name.Text[0]) && IsName(name.Text) ? (text.Part(0, at), name)
            : (text, new TemplateText("", text.Start));
    }

    /// <summary>True for `revenue` and `openai.revenue`: what can be looked up without compiling anything.</summary>
    public static bool IsName(string text) => text.Length > 0 && !char.IsDigit(text[0])
        && text.All(static c => char.IsLetterOrDigit(c) || c is '_' or '.');
}
