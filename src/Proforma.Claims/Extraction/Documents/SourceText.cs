namespace Proforma.Claims.Extraction.Documents;

/// <summary>The text as it was given, with a map from UTF-16 positions to Unicode code points.</summary>
internal sealed class SourceText
{
    private readonly int[] pairs;

    public SourceText(string text)
    {
        Text = text;
        var found = new List<int>();
        for (int i = 0; i + 1 < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && char.IsLowSurrogate(text[i + 1]))
            {
                found.Add(i);
                i++;
            }
        }

        pairs = [.. found];
    }

    public string Text { get; }

    /// <summary>Number of code points before a UTF-16 position; a lone surrogate counts as one.</summary>
    public int CodePointAt(int index)
    {
        int at = Array.BinarySearch(pairs, index);
        int before = at >= 0 ? at : ~at;
        return index - before;
    }
}
