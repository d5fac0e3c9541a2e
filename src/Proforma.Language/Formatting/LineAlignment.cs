using Proforma.Language.Text;

namespace Proforma.Language.Formatting;

/// <summary>Puts the values of consecutive clauses, and the comments of consecutive lines, under one another.</summary>
internal static class LineAlignment
{
    /// <summary>A clause whose selectors are wider stands apart, so that one long line does not push all others.</summary>
    private const int WidestKey = 40;

    /// <summary>A comment behind wider code stands apart.</summary>
    private const int WidestCode = 100;

    /// <summary>Aligns the `=` of clauses that follow one another without a blank line or another kind of clause between them.</summary>
    public static void AlignValues(List<FormattedLine> lines)
    {
        var start = 0;
        var role = LineRole.Blank;
        for (var i = 0; i <= lines.Count; i++)
        {
            var current = i < lines.Count ? lines[i].Role : LineRole.Blank;
            if (current == role || current is LineRole.Continuation or LineRole.Comment)
            {
                continue;
            }

            AlignGroup(lines, start, i);
            start = i;
            role = current;
        }
    }

    /// <summary>Aligns the comments behind code on lines that follow one another.</summary>
    public static void AlignComments(List<FormattedLine> lines)
    {
        var start = 0;
        for (var i = 0; i <= lines.Count; i++)
        {
            if (i < lines.Count && lines[i] is { Comment.Length: > 0, Code.Length: > 0 })
            {
                continue;
            }

            AlignRun(lines, start, i);
            start = i + 1;
        }
    }

    private static void AlignGroup(List<FormattedLine> lines, int start, int end)
    {
        var widest = 0;
        for (var i = start; i < end; i++)
        {
            var width = KeyWidth(lines[i]);
            widest = width <= WidestKey ? Math.Max(widest, width) : widest;
        }

        for (var i = start; i < end; i++)
        {
            var line = lines[i];
            var width = KeyWidth(line);
            if (width >= 0 && width < widest)
            {
                lines[i] = line with { Code = line.Code.Insert(line.AlignAt, new string(' ', widest - width)) };
            }
        }
    }

    private static int KeyWidth(FormattedLine line) =>
        line.AlignAt >= 0 ? DisplayWidth.Of(line.Code.AsSpan(0, line.AlignAt)) : -1;

    private static void AlignRun(List<FormattedLine> lines, int start, int end)
    {
        var widest = 0;
        for (var i = start; i < end; i++)
        {
            var width = CodeWidth(lines[i]);
            widest = width <= WidestCode ? Math.Max(widest, width) : widest;
        }

        for (var i = start; i < end; i++)
        {
            var width = CodeWidth(lines[i]);
            lines[i] = lines[i] with { CommentGap = width <= WidestCode ? widest - width + 2 : 2 };
        }
    }

    private static int CodeWidth(FormattedLine line) => line.Indent + DisplayWidth.Of(line.Code);
}
