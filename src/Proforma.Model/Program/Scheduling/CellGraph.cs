using System.Collections.Immutable;

namespace Proforma.Model.Program.Scheduling;

/// <summary>
/// The reads between the cells of a few slots: which clause applies in a cell, fixed tracks, members and steps, windows, and what
/// stands behind roll-ups and searches are all honoured. Edges are made on the fly.
/// </summary>
internal sealed class CellGraph : IReadGraph
{
    private readonly GridLayout _layout;
    private readonly ImmutableArray<int> _slots;
    private readonly Dictionary<int, int> _local = [];
    private readonly int[] _bases;
    private readonly CellReads[][][] _reads;
    private readonly int[] _roots;
    private readonly int _onlyStep;

    /// <param name="layout">Where cells lie.</param>
    /// <param name="slots">The slots; their cells are the nodes.</param>
    /// <param name="onlyStep">A step to which nodes and reads are confined, or −1 for all.</param>
    public CellGraph(GridLayout layout, ImmutableArray<int> slots, int onlyStep = -1)
    {
        _layout = layout;
        _slots = slots;
        _onlyStep = onlyStep;
        _bases = new int[slots.Length + 1];
        for (var i = 0; i < slots.Length; i++)
        {
            _local.Add(slots[i], i);
            _bases[i + 1] = checked(_bases[i] + (layout.RowsOf(slots[i]) * StepsHere(slots[i])));
        }

        _reads = [.. slots.Select(slot => layout.Slots[slot].Rules.Select(rule => CellReads.Of(layout, slot, rule, _local)).ToArray())];
        _roots = NaturalOrder();
    }

    public int Count => _bases[^1];

    public int Root(int position) => _roots[position];

    public CellRef CellOf(int node)
    {
        var found = Array.BinarySearch(_bases, node);
        var local = found >= 0 ? found : ~found - 1;
        while (_bases[local + 1] == node)
        {
            local++;
        }

        var steps = StepsHere(_slots[local]);
        var within = node - _bases[local];
        return new CellRef(_slots[local], within / steps, _onlyStep >= 0 ? _onlyStep : within % steps);
    }

    /// <summary>The node of a cell; −1 when it is none of this graph.</summary>
    public int NodeOf(CellRef cell)
    {
        if (!_local.TryGetValue(cell.Slot, out var local) || (_onlyStep >= 0 && cell.Step != _onlyStep))
        {
            return -1;
        }

        return _bases[local] + (cell.Row * StepsHere(cell.Slot)) + (_onlyStep >= 0 ? 0 : cell.Step);
    }

    public bool Next(int node, ref long cursor, out int read)
    {
        var cell = CellOf(node);
        var rule = _layout.Slots[cell.Slot].RuleAt(cell.Row, cell.Step);
        var reads = rule < 0 ? [] : _reads[_local[cell.Slot]][rule];
        var source = (int)(cursor >> 32);
        var item = (int)(cursor & int.MaxValue);
        for (; source < reads.Length; source++, item = 0)
        {
            while (reads[source].TryGet(cell.Row, cell.Step, item++, out var found))
            {
                read = NodeOf(found);
                if (read >= 0)
                {
                    cursor = ((long)source << 32) | (uint)item;
                    return true;
                }
            }
        }

        read = -1;
        cursor = (long)source << 32;
        return false;
    }

    private int StepsHere(int slot) => _onlyStep >= 0 ? 1 : _layout.StepsOf(slot);

    private int[] NaturalOrder()
    {
        var roots = new int[Count];
        var filled = 0;
        var steps = _slots.Max(StepsHere);
        for (var step = 0; step < steps; step++)
        {
            for (var local = 0; local < _slots.Length; local++)
            {
                var here = StepsHere(_slots[local]);
                for (var row = 0; step < here && row < _layout.RowsOf(_slots[local]); row++)
                {
                    roots[filled++] = _bases[local] + (row * here) + step;
                }
            }
        }

        return roots;
    }
}
