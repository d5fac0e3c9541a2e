using Proforma.Model.Program;

namespace Proforma.Workspace.Simulation;

/// <summary>Which series of a program depend on something uncertain: only these can differ between trials.</summary>
public sealed class UncertainSlots
{
    private readonly bool[] _uncertain;

    private UncertainSlots(bool[] uncertain) => _uncertain = uncertain;

    /// <summary>Whether a slot depends on something uncertain, by what its formulas read.</summary>
    public bool this[int slot] => _uncertain[slot];

    /// <summary>Follows the reads of a program from its uncertain inputs on.</summary>
    public static UncertainSlots Of(PlanProgram program)
    {
        var readers = new List<int>?[program.Slots.Length];
        foreach (var slot in program.Slots)
        {
            foreach (var read in ReadsOf(slot))
            {
                (readers[read] ??= []).Add(slot.Index);
            }
        }

        var uncertain = new bool[program.Slots.Length];
        var open = new Stack<int>(program.Uncertainties.Select(static u => u.Slot));
        while (open.TryPop(out var at))
        {
            if (uncertain[at])
            {
                continue;
            }

            uncertain[at] = true;
            foreach (var reader in readers[at] ?? [])
            {
                open.Push(reader);
            }
        }

        return new UncertainSlots(uncertain);
    }

    /// <summary>The slots that a slot reads, in its formulas or to be rolled up.</summary>
    public static IEnumerable<int> ReadsOf(Slot slot)
    {
        var reads = slot.Rules.SelectMany(static r => r.AllReads).Select(static r => r.Slot);
        return slot.RollUpWeight is { } weight ? reads.Append(weight.Slot) : reads;
    }
}
