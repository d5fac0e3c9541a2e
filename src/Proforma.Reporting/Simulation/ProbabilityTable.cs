using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Simulation;

namespace Proforma.Reporting.Simulation;

/// <summary>How likely the conditions of a simulation are: a row a condition and member, a column a track.</summary>
internal sealed class ProbabilityTable
{
    public ProbabilityTable(SimulationContent content, SimulationTableOptions options, Func<SimulationOutput, string> nameOfTrack)
    {
        var program = content.Figures.Program;
        var conditions = content.Figures.Figures.Select(f => (Figure: f, Condition: content.ConditionOf(f.Output.Slot))).Where(static c =>
            c.Condition is not null).ToList();
        var tracks = conditions.Select(c => nameOfTrack(c.Figure.Output)).Distinct().ToList();
        tracks = [.. tracks.Where(static t => t.Length > 0), .. tracks.Count == 1 ? tracks.Where(static t => t.Length == 0) : []];
        tracks = tracks.Count == 0 ? [""] : tracks;
        Tracks = [.. tracks];
        Rows =
        [
            .. conditions.GroupBy(c => (c.Condition!, Member: SimulationNames.MemberOf(program, c.Figure.Output)))
                .OrderBy(static g => g.Key.Item1.Origin switch { ConditionOrigin.Question => 0, ConditionOrigin.Measure => 1, _ => 2 })
                .Select(g => new ProbabilityRow(g.Key.Item1.Label, g.Key.Item1.Origin, g.Key.Member, Texts([.. g.Select(static c => c.Figure)]))),
        ];

        // What is the same in every track stands with the first of them.
        ImmutableArray<string> Texts(List<SimulatedFigure> figures) =>
        [
            .. tracks.Select((track, i) =>
                figures.Find(f => nameOfTrack(f.Output) == track || (i == 0 && nameOfTrack(f.Output).Length == 0)) is { } figure
                ? TextOf(figure, options) : ""),
        ];
    }

    public ImmutableArray<string> Tracks { get; }

    public ImmutableArray<ProbabilityRow> Rows { get; }

    private static string TextOf(SimulatedFigure figure, SimulationTableOptions options)
    {
        var distribution = figure.Distribution;
        return distribution.Count == 0
            ? Numbers.FigureWords.Of(figure.Failed > 0 ? Model.Runs.CellState.Failed : figure.Unknown > 0 ? Model.Runs.CellState.Unknown
                : Model.Runs.CellState.Blank, options.Language)
            : ProbabilityText.WithError(distribution.Mean, SimulatedValues.ShareError(distribution.Mean, distribution.Count), distribution.Count,
                options.Language);
    }
}
