using Proforma.Engine.Execution;
using Proforma.Engine.Random;
using Proforma.Engine.Simulation.Draws;
using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Engine.Simulation;

/// <summary>
/// Computes trials one by one as recalculations of the plan with the drawn values put in: what a trial means, and the oracle of every
/// faster way. Belongs to one thread.
/// </summary>
internal sealed class TrialRecalculation : ITrialEngine
{
    private readonly SimulationPlan _plan;
    private readonly UnitDraws _draws;
    private readonly Recalculation _session;
    private readonly RollUp _rollUps;
    private readonly double[] _values;
    private readonly double[] _tracks;
    private (long Unit, int Count) _drawn = (-1, 0);

    public TrialRecalculation(SimulationPlan plan)
    {
        _plan = plan;
        _draws = new UnitDraws(plan.Draws, plan.Scores);
        _session = new Recalculation(plan.Base, plan.Options.Run);
        _rollUps = new RollUp(_session.Result);
        _values = new double[plan.Draws.Values.Length * ScoreStream.UnitLength];
        _tracks = plan.Mix is null ? [] : new double[ScoreStream.UnitLength];
    }

    public long TrialsRedone => 0;

    public void Dispose()
    {
        // Everything is managed memory.
    }

    public void Compute(long unit, int count, Span<double> outputs, Span<double> inputs)
    {
        Draw(unit, count);
        if (!inputs.IsEmpty)
        {
            _values.AsSpan(0, inputs.Length).CopyTo(inputs);
        }

        for (var trial = 0; trial < count; trial++)
        {
            Compute(trial, count, outputs, count, trial);
        }
    }

    /// <summary>Computes one trial of a unit of <paramref name="unitCount"/> trials and writes its outputs where they belong.</summary>
    public void ComputeOne(long unit, int unitCount, int trial, Span<double> outputs, int stride, int at)
    {
        Draw(unit, unitCount);
        Compute(trial, unitCount, outputs, stride, at);
    }

    /// <summary>All cells of one trial.</summary>
    public RunResult ResultOf(long unit, int unitCount, int trial)
    {
        Draw(unit, unitCount);
        Recalculate(trial, unitCount);
        return _session.Snapshot();
    }

    private void Draw(long unit, int count)
    {
        if (_drawn == (unit, count))
        {
            return;
        }

        _draws.Draw(unit, count);
        for (var value = 0; value < _plan.Draws.Values.Length; value++)
        {
            _draws.Fill(value, _values.AsSpan(value * count, count));
        }

        if (_plan.Mix is not null)
        {
            TrackMix.FillScores(_plan.Scores, unit, _tracks.AsSpan(0, count));
        }

        _drawn = (unit, count);
    }

    private void Compute(int trial, int count, Span<double> outputs, int stride, int at)
    {
        Recalculate(trial, count);
        var track = _plan.Mix?.TrackOf(_tracks[trial]) ?? -1;
        for (var output = 0; output < _plan.Options.Outputs.Length; output++)
        {
            outputs[(output * stride) + at] = OutputReader.Read(_session.Result.State, _rollUps, _plan.Options.Outputs[output], track);
        }
    }

    private void Recalculate(int trial, int count)
    {
        for (var value = 0; value < _plan.Draws.Values.Length; value++)
        {
            var number = CellValue.Of(_values[(value * count) + trial]);
            foreach (var run in _plan.Draws.Values[value].Cells)
            {
                _session.SetInput(run.Slot, run.Row, run.First, run.Last, number);
            }
        }

        _session.Recalculate();
        _rollUps.Forget();
    }
}
