using Proforma.Language.Binding;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Language.Units;
using Proforma.Model.Program;
using Proforma.Model.Time;
using Proforma.Model.Units;

namespace Proforma.Language.Lowering;

/// <summary>`->`: other units of the same dimension, and other currencies by the plan's exchange rates.</summary>
internal sealed partial class FormulaCompiler
{
    private Operand CompileConversion(ConversionSyntax syntax)
    {
        var operand = RequireQuantity(Compile(syntax.Operand), syntax.Operand);
        if (syntax.Unit.IsHole)
        {
            return CompileHole(syntax.Unit, operand.Shape.Unit);
        }

        if (UnitBinder.Bind(syntax.Unit, Entity.Units, File, Bag) is not { } unit || operand.Shape.Unit is not { } from)
        {
            return Silent;
        }

        var at = syntax.At is null ? null : PeriodArgument(syntax.At);
        return Convert(operand, from, unit, at, syntax);
    }

    private Operand Convert(Operand operand, Dimension from, Unit unit, Period? at, ConversionSyntax syntax)
    {
        var target = unit.Dimension;
        if (CurrencyPair(from, target) is { } pair)
        {
            var rate = ExchangeRate(pair.From, pair.To, operand.Shape, at, syntax);
            if (rate is null)
            {
                return Silent;
            }

            var factor = pair.Exponent == 1 ? rate.Value : InverseOf(rate.Value, syntax.Span);
            var traits = operand.Shape.Traits;
            operand = Multiply(operand, factor);
            operand = operand with { Shape = operand.Shape with { Traits = traits } };
            if (operand.Shape.Unit is not { } converted)
            {
                // The rate itself has an error, which is reported at its place.
                return Silent;
            }

            from = converted;

            // `-> CNY` of a flow keeps its time: the currency is what changes.
            if (!from.Equals(target) && target.Equals(Dimension.Of(pair.To)))
            {
                return operand with { Shape = operand.Shape with { Written = null } };
            }
        }

        if (from.Equals(target))
        {
            return operand with { Shape = operand.Shape with { Written = unit } };
        }

        if (from.WithDaysAsMonths().Equals(target.WithDaysAsMonths()))
        {
            var inMonths = DaysAsMonths(operand);
            return inMonths with { Shape = inMonths.Shape with { Written = target.DayExponent.IsZero ? unit : null } };
        }

        return Fail(BindingDiagnostics.UnitMismatch, syntax.Unit.Span, $"{Clip(TextOf(syntax.Operand))} is in {from}, which cannot be turned into {unit}.");
    }

    private static (BaseUnit From, BaseUnit To, int Exponent)? CurrencyPair(Dimension from, Dimension target)
    {
        var (a, b) = (from.Currencies.ToList(), target.Currencies.ToList());
        return a.Count == 1 && b.Count == 1 && a[0].Unit != b[0].Unit && a[0].Exponent.IsInteger && Math.Abs(a[0].Exponent.Numerator) == 1
            ? (a[0].Unit, b[0].Unit, a[0].Exponent.Numerator)
            : null;
    }

    private Operand InverseOf(Operand rate, TextSpan span) => CompileDivision(Constant(1, Dimension.None), rate, span);

    /// <summary>1 <paramref name="from"/> in <paramref name="to"/>: the plan's rate, its inverse, or the way through the plan's currency.</summary>
    private Operand? ExchangeRate(BaseUnit from, BaseUnit to, Shape amount, Period? at, ConversionSyntax syntax)
    {
        if (DirectRate(from, to, amount, at, syntax, out var failed) is { } direct)
        {
            return direct;
        }

        var through = Entity.Currency.Length == 0 ? null : Entity.Units.Find(Entity.Currency);
        if (!failed && through is not null && through.Symbol != from.Name && through.Symbol != to.Name)
        {
            var middle = through.Dimension.Factors[0].Unit;
            if (DirectRate(from, middle, amount, at, syntax, out failed) is { } first && DirectRate(middle, to, amount, at, syntax, out failed) is { } second)
            {
                return Multiply(first, second);
            }
        }

        if (!failed)
        {
            Report(BindingDiagnostics.NoExchangeRate, syntax.Unit.Span, $"The plan states no rate between {from.Name} and {to.Name}; add for example `rate {from.Name}/{to.Name} = …`.");
        }

        return null;
    }

    private Operand? DirectRate(BaseUnit from, BaseUnit to, Shape amount, Period? at, ConversionSyntax syntax, out bool failed)
    {
        failed = false;
        if (Entity.Root.FindHere($"{from.Name}/{to.Name}") is SeriesSymbol direct)
        {
            return RateValue(direct, amount, at, syntax, out failed);
        }

        if (Entity.Root.FindHere($"{to.Name}/{from.Name}") is SeriesSymbol inverse)
        {
            var value = RateValue(inverse, amount, at, syntax, out failed);
            return value is { } found ? InverseOf(found, syntax.Span) : null;
        }

        return null;
    }

    private Operand? RateValue(SeriesSymbol rate, Shape amount, Period? at, ConversionSyntax syntax, out bool failed)
    {
        failed = false;
        var reference = ReferenceTo(rate, rate.Name);
        var isBalance = amount.IsStock && !amount.Traits.HasFlag(Traits.SumsFlow);
        if (isBalance && slots.ClosingRates.TryGetValue(rate, out var closing))
        {
            reference = reference with { Slot = closing };
        }

        if (!rate.Shape.Time)
        {
            return Read(reference, syntax.Unit.Span);
        }

        if (at is { } period)
        {
            var rule = isBalance ? RollUpRule.Closing : RollUpRule.Mean;
            return ReadRollUp(reference with { Span = DateSpan.Of(period), Period = period }, rule, syntax.Span);
        }

        // A figure per time that does not vary, such as a monthly rent, is of each step in turn; a single amount has no date.
        if (!_context.Time || (!amount.Time && amount.Unit is not { TimeExponent.Sign: < 0 }))
        {
            failed = true;
            Report(BindingDiagnostics.UndatedConversion, syntax.Span, $"The rate {rate.Name} varies over time and this amount has no date; say which period's rate, as in `-> {syntax.Unit.Factors[0].Name.Text} at {Entity.Calendar.Last.Year}`.",
                new Fix("state the period", new TextSpan(syntax.Span.End, 0), $" at {Entity.Calendar.Last.Year}"));
            return null;
        }

        return Read(reference, syntax.Unit.Span);
    }
}
