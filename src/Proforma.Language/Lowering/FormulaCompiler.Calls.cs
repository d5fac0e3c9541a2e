using System.Collections.Frozen;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Model.Program;
using Proforma.Model.Units;

namespace Proforma.Language.Lowering;

/// <summary>Calls: which functions there are, and the scalar ones.</summary>
internal sealed partial class FormulaCompiler
{
    private delegate Operand Function(FormulaCompiler compiler, CallArguments arguments);

    /// <summary>A function of the language.</summary>
    /// <param name="Min">The fewest arguments by position.</param>
    /// <param name="Max">The most.</param>
    /// <param name="Use">How it is written, for messages.</param>
    private sealed record FunctionInfo(int Min, int Max, string Use, Function Compile);

    private static readonly FrozenDictionary<string, FunctionInfo> s_functions = Functions().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What spreadsheets and other languages call a function that is here under another name.</summary>
    private static readonly FrozenDictionary<string, string> s_habits = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["average"] = "mean", ["avg"] = "mean", ["ln"] = "log", ["log10"] = "log", ["ceil"] = "ceiling", ["total"] = "sum", ["isnumber"] = "is_known",
        ["ifna"] = "coalesce", ["iferror"] = "coalesce", ["minimum"] = "min", ["maximum"] = "max", ["previous"] = "prev", ["delta"] = "change",
        ["cumsum"] = "cumulative", ["ytd"] = "cumulative", ["rolling"] = "trailing", ["offset"] = "lag", ["shift"] = "lag",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every function with how it is written, for completion and documentation.</summary>
    public static IEnumerable<(string Name, string Use)> KnownFunctions => s_functions.Select(static f => (f.Key, f.Value.Use));

    private static Dictionary<string, FunctionInfo> Functions()
    {
        var table = new Dictionary<string, FunctionInfo>(StringComparer.Ordinal)
        {
            ["abs"] = new(1, 1, "abs(x)", static (c, a) => c.KeepUnit(a, OpCode.Absolute)),
            ["sign"] = new(1, 1, "sign(x)", static (c, a) => c.DropUnit(a, OpCode.Sign)),
            ["floor"] = new(1, 1, "floor(x)", static (c, a) => c.KeepUnit(a, OpCode.Floor)),
            ["ceiling"] = new(1, 1, "ceiling(x)", static (c, a) => c.KeepUnit(a, OpCode.Ceiling)),
            ["round"] = new(1, 2, "round(x, 2)", static (c, a) => c.Rounding(a, OpCode.Round)),
            ["roundup"] = new(1, 2, "roundup(x, 2)", static (c, a) => c.Rounding(a, OpCode.RoundUp)),
            ["rounddown"] = new(1, 2, "rounddown(x, 2)", static (c, a) => c.Rounding(a, OpCode.RoundDown)),
            ["mod"] = new(2, 2, "mod(x, 12)", static (c, a) => c.Modulo(a)),
            ["exp"] = new(1, 1, "exp(x)", static (c, a) => c.OfNumber(a, OpCode.Exponential)),
            ["log"] = new(1, 2, "log(x) or log(x, 10)", static (c, a) => c.LogarithmOf(a)),
            ["sqrt"] = new(1, 1, "sqrt(x)", static (c, a) => c.SquareRoot(a)),
            ["is_known"] = new(1, 1, "is_known(x)", static (c, a) => c.IsKnown(a)),
            ["coalesce"] = new(2, 2, "coalesce(x, 0)", static (c, a) => c.Coalesce(a)),
        };
        table["probability"] = new(1, 1, "probability(revenue[2027] >= 34.5B USD)", static (c, a) => c.Probability(a));
        AddTimeFunctions(table);
        AddReductions(table);
        AddFinance(table);
        return table;
    }

    private Operand CompileCall(CallSyntax syntax)
    {
        var name = syntax.Function.Text;
        if (!s_functions.TryGetValue(name, out var function))
        {
            var nearest = s_habits.GetValueOrDefault(name) ?? Spelling.Nearest(name, s_functions.Keys);
            return Fail(BindingDiagnostics.UnknownFunction, syntax.Function.Span, $"There is no function {name}{(nearest is null ? "." : $"; did you mean {nearest}?")}",
                nearest is null ? null : new Fix($"write {nearest}", syntax.Function.Span, nearest));
        }

        var arguments = new CallArguments(syntax);
        if (arguments.Repeated is { } repeated)
        {
            return Fail(BindingDiagnostics.WrongArguments, repeated.Span, $"{repeated.Name!.Text} is given twice.");
        }

        if (arguments.Count < function.Min || arguments.Count > function.Max)
        {
            return Fail(BindingDiagnostics.WrongArguments, syntax.Span, $"{name} is written {function.Use}; here it has {arguments.Count} argument{(arguments.Count == 1 ? "" : "s")}.");
        }

        var outer = _expected;
        _expected = null;
        var result = function.Compile(this, arguments);
        _expected = outer;
        if (arguments.Unexpected() is { } unexpected)
        {
            var word = unexpected.Name?.Text ?? TextOf(unexpected);
            Report(BindingDiagnostics.WrongArguments, unexpected.Span, $"{name} takes no argument `{word}:`; it is written {function.Use}.");
        }

        return result;
    }

    private Operand Quantity(CallArguments arguments, int index) => RequireQuantity(Compile(arguments[index]), arguments[index]);

    private Operand Number(CallArguments arguments, int index, string role) => RequireNumber(Compile(arguments[index]), arguments[index], role);

    private Operand KeepUnit(CallArguments arguments, OpCode code)
    {
        var x = Quantity(arguments, 0);
        return new Operand(_rule.Emit(code, _rule.Of(x)), x.Shape with { Constant = null });
    }

    private Operand DropUnit(CallArguments arguments, OpCode code)
    {
        var x = Quantity(arguments, 0);
        return new Operand(_rule.Emit(code, _rule.Of(x)), x.Shape with { Constant = null, Unit = Dimension.None, Written = null });
    }

    private Operand OfNumber(CallArguments arguments, OpCode code)
    {
        var x = DaysAsMonths(RequireQuantity(Compile(arguments[0]), arguments[0]));
        x = RequireNumber(x, arguments[0], $"The argument of {arguments.Name}");
        return new Operand(_rule.Emit(code, _rule.Of(x)), x.Shape with { Constant = null, IsBareNumber = false });
    }

    private Operand Rounding(CallArguments arguments, OpCode code)
    {
        var x = Quantity(arguments, 0);
        var digits = arguments.Count > 1 ? Number(arguments, 1, "The number of decimals") : Constant(0, Dimension.None);
        return new Operand(_rule.Emit(code, _rule.Of(x), _rule.Of(digits)), x.Shape.Joined(digits.Shape) with { Unit = x.Shape.Unit, Written = x.Shape.Written });
    }

    private Operand Modulo(CallArguments arguments)
    {
        var (a, b, unit) = Unify(Quantity(arguments, 0), arguments[0], Quantity(arguments, 1), arguments[1], "be divided with a remainder");
        return new Operand(_rule.Emit(OpCode.Modulo, _rule.Of(a), _rule.Of(b)), a.Shape.Joined(b.Shape) with { Unit = unit });
    }

    private Operand LogarithmOf(CallArguments arguments)
    {
        var x = Number(arguments, 0, "The argument of log");
        var result = new Operand(_rule.Emit(OpCode.Logarithm, _rule.Of(x)), x.Shape with { Constant = null, IsBareNumber = false });
        if (arguments.Count == 1)
        {
            return result;
        }

        var given = Number(arguments, 1, "The base of log");
        var ofBase = new Operand(_rule.Emit(OpCode.Logarithm, _rule.Of(given)), given.Shape with { Constant = null });
        return CompileDivision(result, ofBase, arguments.Syntax.Span);
    }

    private Operand SquareRoot(CallArguments arguments)
    {
        var x = Quantity(arguments, 0);
        return new Operand(_rule.Emit(OpCode.SquareRoot, _rule.Of(x)), x.Shape with
        {
            Constant = null,
            Written = null,
            Unit = x.Shape.Unit?.Power(Rational.Of(1, 2)),
        });
    }

    private Operand IsKnown(CallArguments arguments)
    {
        var x = Compile(arguments[0]);
        return new Operand(_rule.Emit(OpCode.IsKnown, _rule.Of(x)), x.Shape with
        {
            Constant = null,
            Written = null,
            Unit = Dimension.None,
            Type = Model.Program.ValueType.Boolean,
        });
    }

    private Operand Coalesce(CallArguments arguments)
    {
        var (a, b, unit) = Unify(Quantity(arguments, 0), arguments[0], Quantity(arguments, 1), arguments[1], "stand for one another");
        return new Operand(_rule.Emit(OpCode.Coalesce, _rule.Of(a), _rule.Of(b)), a.Shape.Joined(b.Shape) with { Unit = unit, Written = a.Shape.Written });
    }

    /// <summary>A whole number that must be known when the plan is compiled.</summary>
    private int? WholeNumber(ExpressionSyntax syntax, string role, int min, int max)
    {
        var operand = RequireNumber(Compile(syntax), syntax, role);
        if (operand.Shape.Constant is { } value && value >= min && value <= max && value == Math.Floor(value))
        {
            return (int)value;
        }

        if (operand.Shape.IsKnown)
        {
            Report(BindingDiagnostics.WrongArguments, syntax.Span, $"{role} is a whole number from {min} to {max:N0}.");
        }

        return null;
    }

    private Fix InsertAfter(TextSpan span, string text) => new("add " + text.Trim(), new TextSpan(span.End, 0), text);
}
