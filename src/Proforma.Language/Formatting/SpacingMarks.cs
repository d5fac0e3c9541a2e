using Proforma.Language.Syntax;
using Proforma.Language.Text;

namespace Proforma.Language.Formatting;

/// <summary>
/// What only the tree knows about the white space around a token: what belongs to a unit, which `-` is a sign, which name is called.
/// </summary>
internal sealed class SpacingMarks
{
    private readonly Mark[] _marks;

    public SpacingMarks(SyntaxTree tree)
    {
        _marks = new Mark[tree.Source.Text.Length + 1];
        foreach (var node in tree.Descendants())
        {
            Set(node, tree.Source.Text);
        }
    }

    [Flags]
    private enum Mark : byte
    {
        None = 0,

        /// <summary>No white space before.</summary>
        Tight = 1,

        /// <summary>No white space after.</summary>
        Prefix = 2,

        /// <summary>A function's name.</summary>
        Called = 4,

        /// <summary>White space stays as it is.</summary>
        Verbatim = 8,
    }

    /// <summary>True when no white space stands before the token at <paramref name="position"/>.</summary>
    public bool IsTight(int position) => (_marks[position] & Mark.Tight) != Mark.None;

    /// <summary>True when no white space stands after the token at <paramref name="position"/>: a sign.</summary>
    public bool IsPrefix(int position) => (_marks[position] & Mark.Prefix) != Mark.None;

    /// <summary>True when the token at <paramref name="position"/> is the name of a function that is called.</summary>
    public bool IsCalled(int position) => (_marks[position] & Mark.Called) != Mark.None;

    /// <summary>True inside the rest of a line that is taken as it is written.</summary>
    public bool IsVerbatim(int position) => (_marks[position] & Mark.Verbatim) != Mark.None;

    private void Set(SyntaxNode node, string text)
    {
        switch (node)
        {
            case UnitSyntax { Span.Length: > 0 } unit:
                // A unit that begins with `/` is attached to its number; any other stands after a blank.
                Tighten(unit.Span.Start + (text[unit.Span.Start] == '/' ? 0 : 1), unit.Span.End);
                break;
            case UnarySyntax { Operator: not UnaryOperator.Not } sign:
                _marks[sign.Span.Start] |= Mark.Prefix;
                break;
            case CallSyntax call:
                _marks[call.Function.Span.Start] |= Mark.Called;
                break;
            case NoiseSyntax { Autoregression: { } argument }:
                MarkAutoregression(argument.Span.Start, text);
                break;
            case AttributeClauseSyntax { Values.Count: 0, RawText.Length: > 0 } free:
                SetRange(free.Span.End - free.RawText.Length + 1, free.Span.End, Mark.Tight | Mark.Verbatim);
                break;
            case RateSyntax rate:
                Tighten(rate.From.Span.End, rate.To.Span.Start + 1);
                break;
            case ClaimSyntax { Name: { } name }:
                Tighten(name.Span.End, text.IndexOf(':', name.Span.End) + 1);
                break;
            default:
                break;
        }
    }

    // The tree keeps only the argument of `ar(…)`: its name stands before the bracket before it.
    private void MarkAutoregression(int argument, string text)
    {
        var name = text.LastIndexOf("ar", argument, StringComparison.Ordinal);
        if (name >= 0)
        {
            _marks[name] |= Mark.Called;
        }
    }

    private void Tighten(int start, int end) => SetRange(start, end, Mark.Tight);

    private void SetRange(int start, int end, Mark mark)
    {
        for (var i = start; i < end; i++)
        {
            _marks[i] |= mark;
        }
    }
}
