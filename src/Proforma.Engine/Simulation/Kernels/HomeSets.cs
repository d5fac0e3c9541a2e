namespace Proforma.Engine.Simulation.Kernels;

/// <summary>
/// Which values share a home. What a step reads of the step before lies where that step put it, whichever class it is of; so the places of all
/// values that meet in such a read are one home, updated in place. Two values of one step never share one.
/// </summary>
internal sealed class HomeSets
{
    private readonly int[] _parents;
    private readonly Dictionary<int, Occupant>?[] _occupants;

    /// <param name="elements">The class of each element, and whether it is read (rather than computed) there.</param>
    public HomeSets(IReadOnlyList<(int Class, bool IsRead)> elements)
    {
        _parents = [.. Enumerable.Range(0, elements.Count)];
        _occupants = new Dictionary<int, Occupant>?[elements.Count];
        for (var i = 0; i < elements.Count; i++)
        {
            _occupants[i] = new() { [elements[i].Class] = new Occupant(Reads: elements[i].IsRead, Computes: !elements[i].IsRead) };
        }
    }

    public int Find(int element)
    {
        while (_parents[element] != element)
        {
            element = _parents[element] = _parents[_parents[element]];
        }

        return element;
    }

    /// <summary>Lets two elements share a home; false when their sets meet in one step.</summary>
    public bool TryJoin(int a, int b)
    {
        (a, b) = (Find(a), Find(b));
        if (a == b)
        {
            return true;
        }

        var (into, from) = _occupants[a]!.Count >= _occupants[b]!.Count ? (a, b) : (b, a);
        foreach (var (at, occupant) in _occupants[from]!)
        {
            if (_occupants[into]!.TryGetValue(at, out var other) && ((other.Reads && occupant.Reads) || (other.Computes && occupant.Computes)))
            {
                return false;
            }
        }

        foreach (var (at, occupant) in _occupants[from]!)
        {
            var other = _occupants[into]!.GetValueOrDefault(at);
            _occupants[into]![at] = new Occupant(other.Reads || occupant.Reads, other.Computes || occupant.Computes);
        }

        _occupants[from] = null;
        _parents[from] = into;
        return true;
    }

    private readonly record struct Occupant(bool Reads, bool Computes);
}
