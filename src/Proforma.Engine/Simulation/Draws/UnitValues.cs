using Proforma.Engine.Random;

namespace Proforma.Engine.Simulation.Draws;

/// <summary>The drawn values of a unit of trials, block by block. Belongs to one thread.</summary>
internal sealed class UnitValues
{
    private const int UnitLength = ScoreStream.UnitLength;

    private readonly SimulationPlan _plan;
    private readonly UnitDraws _draws;
    private readonly double[] _values;
    private readonly double[] _tracks;

    public UnitValues(SimulationPlan plan)
    {
        _plan = plan;
        _draws = new UnitDraws(plan.Draws, plan.Scores);
        _values = new double[plan.Draws.Values.Length * UnitLength];
        _tracks = plan.Mix is null ? [] : new double[UnitLength];
    }

    /// <summary>Draws all values of a unit's first trials.</summary>
    public void Draw(long unit, int count)
    {
        _draws.Draw(unit, count);
        for (var value = 0; value < _plan.Draws.Values.Length; value++)
        {
            _draws.Fill(value, _values.AsSpan(value * UnitLength, count));
        }

        if (_plan.Mix is not null)
        {
            TrackMix.FillScores(_plan.Scores, unit, _tracks.AsSpan(0, count));
        }
    }

    /// <summary>A block of a value; −1 is the score of the trial's track. Behind the last trial of a unit stands what stood there before.</summary>
    public ReadOnlySpan<double> Block(int value, int first) =>
        (value < 0 ? _tracks.AsSpan() : _values.AsSpan(value * UnitLength, UnitLength)).Slice(first, Kernels.BlockOps.Length);

    /// <summary>Copies the values of the first trials, one value after the other.</summary>
    public void CopyTo(Span<double> inputs, int count)
    {
        for (var value = 0; value * count < inputs.Length; value++)
        {
            _values.AsSpan(value * UnitLength, count).CopyTo(inputs[(value * count)..]);
        }
    }
}
