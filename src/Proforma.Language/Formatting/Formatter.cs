using System.Runtime.InteropServices;
using System.Text;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;

namespace Proforma.Language.Formatting;

/// <summary>
/// Writes a file in its canonical layout: clauses indented by two, one blank around `=` and operators, none inside units, the `=` of consecutive
/// clauses and the comments of consecutive lines under one another, at most one blank line. Tokens and comments stay as they are, and so do the
/// places where lines are broken; the meaning does not change.
/// </summary>
public static class Formatter
{
    /// <summary>
    /// The text of <paramref name="tree"/> in its canonical layout; as it is when it has syntax errors. Formatting twice is formatting
    /// once.
    /// </summary>
    public static string Format(SyntaxTree tree)
    {
        if (tree.Diagnostics.Any(static d => d.Severity == Severity.Error))
        {
            return tree.Source.Text;
        }

        var lines = new LineLayout(tree).Lay();
        LineAlignment.AlignValues(lines);
        LineAlignment.AlignComments(lines);
        return Write(lines, LineBreak(tree));
    }

    // As the file's first line ends.
    private static string LineBreak(SyntaxTree tree)
    {
        var first = tree.Source.Text.AsSpan().IndexOfAny('\r', '\n');
        return first >= 0 && tree.Source.Text.AsSpan(first).StartsWith("\r\n") ? "\r\n" : "\n";
    }

    private static string Write(List<FormattedLine> lines, string lineBreak)
    {
        var text = new StringBuilder();
        foreach (ref readonly var line in CollectionsMarshal.AsSpan(lines))
        {
            if (!line.IsBlank)
            {
                text.Append(' ', line.Indent).Append(line.Code);
                if (line.Comment.Length > 0)
                {
                    text.Append(' ', line.CommentGap).Append(line.Comment);
                }
            }

            text.Append(lineBreak);
        }

        return text.ToString();
    }
}
