using System.Collections.Immutable;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Model.Program;
using Proforma.Model.Time;
using Proforma.Model.Units;

namespace Proforma.Language.Lowering;

/// <summary>Finance functions, with the conventions of the spreadsheets that users know.</summary>
internal sealed partial class FormulaCompiler
{
    /// <summary>Arguments of a scalar function: n a pure number, m money (all in one unit); the result follows the arrow.</summary>
    private static (string Name, int Min, string Pattern, bool Money, string Names)[] ScalarFinanceFunctions() =>
    [
        ("pmt", 3, "nnmmn", true, "rate nper pv fv type"),
        ("ipmt", 4, "nnnmmn", true, "rate per nper pv fv type"),
        ("ppmt", 4, "nnnmmn", true, "rate per nper pv fv type"),
        ("pv", 3, "nnmmn", true, "rate nper pmt fv type"),
        ("fv", 3, "nnmmn", true, "rate nper pmt pv type"),
        ("nper", 3, "nmmmn", false, "rate pmt pv fv type"),
        ("rate", 3, "nmmmnn", false, "nper pmt pv fv type guess"),
        ("sln", 3, "mmn", true, "cost salvage life"),
        ("syd", 4, "mmnn", true, "cost salvage life per"),
        ("ddb", 4, "mmnnn", true, "cost salvage life per factor"),
        ("db", 4, "mmnnn", true, "cost salvage life per month"),
        ("effect", 2, "nn", false, "nominal_rate npery"),
        ("nominal", 2, "nn", false, "effective_rate npery"),
    ];

    private static void AddFinance(Dictionary<string, FunctionInfo> table)
    {
        foreach (var (name, min, pattern, money, names) in ScalarFinanceFunctions())
        {
            var parameters = names.Split(' ');
            var use = $"{name}({string.Join(", ", parameters.Select((parameter, i) => i < min ? parameter : $"[{parameter}:]"))})";
            table[name] = new(min, pattern.Length, use, (c, a) => c.ScalarFinance(a, pattern, money, parameters));
        }

        table["npv"] = new(2, 2, "npv(10%/year, cash_flow)", static (c, a) => c.PresentValue(a, dated: false));
        table["xnpv"] = new(2, 2, "xnpv(10%/year, cash_flow)", static (c, a) => c.PresentValue(a, dated: true));
        table["irr"] = new(1, 2, "irr(cash_flow, [guess:])", static (c, a) => c.RateOfReturn(a));
        table["xirr"] = new(1, 2, "xirr(cash_flow, [guess:])", static (c, a) => c.RateOfReturn(a));
        table["mirr"] = new(3, 3, "mirr(cash_flow, finance_rate, reinvest_rate)", static (c, a) => c.ModifiedRateOfReturn(a));
    }

    private Operand ScalarFinance(CallArguments arguments, string pattern, bool money, string[] parameters)
    {
        var operands = new List<Operand?>();
        Dimension? unit = null;
        ExpressionSyntax? firstMoney = null;
        for (var i = 0; i < pattern.Length; i++)
        {
            if ((arguments.At(i) ?? arguments.Named(parameters[i])) is not { } argument)
            {
                operands.Add(null);
                continue;
            }

            if (pattern[i] == 'n')
            {
                operands.Add(RequireNumber(Compile(argument), argument, $"{parameters[i]} of {arguments.Name}"));
                continue;
            }

            var operand = DaysAsMonths(RequireQuantity(Compile(argument), argument));
            if (unit is not null && operand.Shape.Unit is { } other && !operand.Shape.IsZero && !other.Equals(unit))
            {
                return Fail(BindingDiagnostics.UnitMismatch, argument.Span, $"The amounts of {arguments.Name} are in one unit; {Clip(TextOf(firstMoney!))} is in {unit} and this in {other}.");
            }

            if (!operand.Shape.IsZero && unit is null)
            {
                (unit, firstMoney) = (operand.Shape.Unit, argument);
            }

            operands.Add(operand);
        }

        var shape = operands.Aggregate(default(Shape), static (s, o) => o is { } given ? s.Joined(given.Shape) : s) with { Unit = money ? unit ?? Dimension.None : Dimension.None };
        var ops = operands.Select(o => o is { } given ? _rule.Of(given) : -1).ToImmutableArray();
        return new Operand(_rule.Call(new Call(arguments.Name, ops, [], StepSpan.Whole(0, -1))), shape);
    }

    /// <summary>The flows of a series as amounts, one a step, as a series of its own.</summary>
    private SeriesReference? AmountsOf(ExpressionSyntax syntax)
    {
        var inner = new FormulaCompiler(slots, binding, _context with { Time = true, FirstStep = 0, LastStep = Entity.Calendar.Count - 1 }, silent);
        var value = inner.RequireQuantity(inner.Compile(syntax), syntax);
        value = inner.DaysAsMonths(value);
        if (value.Shape.IsFlow)
        {
            value = inner.Multiply(value, inner.StepLength());
        }

        return Seal(inner._rule, inner._context, value, TextOf(syntax), binding.Provenance(File, syntax.Span));
    }

    private Operand PresentValue(CallArguments arguments, bool dated)
    {
        var rate = dated ? AnnualRate(arguments[0]) : FactorPerStepFixed(arguments[0]);
        if (rate is null || AmountsOf(arguments[1]) is not { } flows)
        {
            return Silent;
        }

        return SeriesCall(arguments, [rate.Value], flows, WholeShape(flows).Joined(rate.Value.Shape) with { Unit = flows.Shape.Unit, Time = rate.Value.Shape.Time });
    }

    private Operand RateOfReturn(CallArguments arguments)
    {
        var stated = arguments.At(1) ?? arguments.Named("guess");
        var guess = stated is null ? Constant(0.1, Dimension.None) : RequireNumber(Compile(stated), stated, "The guess");
        return AmountsOf(arguments[0]) is { } flows
            ? SeriesCall(arguments, [guess], flows, WholeShape(flows).Joined(guess.Shape) with { Unit = Dimension.None, Time = guess.Shape.Time })
            : Silent;
    }

    private Operand ModifiedRateOfReturn(CallArguments arguments)
    {
        var finance = Number(arguments, 1, "The finance rate");
        var reinvest = Number(arguments, 2, "The reinvestment rate");
        return AmountsOf(arguments[0]) is { } flows
            ? SeriesCall(arguments, [finance, reinvest], flows, WholeShape(flows).Joined(finance.Shape).Joined(reinvest.Shape) with { Unit = Dimension.None, Time = false })
            : Silent;
    }

    private Operand SeriesCall(CallArguments arguments, ImmutableArray<Operand> scalars, SeriesReference flows, Shape shape)
    {
        var ops = scalars.Select(_rule.Of).ToImmutableArray();
        var call = new Call(arguments.Name, ops, [WholeRead(flows, arguments.Syntax.Span)], StepSpan.Whole(0, Entity.Calendar.Count - 1));
        return new Operand(_rule.Call(call), shape with { Traits = Traits.ReadsClock, Constant = null });
    }

    /// <summary>A discount rate per step: as it is, or from a rate per time, compounded.</summary>
    private Operand? FactorPerStepFixed(ExpressionSyntax syntax)
    {
        var rate = RequireQuantity(Compile(syntax), syntax);
        if (rate.Shape.Unit is not { } unit)
        {
            return null;
        }

        if (unit.IsNone)
        {
            return rate;
        }

        if (Entity.Calendar.Grain.Months() == 0 || !unit.Equals(Dimension.Month.Power(-Rational.One)))
        {
            Report(BindingDiagnostics.ArgumentUnit, syntax.Span, $"A discount rate is per step (0.8%) or per time (10%/year); this is in {unit}. On days and weeks use xnpv.");
            return null;
        }

        var months = rate.Shape.Written is { Scale: > 0 } written ? 1 / written.Scale : 1;
        var growth = _rule.Emit(OpCode.Add, _rule.Constant(1), _rule.Emit(OpCode.Multiply, _rule.Of(rate), _rule.Constant(months)));
        var perStep = _rule.Emit(OpCode.Power, growth, _rule.Constant(Entity.Calendar.Grain.Months() / months));
        return new Operand(_rule.Emit(OpCode.Subtract, perStep, _rule.Constant(1)), rate.Shape with { Unit = Dimension.None, Constant = null, Written = null });
    }

    /// <summary>A yearly rate as a pure number: 10% and 10%/year are the same.</summary>
    private Operand? AnnualRate(ExpressionSyntax syntax)
    {
        var rate = RequireQuantity(Compile(syntax), syntax);
        if (rate.Shape.Unit is not { } unit)
        {
            return null;
        }

        if (unit.IsNone)
        {
            return rate;
        }

        if (!unit.Equals(Dimension.Month.Power(-Rational.One)))
        {
            Report(BindingDiagnostics.ArgumentUnit, syntax.Span, $"A yearly discount rate is written 10% or 10%/year; this is in {unit}.");
            return null;
        }

        return Multiply(rate, Constant(12, Dimension.Month));
    }
}
