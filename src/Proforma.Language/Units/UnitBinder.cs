using Proforma.Language.Binding;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Model.Units;

namespace Proforma.Language.Units;

/// <summary>From a unit as written to its dimension and scale.</summary>
internal static class UnitBinder
{
    /// <summary>The unit, or null when a name in it is not known (which is reported) or it is a hole.</summary>
    public static Unit? Bind(UnitSyntax syntax, UnitTable units, SourceText file, DiagnosticBag? diagnostics)
    {
        if (syntax.IsHole)
        {
            return null;
        }

        // Most units are a single name: its own unit object is shared.
        if (syntax.Factors.Count == 1 && syntax.Factors[0] is { Numerator: 1, Denominator: 1 } sole)
        {
            return Find(sole, units, file, diagnostics);
        }

        var dimension = Dimension.None;
        var scale = 1.0;
        var known = true;
        foreach (var factor in syntax.Factors)
        {
            if (Find(factor, units, file, diagnostics) is not { } unit)
            {
                known = false;
                continue;
            }

            var exponent = Rational.Of(factor.Numerator, factor.Denominator);
            dimension = dimension.Multiply(unit.Dimension.Power(exponent));
            scale *= Math.Pow(unit.Scale, exponent.ToDouble());
        }

        if (known && !(double.IsFinite(scale) && scale > 0))
        {
            diagnostics?.Add(BindingDiagnostics.NumberTooLarge, file, syntax.Span, "The scale of this unit is too large or too small to compute with.");
            return null;
        }

        return !known ? null : syntax.Factors.Count == 0 ? Unit.One : new Unit(SymbolOf(file.Slice(syntax.Span).ToString()), dimension, scale);
    }

    // `0.17/month` writes its unit without the 1 in front of the slash.
    private static string SymbolOf(string written) => written.StartsWith('/') ? "1" + written : written;

    private static Unit? Find(UnitFactorSyntax factor, UnitTable units, SourceText file, DiagnosticBag? diagnostics)
    {
        var unit = units.Find(factor.Name.Text);
        if (unit is null && diagnostics is not null)
        {
            var nearest = units.Nearest(factor.Name.Text);
            var message = nearest is null
                ? $"There is no unit {factor.Name.Text}; declare it with `unit {factor.Name.Text}`."
                : $"There is no unit {factor.Name.Text}; did you mean {nearest}?";
            diagnostics.Add(BindingDiagnostics.UnknownUnit, file, factor.Name.Span, message,
                nearest is null ? null : new Fix($"write {nearest}", factor.Name.Span, nearest));
        }

        return unit;
    }
}
