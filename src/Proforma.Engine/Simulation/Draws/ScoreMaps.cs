using Proforma.Engine.Distributions;

namespace Proforma.Engine.Simulation.Draws;

/// <summary>The maps of distributions that were simulated before: after an edit of one driver the tables of the others serve again.</summary>
internal static class ScoreMaps
{
    private const int MostKept = 1024;

    private static readonly Dictionary<Distribution, ScoreMap> s_maps = [];
    private static readonly Lock s_gate = new();

    public static ScoreMap Of(Distribution distribution)
    {
        lock (s_gate)
        {
            if (s_maps.TryGetValue(distribution, out var known))
            {
                return known;
            }
        }

        // Some tables take milliseconds; two threads that make the same one lose nothing but time.
        var made = distribution.ToScoreMap();
        lock (s_gate)
        {
            if (s_maps.Count >= MostKept)
            {
                s_maps.Clear();
            }

            s_maps[distribution] = made;
        }

        return made;
    }
}
