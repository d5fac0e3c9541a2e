using System.Collections.Immutable;
using Proforma.Engine.Random;
using Proforma.Model.Program;

namespace Proforma.Engine.Simulation;

/// <summary>Draws the track in which a trial happens, by the tracks' weights.</summary>
internal sealed class TrackMix
{
    private static readonly StreamKey s_key = StreamKey.Of("").With("track of the trial");

    private readonly double[] _upTo;

    private TrackMix(double[] upTo) => _upTo = upTo;

    /// <summary>The uniform score below which a trial is in a track or in one before it; the last is 1.</summary>
    public ReadOnlySpan<double> UpTo => _upTo;

    /// <summary>The mix of the root plan's tracks, or why there is none.</summary>
    public static (TrackMix? Mix, string? Problem) Of(PlanProgram program)
    {
        ImmutableArray<Track> tracks = program.TrackAxes.IsEmpty ? [] : program.TrackAxes[0].Tracks;
        var weights = tracks.Select(static track => track.Weight ?? 0).ToArray();
        var total = weights.Sum();
        if (!(total > 0) || !double.IsFinite(total) || weights.Any(static w => w < 0))
        {
            return (null, "The tracks have no weights to mix them by; write `weight` in their declarations.");
        }

        var upTo = new double[weights.Length];
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i];
            upTo[i] = sum / total;
        }

        // Tracks after the last that has a weight are never drawn, whatever the rounding.
        upTo.AsSpan(Array.FindLastIndex(weights, static w => w > 0)).Fill(1);
        return (new TrackMix(upTo), null);
    }

    /// <summary>The uniform scores that choose the tracks of a unit's first trials.</summary>
    public static void FillScores(ScorePlan plan, long unit, Span<double> scores) => plan.FillUniform(s_key, 0, unit, scores);

    /// <summary>The track that a score chooses.</summary>
    public int TrackOf(double score)
    {
        var track = 0;
        while (score >= _upTo[track])
        {
            track++;
        }

        return track;
    }
}
