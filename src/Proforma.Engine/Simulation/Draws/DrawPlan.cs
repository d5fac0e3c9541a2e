using System.Collections.Immutable;
using Proforma.Engine.Distributions;
using Proforma.Engine.Random;
using Proforma.Model.Program;

namespace Proforma.Engine.Simulation.Draws;

/// <summary>Everything that a trial of a plan draws.</summary>
/// <remarks>
/// A score belongs to an input by name, the clause by its first period, and the member by name: not to a track, and not to a place in the
/// program. So adding an input or a track changes no other's draws. A clause that begins with the calendar, or does not vary over time, has
/// no period in its name. Of a noise each step has a score, in the plan's first step number 0.
/// </remarks>
internal sealed class DrawPlan
{
    private DrawPlan(ImmutableArray<Score> scores, ImmutableArray<DrawnValue> values)
    {
        Scores = scores;
        Values = values;
    }

    /// <summary>Each after those that it is made of.</summary>
    public ImmutableArray<Score> Scores { get; }

    public ImmutableArray<DrawnValue> Values { get; }

    /// <summary>What the plan's trials draw, or a sentence that says why they cannot.</summary>
    public static (DrawPlan? Plan, string? Problem) Of(PlanProgram program)
    {
        var builder = new Builder(program);
        return builder.Problem is { } problem ? (null, problem) : (builder.Build(), null);
    }

    private sealed class Builder
    {
        private readonly PlanProgram _program;
        private readonly List<Score> _scores = [];
        private readonly Dictionary<ScoreName, int> _scoreOf = [];
        private readonly Dictionary<(int Score, Distribution Distribution), List<CellRun>> _cells = [];
        private readonly List<(int Score, Distribution Distribution)> _order = [];
        private readonly HashSet<int> _correlated;

        public Builder(PlanProgram program)
        {
            _program = program;
            _correlated = [.. program.Correlations.SelectMany(static c => c.Slots)];
            foreach (var uncertainty in program.Uncertainties)
            {
                Add(uncertainty);
            }

            if (Problem is null)
            {
                Problem = new ScoreCorrelations(program, _scores, _scoreOf).Apply();
            }
        }

        public string? Problem { get; private set; }

        public DrawPlan Build()
        {
            var values = ImmutableArray.CreateBuilder<DrawnValue>(_order.Count);
            foreach (var key in _order)
            {
                values.Add(new DrawnValue(key.Score, ScoreMaps.Of(key.Distribution), [.. _cells[key]]));
            }

            return new DrawPlan([.. _scores], values.ToImmutable());
        }

        private void Add(Uncertainty uncertainty)
        {
            var slot = _program.Slots[uncertainty.Slot];
            var created = DistributionOfSpec.Create(uncertainty.Distribution);
            if (created.Value is not { } distribution)
            {
                Problem ??= $"{slot.Name}: {created.Problem?.Message}";
                return;
            }

            var rows = _program.RowsOf(slot.Index);
            for (var row = 0; row < rows; row++)
            {
                var segments = slot.SegmentsOf(row).Where(s => s.Rule == uncertainty.Rule).ToArray();
                if (segments.Length == 0)
                {
                    continue;
                }

                var start = segments.Min(static s => s.First);
                foreach (var segment in segments)
                {
                    AddCells(uncertainty, distribution, slot, new CellRun(slot.Index, row, segment.First, segment.Last), start);
                }
            }
        }

        private void AddCells(Uncertainty uncertainty, Distribution distribution, Slot slot, CellRun run, int clauseStart)
        {
            if (!uncertainty.EachPeriod)
            {
                AddValue(ScoreOf(uncertainty, distribution, slot, run.Row, clauseStart, -1), distribution, run);
                return;
            }

            for (var step = run.First; step <= run.Last; step++)
            {
                AddValue(ScoreOf(uncertainty, distribution, slot, run.Row, 0, step), distribution, run with { First = step, Last = step });
            }
        }

        private void AddValue(int score, Distribution distribution, CellRun run)
        {
            if (!_cells.TryGetValue((score, distribution), out var cells))
            {
                _cells.Add((score, distribution), cells = []);
                _order.Add((score, distribution));
            }

            cells.Add(run);
        }

        private int ScoreOf(Uncertainty uncertainty, Distribution distribution, Slot slot, int row, int clauseStart, int step)
        {
            var members = _program.Layout.MembersOf(slot.Index);
            var name = new ScoreName(slot.Index, members <= 1 ? 0 : row % members, clauseStart, step);
            if (_scoreOf.TryGetValue(name, out var known))
            {
                // Another track's clause may prefer uniform scores; what one needs normal, all have normal.
                if (distribution.PreferredScore == ScoreKind.Normal && _scores[known].Kind == ScoreKind.Uniform)
                {
                    _scores[known] = _scores[known] with { Kind = ScoreKind.Normal };
                }

                return known;
            }

            var isNormal = uncertainty.Autoregression != 0 || _correlated.Contains(slot.Index);
            var score = new Score(KeyOf(slot, name), Math.Max(step, 0), isNormal ? ScoreKind.Normal : distribution.PreferredScore);
            if (uncertainty.Autoregression != 0 && step > 0 && _scoreOf.TryGetValue(name with { Step = step - 1 }, out var previous))
            {
                score = score with { Previous = previous, Autoregression = Autoregression.Create(uncertainty.Autoregression).Value };
            }

            _scoreOf.Add(name, _scores.Count);
            _scores.Add(score);
            return _scores.Count - 1;
        }

        private StreamKey KeyOf(Slot slot, ScoreName name)
        {
            var key = StreamKey.Of(slot.Entity).With(slot.Name);
            if (name.ClauseStart > 0)
            {
                key = key.With(_program.CalendarOf(slot)!.Step(name.ClauseStart).ToString());
            }

            for (var axis = 0; axis < slot.Dimensions.Length; axis++)
            {
                var dimension = _program.Dimensions[slot.Dimensions[axis]];
                var leaf = dimension.Leaves[_program.Layout.MemberOf(slot.Index, name.Member, axis)];
                key = key.With(dimension.Name).With(dimension.Members[leaf].Name);
            }

            return key;
        }
    }
}

/// <summary>What tells the scores of a plan apart.</summary>
/// <param name="Slot">The input.</param>
/// <param name="Member">The combination of leaf members.</param>
/// <param name="ClauseStart">The first step of the clause; 0 for a noise.</param>
/// <param name="Step">The step of a noise, otherwise −1.</param>
internal readonly record struct ScoreName(int Slot, int Member, int ClauseStart, int Step);
