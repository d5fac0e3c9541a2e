using System.Collections.Immutable;

namespace Proforma.Reporting.Reports;

/// <summary>
/// The lines between `---` at the top of a template: `key: value`, and maps one level deep such as `labels:`. What it does not know is left
/// alone, so that a site generator finds it again in the output.
/// </summary>
public sealed class FrontMatter
{
    private readonly Dictionary<string, TemplateText> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, string>> _maps = new(StringComparer.Ordinal);

    /// <summary>A template without front matter.</summary>
    public static FrontMatter None { get; } = new();

    /// <summary>The whole block with its fences, or empty.</summary>
    public string Raw { get; private init; } = "";

    /// <summary>The value of a key; empty where it is missing.</summary>
    public TemplateText this[string key] => _values.GetValueOrDefault(key, new TemplateText("", 0));

    /// <summary>The entries below a key; none where it is missing.</summary>
    public IReadOnlyDictionary<string, string> Map(string key) => _maps.TryGetValue(key, out var map) ? map : ImmutableDictionary<string,
        string>.Empty;

    /// <summary>Reads the block at the beginning of a text, if there is one.</summary>
    public static FrontMatter Read(string text)
    {
        var first = LineAt(text, 0);
        if (text[..first.End].TrimEnd() != "---")
        {
            return None;
        }

        var start = first.Next;
        for (var at = start; at < text.Length;)
        {
            var line = LineAt(text, at);
            if (text[at..line.End].TrimEnd() is "---" or "...")
            {
                var found = new FrontMatter { Raw = text[..line.Next] };
                found.ReadLines(text, start, at);
                return found;
            }

            at = line.Next;
        }

        return None;
    }

    private void ReadLines(string text, int start, int end)
    {
        var map = "";
        for (var at = start; at < end;)
        {
            var line = LineAt(text, at);
            var content = text[at..line.End];
            var colon = ColonOf(content);
            if (colon > 0 && !content.TrimStart().StartsWith('#'))
            {
                var key = Unquoted(content[..colon].Trim());
                var value = new TemplateText(content, at).Part(colon + 1, content.Length);
                var isNested = char.IsWhiteSpace(content[0]);
                if (isNested && map.Length > 0)
                {
                    (_maps.TryGetValue(map, out var entries) ? entries : _maps[map] = new(StringComparer.Ordinal))[key] = Unquoted(value.Text);
                }
                else if (!isNested)
                {
                    map = key;
                    var bare = Unquoted(value.Text);
                    _values[key] = new TemplateText(bare, value.Start + (bare.Length < value.Length ? 1 : 0));
                }
            }

            at = line.Next;
        }
    }

    // The colon that ends a key is followed by a blank or ends the line: `https://` is no key.
    private static int ColonOf(string line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == ':' && (i + 1 == line.Length || char.IsWhiteSpace(line[i + 1])))
            {
                return i;
            }
        }

        return -1;
    }

    private static string Unquoted(string text) =>
        text.Length >= 2 && text[0] == text[^1] && text[0] is '"' or '\'' && text.Length >= 2 && text[^1] == text[0] ? text[1..^1] : text;

    private static (int End, int Next) LineAt(string text, int at)
    {
        var end = text.IndexOf('\n', at);
        return end < 0 ? (text.Length, text.Length) : (end > at && text[end - 1] == '\r' ? end - 1 : end, end + 1);
    }
}
