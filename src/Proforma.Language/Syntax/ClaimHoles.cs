using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>The places of a claim that are still open (`?`): such a claim is a draft that a person has to finish, and is never evaluated.</summary>
public static class ClaimHoles
{
    /// <summary>Where <paramref name="claim"/> is open, in the order of the text: a figure, a unit, a period, a member or a whole side.</summary>
    public static IReadOnlyList<TextSpan> Of(ClaimSyntax claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var holes = new List<TextSpan>();
        var open = new Stack<SyntaxNode>();
        var children = new List<SyntaxNode>();
        foreach (var side in new[] { claim.Upper, claim.Right, claim.Left })
        {
            if (side is not null)
            {
                open.Push(side);
            }
        }

        while (open.TryPop(out var node))
        {
            if (node is HoleSyntax or UnitSyntax { IsHole: true })
            {
                holes.Add(node.Span);
                continue;
            }

            children.Clear();
            SyntaxTraversal.AddChildren(node, children);
            for (var i = children.Count - 1; i >= 0; i--)
            {
                open.Push(children[i]);
            }
        }

        return holes;
    }
}
