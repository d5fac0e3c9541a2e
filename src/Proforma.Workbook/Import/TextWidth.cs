namespace Proforma.Workbook.Import;

/// <summary>Letters, digits and signs that East Asian keyboards type in full width, as the narrow ones they stand for.</summary>
internal static class TextWidth
{
    private const char FirstWide = '\uFF01', LastWide = '\uFF5E', WideSpace = '\u3000', NoBreakSpace = '\u00A0';
    private const int Distance = 0xFEE0;

    public static string Narrow(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange(FirstWide, LastWide) && !text.AsSpan().ContainsAny(WideSpace, NoBreakSpace))
        {
            return text;
        }

        return string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = source[i] is >= FirstWide and <= LastWide ? (char)(source[i] - Distance)
                    : source[i] is WideSpace or NoBreakSpace ? ' '
                    : source[i];
            }
        });
    }
}
