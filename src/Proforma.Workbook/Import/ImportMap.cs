using System.Text;

namespace Proforma.Workbook.Import;

/// <summary>
/// What the rows of reports are called in the plan, remembered as text that people can read and change: `"Sales and marketing" = sales_marketing`,
/// and `"Memo" = -` for what is left out.
/// </summary>
public sealed class ImportMap
{
    /// <summary>Written for a row that is left out.</summary>
    public const string LeftOut = "-";

    /// <summary>Written for a row of which nobody has said yet what it is.</summary>
    public const string Open = "?";

    private const string Preamble =
        "# What rows of reported figures are called in the plan. Written by `proforma import`; edit it freely.\n"
        + "# \"Row of the report\" = line of the plan, or - to leave it out. A ? waits for you.\n";

    private readonly List<(string Label, string Line)> _entries = [];

    /// <summary>The entries in order.</summary>
    public IReadOnlyList<(string Label, string Line)> Entries => _entries;

    /// <summary>Reads the text of a mapping.</summary>
    /// <exception cref="ImportRefusedException">A line is no entry; the message names it.</exception>
    public static ImportMap Parse(string text, string path)
    {
        var map = new ImportMap();
        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            var trimmed = line.Trim().TrimStart('\uFEFF');
            if (trimmed.Length == 0 || trimmed[0] == '#')
            {
                continue;
            }

            if (!TryEntry(trimmed, out var label, out var target))
            {
                throw new ImportRefusedException($"{path}:{number}: write \"Row of the report\" = line_of_the_plan, or = - to leave the row out.");
            }

            map.Set(label, target);
        }

        return map;
    }

    /// <summary>What a row is called in the plan: a name, `-`, or null when nothing is remembered.</summary>
    public string? Of(string label)
    {
        var wanted = Labels.Normal(label);
        foreach (var (known, line) in _entries)
        {
            if (Labels.Normal(known) == wanted)
            {
                return line == Open ? null : line;
            }
        }

        return null;
    }

    /// <summary>Remembers what a row is called; an entry that is there is replaced.</summary>
    public void Set(string label, string line)
    {
        var at = _entries.FindIndex(e => Labels.Normal(e.Label) == Labels.Normal(label));
        if (at < 0)
        {
            _entries.Add((label, line));
        }
        else
        {
            _entries[at] = (_entries[at].Label, line);
        }
    }

    /// <summary>The text of the mapping: what was there stays as it was, new entries follow.</summary>
    /// <param name="before">The text that was read, or empty.</param>
    public string Text(string before)
    {
        var text = new StringBuilder(before.Length == 0 ? Preamble : before.ReplaceLineEndings("\n"));
        if (text[^1] != '\n')
        {
            text.Append('\n');
        }

        var known = before.Length == 0 ? new ImportMap() : Parse(before, "");
        foreach (var (label, line) in _entries)
        {
            if (!known._entries.Exists(e => Labels.Normal(e.Label) == Labels.Normal(label)))
            {
                text.Append('"').Append(label.Replace("\"", "\"\"", StringComparison.Ordinal).ReplaceLineEndings(" ")).Append("\" = ").Append(line)
                    .Append('\n');
            }
        }

        return text.ToString();
    }

    private static bool TryEntry(string line, out string label, out string target)
    {
        (label, target) = ("", "");
        if (line[0] != '"')
        {
            return false;
        }

        var text = new StringBuilder();
        var at = 1;
        for (; at < line.Length; at++)
        {
            if (line[at] != '"')
            {
                text.Append(line[at]);
            }
            else if (at + 1 < line.Length && line[at + 1] == '"')
            {
                text.Append('"');
                at++;
            }
            else
            {
                break;
            }
        }

        var rest = at < line.Length ? line[(at + 1)..].TrimStart() : "";
        if (rest.Length < 2 || rest[0] != '=')
        {
            return false;
        }

        var comment = rest.IndexOf('#', StringComparison.Ordinal);
        target = (comment < 0 ? rest[1..] : rest[1..comment]).Trim();
        label = text.ToString();
        return target.Length > 0 && !target.Contains(' ', StringComparison.Ordinal);
    }
}

/// <summary>Labels compared as people do: case, width and blanks do not tell them apart.</summary>
internal static class Labels
{
    public static string Normal(string label) =>
        string.Join(' ', TextWidth.Narrow(label).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
