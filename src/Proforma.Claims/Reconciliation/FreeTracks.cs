using System.Collections.Immutable;
using Proforma.Model.Claims;
using Proforma.Model.Program;

namespace Proforma.Claims.Reconciliation;

/// <summary>
/// A claim that names no track may be true of any one of them. So a contradiction within one track stands only if its claims without a
/// track meet one in every other track too, with no further claims that are as free.
/// </summary>
internal sealed class FreeTracks
{
    private readonly PlanProgram _program;
    private readonly List<(Contradiction Found, ImmutableHashSet<int> Free)> _found;

    private FreeTracks(PlanProgram program, ImmutableArray<Contradiction> contradictions)
    {
        _program = program;
        _found = [.. contradictions.Select(c => Bound(c)).Select(c => (c, c.Claims.Where(IsFree).ToImmutableHashSet()))];
    }

    /// <summary>The contradictions that stand.</summary>
    public static ImmutableArray<Contradiction> Standing(PlanProgram program, ImmutableArray<Contradiction> contradictions)
    {
        var tracks = new FreeTracks(program, contradictions);
        return [.. tracks._found.Where(tracks.Stands).Select(static f => f.Found)];
    }

    private bool IsFree(int claim) => ClaimBindings.IsOfAnyTrack(_program, _program.Claims[claim]);

    /// <summary>Puts in the place of a free claim one that says the very same of the track: then it is not free at all.</summary>
    private Contradiction Bound(Contradiction contradiction)
    {
        var claims = contradiction.Claims.ToBuilder();
        var same = contradiction.SameAs.ToBuilder();
        var places = new Dictionary<int, int>();
        for (var i = 0; i < claims.Count && i < same.Count; i++)
        {
            if (IsFree(claims[i]) && same[i].FirstOrDefault(c => !IsFree(c), -1) is >= 0 and var bound)
            {
                places.Add(claims[i], bound);
                (claims[i], same[i]) = (bound, [.. same[i].Remove(bound).Add(claims[i]).Order()]);
            }
        }

        if (places.Count == 0)
        {
            return contradiction;
        }

        int Placed(int claim) => places.GetValueOrDefault(claim, claim);
        var arithmetic = contradiction.Arithmetic;
        return contradiction with
        {
            Claims = claims.ToImmutable(),
            SameAs = same.ToImmutable(),
            Arithmetic = arithmetic with { Against = Placed(arithmetic.Against),
                Terms = [.. arithmetic.Terms.Select(t => t with { Claim = Placed(t.Claim) })] },
        };
    }

    private bool Stands((Contradiction Found, ImmutableHashSet<int> Free) one) =>
        one.Found.Track.Length == 0 || one.Free.All(claim => OtherTracks(claim, one.Found.Track).All(track => IsMetIn(track, claim, one)));

    private IEnumerable<string> OtherTracks(int claim, string track) =>
        _program.TrackAxes[ClaimBindings.TrackAxisOf(_program, _program.Claims[claim])].Tracks.Select(static t => t.Name).Where(t => t != track);

    /// <summary>Whether a claim meets a contradiction that is as hard in another track, with claims that are no more free.</summary>
    private bool IsMetIn(string track, int claim, (Contradiction Found, ImmutableHashSet<int> Free) one) => _found.Exists(f =>
        (f.Found.Track == track || f.Found.Track.Length == 0) && f.Found.Kind <= one.Found.Kind && f.Found.Claims.Contains(claim) && f.Free.IsSubsetOf(one.Free));
}
