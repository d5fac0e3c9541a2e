using System.Runtime.InteropServices;

namespace Proforma.Model.Program.Scheduling;

/// <summary>
/// Which slots read which. A formula that reads a slot rolled up (`margin[2027]`, a search by year) reads a node of its own that
/// stands behind the slots: that node reads the slot, its opening balance or weight, and, for a ratio, the rolled-up operands.
/// Nodes below <see cref="SlotCount"/> are slots.
/// </summary>
public sealed class DependencyGraph
{
    private readonly List<int> _edges = [];
    private readonly List<int> _starts = [0];
    private readonly List<int> _slotOfRollUp = [];
    private readonly Dictionary<int, int> _rollUpOfSlot = [];
    private readonly HashSet<int> _recomputed = [];
    private int[]? _readBy;
    private int[]? _readByStarts;

    public DependencyGraph(GridLayout layout)
    {
        Layout = layout;
        SlotCount = layout.Slots.Length;
        _edges.EnsureCapacity(SlotCount * 2);
        _starts.EnsureCapacity(SlotCount + 1);
        foreach (var slot in layout.Slots)
        {
            foreach (var rule in slot.Rules)
            {
                AddReads(rule);
            }

            _starts.Add(_edges.Count);
        }

        for (var i = 0; i < _slotOfRollUp.Count; i++)
        {
            AddRollUp(layout.Slots[_slotOfRollUp[i]]);
            _starts.Add(_edges.Count);
        }
    }

    public GridLayout Layout { get; }

    public int SlotCount { get; }

    /// <summary>Slots and roll-up nodes.</summary>
    public int NodeCount => SlotCount + _slotOfRollUp.Count;

    /// <summary>The nodes that a node reads, possibly with repetitions.</summary>
    public ReadOnlySpan<int> Reads(int node) => CollectionsMarshal.AsSpan(_edges)[_starts[node].._starts[node + 1]];

    /// <summary>The nodes that read a node, possibly with repetitions. Built when first asked for.</summary>
    public ReadOnlySpan<int> ReadBy(int node)
    {
        if (_readBy is null || _readByStarts is null)
        {
            Reverse();
        }

        return _readBy.AsSpan(_readByStarts![node], _readByStarts[node + 1] - _readByStarts[node]);
    }

    /// <summary>The slot of a roll-up node, or the slot itself.</summary>
    public int SlotOf(int node) => node < SlotCount ? node : _slotOfRollUp[node - SlotCount];

    /// <summary>The node of a slot's rolled-up values, or −1 when no formula reads them.</summary>
    public int RollUpNodeOf(int slot) => _rollUpOfSlot.GetValueOrDefault(slot, -1);

    private void AddReads(Rule rule)
    {
        foreach (var read in rule.Reads)
        {
            Add(read.Slot);
        }

        foreach (var reduction in rule.Reductions)
        {
            Add(reduction.Read.Slot);
        }

        foreach (var window in rule.Windows)
        {
            Add(window.Read.Slot);
        }

        foreach (var rollUp in rule.RollUps)
        {
            Add(RollUpNode(rollUp.Read.Slot, rollUp.Rule == RollUpRule.Recompute));
        }

        foreach (var search in rule.Searches)
        {
            Add(search.IsByStep(Layout) ? search.Read.Slot : RollUpNode(search.Read.Slot, recomputed: true));
        }

        foreach (var call in rule.Calls)
        {
            foreach (var series in call.Series)
            {
                Add(series.Slot);
            }
        }
    }

    private void AddRollUp(Slot slot)
    {
        Add(slot.Index);
        if (slot.OpeningSlot >= 0)
        {
            Add(slot.OpeningSlot);
        }

        if (slot.RollUpWeight is { } weight)
        {
            Add(weight.Slot);
        }

        if (slot.RollUp != RollUpRule.Recompute && !_recomputed.Contains(slot.Index))
        {
            return;
        }

        foreach (var rule in slot.Rules)
        {
            foreach (var read in rule.Reads)
            {
                if (read.Time is ReadTime.Step or ReadTime.Year or ReadTime.Mapped)
                {
                    Add(RollUpNode(read.Slot, recomputed: false));
                }
            }

            foreach (var reduction in rule.Reductions)
            {
                Add(RollUpNode(reduction.Read.Slot, recomputed: false));
            }
        }
    }

    // Only rules of slots force a recomputation, and all of them are read before the first roll-up node is expanded.
    private int RollUpNode(int slot, bool recomputed)
    {
        if (Layout.Slots[slot].TimeAxis < 0)
        {
            return slot;
        }

        if (recomputed)
        {
            _recomputed.Add(slot);
        }

        if (!_rollUpOfSlot.TryGetValue(slot, out var node))
        {
            node = SlotCount + _slotOfRollUp.Count;
            _rollUpOfSlot.Add(slot, node);
            _slotOfRollUp.Add(slot);
        }

        return node;
    }

    private void Add(int node)
    {
        if (_edges.Count == _starts[^1] || _edges[^1] != node)
        {
            _edges.Add(node);
        }
    }

    private void Reverse()
    {
        var starts = new int[NodeCount + 1];
        foreach (var read in _edges)
        {
            starts[read + 1]++;
        }

        for (var i = 0; i < NodeCount; i++)
        {
            starts[i + 1] += starts[i];
        }

        var next = starts.AsSpan(0, NodeCount).ToArray();
        var readBy = new int[_edges.Count];
        for (var node = 0; node < NodeCount; node++)
        {
            foreach (var read in Reads(node))
            {
                readBy[next[read]++] = node;
            }
        }

        _readByStarts = starts;
        _readBy = readBy;
    }
}
