using System.Collections.Immutable;
using Proforma.Language.Lowering;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Model.Program;
using Proforma.Model.Units;

namespace Proforma.Language.Binding;

/// <summary>Something with a name. A closed hierarchy.</summary>
internal abstract class Symbol(string name, SourceText file, TextSpan span)
{
    public string Name { get; } = name;

    public SourceText File { get; } = file;

    /// <summary>The name where it is declared.</summary>
    public TextSpan Span { get; } = span;

    /// <summary>The noun that messages use.</summary>
    public abstract string Noun { get; }
}

internal sealed class TrackSymbol(string name, SourceText file, TextSpan span, int index) : Symbol(name, file, span)
{
    public int Index { get; } = index;

    public override string Noun => "track";
}

internal sealed class UnitSymbol(string name, SourceText file, TextSpan span, Unit unit) : Symbol(name, file, span)
{
    public Unit Unit { get; } = unit;

    public override string Noun => "unit";
}

internal sealed class DimensionSymbol(string name, SourceText file, TextSpan span, int index, MemberAxis axis) : Symbol(name, file, span)
{
    private readonly Dictionary<string, int> _members = axis.Members
        .Select(static (member, i) => (member.Name, i))
        .DistinctBy(static m => m.Name, StringComparer.Ordinal)
        .ToDictionary(static m => m.Name, static m => m.i, StringComparer.Ordinal);

    /// <summary>Index into the program's dimensions.</summary>
    public int Index { get; } = index;

    public MemberAxis Axis { get; } = axis;

    public override string Noun => "dimension";

    /// <summary>The index of a member, or −1.</summary>
    public int Find(string member) => _members.GetValueOrDefault(member, -1);
}

internal sealed class MemberSymbol(string name, SourceText file, TextSpan span, DimensionSymbol dimension, int index) : Symbol(name, file, span)
{
    public DimensionSymbol Dimension { get; } = dimension;

    /// <summary>Index into the dimension's members.</summary>
    public int Index { get; } = index;

    public override string Noun => "member";
}

internal sealed class SourceSymbol(string name, SourceText file, TextSpan span, SourceSyntax syntax) : Symbol(name, file, span)
{
    public SourceSyntax Syntax { get; } = syntax;

    public override string Noun => "source";
}

/// <summary>What `use … as NAME` declares: a module's names, or another plan.</summary>
internal sealed class AliasSymbol(string name, SourceText file, TextSpan span, Scope scope) : Symbol(name, file, span)
{
    public Scope Scope { get; } = scope;

    public override string Noun => "used file";
}

/// <summary>An input, line, account, measure, check, rate or noise: whatever holds values.</summary>
internal sealed class SeriesSymbol(string name, SourceText file, TextSpan span, SlotRole role, Scope scope, int slot) : Symbol(name, file, span)
{
    public SlotRole Role { get; } = role;

    /// <summary>The scope in which its formulas are read.</summary>
    public Scope Scope { get; } = scope;

    public Entity Entity => Scope.Entity;

    /// <summary>Index of its slot in the program.</summary>
    public int Slot { get; } = slot;

    /// <summary>The declaration: <see cref="SeriesSyntax"/>, <see cref="CheckSyntax"/>, <see cref="RateSyntax"/> or <see cref="NoiseSyntax"/>.</summary>
    public required DeclarationSyntax Syntax { get; init; }

    /// <summary>What the plan declares and where, when another value was asked for; otherwise null.</summary>
    public (DeclarationSyntax Syntax, SourceText File)? Replaced { get; init; }

    public string Label { get; init; } = name;

    public int Section { get; init; } = -1;

    /// <summary>The unit stated after `:`, or null.</summary>
    public Unit? DeclaredUnit { get; set; }

    /// <summary>The `by` dimensions, or null where there is no `by`.</summary>
    public ImmutableArray<DimensionSymbol>? DeclaredDimensions { get; set; }

    /// <summary>What is known of its values so far; complete once the checker has passed it.</summary>
    public Shape Shape { get; set; } = Shape.NotYetKnown;

    public RollUpRule RollUp { get; set; } = RollUpRule.Constant;

    /// <summary>For an account: the slot of its opening balance, or −1.</summary>
    public int OpeningSlot { get; set; } = -1;

    /// <summary>For a metric line without formula: only claims speak of it.</summary>
    public bool IsMetric { get; set; }

    public override string Noun => Syntax is ClaimSyntax ? "claim" : Role switch
    {
        SlotRole.Input => "input",
        SlotRole.Account => "account",
        SlotRole.Measure => "measure",
        SlotRole.Check => "check",
        SlotRole.Rate => "exchange rate",
        _ => "line",
    };
}
