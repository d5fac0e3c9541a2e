using System.Collections.Immutable;
using Proforma.Language.Binding;
using Proforma.Language.Syntax;
using Proforma.Model.Program;

namespace Proforma.Language.Lowering;

/// <summary>The program's slots while they are made: one for each series, and hidden ones behind them.</summary>
internal sealed class SlotTable
{
    private readonly List<Slot?> _slots = [];
    private readonly Dictionary<(SeriesSymbol Input, int Steps), int?> _earlier = [];
    private readonly Dictionary<int, string> _reasons = [];

    public SlotTable(int series)
    {
        for (var i = 0; i < series; i++)
        {
            _slots.Add(null);
        }
    }

    public int Count => _slots.Count;

    public Slot? this[int index] => _slots[index];

    /// <summary>Takes the next index for a slot that is set later.</summary>
    public int Reserve()
    {
        _slots.Add(null);
        return _slots.Count - 1;
    }

    public void Set(Slot slot) => _slots[slot.Index] = slot;

    /// <summary>The hidden slot of a rate's closing series, where the plan states one.</summary>
    public Dictionary<SeriesSymbol, int> ClosingRates { get; } = [];

    /// <summary>The measures that are probabilities, in the order in which they were lowered.</summary>
    public List<ProbabilityMeasure> Probabilities { get; } = [];

    /// <summary>Values of inputs, so that reads before the calendar find their earlier points.</summary>
    public Dictionary<SeriesSymbol, InputValues> Inputs { get; } = [];

    /// <summary>The hidden series that holds what an input was <paramref name="steps"/> steps earlier in the first steps; null when it was nothing.</summary>
    public int? EarlierValues(SeriesSymbol input, int steps)
    {
        if (!Inputs.TryGetValue(input, out var values))
        {
            return null;
        }

        if (!_earlier.TryGetValue((input, steps), out var slot))
        {
            slot = values.Earlier(steps, this);
            _earlier.Add((input, steps), slot);
        }

        return slot;
    }

    /// <summary>Why a series has no roll-up.</summary>
    public string ReasonOf(SeriesReference reference) =>
        _reasons.GetValueOrDefault(reference.Slot) ?? this[reference.Slot]?.NoRollUpReason ?? "add an `aggregate` clause to it.";

    public void SetReason(int slot, string reason)
    {
        if (reason.Length > 0)
        {
            _reasons[slot] = reason;
        }
        else if (_reasons.Count > 0)
        {
            _reasons.Remove(slot);
        }
    }

    /// <summary>Whether a series says `circular`.</summary>
    public bool IsCircular(SeriesSymbol symbol) => symbol.Syntax.Clauses.Any(static c => c is CircularClauseSyntax);

    /// <summary>Drops the slots from <paramref name="count"/> on: what only a check of units needed.</summary>
    public void Truncate(int count)
    {
        _slots.RemoveRange(count, _slots.Count - count);
        foreach (var (key, slot) in _earlier)
        {
            if (slot >= count)
            {
                _earlier.Remove(key);
            }
        }
    }

    public ImmutableArray<Slot> ToImmutable() =>
        [.. _slots.Select(static (slot, i) => slot ?? new Slot(i, $"unused {i}", SlotRole.Hidden))];

    /// <summary>The dimensions of a bit set, in order.</summary>
    public static ImmutableArray<int> DimensionsOf(ulong bits)
    {
        if (bits == 0)
        {
            return [];
        }

        var found = ImmutableArray.CreateBuilder<int>();
        for (var i = 0; i < BindingContext.MaxDimensions; i++)
        {
            if ((bits >> i & 1) != 0)
            {
                found.Add(i);
            }
        }

        return found.ToImmutable();
    }
}
