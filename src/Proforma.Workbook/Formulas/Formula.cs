using System.Collections.Immutable;

namespace Proforma.Workbook.Formulas;

/// <summary>
/// A part of a spreadsheet formula: what it computes where it has a value, and the tests that say where it is blank. A test gives
/// an error value where the operand is one, so that failed and unknown win over blank as they do in the engine.
/// </summary>
/// <param name="Text">The expression without a leading equals sign.</param>
/// <param name="Binding">How tightly its outermost operator binds.</param>
internal sealed record Formula(string Text, Binding Binding)
{
    private readonly string? _number;
    private readonly string? _full;

    /// <summary>A blank: no number.</summary>
    public static Formula Blank { get; } = new("\"\"", Binding.Atom) { States = States.Blank, BlankTests = ["TRUE"] };

    public static Formula Unknown { get; } = new("NA()", Binding.Atom) { States = States.Unknown };

    public static Formula Failed { get; } = new("#NUM!", Binding.Atom) { States = States.Failed };

    /// <summary>Whether the expression is a logical value rather than a number.</summary>
    public bool IsLogical { get; init; }

    public States States { get; init; } = States.Value;

    /// <summary>Logical expressions, one of which is true where this is blank.</summary>
    public ImmutableArray<string> BlankTests { get; init; } = [];

    /// <summary>How many functions are nested.</summary>
    public int Depth { get; init; }

    /// <summary>The expression as a number: a condition is 1 or 0.</summary>
    public string Number
    {
        get => _number ?? (IsLogical ? $"IF({Text},1,0)" : Text);
        init => _number = value;
    }

    /// <summary>The expression as a number that is an empty text where it is blank.</summary>
    public string Full
    {
        get => _full ?? (BlankTests.IsEmpty ? Number
            : !BlankTests.Contains("TRUE") ? $"IF({AnyOf(BlankTests)},\"\",{Number})"
            : (States & States.Error) == States.None ? "\"\"" : $"IF({AnyOf(BlankTests)},\"\",\"\")");
        init => _full = value;
    }

    /// <summary>The expression as a condition.</summary>
    public string Condition => IsLogical ? Text : Binding == Binding.Atom ? Text : $"{Text}<>0";

    public static string AnyOf(ImmutableArray<string> tests) => tests.Length == 1 ? tests[0] : $"OR({string.Join(',', tests)})";

    /// <summary>The expression as an operand of an operator: in parentheses where it binds less tightly.</summary>
    public string Within(Binding outer, bool strictly = false)
    {
        var text = IsLogical ? Number : Text;
        var binding = IsLogical ? Binding.Atom : Binding;
        return binding < outer || (strictly && binding == outer) ? $"({text})" : text;
    }
}

/// <summary>How tightly operators bind in a spreadsheet. A sign binds more tightly than a power: -2^2 is 4.</summary>
internal enum Binding
{
    Comparison,
    Sum,
    Product,
    Power,
    Sign,
    Atom,
}
