using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>An expression. A closed hierarchy.</summary>
public abstract class ExpressionSyntax(TextSpan span) : SyntaxNode(span);

/// <summary>A number with an optional unit: `21%`, `8M USD/month`, `0.17/month`.</summary>
public sealed class NumberSyntax(TextSpan span, TextSpan digits, double value, UnitSyntax? unit) : ExpressionSyntax(span)
{
    /// <summary>The number token, with its suffix.</summary>
    public TextSpan Digits { get; } = digits;

    /// <summary>The value with its suffix applied: 21% is 0.21, 345亿 is 3.45e10.</summary>
    public double Value { get; } = value;

    public UnitSyntax? Unit { get; } = unit;
}

/// <summary>A period, or a bare year where a period may stand: the binder decides which from the place it stands in.</summary>
public sealed class PeriodSyntax(TextSpan span, string text) : ExpressionSyntax(span)
{
    public string Text { get; } = text;
}

/// <summary>`2024-06 .. 2025-05`, `2026 ..`, `.. 2025`, or a numeric range in a `domain`.</summary>
public sealed class RangeSyntax(TextSpan span, ExpressionSyntax? from, ExpressionSyntax? to) : ExpressionSyntax(span)
{
    public ExpressionSyntax? From { get; } = from;

    public ExpressionSyntax? To { get; } = to;
}

/// <summary>A quoted text: a member that is not a name, a file, a label.</summary>
public sealed class TextExpressionSyntax(TextSpan span, string value) : ExpressionSyntax(span)
{
    public string Value { get; } = value;
}

public sealed class NameExpressionSyntax(TextSpan span, string name) : ExpressionSyntax(span)
{
    public string Name { get; } = name;
}

/// <summary>`openai.revenue`, `cash.opening`, `period.year`, `product."North America"`.</summary>
public sealed class MemberAccessSyntax(TextSpan span, ExpressionSyntax target, NameSyntax member) : ExpressionSyntax(span)
{
    public ExpressionSyntax Target { get; } = target;

    public NameSyntax Member { get; } = member;
}

/// <summary>`revenue[aggressive, 2027]`.</summary>
public sealed class IndexSyntax(TextSpan span, ExpressionSyntax target, IReadOnlyList<ExpressionSyntax> selectors) : ExpressionSyntax(span)
{
    public ExpressionSyntax Target { get; } = target;

    public IReadOnlyList<ExpressionSyntax> Selectors { get; } = selectors;
}

/// <summary>`trailing(cash_burn, 3 month)`, `decay(a, b, c, from: 2025-01)`.</summary>
public sealed class CallSyntax(TextSpan span, NameSyntax function, IReadOnlyList<ArgumentSyntax> arguments) : ExpressionSyntax(span)
{
    public NameSyntax Function { get; } = function;

    public IReadOnlyList<ArgumentSyntax> Arguments { get; } = arguments;
}

/// <summary>An argument, named or by position; `discrete(1: 30%, 2: 70%)` has a <see cref="Key"/> expression instead of a name.</summary>
public sealed class ArgumentSyntax(TextSpan span, NameSyntax? name, ExpressionSyntax? key, ExpressionSyntax value) : SyntaxNode(span)
{
    public NameSyntax? Name { get; } = name;

    public ExpressionSyntax? Key { get; } = key;

    public ExpressionSyntax Value { get; } = value;
}

public enum UnaryOperator
{
    Negate,
    Plus,
    Not,
}

public sealed class UnarySyntax(TextSpan span, UnaryOperator op, ExpressionSyntax operand) : ExpressionSyntax(span)
{
    public UnaryOperator Operator { get; } = op;

    public ExpressionSyntax Operand { get; } = operand;
}

public enum BinaryOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    And,
    Or,

    /// <summary>`turn in 2027`.</summary>
    In,

    /// <summary>`11% to 17%`: a 90% interval, in distributions only.</summary>
    To,
}

/// <summary>
/// A binary operation. Chains of operators are left-deep; walk the left spine with a loop, never by recursion: a sum may have
/// tens of thousands of terms.
/// </summary>
public sealed class BinarySyntax(TextSpan span, ExpressionSyntax left, BinaryOperator op, TextSpan operatorSpan, ExpressionSyntax right)
    : ExpressionSyntax(span)
{
    public ExpressionSyntax Left { get; } = left;

    public BinaryOperator Operator { get; } = op;

    public TextSpan OperatorSpan { get; } = operatorSpan;

    public ExpressionSyntax Right { get; } = right;
}

/// <summary>`if condition then a else b`.</summary>
public sealed class ConditionalSyntax(TextSpan span, ExpressionSyntax condition, ExpressionSyntax whenTrue, ExpressionSyntax whenFalse)
    : ExpressionSyntax(span)
{
    public ExpressionSyntax Condition { get; } = condition;

    public ExpressionSyntax WhenTrue { get; } = whenTrue;

    public ExpressionSyntax WhenFalse { get; } = whenFalse;
}

/// <summary>`x -> CNY`, `x -> USD/month`, `x -> CNY at 2027`.</summary>
public sealed class ConversionSyntax(TextSpan span, ExpressionSyntax operand, UnitSyntax unit, ExpressionSyntax? at) : ExpressionSyntax(span)
{
    public ExpressionSyntax Operand { get; } = operand;

    public UnitSyntax Unit { get; } = unit;

    public ExpressionSyntax? At { get; } = at;
}

/// <summary>`unknown USD/month`, an amount that nobody gave; the unit may be left out where a declared one applies.</summary>
public sealed class UnknownSyntax(TextSpan span, UnitSyntax? unit) : ExpressionSyntax(span)
{
    public UnitSyntax? Unit { get; } = unit;
}

public sealed class ParenthesizedSyntax(TextSpan span, ExpressionSyntax inner) : ExpressionSyntax(span)
{
    public ExpressionSyntax Inner { get; } = inner;
}

/// <summary>`?`: a place that the author leaves open; the checker reports what would fit.</summary>
public sealed class HoleSyntax(TextSpan span) : ExpressionSyntax(span);

/// <summary>What stands where an expression could not be read. Already reported; later stages stay silent about it.</summary>
public sealed class ErrorExpressionSyntax(TextSpan span) : ExpressionSyntax(span);
