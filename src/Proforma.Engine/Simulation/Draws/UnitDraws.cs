using Proforma.Engine.Distributions;
using Proforma.Engine.Random;

namespace Proforma.Engine.Simulation.Draws;

/// <summary>Draws the scores of a unit of trials. Belongs to one thread.</summary>
/// <param name="plan">What is drawn.</param>
/// <param name="scorePlan">How.</param>
/// <param name="isElsewhere">Scores that are drawn where they are used; null for none.</param>
internal sealed class UnitDraws(DrawPlan plan, ScorePlan scorePlan, bool[]? isElsewhere = null)
{
    private const int UnitLength = ScoreStream.UnitLength;

    // Scores that others are made of must survive being mixed or continued, so the independent ones have a place of their own.
    private readonly double[] _scores = isElsewhere is not null && Array.TrueForAll(isElsewhere, static e => e)
        ? []
        : new double[plan.Scores.Length * UnitLength];

    private readonly double[] _independent = plan.Scores.Any(static s => s.Mix.Length > 0) ? new double[plan.Scores.Length * UnitLength] : [];

    /// <summary>Draws the scores of a unit's first trials.</summary>
    public void Draw(long unit, int count)
    {
        for (var i = 0; i < plan.Scores.Length; i++)
        {
            if (!IsElsewhere(i))
            {
                var isOwn = plan.Scores[i].Kind == ScoreKind.Normal && _independent.Length > 0;
                DrawOwn(i, unit, (isOwn ? _independent : _scores).AsSpan(i * UnitLength, count));
            }
        }

        for (var i = 0; i < plan.Scores.Length; i++)
        {
            if (!IsElsewhere(i))
            {
                Join(i, count);
            }
        }
    }

    /// <summary>Draws one score by itself, before it is mixed with others or continues another.</summary>
    public void DrawOwn(int index, long unit, Span<double> target)
    {
        var score = plan.Scores[index];
        if (score.Kind == ScoreKind.Uniform)
        {
            scorePlan.FillUniform(score.Key, score.Dimension, unit, target);
        }
        else
        {
            scorePlan.FillNormal(score.Key, score.Dimension, unit, target);
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

    private bool IsElsewhere(int score) => isElsewhere is not null && isElsewhere[score];

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
