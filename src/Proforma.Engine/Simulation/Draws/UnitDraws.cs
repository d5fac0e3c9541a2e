using Proforma.Engine.Distributions;
using Proforma.Engine.Random;

namespace Proforma.Engine.Simulation.Draws;

/// <summary>Draws the scores of a unit of trials. Belongs to one thread.</summary>
internal sealed class UnitDraws(DrawPlan plan, ScorePlan scorePlan)
{
    private const int UnitLength = ScoreStream.UnitLength;

    // Scores that others are made of must survive being mixed or continued, so the independent ones have a place of their own.
    private readonly double[] _scores = new double[plan.Scores.Length * UnitLength];
    private readonly double[] _independent = plan.Scores.Any(static s => s.Mix.Length > 0) ? new double[plan.Scores.Length * UnitLength] : [];

    /// <summary>Draws the scores of a unit's first trials.</summary>
    public void Draw(long unit, int count)
    {
        var ownScores = _independent.Length > 0 ? _independent : _scores;
        for (var i = 0; i < plan.Scores.Length; i++)
        {
            var score = plan.Scores[i];
            if (score.Kind == ScoreKind.Uniform)
            {
                scorePlan.FillUniform(score.Key, score.Dimension, unit, _scores.AsSpan(i * UnitLength, count));
            }
            else
            {
                scorePlan.FillNormal(score.Key, score.Dimension, unit, ownScores.AsSpan(i * UnitLength, count));
            }
        }

        for (var i = 0; i < plan.Scores.Length; i++)
        {
            Join(i, count);
        }
    }

    /// <summary>The scores of the last unit drawn.</summary>
    public ReadOnlySpan<double> ScoresOf(int score, int count) => _scores.AsSpan(score * UnitLength, count);

    /// <summary>The values of the last unit drawn.</summary>
    public void Fill(int value, Span<double> values)
    {
        var drawn = plan.Values[value];
        drawn.Map.From(plan.Scores[drawn.Score].Kind, ScoresOf(drawn.Score, values.Length), values);
    }

    private void Join(int index, int count)
    {
        var score = plan.Scores[index];
        var target = _scores.AsSpan(index * UnitLength, count);
        if (_independent.Length > 0 && score.Kind == ScoreKind.Normal)
        {
            Mix(score, _independent.AsSpan(index * UnitLength, count), target);
        }

        if (score.Previous >= 0)
        {
            score.Autoregression!.Continue(_scores.AsSpan(score.Previous * UnitLength, count), target);
        }
    }

    private void Mix(Score score, ReadOnlySpan<double> own, Span<double> target)
    {
        if (score.Mix.Length == 0)
        {
            own.CopyTo(target);
            return;
        }

        target.Clear();
        foreach (var (part, weight) in score.Mix)
        {
            Numerics.LinearCombination.AddScaled(target, _independent.AsSpan(part * UnitLength, target.Length), weight);
        }
    }
}
