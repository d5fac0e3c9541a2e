using System.Globalization;

namespace Proforma.Language.Binding;

/// <summary>Numbers as tables hold them: 1234.5, 1,234.5, (123.4) for a negative, 12.5%, 1e6.</summary>
public static class TableNumber
{
    /// <summary>The number, or null when the text is none.</summary>
    public static double? Read(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var negative = text.Length > 2 && text[0] == '(' && text[^1] == ')';
        if (negative)
        {
            text = text[1..^1].Trim();
        }

        var percent = text.Length > 1 && text[^1] == '%';
        if (percent)
        {
            text = text[..^1].TrimEnd();
        }

        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowThousands;
        if (!double.TryParse(text, styles, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value) || !GroupsAreThousands(text))
        {
            return null;
        }

        value = percent ? value / 100 : value;
        return negative ? -value : value;
    }

    /// <summary>`1,5` is a decimal comma of another country and must not become 15.</summary>
    private static bool GroupsAreThousands(ReadOnlySpan<char> text)
    {
        var comma = text.IndexOf(',');
        if (comma < 0)
        {
            return true;
        }

        var end = text.IndexOfAny(".eE");
        var whole = end < 0 ? text : text[..end];
        var digits = 0;
        for (var i = whole.Length - 1; i >= 0; i--)
        {
            if (whole[i] == ',')
            {
                if (digits != 3)
                {
                    return false;
                }

                digits = 0;
            }
            else
            {
                digits++;
            }
        }

        return digits is >= 1 and <= 4;
    }
}
