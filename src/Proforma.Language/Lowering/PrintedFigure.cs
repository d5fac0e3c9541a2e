using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Model.Claims;

namespace Proforma.Language.Lowering;

/// <summary>Reads off how precisely a figure is printed: which of its digits count.</summary>
internal static class PrintedFigure
{
    /// <summary>The figure of a claim's right side.</summary>
    /// <param name="syntax">A constant: digits, or a formula of constants.</param>
    /// <param name="value">Its value in base units of what is measured.</param>
    /// <param name="file">The file that it stands in.</param>
    public static ClaimFigure Of(ExpressionSyntax syntax, double value, SourceText file)
    {
        var text = file.Slice(syntax.Span).ToString();
        if (NumberOf(syntax) is not { } number)
        {
            return Computed(value, text);
        }

        var digits = Digits(TokenText.Fold(file.Slice(number.Digits)), out var rest);
        var scale = number.Value == 0 ? 1 : Math.Abs(value / number.Value);
        var unit = NumberValue.Of("1" + rest) * scale;
        var decimals = digits.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? digits.Length - point - 1 : 0;
        var figures = digits.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        var written = unit * Math.Pow(10, -decimals);
        if (figures.Length == 0)
        {
            return new ClaimFigure(value, written, written, written, false, text);
        }

        var zeros = decimals > 0 || digits.EndsWith('.') ? 0 : figures.Length - figures.TrimEnd('0').Length;
        var counted = Math.Max(figures.Length - zeros, Math.Min(figures.Length, 2));
        var second = written * Math.Pow(10, figures.Length - 2);
        return new ClaimFigure(value, written * Math.Pow(10, figures.Length - counted), written, second, false, text);
    }

    /// <summary>A formula of constants is taken at three significant figures: nobody prints more of two thirds.</summary>
    private static ClaimFigure Computed(double value, string text)
    {
        var leading = value == 0 ? 1 : Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))));
        return new ClaimFigure(value, leading / 100, leading / 100, leading / 10, true, text);
    }

    private static NumberSyntax? NumberOf(ExpressionSyntax syntax) => syntax switch
    {
        NumberSyntax number => number,
        ParenthesizedSyntax inner => NumberOf(inner.Inner),
        UnarySyntax { Operator: UnaryOperator.Negate or UnaryOperator.Plus } signed => NumberOf(signed.Operand),
        _ => null,
    };

    /// <summary>The digits and the point of a number token without separators; <paramref name="rest"/> takes its exponent and suffix.</summary>
    private static string Digits(string token, out string rest)
    {
        var end = 0;
        while (end < token.Length && (char.IsAsciiDigit(token[end]) || token[end] is '.' or '_' or ','))
        {
            end++;
        }

        rest = token[end..];
        return token[..end].Replace("_", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
    }
}
