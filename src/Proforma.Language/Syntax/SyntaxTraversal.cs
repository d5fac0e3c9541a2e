using System.Diagnostics;

namespace Proforma.Language.Syntax;

/// <summary>Walks trees without recursion: a formula may have a hundred thousand terms, one under the other.</summary>
public static class SyntaxTraversal
{
    /// <summary>Every node of <paramref name="tree"/>, parents before their children, in the order of the text.</summary>
    public static IEnumerable<SyntaxNode> Descendants(this SyntaxTree tree)
    {
        var stack = new Stack<SyntaxNode>();
        var children = new List<SyntaxNode>();
        foreach (var declaration in tree.Declarations)
        {
            stack.Push(declaration);
            while (stack.TryPop(out var node))
            {
                yield return node;
                children.Clear();
                AddChildren(node, children);
                for (var i = children.Count - 1; i >= 0; i--)
                {
                    stack.Push(children[i]);
                }
            }
        }
    }

    /// <summary>Appends the children of <paramref name="node"/> to <paramref name="children"/>, in the order of the text.</summary>
    public static void AddChildren(SyntaxNode node, List<SyntaxNode> children)
    {
        switch (node)
        {
            case DeclarationSyntax declaration:
                AddHeader(declaration, children);
                children.AddRange(declaration.Clauses);
                children.Sort(static (a, b) => (a.Span.Start, a.Span.End).CompareTo((b.Span.Start, b.Span.End)));
                break;
            case ClauseSyntax clause:
                AddClause(clause, children);
                break;
            case ExpressionSyntax expression:
                AddExpression(expression, children);
                break;
            default:
                AddPart(node, children);
                break;
        }
    }

    private static void AddHeader(DeclarationSyntax declaration, List<SyntaxNode> into)
    {
        switch (declaration)
        {
            case PlanSyntax plan:
                Add(into, plan.Title);
                break;
            case TrackSyntax track:
                Add(into, track.Name, track.Label, track.Parent, track.Weight);
                break;
            case UnitDeclarationSyntax unit:
                Add(into, unit.Name, unit.Label, unit.Definition);
                break;
            case DimensionSyntax dimension:
                Add(into, dimension.Name, dimension.Label, dimension.File);
                into.AddRange(dimension.Members);
                break;
            case SeriesSyntax series:
                Add(into, series.Name, series.Label, series.Unit);
                into.AddRange(series.Dimensions);
                break;
            case RateSyntax rate:
                Add(into, rate.From, rate.To, rate.Label);
                break;
            case NoiseSyntax noise:
                Add(into, noise.Name, noise.Label, noise.Unit, noise.Distribution);
                Add(into, noise.Autoregression);
                break;
            case CorrelateSyntax correlate:
                into.AddRange(correlate.Names);
                Add(into, correlate.Value);
                break;
            case CheckSyntax check:
                Add(into, check.Condition, check.Label);
                break;
            case SourceSyntax source:
                Add(into, source.Name, source.Title, source.Date);
                break;
            case ClaimSyntax claim:
                Add(into, claim.Name, claim.Left, claim.Right, claim.Upper);
                Add(into, claim.Track, claim.Text);
                break;
            case ActualsSyntax actuals:
                Add(into, actuals.File, actuals.Through);
                break;
            case SolveSyntax solve:
                into.AddRange(solve.Names);
                into.AddRange(solve.Targets);
                Add(into, solve.Track);
                break;
            case SectionSyntax section:
                Add(into, section.Title);
                break;
            case UseSyntax use:
                Add(into, use.Path, use.Alias);
                break;
            case ErrorDeclarationSyntax:
                break;
            default:
                throw new UnreachableException(declaration.GetType().Name);
        }
    }

    private static void AddClause(ClauseSyntax clause, List<SyntaxNode> into)
    {
        switch (clause)
        {
            case ValueClauseSyntax value:
                into.AddRange(value.Selectors);
                Add(into, value.Value);
                break;
            case AggregateClauseSyntax aggregate:
                Add(into, aggregate.Rule, aggregate.Weight);
                break;
            case CircularClauseSyntax circular:
                Add(into, circular.Tolerance);
                break;
            case DomainClauseSyntax domain:
                Add(into, domain.Name, domain.Range);
                break;
            case FileClauseSyntax file:
                Add(into, file.Path);
                into.AddRange(file.Options);
                break;
            case ColumnClauseSyntax column:
                Add(into, column.Column, column.Line);
                break;
            case AttributeClauseSyntax attribute:
                Add(into, attribute.Word);
                into.AddRange(attribute.Values);
                break;
            case CalendarClauseSyntax calendar:
                Add(into, calendar.Grain, calendar.Range);
                break;
            case MatrixRowClauseSyntax row:
                into.AddRange(row.Values);
                break;
            case CitationClauseSyntax citation:
                Add(into, citation.Citation);
                break;
            case InterpolateClauseSyntax or FiscalYearClauseSyntax:
                break;
            default:
                throw new UnreachableException(clause.GetType().Name);
        }
    }

    private static void AddExpression(ExpressionSyntax expression, List<SyntaxNode> into)
    {
        switch (expression)
        {
            case NumberSyntax number:
                Add(into, number.Unit);
                break;
            case RangeSyntax range:
                Add(into, range.From, range.To);
                break;
            case MemberAccessSyntax access:
                Add(into, access.Target, access.Member);
                break;
            case IndexSyntax index:
                Add(into, index.Target);
                into.AddRange(index.Selectors);
                break;
            case CallSyntax call:
                Add(into, call.Function);
                into.AddRange(call.Arguments);
                break;
            case UnarySyntax unary:
                Add(into, unary.Operand);
                break;
            case BinarySyntax binary:
                Add(into, binary.Left, binary.Right);
                break;
            case ConditionalSyntax choice:
                Add(into, choice.Condition, choice.WhenTrue, choice.WhenFalse);
                break;
            case ConversionSyntax conversion:
                Add(into, conversion.Operand, conversion.Unit, conversion.At);
                break;
            case UnknownSyntax unknown:
                Add(into, unknown.Unit);
                break;
            case ParenthesizedSyntax parenthesized:
                Add(into, parenthesized.Inner);
                break;
            case PeriodSyntax or TextExpressionSyntax or NameExpressionSyntax or HoleSyntax or ErrorExpressionSyntax:
                break;
            default:
                throw new UnreachableException(expression.GetType().Name);
        }
    }

    private static void AddPart(SyntaxNode node, List<SyntaxNode> into)
    {
        switch (node)
        {
            case ValueSyntax value:
                Add(into, value.Point, value.Distribution);
                into.AddRange(value.Citations);
                break;
            case CitationSyntax citation:
                Add(into, citation.Source, citation.Text);
                break;
            case FileOptionSyntax option:
                Add(into, option.Word, option.Column);
                break;
            case MemberSyntax member:
                Add(into, member.Name, member.Label, member.Parent);
                break;
            case ArgumentSyntax argument:
                Add(into, argument.Name, argument.Key, argument.Value);
                break;
            case UnitSyntax unit:
                into.AddRange(unit.Factors);
                break;
            case UnitFactorSyntax factor:
                Add(into, factor.Name);
                break;
            case NameSyntax or TextSyntax:
                break;
            default:
                throw new UnreachableException(node.GetType().Name);
        }
    }

    private static void Add(List<SyntaxNode> into, params ReadOnlySpan<SyntaxNode?> nodes)
    {
        foreach (var node in nodes)
        {
            if (node is not null)
            {
                into.Add(node);
            }
        }
    }
}
