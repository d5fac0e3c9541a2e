using System.Collections.Immutable;

namespace Proforma.Model.Program;

/// <summary>A formula, or a clause of one, as a flat list of ops. The last op is its value.</summary>
public sealed record Rule(ImmutableArray<Op> Ops)
{
    public ImmutableArray<SlotRead> Reads { get; init; } = [];

    public ImmutableArray<Reduction> Reductions { get; init; } = [];

    public ImmutableArray<Window> Windows { get; init; } = [];

    public ImmutableArray<RollUpRead> RollUps { get; init; } = [];

    public ImmutableArray<Search> Searches { get; init; } = [];

    public ImmutableArray<Call> Calls { get; init; } = [];

    /// <summary>Where it stands and what it says.</summary>
    public Provenance Provenance { get; init; } = Provenance.None;

    /// <summary>True when the rule only yields <see cref="Slot.Data"/> (inputs, imported history) and has no ops.</summary>
    public bool IsData => Ops.IsEmpty;

    /// <summary>True for reported history (`actuals`), which wins over the formulas of a line.</summary>
    public bool IsActual { get; init; }

    /// <summary>Every read of the rule, whatever op makes it.</summary>
    public IEnumerable<SlotRead> AllReads => Reads
        .Concat(Reductions.Select(static r => r.Read))
        .Concat(Windows.Select(static w => w.Read))
        .Concat(RollUps.Select(static r => r.Read))
        .Concat(Searches.Select(static s => s.Read))
        .Concat(Calls.SelectMany(static c => c.Series));
}

/// <summary>Where a value or formula comes from, as explanations and reports show it.</summary>
public sealed record Provenance
{
    // A part of the file's text: a plan of 100,000 lines has half a million of these, and few are ever shown.
    private readonly ReadOnlyMemory<char> _text;

    /// <param name="text">The formula or value as the plan writes it.</param>
    /// <param name="file">The file's path as the workspace names it, or empty.</param>
    /// <param name="line">1-based line, 0 when there is none.</param>
    public Provenance(ReadOnlyMemory<char> text, string file, int line)
    {
        (_text, File, Line) = (text, file, line);
    }

    /// <inheritdoc cref="Provenance(ReadOnlyMemory{char}, string, int)"/>
    public Provenance(string text, string file = "", int line = 0)
        : this(text.AsMemory(), file, line)
    {
    }

    public static Provenance None { get; } = new("");

    /// <summary>The formula or value as the plan writes it.</summary>
    public string Text
    {
        get => _text.ToString();
        init => _text = value.AsMemory();
    }

    /// <summary>The file's path as the workspace names it, or empty.</summary>
    public string File { get; init; }

    /// <summary>1-based line, 0 when there is none.</summary>
    public int Line { get; init; }

    /// <summary>The name of the cited source, or null.</summary>
    public string? Source { get; init; }

    /// <summary>The words quoted from the source, or null.</summary>
    public string? Quote { get; init; }

    /// <summary>Why a figure is assumed (`assumed "…"`), or null.</summary>
    public string? Assumption { get; init; }

    /// <summary>Equal when everything reads the same, whichever text it is a part of.</summary>
    public bool Equals(Provenance? other) =>
        other is not null && Line == other.Line && File == other.File && Source == other.Source && Quote == other.Quote
        && Assumption == other.Assumption && _text.Span.SequenceEqual(other._text.Span);

    public override int GetHashCode() => HashCode.Combine(File, Line, _text.Length, Source);
}

/// <summary>For the steps <paramref name="First"/> to <paramref name="Last"/> (both included), which rule applies.</summary>
/// <param name="Rule">Index into <see cref="Slot.Rules"/>.</param>
public readonly record struct RuleSegment(int First, int Last, int Rule);
