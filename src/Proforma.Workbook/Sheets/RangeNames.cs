using System.Text;
using System.Text.RegularExpressions;

namespace Proforma.Workbook.Sheets;

/// <summary>
/// Names of ranges. A plan's names are mostly names a workbook accepts too, but `Q1`, `TAX2025` and `R1C1` would be cells there, and
/// case does not tell names apart.
/// </summary>
internal sealed partial class RangeNames
{
    private const int Longest = 200;
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Name, string Range)> _names = [];

    public IReadOnlyList<(string Name, string Range)> Names => _names;

    /// <summary>Names a range; the name is changed where a workbook would not take it.</summary>
    /// <returns>The name that it got.</returns>
    public string Add(string wanted, string range)
    {
        var clean = Allowed(wanted);
        var name = clean;
        for (var i = 2; !_taken.Add(name); i++)
        {
            name = FormattableString.Invariant($"{clean}_{i}");
        }

        _names.Add((name, range));
        return name;
    }

    private static string Allowed(string wanted)
    {
        var text = new StringBuilder();
        foreach (var c in wanted)
        {
            text.Append(char.IsLetterOrDigit(c) || c is '_' or '.' ? c : '_');
        }

        if (text.Length == 0 || !(char.IsLetter(text[0]) || text[0] == '_'))
        {
            text.Insert(0, '_');
        }

        var name = text.Length > Longest ? text.ToString(0, Longest) : text.ToString();
        return LooksLikeCell().IsMatch(name) ? name + "_" : name;
    }

    [GeneratedRegex(@"^(?:[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*|[Cc][0-9]*|[Rr][0-9]*[Cc][0-9]*|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$", RegexOptions.NonBacktracking)]
    private static partial Regex LooksLikeCell();
}
