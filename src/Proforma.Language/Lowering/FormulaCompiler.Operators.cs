using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Model.Program;
using Proforma.Model.Time;
using Proforma.Model.Units;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Language.Lowering;

/// <summary>Operators: arithmetic with units, comparisons, logic.</summary>
internal sealed partial class FormulaCompiler
{
    private Operand CompileUnary(UnarySyntax syntax)
    {
        var operand = Compile(syntax.Operand);
        switch (syntax.Operator)
        {
            case UnaryOperator.Not:
                operand = RequireCondition(operand, syntax.Operand);
                return new Operand(_rule.Emit(OpCode.Not, _rule.Of(operand)), operand.Shape with { Constant = null });
            case UnaryOperator.Plus:
                return RequireQuantity(operand, syntax.Operand);
            default:
                operand = RequireQuantity(operand, syntax.Operand);
                return operand.Op < 0 && operand.Shape.Constant is { } value
                    ? new Operand(-1, operand.Shape with { Constant = -value })
                    : new Operand(_rule.Emit(OpCode.Negate, _rule.Of(operand)), operand.Shape with { Constant = null });
        }
    }

    private Operand CompileBinary(BinarySyntax syntax)
    {
        // Chains are left-deep and may be long; most are short, and need no list of their own.
        const int deepest = 32;
        var depth = 1;
        ExpressionSyntax at = syntax.Left;
        while (at is BinarySyntax inner && depth <= deepest)
        {
            depth++;
            at = inner.Left;
        }

        if (depth > deepest)
        {
            return CompileChain(syntax);
        }

        var outer = _expected;
        _expected = ExpectedLeft(syntax.Operator);
        var operand = syntax.Left is BinarySyntax left ? CompileBinary(left) : Compile(syntax.Left);
        _expected = ExpectedRight(syntax, operand.Shape.Unit, outer);
        var result = Combine(operand, syntax);
        _expected = outer;
        return result;
    }

    /// <summary>Walks down the left spine of a long chain, then combines from the bottom.</summary>
    private Operand CompileChain(BinarySyntax syntax)
    {
        var spine = new Stack<(BinarySyntax Syntax, Dimension? Expected)>();
        var outer = _expected;
        ExpressionSyntax at = syntax;
        while (at is BinarySyntax binary)
        {
            spine.Push((binary, _expected));
            _expected = ExpectedLeft(binary.Operator);
            at = binary.Left;
        }

        var left = Compile(at);
        while (spine.TryPop(out var next))
        {
            _expected = ExpectedRight(next.Syntax, left.Shape.Unit, next.Expected);
            left = Combine(left, next.Syntax);
        }

        _expected = outer;
        return left;
    }

    private Dimension? ExpectedLeft(BinaryOperator op) => op is BinaryOperator.Add or BinaryOperator.Subtract ? _expected : null;

    /// <summary>The unit that a right operand must have for the whole to be in <paramref name="whole"/>; only asked for holes.</summary>
    private static Dimension? ExpectedRight(BinarySyntax syntax, Dimension? left, Dimension? whole) => syntax.Right is not HoleSyntax ? null : syntax.Operator switch
    {
        BinaryOperator.Add or BinaryOperator.Subtract => left ?? whole,
        BinaryOperator.Multiply => left is null ? null : whole?.Divide(left),
        BinaryOperator.Divide => whole is null ? null : left?.Divide(whole),
        BinaryOperator.Power => Dimension.None,
        >= BinaryOperator.Less and <= BinaryOperator.NotEqual => left,
        _ => null,
    };

    private Operand Combine(Operand left, BinarySyntax syntax)
    {
        if (syntax.Operator == BinaryOperator.In)
        {
            return CompileIn(left, syntax);
        }

        if (IsComparison(syntax.Operator) && left.Shape.Type == ValueType.Period && left.Shape.IsKnown)
        {
            return ComparePeriods(left, syntax);
        }

        var right = Compile(syntax.Right);
        return syntax.Operator switch
        {
            BinaryOperator.Add or BinaryOperator.Subtract => Sum(left, right, syntax),
            BinaryOperator.Multiply => Multiply(RequireQuantity(left, syntax.Left), RequireQuantity(right, syntax.Right)),
            BinaryOperator.Divide => CompileDivision(RequireQuantity(left, syntax.Left), RequireQuantity(right, syntax.Right), syntax.Span),
            BinaryOperator.Power => Power(RequireQuantity(left, syntax.Left), RequireNumber(right, syntax.Right, "An exponent"), syntax),
            BinaryOperator.And or BinaryOperator.Or => Logic(RequireCondition(left, syntax.Left), RequireCondition(right, syntax.Right), syntax.Operator),
            BinaryOperator.To => Fail(BindingDiagnostics.NotAllowedHere, syntax.Span, "`a to b` is a distribution; it can only stand after `~`."),
            _ => Compare(left, right, syntax),
        };
    }

    private static bool IsComparison(BinaryOperator op) => op is >= BinaryOperator.Less and <= BinaryOperator.NotEqual;

    private Operand Sum(Operand left, Operand right, BinarySyntax syntax)
    {
        var verb = syntax.Operator == BinaryOperator.Add ? "be added" : "be subtracted";
        var (a, b, unit) = Unify(RequireQuantity(left, syntax.Left), syntax.Left, RequireQuantity(right, syntax.Right), syntax.Right, verb);
        var shape = a.Shape.Joined(b.Shape) with
        {
            Unit = unit,
            IsBareNumber = a.Shape.IsBareNumber && b.Shape.IsBareNumber,
            Written = a.Shape.Written?.Symbol == b.Shape.Written?.Symbol ? a.Shape.Written : null,
        };
        var subtract = syntax.Operator == BinaryOperator.Subtract;
        return Folded(a, b, shape, subtract ? static (x, y) => x - y : static (x, y) => x + y)
            ?? new Operand(_rule.Emit(subtract ? OpCode.Subtract : OpCode.Add, _rule.Of(a), _rule.Of(b)), shape);
    }

    private Operand Multiply(Operand a, Operand b)
    {
        var shape = a.Shape.Joined(b.Shape) with
        {
            Unit = a.Shape.Unit is { } left && b.Shape.Unit is { } right ? left.Multiply(right) : null,
            IsBareNumber = a.Shape.IsBareNumber && b.Shape.IsBareNumber,
        };
        return Folded(a, b, shape, static (x, y) => x * y) ?? new Operand(_rule.Emit(OpCode.Multiply, _rule.Of(a), _rule.Of(b)), shape);
    }

    private Operand CompileDivision(Operand a, Operand b, TextSpan span)
    {
        var shape = a.Shape.Joined(b.Shape) with
        {
            Unit = a.Shape.Unit is { } left && b.Shape.Unit is { } right ? left.Divide(right) : null,
            IsBareNumber = a.Shape.IsBareNumber && b.Shape.IsBareNumber,
        };
        if (b is { Op: < 0, Shape: { Constant: 0, IsKnown: true } })
        {
            return Fail(BindingDiagnostics.WrongArguments, span, "This divides by zero.");
        }

        return Folded(a, b, shape, static (x, y) => x / y) ?? new Operand(_rule.Emit(OpCode.Divide, _rule.Of(a), _rule.Of(b)), shape);
    }

    private Operand Power(Operand a, Operand b, BinarySyntax syntax)
    {
        var unit = a.Shape.Unit;
        if (unit is { IsNone: false })
        {
            if (b.Shape.Constant is not { } exponent || ToRational(exponent) is not { } rational)
            {
                return b.Shape.IsKnown
                    ? Fail(BindingDiagnostics.ExponentNotConstant, syntax.Right.Span, $"A quantity in {unit} can only be raised to a fixed power with a small denominator, such as 2 or 1/2.")
                    : Silent;
            }

            unit = unit.Power(rational);
        }

        var shape = a.Shape.Joined(b.Shape) with { Unit = unit, IsBareNumber = a.Shape.IsBareNumber && b.Shape.IsBareNumber };
        return Folded(a, b, shape, Math.Pow) ?? new Operand(_rule.Emit(OpCode.Power, _rule.Of(a), _rule.Of(b)), shape);
    }

    private static Rational? ToRational(double value)
    {
        for (var denominator = 1; denominator <= 12; denominator++)
        {
            var numerator = value * denominator;
            if (Math.Abs(numerator) <= 100 && Math.Abs(numerator - Math.Round(numerator)) < 1e-12)
            {
                return Rational.Of((long)Math.Round(numerator), denominator);
            }
        }

        return null;
    }

    private Operand Logic(Operand a, Operand b, BinaryOperator op) =>
        new(_rule.Emit(op == BinaryOperator.And ? OpCode.And : OpCode.Or, _rule.Of(a), _rule.Of(b)), a.Shape.Joined(b.Shape) with
        {
            Unit = Dimension.None,
            Type = ValueType.Boolean,
        });

    private Operand Compare(Operand left, Operand right, BinarySyntax syntax)
    {
        if (left.Shape.Type == ValueType.Boolean && right.Shape.Type == ValueType.Boolean && syntax.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual)
        {
            return EmitComparison(left, right, syntax.Operator);
        }

        (left, right) = (RequireQuantity(left, syntax.Left), RequireQuantity(right, syntax.Right));
        if (_context.TakesUnits)
        {
            (left, right) = (WithUnitOf(right, left), WithUnitOf(left, right));
        }

        var (a, b, _) = Unify(left, syntax.Left, right, syntax.Right, "be compared");
        return EmitComparison(a, b, syntax.Operator);
    }

    /// <summary>A bare number in the unit that another operand is written in; anything else as it is.</summary>
    private static Operand WithUnitOf(Operand other, Operand number)
    {
        if (number is not { Op: < 0, Shape: { IsBareNumber: true, Constant: { } value } } || value == 0 || other.Shape is not { Unit: { IsNone: false } dimension, IsBareNumber: false })
        {
            return number;
        }

        var unit = other.Shape.Written is { } written && written.Dimension.Equals(dimension) ? written : Unit.Of(dimension);
        var inBase = unit.ToBase(value);
        return double.IsFinite(inBase) ? Constant(inBase, dimension) : number;
    }

    private Operand EmitComparison(Operand a, Operand b, BinaryOperator op)
    {
        var (x, y) = (_rule.Of(a), _rule.Of(b));
        var code = op switch
        {
            BinaryOperator.Less => _rule.Emit(OpCode.Less, x, y),
            BinaryOperator.Greater => _rule.Emit(OpCode.Less, y, x),
            BinaryOperator.LessOrEqual => _rule.Emit(_context.IsCheck ? OpCode.NearlyLessOrEqual : OpCode.LessOrEqual, x, y),
            BinaryOperator.GreaterOrEqual => _rule.Emit(_context.IsCheck ? OpCode.NearlyLessOrEqual : OpCode.LessOrEqual, y, x),
            BinaryOperator.Equal => _rule.Emit(_context.IsCheck ? OpCode.NearlyEqual : OpCode.Equal, x, y),
            _ when _context.IsCheck => _rule.Emit(OpCode.Not, _rule.Emit(OpCode.NearlyEqual, x, y)),
            _ => _rule.Emit(OpCode.NotEqual, x, y),
        };
        return new Operand(code, a.Shape.Joined(b.Shape) with { Unit = Dimension.None, Type = ValueType.Boolean });
    }

    private Operand CompileIn(Operand left, BinarySyntax syntax)
    {
        if (left.Shape.IsKnown && left.Shape.Type != ValueType.Period)
        {
            return Fail(BindingDiagnostics.PeriodExpected, syntax.Left.Span, "`in` asks whether a period such as first_period(…) lies in another one; this is no period.");
        }

        if (SpanOf(syntax.Right) is not { } span)
        {
            return Fail(BindingDiagnostics.PeriodExpected, syntax.Right.Span, "`in` is followed by a period or a range, such as `in 2027`.");
        }

        var result = Truth(true);
        if (span.From is { } from)
        {
            result = EmitComparison(PeriodConstant(from, left.Shape), left, BinaryOperator.LessOrEqual);
        }

        if (span.To is { } to)
        {
            var before = EmitComparison(left, PeriodConstant(to, left.Shape), BinaryOperator.LessOrEqual);
            result = span.From is null ? before : Logic(result, before, BinaryOperator.And);
        }

        return result;
    }

    private static Operand Truth(bool value) => new(-1, new Shape { Unit = Dimension.None, Type = ValueType.Boolean, Constant = value ? 1 : 0 });

    private static Operand PeriodConstant(DateOnly date, Shape like)
    {
        var ordinal = Period.Containing(date, like.PeriodGrain, like.PeriodYearEnd == 0 ? 12 : like.PeriodYearEnd).Ordinal;
        return new Operand(-1, Shape.Number(ordinal, Dimension.None) with { Type = ValueType.Period });
    }

    /// <summary>Compares a computed period with a literal one (at the computed one's grain), or with another computed one of its grain.</summary>
    private Operand ComparePeriods(Operand left, BinarySyntax syntax)
    {
        if (SpanOf(syntax.Right) is { From: { } from, To: { } to })
        {
            var (first, last) = (PeriodConstant(from, left.Shape), PeriodConstant(to, left.Shape));
            return syntax.Operator switch
            {
                BinaryOperator.Less => EmitComparison(left, first, BinaryOperator.Less),
                BinaryOperator.LessOrEqual => EmitComparison(left, last, BinaryOperator.LessOrEqual),
                BinaryOperator.Greater => EmitComparison(left, last, BinaryOperator.Greater),
                BinaryOperator.GreaterOrEqual => EmitComparison(left, first, BinaryOperator.GreaterOrEqual),
                BinaryOperator.Equal => CompileIn(left, syntax),
                _ => Negated(CompileIn(left, syntax)),
            };
        }

        var right = Compile(syntax.Right);
        if (!right.Shape.IsKnown || !left.Shape.IsKnown)
        {
            return Silent;
        }

        if (right.Shape.Type != ValueType.Period || right.Shape.PeriodGrain != left.Shape.PeriodGrain)
        {
            return Fail(BindingDiagnostics.PeriodExpected, syntax.Right.Span, $"The left side is a {left.Shape.PeriodGrain.Noun()}; the right side must be one too.");
        }

        return EmitComparison(left, right, syntax.Operator);
    }

    private Operand Negated(Operand operand) => new(_rule.Emit(OpCode.Not, _rule.Of(operand)), operand.Shape);

    private static Operand? Folded(Operand a, Operand b, Shape shape, Func<double, double, double> operation)
    {
        if (a.Op >= 0 || b.Op >= 0 || a.Shape.Constant is not { } x || b.Shape.Constant is not { } y)
        {
            return null;
        }

        // A fold that leaves the numbers is left to the engine, which says in which cell it failed and why.
        var value = operation(x, y);
        return double.IsFinite(value) ? new Operand(-1, shape with { Constant = value }) : null;
    }

    /// <summary>Brings two operands to one unit, or reports why they have none in common.</summary>
    private (Operand A, Operand B, Dimension? Unit) Unify(Operand a, SyntaxNode atA, Operand b, SyntaxNode atB, string verb)
    {
        if (a.Shape.Unit is not { } left || b.Shape.Unit is not { } right)
        {
            return (a, b, a.Shape.Unit is { } known && !a.Shape.IsZero ? known : b.Shape.IsZero ? null : b.Shape.Unit);
        }

        if (left.Equals(right) || b.Shape.IsZero)
        {
            return (a, b, left);
        }

        if (a.Shape.IsZero)
        {
            return (a, b, right);
        }

        var common = left.WithDaysAsMonths();
        if (common.Equals(right.WithDaysAsMonths()))
        {
            return (DaysAsMonths(a), DaysAsMonths(b), common);
        }

        ReportMismatch(a, atA, b, atB, verb);
        return (a, b, null);
    }

    private void ReportMismatch(Operand a, SyntaxNode atA, Operand b, SyntaxNode atB, string verb)
    {
        var (left, right) = (a.Shape.Unit!, b.Shape.Unit!);
        var (textA, textB) = (Clip(TextOf(atA)), Clip(TextOf(atB)));
        RelatedPlace place = new(File, atA.Span, $"this is in {left}");
        if (a.Shape.IsBareNumber || b.Shape.IsBareNumber)
        {
            var (bare, text, unit, other) = a.Shape.IsBareNumber ? (atA, textA, right, textB) : (atB, textB, left, textA);
            if (unit.WithDaysAsMonths().Divide(Dimension.Month.Power(unit.TimeExponent)).IsNone)
            {
                Report(BindingDiagnostics.FlowStockMismatch, bare.Span,
                    $"{text} is a pure number and {other} is in {unit}, so they cannot {verb}; grow(x, {other}) grows by a rate per time, and a growth per step is a pure number.");
                return;
            }

            var suffix = UnitSuffix(bare, unit.ToString());
            Report(BindingDiagnostics.BareNumber, bare.Span, $"{text} has no unit here, the other side is in {unit}; write {text}{suffix}.",
                new Fix("add the unit", new TextSpan(bare.Span.End, 0), suffix));
            return;
        }

        if (OnlyCurrencyDiffers(left, right) is { } currency)
        {
            Report(BindingDiagnostics.CurrencyMismatch, atB.Span, $"{textA} is in {left} and {textB} in {right}; convert one before they can {verb}.",
                new Fix($"convert to {currency}", atB.Span, $"({TextOf(atB)} -> {currency})"), place);
            return;
        }

        var time = left.TimeExponent - right.TimeExponent;
        if (!time.IsZero && left.WithDaysAsMonths().Divide(Dimension.Month.Power(time)).Equals(right.WithDaysAsMonths()))
        {
            var (flow, amount) = time.Sign < 0 ? (textA, textB) : (textB, textA);
            Report(BindingDiagnostics.FlowStockMismatch, atB.Span,
                $"{flow} is per time ({(time.Sign < 0 ? left : right)}) and {amount} is not ({(time.Sign < 0 ? right : left)}), so they cannot {verb}; " +
                "make the amount a flow with change(…) or once(…), or the flow an amount with `* 1 month` or a period in brackets.", null, place);
            return;
        }

        Report(BindingDiagnostics.UnitMismatch, atB.Span, $"{textA} is in {left} and {textB} in {right}; they cannot {verb}.", null, place);
    }

    /// <summary>What gives a number its unit: ` USD` behind a literal, ` * 1 USD` behind a longer formula.</summary>
    private static string UnitSuffix(SyntaxNode number, string unit)
    {
        var literal = unit.StartsWith("1/", StringComparison.Ordinal) ? unit : $"1 {unit}";
        return number is NumberSyntax or UnarySyntax { Operand: NumberSyntax } ? literal[1..] : $" * {literal}";
    }

    private static string Clip(string text) => text.Length <= 40 ? text : text[..39] + "…";

    /// <summary>The left currency when the two units are equal but for one currency each.</summary>
    private static string? OnlyCurrencyDiffers(Dimension left, Dimension right)
    {
        var (a, b) = (left.Currencies.ToList(), right.Currencies.ToList());
        return a.Count == 1 && b.Count == 1 && a[0].Unit != b[0].Unit && left.Equals(right.Replace(b[0].Unit, a[0].Unit)) ? a[0].Unit.Name : null;
    }

    /// <summary>Measures time in months: at a step a month has its own number of days, elsewhere 365/12.</summary>
    private Operand DaysAsMonths(Operand operand)
    {
        if (operand.Shape.Unit is not { } unit || unit.DayExponent.IsZero)
        {
            return operand;
        }

        var exponent = unit.DayExponent.ToDouble();
        var shape = operand.Shape with { Unit = unit.WithDaysAsMonths(), Written = null };
        if (!_context.Time)
        {
            var fixedFactor = Constant(Math.Pow(12.0 / 365, exponent), Dimension.None);
            return Multiply(operand, fixedFactor) is var result ? result with { Shape = shape with { Constant = result.Shape.Constant } } : operand;
        }

        var calendar = Entity.Calendar;
        var table = Entity.Table($"months per day^{unit.DayExponent}", step => Math.Pow(calendar.Months[step] / calendar.Days[step], exponent));
        var factor = _rule.Emit(OpCode.Table, table);
        return new Operand(_rule.Emit(OpCode.Multiply, _rule.Of(operand), factor), shape with { Constant = null, Time = true, IsBareNumber = false });
    }
}
