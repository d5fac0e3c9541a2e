using System.Collections.Immutable;
using Proforma.Model.Time;

namespace Proforma.Model.Program;

/// <summary>The calendar of one entity as the engine sees it.</summary>
/// <param name="Entity">The alias of the plan it belongs to; empty for the root plan.</param>
/// <param name="Calendar">Steps, their lengths, and report periods.</param>
/// <param name="Tables">Numbers that depend on the step alone (its length in months, period.year, decay exponents), one array of <c>Calendar.Count</c> entries each.</param>
public sealed record TimeAxis(string Entity, Calendar Calendar, ImmutableArray<double[]> Tables);

/// <summary>The tracks of one entity. An entity without tracks has a single one with an empty name.</summary>
/// <param name="Entity">The alias of the plan; empty for the root.</param>
/// <param name="Tracks">In order of declaration.</param>
public sealed record TrackAxis(string Entity, ImmutableArray<Track> Tracks)
{
    public int Count => Tracks.Length;

    public int IndexOf(string name)
    {
        for (var i = 0; i < Tracks.Length; i++)
        {
            if (Tracks[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>A scenario.</summary>
/// <param name="Name">As formulas write it.</param>
/// <param name="Label">As reports show it; the name where no label is given.</param>
/// <param name="Parent">Index of the track it inherits from, or −1.</param>
/// <param name="Weight">Its probability in a mix, or null.</param>
public sealed record Track(string Name, string Label, int Parent = -1, double? Weight = null);

/// <summary>A named dimension with its members. Values are held for leaf members; a member with children is the roll-up of its leaves.</summary>
public sealed record MemberAxis(string Name, string Label, ImmutableArray<Member> Members)
{
    private readonly int[] _positions = PositionsOf(Members);

    /// <summary>Indices into <see cref="Members"/> of those without children, in order: the positions on the value axis.</summary>
    public ImmutableArray<int> Leaves { get; } = LeavesOf(Members);

    /// <summary>The number of leaf members: the length of the value axis.</summary>
    public int Count => Leaves.Length;

    /// <summary>The leaf positions under member <paramref name="member"/> (itself when it is a leaf).</summary>
    public ImmutableArray<int> LeavesUnder(int member)
    {
        if (_positions[member] >= 0)
        {
            return [_positions[member]];
        }

        var found = ImmutableArray.CreateBuilder<int>();
        for (var position = 0; position < Leaves.Length; position++)
        {
            for (var at = Leaves[position]; at >= 0; at = Members[at].Parent)
            {
                if (at == member)
                {
                    found.Add(position);
                    break;
                }
            }
        }

        return found.ToImmutable();
    }

    // The position of each leaf; −1 for a member with children.
    private static int[] PositionsOf(ImmutableArray<Member> members)
    {
        var positions = new int[members.Length];
        Array.Fill(positions, -1);
        var leaves = LeavesOf(members);
        for (var position = 0; position < leaves.Length; position++)
        {
            positions[leaves[position]] = position;
        }

        return positions;
    }

    private static ImmutableArray<int> LeavesOf(ImmutableArray<Member> members)
    {
        var hasChildren = new bool[members.Length];
        foreach (var member in members)
        {
            if (member.Parent >= 0)
            {
                hasChildren[member.Parent] = true;
            }
        }

        return [.. Enumerable.Range(0, members.Length).Where(i => !hasChildren[i])];
    }
}

/// <summary>A member of a dimension.</summary>
/// <param name="Name">As formulas write it.</param>
/// <param name="Label">As reports show it.</param>
/// <param name="Parent">Index of the member it rolls up into, or −1. Parents never form a cycle.</param>
public sealed record Member(string Name, string Label, int Parent = -1);
