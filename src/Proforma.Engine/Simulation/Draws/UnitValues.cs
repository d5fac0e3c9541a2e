using System.Runtime.CompilerServices;
using Proforma.Engine.Distributions;
using Proforma.Engine.Random;

namespace Proforma.Engine.Simulation.Draws;

/// <summary>The drawn values of a unit of trials, block by block. Belongs to one thread.</summary>
internal sealed unsafe class UnitValues
{
    private const int UnitLength = ScoreStream.UnitLength;

    private readonly SimulationPlan _plan;
    private readonly UnitDraws _draws;
    private readonly bool[] _isDirect;
    private readonly double[] _values;
    private readonly double* _start;
    private readonly double[] _tracks;
    private readonly double* _startOfTracks;

    public UnitValues(SimulationPlan plan)
    {
        _plan = plan;
        _isDirect = DirectScores(plan.Draws);
        _draws = new UnitDraws(plan.Draws, plan.Scores, _isDirect);
        _values = GC.AllocateArray<double>(Math.Max(1, plan.Draws.Values.Length * UnitLength), pinned: true);
        _start = (double*)Unsafe.AsPointer(ref _values[0]);
        _tracks = GC.AllocateArray<double>(plan.Mix is null ? 1 : UnitLength, pinned: true);
        _startOfTracks = (double*)Unsafe.AsPointer(ref _tracks[0]);
    }

    /// <summary>Draws all values of a unit's first trials.</summary>
    public void Draw(long unit, int count)
    {
        _draws.Draw(unit, count);
        for (var value = 0; value < _plan.Draws.Values.Length; value++)
        {
            var target = _values.AsSpan(value * UnitLength, count);
            var drawn = _plan.Draws.Values[value];
            if (!_isDirect[drawn.Score])
            {
                _draws.Fill(value, target);
                continue;
            }

            // Scores that nothing else needs become values where they are drawn: half the memory, which then stays in the cache.
            _draws.DrawOwn(drawn.Score, unit, target);
            drawn.Map.From(_plan.Draws.Scores[drawn.Score].Kind, target, target);
        }

        if (_plan.Mix is not null)
        {
            TrackMix.FillScores(_plan.Scores, unit, _tracks.AsSpan(0, count));
        }
    }

    /// <summary>A block of a value; −1 is the score of the trial's track. Behind the last trial of a unit stands what stood there before.</summary>
    public double* Block(int value, int first) => (value < 0 ? _startOfTracks : _start + (value * UnitLength)) + first;

    /// <summary>Copies the values of the first trials, one value after the other.</summary>
    public void CopyTo(Span<double> inputs, int count)
    {
        for (var value = 0; value * count < inputs.Length; value++)
        {
            _values.AsSpan(value * UnitLength, count).CopyTo(inputs[(value * count)..]);
        }
    }

    private static bool[] DirectScores(DrawPlan plan)
    {
        var uses = new int[plan.Scores.Length];
        foreach (var value in plan.Values)
        {
            uses[value.Score]++;
        }

        foreach (var score in plan.Scores)
        {
            foreach (var (part, _) in score.Mix)
            {
                uses[part] += 2;
            }

            if (score.Previous >= 0)
            {
                uses[score.Previous] += 2;
            }
        }

        return [.. plan.Scores.Select((score, i) => uses[i] == 1 && score.Mix.IsEmpty && score.Previous < 0)];
    }
}
