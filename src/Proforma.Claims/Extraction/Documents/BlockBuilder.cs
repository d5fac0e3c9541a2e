using System.Text;

namespace Proforma.Claims.Extraction.Documents;

/// <summary>Collects the characters of one block, with white space collapsed and every character's place in the source kept.</summary>
internal sealed class BlockBuilder
{
    private readonly StringBuilder text = new();
    private readonly List<TextRun> runs = [];
    private int runSource = -1;
    private int spaceAt = -1;
    private bool lineBreak;

    public int Length => text.Length;

    public bool IsEmpty => text.Length == 0;

    public void Append(char character, int source, int sourceLength)
    {
        if (char.IsWhiteSpace(character) && character != '\u3000')
        {
            if (spaceAt < 0)
            {
                spaceAt = source;
            }

            lineBreak |= character is '\n';
            return;
        }

        FlushSpace(character);
        AppendRaw(character, source, sourceLength);
    }

    /// <summary>A break that is white space to a reader but is not in the source as such: a tag between two words.</summary>
    public void Break(int source)
    {
        if (spaceAt < 0)
        {
            spaceAt = source;
        }
    }

    public ArticleBlock? Build(BlockKind kind)
    {
        ArticleBlock? block = text.Length == 0 ? null : new ArticleBlock(kind, text.ToString(), [.. runs]);
        text.Clear();
        runs.Clear();
        runSource = -1;
        spaceAt = -1;
        lineBreak = false;
        return block;
    }

    public ArticleBlock BuildCell() => Build(BlockKind.Cell) ?? new ArticleBlock(BlockKind.Cell, string.Empty, []);

    private void FlushSpace(char next)
    {
        if (spaceAt < 0)
        {
            return;
        }

        // A hard-wrapped Chinese paragraph has no space where its lines meet.
        bool joinsHan = lineBreak && text.Length > 0 && IsEastAsian(text[^1]) && IsEastAsian(next);
        if (text.Length > 0 && !joinsHan)
        {
            AppendRaw(' ', spaceAt, 1);
        }

        spaceAt = -1;
        lineBreak = false;
    }

    private void AppendRaw(char character, int source, int sourceLength)
    {
        if (sourceLength != 1 || source != runSource)
        {
            runs.Add(new TextRun(text.Length, source, sourceLength));
            runSource = source;
        }

        text.Append(character);
        runSource = sourceLength == 1 ? runSource + 1 : -1;
    }

    private static bool IsEastAsian(char c) => c is >= '\u2E80' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' or >= '\uFF00' and <= '\uFFEF';
}
