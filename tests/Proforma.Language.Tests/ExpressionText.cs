using System.Globalization;
using Proforma.Language.Syntax;

namespace Proforma.Language.Tests;

/// <summary>Expressions in prefix notation, short enough to stand in a test.</summary>
internal static class ExpressionText
{
    public static string Of(ExpressionSyntax? expression) => expression switch
    {
        null => "_",
        NumberSyntax n => n.Value.ToString("R", CultureInfo.InvariantCulture) + (n.Unit is null ? "" : ":" + Of(n.Unit)),
        PeriodSyntax p => "@" + p.Text,
        RangeSyntax r => $"(.. {Of(r.From)} {Of(r.To)})",
        TextExpressionSyntax t => $"\"{t.Value}\"",
        NameExpressionSyntax n => n.Name,
        MemberAccessSyntax m => $"(. {Of(m.Target)} {m.Member.Text})",
        IndexSyntax i => $"([] {Of(i.Target)} {string.Join(' ', i.Selectors.Select(Of))})",
        CallSyntax c => $"({c.Function.Text}{string.Concat(c.Arguments.Select(a => " " + Of(a)))})",
        UnarySyntax u => $"({u.Operator} {Of(u.Operand)})",
        BinarySyntax b => $"({Sign(b.Operator)} {Of(b.Left)} {Of(b.Right)})",
        ConditionalSyntax c => $"(if {Of(c.Condition)} {Of(c.WhenTrue)} {Of(c.WhenFalse)})",
        ConversionSyntax c => $"(-> {Of(c.Operand)} {Of(c.Unit)}{(c.At is null ? "" : " at " + Of(c.At))})",
        UnknownSyntax u => "unknown" + (u.Unit is null ? "" : ":" + Of(u.Unit)),
        ParenthesizedSyntax p => Of(p.Inner),
        HoleSyntax => "?",
        _ => "<error>",
    };

    public static string Of(UnitSyntax unit)
    {
        if (unit.IsHole)
        {
            return "?";
        }

        return unit.Factors.Count == 0 ? "1" : string.Join('*', unit.Factors.Select(Of));
    }

    private static string Of(ArgumentSyntax argument) =>
        (argument.Name is { } name ? name.Text + ":" : argument.Key is { } key ? Of(key) + ":" : "") + Of(argument.Value);

    private static string Of(UnitFactorSyntax factor)
    {
        if (factor is { Numerator: 1, Denominator: 1 })
        {
            return factor.Name.Text;
        }

        return factor.Denominator == 1
            ? string.Create(CultureInfo.InvariantCulture, $"{factor.Name.Text}^{factor.Numerator}")
            : string.Create(CultureInfo.InvariantCulture, $"{factor.Name.Text}^{factor.Numerator}/{factor.Denominator}");
    }

    private static string Sign(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Power => "^",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Equal => "=",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.And => "and",
        BinaryOperator.Or => "or",
        BinaryOperator.In => "in",
        _ => "to",
    };
}
