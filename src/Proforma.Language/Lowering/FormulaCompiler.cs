using Proforma.Language.Binding;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Language.Units;
using Proforma.Model.Program;
using Proforma.Model.Units;

namespace Proforma.Language.Lowering;

/// <summary>Where a formula stands: whose it is, whether its cells vary over the calendar, and which steps it covers.</summary>
/// <param name="Owner">The series that the formula belongs to; `prev` alone means this one.</param>
/// <param name="File">The file of the formula.</param>
/// <param name="Time">Whether it is evaluated once a step; false in a measure.</param>
/// <param name="FirstStep">The first step that it covers.</param>
/// <param name="LastStep">The last one.</param>
/// <param name="IsCheck">Whether comparisons allow for rounding in floating point.</param>
/// <param name="TakesUnits">Whether a bare number that is compared takes the unit of the other side, as in the condition of a probability.</param>
internal sealed record FormulaContext(
    SeriesSymbol Owner, SourceText File, bool Time, int FirstStep, int LastStep, bool IsCheck = false, bool TakesUnits = false)
{
    public Scope Scope => Owner.Scope;

    public Entity Entity => Owner.Entity;
}

/// <summary>
/// Checks a formula and lowers it in one walk. Run silently it only infers the shape; run for real it reports what is wrong and
/// creates the hidden series that parts of the formula need.
/// </summary>
/// <param name="scratch">Takes the ops when given; it must be empty and nobody else may use it meanwhile.</param>
internal sealed partial class FormulaCompiler(SlotTable slots, BindingContext binding, FormulaContext context, bool silent, RuleBuilder? scratch = null)
{
    private FormulaContext _context = context;
    private RuleBuilder _rule = scratch ?? new RuleBuilder();

    // The unit that fits the expression being compiled, for holes; null where nothing is known.
    private Dimension? _expected = context.Owner.DeclaredUnit?.Dimension;

    private Entity Entity => _context.Entity;

    private SourceText File => _context.File;

    public RuleBuilder Rule => _rule;

    /// <summary>Lowers an expression; the operand's shape is what the checker found.</summary>
    public Operand Compile(ExpressionSyntax syntax) => syntax switch
    {
        NumberSyntax number => CompileNumber(number),
        NameExpressionSyntax name => CompileName(name),
        MemberAccessSyntax or IndexSyntax => CompileReference(syntax),
        ParenthesizedSyntax inner => Compile(inner.Inner),
        UnarySyntax unary => CompileUnary(unary),
        BinarySyntax binary => CompileBinary(binary),
        ConditionalSyntax conditional => CompileConditional(conditional),
        CallSyntax call => CompileCall(call),
        ConversionSyntax conversion => CompileConversion(conversion),
        UnknownSyntax unknown => CompileUnknown(unknown),
        PeriodSyntax period => CompilePeriodLiteral(period),
        HoleSyntax hole => CompileHole(hole, null),
        ErrorExpressionSyntax => Silent,
        TextExpressionSyntax text => Fail(BindingDiagnostics.NotAllowedHere, text.Span, "A text cannot stand in a formula."),
        RangeSyntax range => Fail(BindingDiagnostics.NotAllowedHere, range.Span, "A range of periods can stand in brackets and in functions, not alone."),
        _ => throw new InvalidOperationException($"Unhandled expression {syntax.GetType().Name}."),
    };

    /// <summary>What an operand that was already complained about looks like.</summary>
    private static Operand Silent => new(-1, new Shape { Constant = 0 });

    private static Operand Constant(double value, Dimension unit) => new(-1, Shape.Number(value, unit));

    private Operand Fail(DiagnosticDescriptor descriptor, TextSpan span, string message, Fix? fix = null)
    {
        Report(descriptor, span, message, fix);
        return Silent;
    }

    private void Report(DiagnosticDescriptor descriptor, TextSpan span, string message, Fix? fix = null, params ReadOnlySpan<RelatedPlace> related)
    {
        if (!silent)
        {
            binding.Diagnostics.Add(descriptor, File, span, message, fix, related);
        }
    }

    private DiagnosticBag? Bag => silent ? null : binding.Diagnostics;

    private string TextOf(SyntaxNode node) => File.Slice(node.Span).ToString();

    private Operand CompileNumber(NumberSyntax number)
    {
        if (!double.IsFinite(number.Value))
        {
            return Fail(BindingDiagnostics.NumberTooLarge, number.Span, "This number is too large to compute with.");
        }

        if (number.Unit is null)
        {
            return new Operand(-1, Shape.Number(number.Value, Dimension.None) with { IsBareNumber = true });
        }

        if (number.Unit.IsHole)
        {
            return CompileHole(number.Unit, null);
        }

        if (DivisorOf(number) is { } divisor)
        {
            return CompileDivision(CompileNumber(new NumberSyntax(number.Digits, number.Digits, number.Value, null)), CompileName(divisor), number.Span);
        }

        return UnitBinder.Bind(number.Unit, Entity.Units, File, Bag) is { } unit
            ? Literal(number, unit)
            : Silent;
    }

    private Operand Literal(NumberSyntax number, Unit unit)
    {
        var value = unit.ToBase(number.Value);
        return double.IsFinite(value)
            ? new Operand(-1, Shape.Number(value, unit.Dimension) with { Written = unit })
            : Fail(BindingDiagnostics.NumberTooLarge, number.Span, "This number is too large to compute with.");
    }

    /// <summary>`1/revenue` without spaces reads as a quantity per `revenue`; when that is a line and no unit, a division was meant.</summary>
    private NameExpressionSyntax? DivisorOf(NumberSyntax number)
    {
        if (number.Unit is not { Factors: [{ Numerator: -1, Denominator: 1 } sole] } || number.Unit.Span.Start != number.Digits.End)
        {
            return null;
        }

        var isLine = Entity.Units.Find(sole.Name.Text) is null && _context.Scope.Find(sole.Name.Text) is SeriesSymbol;
        return isLine ? new NameExpressionSyntax(sole.Name.Span, sole.Name.Text) : null;
    }

    private Operand CompileUnknown(UnknownSyntax syntax)
    {
        var unit = syntax.Unit is null ? _context.Owner.DeclaredUnit : UnitBinder.Bind(syntax.Unit, Entity.Units, File, Bag);
        if (unit is null && syntax.Unit is null)
        {
            return Fail(BindingDiagnostics.UnitNotInferred, syntax.Span, "An unknown amount still has a unit; write for example `unknown USD/month`.");
        }

        return new Operand(_rule.Constant(Model.Runs.CellValue.Unknown.Raw), Shape.Of(unit?.Dimension) with { Written = unit });
    }

    private Operand CompileHole(SyntaxNode hole, Dimension? expected)
    {
        expected ??= _expected;
        var wanted = expected is null ? "" : $" A figure in {expected} fits here.";
        return Fail(BindingDiagnostics.Hole, hole.Span, $"This place is still open.{wanted}");
    }

    private Operand CompileConditional(ConditionalSyntax syntax)
    {
        // `else if` ladders are walked with a loop; the operands are then combined from the last branch outwards.
        var branches = new List<(Operand Condition, Operand Value, ConditionalSyntax Syntax)>();
        ExpressionSyntax rest = syntax;
        while (rest is ConditionalSyntax next)
        {
            branches.Add((RequireCondition(Compile(next.Condition), next.Condition), Compile(next.WhenTrue), next));
            rest = next.WhenFalse;
        }

        var result = Compile(rest);
        for (var i = branches.Count - 1; i >= 0; i--)
        {
            var (condition, whenTrue, at) = branches[i];
            result = Select(condition, whenTrue, result, at);
        }

        return result;
    }

    private Operand Select(Operand condition, Operand whenTrue, Operand whenFalse, ConditionalSyntax at)
    {
        if (whenTrue.Shape.Type != whenFalse.Shape.Type && whenTrue.Shape.IsKnown && whenFalse.Shape.IsKnown)
        {
            return Fail(BindingDiagnostics.NotACondition, at.Span, "Both branches of `if` must be of one kind: figures, conditions, or periods.");
        }

        var (a, b, unit) = Unify(whenTrue, at.WhenTrue, whenFalse, at.WhenFalse, "be the two branches of one `if`");
        var shape = a.Shape.Joined(b.Shape).Joined(condition.Shape) with
        {
            Unit = unit,
            Type = a.Shape.Type,
            Written = a.Shape.Written ?? b.Shape.Written,
            PeriodGrain = a.Shape.PeriodGrain,
            PeriodYearEnd = a.Shape.PeriodYearEnd,
        };
        return new Operand(_rule.Emit(OpCode.Select, _rule.Of(condition), _rule.Of(a), _rule.Of(b)), shape);
    }

    private Operand RequireCondition(Operand operand, SyntaxNode at)
    {
        if (operand.Shape.IsKnown && operand.Shape.Type != Model.Program.ValueType.Boolean)
        {
            return Fail(BindingDiagnostics.NotACondition, at.Span, $"A condition such as `x > 0` belongs here; this is a figure in {operand.Shape.Unit}.");
        }

        return operand;
    }

    private Operand RequireQuantity(Operand operand, SyntaxNode at)
    {
        if (operand.Shape.IsKnown && operand.Shape.Type != Model.Program.ValueType.Quantity)
        {
            var what = operand.Shape.Type == Model.Program.ValueType.Boolean ? "a condition, true or false" : "a period";
            return Fail(BindingDiagnostics.NotACondition, at.Span, $"A figure belongs here; this is {what}.");
        }

        return operand;
    }

    /// <summary>An operand that must be a pure number.</summary>
    private Operand RequireNumber(Operand operand, SyntaxNode at, string role)
    {
        operand = RequireQuantity(operand, at);
        if (operand.Shape.Unit is { IsNone: false } unit)
        {
            return Fail(BindingDiagnostics.ArgumentUnit, at.Span, $"{role} is a pure number; this is in {unit}.");
        }

        return operand;
    }
}
