namespace Proforma.Workbook.Sheets;

/// <summary>Names of sheets: at most 31 characters, none of `[]:*?/\`, no apostrophe at an end, and no two that differ in case alone.</summary>
internal sealed class SheetNames
{
    private const int Longest = 31;
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase) { "History" };

    /// <summary>A name like the wanted one that no other sheet has.</summary>
    public string Take(string wanted)
    {
        var clean = new string([.. XmlText.Clean(wanted).Select(static c => c is '[' or ']' or ':' or '*' or '?' or '/' or '\\' or '\''
            || char.IsControl(c)
            ? ' ' : c)]).Trim();
        clean = clean.Length == 0 ? "Sheet" : Cut(clean, Longest);
        var name = clean;
        for (var i = 2; !_taken.Add(name); i++)
        {
            var suffix = FormattableString.Invariant($" {i}");
            name = Cut(clean, Longest - suffix.Length) + suffix;
        }

        return name;
    }

    /// <summary>How a formula names a sheet, with the exclamation mark.</summary>
    public static string Reference(string name) =>
        IsPlain(name) ? name + "!" : $"'{name.Replace("'", "''", StringComparison.Ordinal)}'!";

    // A name that could be read as an address or a number needs its quotation marks; they never hurt.
    private static bool IsPlain(string name) => name.All(char.IsAsciiLetter) && name.Length > 3;

    private static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var cut = char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return text[..cut].TrimEnd();
    }
}
