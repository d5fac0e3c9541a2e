using Proforma.Language.Syntax;

namespace Proforma.Language.Lowering;

/// <summary>Walks expressions without recursion, however deep they are.</summary>
internal static class SyntaxWalk
{
    /// <summary>Every name expression in an expression (not the members after a dot, nor names of functions).</summary>
    public static IEnumerable<NameExpressionSyntax> Names(ExpressionSyntax expression) => All(expression).OfType<NameExpressionSyntax>();

    /// <summary>Calls <paramref name="visit"/> for an expression and all that it is made of, without allocating.</summary>
    public static void Visit<T>(ExpressionSyntax expression, T state, Action<ExpressionSyntax, T> visit)
    {
        // Chains are left-deep without a bound and walked by the loop; everything else nests no deeper than the parser allows.
        while (expression is BinarySyntax binary)
        {
            visit(binary, state);
            Visit(binary.Right, state, visit);
            expression = binary.Left;
        }

        if (expression is NumberSyntax or NameExpressionSyntax or PeriodSyntax)
        {
            visit(expression, state);
            return;
        }

        foreach (var part in All(expression))
        {
            visit(part, state);
        }
    }

    /// <summary>An expression and all that it is made of.</summary>
    public static IEnumerable<ExpressionSyntax> All(ExpressionSyntax expression)
    {
        var open = new Stack<ExpressionSyntax>();
        open.Push(expression);
        while (open.TryPop(out var next))
        {
            yield return next;
            switch (next)
            {
                case BinarySyntax binary:
                    open.Push(binary.Right);
                    open.Push(binary.Left);
                    break;
                case UnarySyntax unary:
                    open.Push(unary.Operand);
                    break;
                case ParenthesizedSyntax inner:
                    open.Push(inner.Inner);
                    break;
                case ConditionalSyntax conditional:
                    open.Push(conditional.WhenFalse);
                    open.Push(conditional.WhenTrue);
                    open.Push(conditional.Condition);
                    break;
                case ConversionSyntax conversion:
                    open.Push(conversion.Operand);
                    break;
                case MemberAccessSyntax access:
                    open.Push(access.Target);
                    break;
                case IndexSyntax index:
                    PushAll(open, index.Selectors);
                    open.Push(index.Target);
                    break;
                case CallSyntax call:
                    foreach (var argument in call.Arguments)
                    {
                        open.Push(argument.Value);
                        if (argument.Key is not null)
                        {
                            open.Push(argument.Key);
                        }
                    }

                    break;
                case RangeSyntax range:
                    PushAll(open, new[] { range.From, range.To }.OfType<ExpressionSyntax>());
                    break;
            }
        }
    }

    private static void PushAll(Stack<ExpressionSyntax> open, IEnumerable<ExpressionSyntax> expressions)
    {
        foreach (var expression in expressions)
        {
            open.Push(expression);
        }
    }
}
