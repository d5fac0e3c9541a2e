using Proforma.Claims.Contradictions;
using Proforma.Language.Diagnostics;
using Proforma.Model.Claims;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Workspace;

namespace Proforma.Claims.Tests.Contradictions;

/// <summary>A plan with claims on it, each an expression of the language.</summary>
internal sealed class SaidPlan(string text)
{
    private readonly List<(string Expression, string Track, double[] Ends, bool[] Open, int Source)> _said = [];

    /// <summary>A figure as printed, with half a unit of its last digit on either side.</summary>
    public SaidPlan Say(string expression, double value, double half, string track = "", int source = -1) =>
        Between(expression, value - half, value + half, value, value, track, source);

    /// <summary>More than a figure that is exact.</summary>
    public SaidPlan SayOver(string expression, double value, string track = "", int source = -1)
    {
        _said.Add((expression, track, [value, double.PositiveInfinity, value, double.PositiveInfinity], [true, false, true, false], source));
        return this;
    }

    public SaidPlan Between(string expression, double low, double high, double printedLow, double printedHigh, string track = "", int source = -1)
    {
        _said.Add((expression, track, [low, high, printedLow, printedHigh], [false, false, false, false], source));
        return this;
    }

    /// <summary>The program; what is claimed are measures `said_0`, `said_1` … that are hidden.</summary>
    public PlanProgram Program()
    {
        var whole = text + "\n" + string.Join('\n', _said.Select(static (s, i) => $"measure said_{i} = {s.Expression}")) + "\n";
        var session = PlanSession.OfText("said.plan", whole);
        var compiled = session.Program ?? throw new InvalidOperationException(DiagnosticRenderer.Render(session.Compilation.Diagnostics));
        var slots = compiled.Slots.Select(static s => s.Name.StartsWith("said_", StringComparison.Ordinal) ? s with { Role = SlotRole.Hidden } : s);
        return new PlanProgram(compiled.Title, compiled.TimeAxes, compiled.TrackAxes, compiled.Dimensions, compiled.Sections, [.. slots], compiled.Schedule)
        {
            Currency = compiled.Currency,
        };
    }

    public List<ClaimConstraint> Constraints(PlanProgram program)
    {
        var found = new List<ClaimConstraint>();
        for (var i = 0; i < _said.Count; i++)
        {
            var said = _said[i];
            var slot = program.Slots.First(s => s.Name == $"said_{i}");
            var tracks = program.TracksOf(slot);
            for (var row = 0; row < tracks; row++)
            {
                if (said.Track.Length == 0 || slot.TrackAxis < 0 || program.TrackAxes[slot.TrackAxis].Tracks[row].Name == said.Track)
                {
                    found.Add(new ClaimConstraint(i, slot.Index, row, said.Ends[0], said.Ends[1], said.Ends[2], said.Ends[3])
                    {
                        IsLowOpen = said.Open[0],
                        IsHighOpen = said.Open[1],
                        IsPrintedLowOpen = said.Open[2],
                        IsPrintedHighOpen = said.Open[3],
                        Source = said.Source,
                    });
                }
            }
        }

        return found;
    }

    public ContradictionReport Find(ContradictionOptions? options = null)
    {
        var program = Program();
        return ContradictionFinder.Find(program, Constraints(program), options);
    }

    /// <summary>Each contradiction as `0 1 2 Kind`.</summary>
    public static IEnumerable<string> Sets(ContradictionReport report) => report.Contradictions.Select(static c => $"{string.Join(' ', c.Claims)} {c.Kind}");
}
