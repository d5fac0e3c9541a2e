using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>A node of the tree: a closed hierarchy of sealed classes. Its span covers its tokens without surrounding white space.</summary>
public abstract class SyntaxNode(TextSpan span)
{
    public TextSpan Span { get; } = span;
}

/// <summary>A name where it is declared or used.</summary>
public sealed class NameSyntax(TextSpan span, string text) : SyntaxNode(span)
{
    public string Text { get; } = text;

    public override string ToString() => Text;
}

/// <summary>A quoted text, unescaped.</summary>
public sealed class TextSyntax(TextSpan span, string value) : SyntaxNode(span)
{
    public string Value { get; } = value;
}

/// <summary>A unit as written: `USD/seat/month`, `person^2`, `1/month`, `?` for a hole.</summary>
public sealed class UnitSyntax(TextSpan span, IReadOnlyList<UnitFactorSyntax> factors, bool isHole = false) : SyntaxNode(span)
{
    /// <summary>Empty for `1`.</summary>
    public IReadOnlyList<UnitFactorSyntax> Factors { get; } = factors;

    public bool IsHole { get; } = isHole;
}

/// <summary>One factor of a unit: a name with an exponent, negative after `/`.</summary>
public sealed class UnitFactorSyntax(TextSpan span, NameSyntax name, int numerator, int denominator) : SyntaxNode(span)
{
    public NameSyntax Name { get; } = name;

    public int Numerator { get; } = numerator;

    public int Denominator { get; } = denominator;
}
