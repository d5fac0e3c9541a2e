using System.Collections.Immutable;
using Proforma.Engine.Distributions;
using Proforma.Model.Program;

namespace Proforma.Engine.Simulation.Draws;

/// <summary>
/// Makes the scores of correlated inputs out of independent ones: each a weighted sum of those of the inputs before it in the list and its
/// own, by the triangular factor of the Gaussian copula. Scores belong together that begin in the same period and agree in the members
/// that both inputs have; where an input has no such score, the others are correlated without it.
/// </summary>
/// <remarks>
/// Noises are correlated step by step before their autoregression: with equal coefficients their correlation is the one stated. The scores
/// of one input in several members of a dimension that the other has not are each correlated with the other's single score.
/// </remarks>
internal sealed class ScoreCorrelations(PlanProgram program, List<Score> scores, Dictionary<ScoreName, int> scoreOf)
{
    /// <summary>Gives a sentence that says why when the correlations contradict one another.</summary>
    public string? Apply()
    {
        foreach (var correlation in program.Correlations)
        {
            var count = correlation.Slots.Length;
            var stated = new double[count, count];
            for (var i = 0; i < count * count; i++)
            {
                stated[i / count, i % count] = correlation.Matrix[i];
            }

            var copula = GaussianCopula.Create(stated, out _);
            if (!copula.IsValid)
            {
                return copula.Problem.Message;
            }

            Apply(correlation, copula.Value.Correlation);
        }

        return null;
    }

    private void Apply(Correlation correlation, CorrelationMatrix matrix)
    {
        var names = scoreOf.Keys.Where(name => correlation.Slots.Contains(name.Slot)).ToArray();
        foreach (var name in names)
        {
            var place = correlation.Slots.IndexOf(name.Slot);
            var parts = new List<(int Place, int Score)>();
            for (var other = 0; other < place; other++)
            {
                if (Partner(name, correlation.Slots[other]) is { } partner)
                {
                    parts.Add((other, partner));
                }
            }

            parts.Add((place, scoreOf[name]));
            var weights = LastRow(matrix, parts);
            var mix = parts.Select((part, i) => (part.Score, Weight: weights[i])).Where(static part => part.Weight != 0);
            scores[scoreOf[name]] = scores[scoreOf[name]] with { Mix = [.. mix] };
        }
    }

    private static double[] LastRow(CorrelationMatrix matrix, List<(int Place, int Score)> parts)
    {
        var chosen = new double[parts.Count, parts.Count];
        for (var i = 0; i < parts.Count; i++)
        {
            for (var j = 0; j < parts.Count; j++)
            {
                chosen[i, j] = matrix[parts[i].Place, parts[j].Place];
            }
        }

        // A part of a consistent matrix is consistent.
        var factor = CorrelationMatrix.Factor(chosen)!;
        return [.. Enumerable.Range(0, parts.Count).Select(j => factor[parts.Count - 1, j])];
    }

    private int? Partner(ScoreName name, int other)
    {
        var mine = program.Slots[name.Slot];
        var theirs = program.Slots[other];
        var member = 0;
        foreach (var dimension in theirs.Dimensions)
        {
            var axis = mine.Dimensions.IndexOf(dimension);
            if (axis < 0)
            {
                return null;
            }

            member = (member * program.Dimensions[dimension].Count) + program.Layout.MemberOf(mine.Index, name.Member, axis);
        }

        return scoreOf.TryGetValue(new ScoreName(other, member, name.ClauseStart, name.Step), out var found) ? found : null;
    }
}
