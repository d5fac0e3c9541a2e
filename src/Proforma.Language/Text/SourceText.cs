namespace Proforma.Language.Text;

/// <summary>The text of one file with its lines. Immutable.</summary>
public sealed class SourceText
{
    private readonly Lazy<int[]> _lineStarts;

    /// <param name="path">As the workspace names it; shown in diagnostics.</param>
    /// <param name="text">Decoded text, without a byte order mark.</param>
    public SourceText(string path, string text)
    {
        Path = path;
        Text = text;
        _lineStarts = new Lazy<int[]>(FindLines);
    }

    public string Path { get; }

    public string Text { get; }

    public int LineCount => _lineStarts.Value.Length;

    /// <summary>1-based line and 1-based column (in UTF-16 units) of a position.</summary>
    public (int Line, int Column) LocationOf(int position)
    {
        var starts = _lineStarts.Value;
        var found = Array.BinarySearch(starts, position);
        var line = found >= 0 ? found : ~found - 1;
        return (line + 1, position - starts[line] + 1);
    }

    /// <summary>The text of 1-based line <paramref name="line"/> without its line break.</summary>
    public ReadOnlySpan<char> Line(int line)
    {
        var starts = _lineStarts.Value;
        var end = line < starts.Length ? starts[line] : Text.Length;
        return Text.AsSpan(starts[line - 1]..end).TrimEnd("\r\n");
    }

    /// <summary>The position at which 1-based line <paramref name="line"/> begins.</summary>
    public int StartOfLine(int line) => _lineStarts.Value[line - 1];

    public ReadOnlySpan<char> Slice(TextSpan span) => Text.AsSpan(span.Start, span.Length);

    public override string ToString() => Path;

    private int[] FindLines()
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < Text.Length; i++)
        {
            if (Text[i] == '\n' || (Text[i] == '\r' && (i + 1 == Text.Length || Text[i + 1] != '\n')))
            {
                starts.Add(i + 1);
            }
        }

        return [.. starts];
    }
}
