using System.Globalization;

namespace Proforma.Workbook.Import;

/// <summary>Numbers as people type them: 1,234.5, (12), -3, 5%, $1,200, 1.2万, a dash for nothing.</summary>
internal static class SourceNumber
{
    private const NumberStyles Styles =
        NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent;

    /// <summary>Whether a cell says that there is no figure.</summary>
    public static bool IsNothing(SourceCell cell) =>
        cell.IsEmpty || (cell.Number is null
            && cell.Text.Trim() is "-" or "–" or "—" or "--" or "/" or "n/a" or "N/A" or "NA" or "n.a." or "无" or "暂无");

    /// <summary>The number, or null.</summary>
    public static double? Read(SourceCell cell)
    {
        if (cell.IsError || cell.Date is not null)
        {
            return null;
        }

        if (cell.Number is { } known)
        {
            return known;
        }

        var text = TextWidth.Narrow(cell.Text).Replace('−', '-').Trim();
        var negative = text.Length > 2 && text[0] == '(' && text[^1] == ')';
        text = negative ? text[1..^1].Trim() : text;
        if (text.Length > 1 && text[0] == '-')
        {
            negative = !negative;
            text = text[1..].TrimStart();
        }

        text = text.TrimStart('$', '€', '£', '¥').Trim();
        var factor = 1.0;
        foreach (var (suffix, scale) in ((string, double)[])[("%", 0.01), ("万", 1e4), ("亿", 1e8)])
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal))
            {
                (text, factor) = (text[..^suffix.Length].TrimEnd(), scale);
                break;
            }
        }

        return text.Length > 0 && char.IsAsciiDigit(text[0]) | text[0] == '.' && double.TryParse(text, Styles, CultureInfo.InvariantCulture,
            out var number) && double.IsFinite(number)
            ? (negative ? -number : number) * factor
            : null;
    }
}
