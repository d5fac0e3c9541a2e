using System.Globalization;
using System.Text;
using Proforma.Language.Syntax;
using Proforma.Language.Text;

namespace Proforma.Language.Tests.Syntax;

/// <summary>What holds of every tree, whatever the text.</summary>
internal static class SyntaxInvariants
{
    /// <summary>What is violated, or null.</summary>
    public static string? Violation(SyntaxTree tree) => TokensCover(tree) ?? SpansNest(tree) ?? DiagnosticsAreInside(tree);

    /// <summary>Every node with its depth and, for leaves, its text: equal for trees that differ in white space only.</summary>
    public static string Shape(SyntaxTree tree)
    {
        var shape = new StringBuilder();
        var stack = new Stack<(SyntaxNode Node, int Depth)>();
        var children = new List<SyntaxNode>();
        foreach (var declaration in tree.Declarations)
        {
            stack.Push((declaration, 0));
            while (stack.TryPop(out var top))
            {
                children.Clear();
                SyntaxTraversal.AddChildren(top.Node, children);
                shape.Append(CultureInfo.InvariantCulture, $"{top.Depth} {top.Node.GetType().Name} {Own(top.Node)}");
                if (children.Count == 0)
                {
                    shape.Append(WithoutSpace(tree.Source.Slice(top.Node.Span)));
                }

                shape.Append('\n');
                for (var i = children.Count - 1; i >= 0; i--)
                {
                    stack.Push((children[i], top.Depth + 1));
                }
            }
        }

        return shape.ToString();
    }

    /// <summary>The text of the tokens, white space left out.</summary>
    public static string Tokens(SyntaxTree tree) => string.Join(
        '\n',
        tree.Tokens
            .Where(t => t.Kind is not (TokenKind.WhiteSpace or TokenKind.NewLine or TokenKind.EndOfFile))
            .Select(t => tree.Source.Text.Substring(t.Start, t.Length)));

    private static string Own(SyntaxNode node) => node switch
    {
        BinarySyntax b => b.Operator.ToString(),
        UnarySyntax u => u.Operator.ToString(),
        SeriesSyntax s => s.Kind.ToString(),
        ValueClauseSyntax v => v.Kind.ToString(),
        ClaimSyntax c => c.Hedge.ToString(),
        AttributeClauseSyntax { Values.Count: 0 } a => a.RawText,
        NumberSyntax n => n.Value.ToString("R", CultureInfo.InvariantCulture),
        UnitFactorSyntax f => string.Create(CultureInfo.InvariantCulture, $"{f.Numerator}/{f.Denominator}"),
        UnitSyntax u => u.IsHole.ToString(),
        _ => "",
    };

    private static string? TokensCover(SyntaxTree tree)
    {
        var position = 0;
        foreach (var token in tree.Tokens)
        {
            if (token.Start != position || token.Length < 0 || (token.Length == 0 && token.Kind != TokenKind.EndOfFile))
            {
                return $"token {token} does not follow position {position}";
            }

            position = token.End;
        }

        return position != tree.Source.Text.Length || tree.Tokens[^1].Kind != TokenKind.EndOfFile ? $"the tokens end at {position}" : null;
    }

    private static string? SpansNest(SyntaxTree tree)
    {
        var previousEnd = 0;
        foreach (var declaration in tree.Declarations)
        {
            if (declaration.Span.Start < previousEnd)
            {
                return $"{declaration.GetType().Name} at {declaration.Span} begins before {previousEnd}";
            }

            previousEnd = declaration.Span.End;
        }

        var children = new List<SyntaxNode>();
        foreach (var node in tree.Descendants())
        {
            if (node.Span.Length < 0 || node.Span.End > tree.Source.Text.Length)
            {
                return $"{node.GetType().Name} at {node.Span} is outside the text";
            }

            children.Clear();
            SyntaxTraversal.AddChildren(node, children);
            var end = node.Span.Start;
            foreach (var child in children)
            {
                if (child.Span.Start < end || child.Span.End > node.Span.End)
                {
                    return $"{child.GetType().Name} at {child.Span} is not in place in {node.GetType().Name} at {node.Span}, after {end}";
                }

                end = child.Span.End;
            }
        }

        return null;
    }

    private static string? DiagnosticsAreInside(SyntaxTree tree)
    {
        foreach (var diagnostic in tree.Diagnostics)
        {
            var spans = diagnostic.Related.Select(r => r.Span).Append(diagnostic.Span);
            if (diagnostic.Fix is { } fix)
            {
                spans = spans.Append(fix.Span);
            }

            foreach (var span in spans)
            {
                if (span.Start < 0 || span.Length < 0 || span.End > tree.Source.Text.Length)
                {
                    return $"{diagnostic.Code} at {span} is outside the text";
                }
            }

            if (diagnostic.Message.Length == 0)
            {
                return $"{diagnostic.Code} has no message";
            }
        }

        return null;
    }

    private static string WithoutSpace(ReadOnlySpan<char> text) => string.Concat(text.ToString().Where(c => !char.IsWhiteSpace(c)));
}
