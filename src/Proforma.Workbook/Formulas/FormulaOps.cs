using System.Collections.Immutable;
using System.Globalization;
using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Workbook.Formulas;

/// <summary>The operations of the language as spreadsheet expressions with the same meaning, states included.</summary>
internal static class FormulaOps
{
    public static Formula Constant(double raw) => new CellValue(raw) switch
    {
        { State: CellState.Blank } => Formula.Blank,
        { State: CellState.Unknown } => Formula.Unknown,
        { State: CellState.Failed } => Formula.Failed,
        _ => new Formula(Digits(raw), raw < 0 ? Binding.Sign : Binding.Atom),
    };

    /// <summary>A number as a formula writes it, with all its digits.</summary>
    public static string Digits(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The operand times a factor; itself where that is one.</summary>
    public static Formula Times(Formula a, double factor)
    {
        if (factor == 1 || (a.States & States.Value) == States.None)
        {
            return a;
        }

        // A quotient of whole numbers reads better than a long fraction: an amount a year is /12, not *0.0833.
        var inverse = Math.Round(1 / factor);
        var scaled = inverse > 1 && 1 / inverse == factor
            ? $"{a.Within(Binding.Product)}/{Digits(inverse)}"
            : $"{a.Within(Binding.Product)}*{Digits(factor)}";
        return new Formula(scaled, Binding.Product) { States = a.States, BlankTests = a.BlankTests, Depth = a.Depth };
    }

    /// <summary>The expression of an operation on operands.</summary>
    /// <param name="code">An operation on operands.</param>
    /// <param name="a">First operand.</param>
    /// <param name="b">Second operand; null where there is none.</param>
    /// <param name="c">Third operand; null where there is none.</param>
    /// <param name="states">What the result may be.</param>
    public static Formula Apply(OpCode code, Formula a, Formula? b, Formula? c, States states) => code switch
    {
        OpCode.Select => Select(a, b!, c!, states),
        OpCode.Coalesce => Coalesce(a, b!, states),
        OpCode.IsKnown => IsKnown(a, states),
        OpCode.And or OpCode.Or => Logical(code, a, b!, states),
        _ => Strict(a, b, OfNumbers(code, a, b), states),
    };

    private static Formula OfNumbers(OpCode code, Formula a, Formula? b) => code switch
    {
        OpCode.Add => new Formula($"{a.Within(Binding.Sum)}+{b!.Within(Binding.Sum)}", Binding.Sum),
        OpCode.Subtract => new Formula($"{a.Within(Binding.Sum)}-{b!.Within(Binding.Sum, strictly: true)}", Binding.Sum),
        OpCode.Multiply when IsOne(b!) => a,
        OpCode.Multiply when IsOne(a) => b!,
        OpCode.Divide when IsOne(b!) => a,
        OpCode.Multiply => new Formula($"{a.Within(Binding.Product)}*{b!.Within(Binding.Product)}", Binding.Product),
        OpCode.Divide => new Formula($"{a.Within(Binding.Product)}/{b!.Within(Binding.Product, strictly: true)}", Binding.Product),
        OpCode.Negate => new Formula($"-{a.Within(Binding.Atom)}", Binding.Sign),
        OpCode.Power => new Formula($"{a.Within(Binding.Atom)}^{b!.Within(Binding.Atom)}", Binding.Power),
        OpCode.Absolute => Function("ABS", a),
        OpCode.SquareRoot => Function("SQRT", a),
        OpCode.Exponential => Function("EXP", a),
        OpCode.Logarithm => Function("LN", a),
        OpCode.Minimum => Function("MIN", a, b!),
        OpCode.Maximum => Function("MAX", a, b!),
        OpCode.Floor => Function("INT", a),
        OpCode.Ceiling => new Formula($"-INT(-{a.Within(Binding.Atom)})", Binding.Sign),
        OpCode.Round => Function("ROUND", a, b!),
        OpCode.RoundUp => Function("ROUNDUP", a, b!),
        OpCode.RoundDown => Function("ROUNDDOWN", a, b!),
        OpCode.Modulo => Function("MOD", a, b!),
        OpCode.Sign => Function("SIGN", a),
        OpCode.Less => Comparison(a, "<", b!),
        OpCode.LessOrEqual => Comparison(a, "<=", b!),
        OpCode.Equal => Comparison(a, "=", b!),
        OpCode.NotEqual => Comparison(a, "<>", b!),
        OpCode.NearlyLessOrEqual or OpCode.NearlyEqual => Nearly(code, a, b!),
        OpCode.Not => new Formula($"NOT({a.Condition})", Binding.Atom) { IsLogical = true },
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not an operation on operands."),
    };

    private static Formula Function(string name, params ReadOnlySpan<Formula> operands)
    {
        var texts = new string[operands.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = operands[i].Number;
        }

        return new Formula($"{name}({string.Join(',', texts)})", Binding.Atom);
    }

    private static bool IsOne(Formula formula) => formula is { Text: "1", IsLogical: false };

    // `0 < x` is what the language makes of `x > 0`; people read it the way it was written.
    private static Formula Comparison(Formula a, string sign, Formula b) => IsNumber(a) && !IsNumber(b)
        ? new($"{b.Within(Binding.Sum)}{sign.Replace('<', '>').Replace(">>", "<>", StringComparison.Ordinal)}{a.Within(Binding.Sum)}",
            Binding.Comparison)
        {
            IsLogical = true,
        }
        : new($"{a.Within(Binding.Sum)}{sign}{b.Within(Binding.Sum)}", Binding.Comparison) { IsLogical = true };

    private static bool IsNumber(Formula formula) => formula.Text.All(static c => char.IsAsciiDigit(c) || c == '.');

    // A billionth of the larger operand is forgiven, as the language's checks do: beside zero that is nothing.
    private static Formula Nearly(OpCode code, Formula a, Formula b)
    {
        var isEqual = code == OpCode.NearlyEqual;
        if (a.Text == "0" || b.Text == "0")
        {
            return Comparison(a, isEqual ? "=" : "<=", b);
        }

        var difference = $"{a.Within(Binding.Sum)}-{b.Within(Binding.Sum, strictly: true)}";
        return new Formula($"{(isEqual ? $"ABS({difference})" : difference)}<=1E-9*MAX(ABS({a.Number}),ABS({b.Number}))", Binding.Comparison)
        {
            IsLogical = true,
        };
    }

    /// <summary>An operation on numbers: where one operand has no number, neither has the result.</summary>
    private static Formula Strict(Formula a, Formula? b, Formula result, States states)
    {
        var tests = Tests(a, b);
        var depth = 1 + Math.Max(a.Depth, b?.Depth ?? 0);
        if (b is null || !(Mixes(a.States, b.States) || Mixes(b.States, a.States)))
        {
            return result with { States = states, BlankTests = tests, Depth = depth };
        }

        // Which of two error values wins is up to the program that computes; here it is always the failure.
        var value = result.Number;
        return new Formula($"IF(ISERR({a.Number}),{a.Number},IF(ISERR({b.Number}),{b.Number},{value}))", Binding.Atom)
        {
            States = states,
            BlankTests = tests,
            Depth = depth + 2,
        };
    }

    private static bool Mixes(States a, States b) => (a & States.Unknown) != States.None && (b & States.Failed) != States.None;

    private static ImmutableArray<string> Tests(Formula a, Formula? b)
    {
        if (b is null || (a.BlankTests.IsEmpty && b.BlankTests.IsEmpty))
        {
            return a.BlankTests;
        }

        var tests = a.BlankTests.ToBuilder();
        foreach (var test in b.BlankTests)
        {
            if (!tests.Contains(test))
            {
                tests.Add(test);
            }
        }

        // An error beside a blank is an error: its operand is asked too, and answers with the error.
        foreach (var other in (ReadOnlySpan<Formula>)[a, b])
        {
            if (other.BlankTests.IsEmpty && (other.States & States.Error) != States.None)
            {
                tests.Add($"{other.Within(Binding.Sum)}=\"\"");
            }
        }

        return tests.ToImmutable();
    }

    private static Formula Select(Formula condition, Formula yes, Formula no, States states)
    {
        var logical = yes.IsLogical && no.IsLogical;
        var tests = condition.BlankTests;
        if (!yes.BlankTests.IsEmpty || !no.BlankTests.IsEmpty)
        {
            tests = tests.Add($"IF({condition.Condition},{Blanks(yes)},{Blanks(no)})");
        }

        var full = $"IF({condition.Condition},{yes.Full},{no.Full})";
        return new Formula(
            logical ? $"IF({condition.Condition},{yes.Text},{no.Text})" : $"IF({condition.Condition},{yes.Number},{no.Number})", Binding.Atom)
        {
            IsLogical = logical,
            States = states,
            BlankTests = tests,
            Full = condition.BlankTests.IsEmpty ? full : $"IF({Formula.AnyOf(condition.BlankTests)},\"\",{full})",
            Depth = 1 + Math.Max(condition.Depth, Math.Max(yes.Depth, no.Depth)),
        };
    }

    private static string Blanks(Formula branch) => branch.BlankTests.IsEmpty ? "FALSE" : Formula.AnyOf(branch.BlankTests);

    private static Formula Coalesce(Formula a, Formula b, States states)
    {
        var unknown = (a.States & States.Unknown) != States.None;
        if (!unknown && a.BlankTests.IsEmpty)
        {
            return a;
        }

        var missing = !unknown ? Formula.AnyOf(a.BlankTests)
            : a.BlankTests.IsEmpty ? $"ISNA({a.Number})"
            : $"IF(ISNA({a.Full}),TRUE,{Formula.AnyOf(a.BlankTests)})";
        return new Formula($"IF({missing},{b.Number},{a.Number})", Binding.Atom)
        {
            States = states,
            BlankTests = b.BlankTests.IsEmpty ? [] : [$"IF({missing},{Formula.AnyOf(b.BlankTests)},FALSE)"],
            Full = $"IF({missing},{b.Full},{a.Number})",
            Depth = 2 + Math.Max(a.Depth, b.Depth),
        };
    }

    private static Formula IsKnown(Formula a, States states)
    {
        var known = $"ISNUMBER({a.Full})";
        return new Formula((a.States & States.Failed) == States.None ? known : $"IF(ISERR({a.Full}),{a.Full},{known})", Binding.Atom)
        {
            IsLogical = true,
            States = states,
            Depth = 2 + a.Depth,
        };
    }

    /// <summary>One false decides `and`, one true decides `or`, whatever stands beside it.</summary>
    private static Formula Logical(OpCode code, Formula a, Formula b, States states)
    {
        var name = code == OpCode.And ? "AND" : "OR";
        var both = $"{name}({a.Condition},{b.Condition})";
        var depth = 1 + Math.Max(a.Depth, b.Depth);
        if (((a.States | b.States) & States.Missing) == States.None)
        {
            return new Formula(both, Binding.Atom) { IsLogical = true, States = states, Depth = depth };
        }

        var outcome = code == OpCode.And ? "FALSE" : "TRUE";
        var decided = $"OR({Decides(a, code)},{Decides(b, code)})";
        var tests = Tests(a, b);
        return new Formula($"IF({decided},{outcome},{both})", Binding.Atom)
        {
            IsLogical = true,
            States = states,
            BlankTests = tests.IsEmpty ? [] : [$"IF({decided},FALSE,{Formula.AnyOf(tests)})"],
            Depth = depth + 3,
        };
    }

    private static string Decides(Formula operand, OpCode code)
    {
        var outcome = code == OpCode.And ? $"NOT({operand.Condition})" : operand.Condition;
        return (operand.States & States.Missing) == States.None ? outcome
            : operand.BlankTests.IsEmpty ? $"IFERROR({outcome},FALSE)"
            : $"IFERROR(IF({Formula.AnyOf(operand.BlankTests)},FALSE,{outcome}),FALSE)";
    }
}
