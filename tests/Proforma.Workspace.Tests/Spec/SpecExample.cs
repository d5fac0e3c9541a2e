using System.Globalization;
using System.Text;
using Proforma.Claims.Reconciliation;
using Proforma.Engine.Execution;
using Proforma.Language;
using Proforma.Language.Diagnostics;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Reporting.Claims;
using Proforma.Reporting.Numbers;
using Proforma.Workspace.Tests.Documents;
using Xunit;

namespace Proforma.Workspace.Tests.Spec;

/// <summary>
/// A plan of a document with what it says will come out. Both sides of an expected figure become measures of the plan, so that they
/// may be any expression; values are compared in base units at 1e-9 of their size, dimensions must be the same.
/// </summary>
internal sealed class SpecExample(string text, IReadOnlyList<Expectation> expectations, TemporaryFolder folder)
{
    private const double Tolerance = 1e-9;

    private PlanSession? _session;
    private RunResult? _run;
    private RollUp? _rollUp;

    private PlanProgram Program => _session!.Program!;

    public void Verify()
    {
        var wanted = expectations.OfType<ExpectedDiagnostic>().ToList();
        var isBroken = wanted.Any(static w => w.Text.StartsWith("error", StringComparison.Ordinal));
        var scope = expectations.Any(static e => e is ExpectedVerdict) ? CompileScope.Claims : CompileScope.Run;
        _session = PlanSession.OfText(folder.PathOf("main.plan"), isBroken ? text : text + Measures(), scope);
        var rendered = DiagnosticRenderer.Render(_session.Compilation.Diagnostics);
        foreach (var diagnostic in wanted)
        {
            Assert.True(_session.Compilation.Diagnostics.Any(d => d.Code == diagnostic.Code), $"{diagnostic.Text} did not come.\n{rendered}");
        }

        if (isBroken)
        {
            return;
        }

        Assert.True(_session.Program is not null, rendered);
        Assert.Empty(_session.Compilation.Diagnostics.Select(static d => d.Code).Except(wanted.Select(static w => w.Code)));
        _run = _session.Run().Result!;
        _rollUp = new RollUp(_run);
        var failures = new StringBuilder();
        for (var i = 0; i < expectations.Count; i++)
        {
            if (Failure(expectations[i], i) is { } failure)
            {
                failures.Append(CultureInfo.InvariantCulture, $"{expectations[i].Text}\n    {failure}\n");
            }
        }

        Assert.True(failures.Length == 0, failures.ToString());
    }

    private static bool IsState(string right) => right is "blank" or "unknown" or "never" or "before" || right.StartsWith("failed:", StringComparison.Ordinal);

    private static string Literal(string right) => right.Replace(" %", "%", StringComparison.Ordinal);

    private string Measures()
    {
        var added = new StringBuilder("\n");
        for (var i = 0; i < expectations.Count; i++)
        {
            if (expectations[i] is ExpectedFigure figure)
            {
                added.Append(CultureInfo.InvariantCulture, $"measure spec_left_{i} = {figure.Left}\n");
            }

            if (expectations[i] is ExpectedFigure { Right: var right } && !IsState(right))
            {
                added.Append(CultureInfo.InvariantCulture, $"measure spec_right_{i} = {Literal(right)}\n");
            }
            else if (expectations[i] is ExpectedCell { Value: var value } && !IsState(value))
            {
                added.Append(CultureInfo.InvariantCulture, $"measure spec_right_{i} = {Literal(value)}\n");
            }
        }

        return added.ToString();
    }

    private string? Failure(Expectation expectation, int index) => expectation switch
    {
        ExpectedFigure figure => Compare(SlotOf($"spec_left_{index}"), 0, figure.Right, index),
        ExpectedCell cell => OfCell(cell, index),
        ExpectedCoverage coverage => OfCoverage(coverage),
        ExpectedCheck check => OfCheck(check),
        ExpectedVerdict verdict => OfClaim(verdict),
        _ => null,
    };

    private string? OfClaim(ExpectedVerdict expected)
    {
        var results = Reconciler.Reconcile(new RunFigures(_run!), ReconcileOptions.Default).Where(r => r.Claim.Name == expected.Claim).ToList();
        var tracks = Program.TrackAxes[0].Tracks;
        var wanted = results.Where(r => expected.Track.Length == 0 || (r.Track >= 0 && tracks[r.Track].Name == expected.Track)).ToList();
        var found = wanted.Select(static r => ClaimWords.Of(r.Verdict, ReportLanguage.English)).Distinct().ToList();
        return found is [var sole] && sole == expected.Verdict ? null : $"is {(found.Count == 0 ? "no such claim" : string.Join(", ", found))}";
    }

    private Slot SlotOf(string name) =>
        Program.Slots.FirstOrDefault(s => s.Name == name) ?? throw new InvalidOperationException($"There is no {name}.");

    private string? Compare(Slot slot, int step, string right, int index)
    {
        for (var row = 0; row < Program.Layout.RowsOf(slot.Index); row++)
        {
            var actual = _run!.At(slot.Index, row, step);
            if (IsState(right))
            {
                var state = slot.Type == Model.Program.ValueType.Period && actual.IsValue
                    ? actual.Raw switch { PeriodValue.Before => "before", PeriodValue.Never => "never", _ => actual.ToString() }
                    : actual.ToString();
                if (state != right)
                {
                    return $"is {state}";
                }

                continue;
            }

            var expected = SlotOf($"spec_right_{index}");
            var value = _run.At(expected.Index, 0, 0);
            if (right != "0" && !expected.Unit.Dimension.Equals(slot.Unit.Dimension))
            {
                return $"is in {slot.Unit.Dimension}, not in {expected.Unit.Dimension}";
            }

            if (expected.Type == Model.Program.ValueType.Period && (expected.PeriodGrain != slot.PeriodGrain || slot.Type != expected.Type))
            {
                return $"is a {slot.PeriodGrain}";
            }

            if (!actual.IsValue || !value.IsValue || Math.Abs(actual.Raw - value.Raw) > Tolerance * Math.Max(1e-300, Math.Abs(value.Raw)) + (value.Raw == 0 ? 1e-12 : 0))
            {
                return $"is {actual} in base units, not {value}";
            }
        }

        return null;
    }

    private string? OfCell(ExpectedCell cell, int index)
    {
        var slot = SlotOf(cell.Line);
        return Compare(slot, Program.CalendarOf(slot)!.StepOf(PeriodOf(cell.Step).Start), cell.Value, index);
    }

    private string? OfCoverage(ExpectedCoverage coverage)
    {
        var found = _rollUp!.Of(SlotOf(coverage.Line).Index, 0, PeriodOf(coverage.Period));
        var share = $"{found.CoveredSteps}/{found.TotalSteps}";
        return share == coverage.Share ? null : $"covers {share}";
    }

    private string? OfCheck(ExpectedCheck check)
    {
        var slot = Program.Slots.Single(s => s.Role == SlotRole.Check && s.Label == check.Label);
        var failing = new SortedSet<string>(StringComparer.Ordinal);
        for (var row = 0; row < Program.Layout.RowsOf(slot.Index); row++)
        {
            for (var step = 0; step < Program.Layout.StepsOf(slot.Index); step++)
            {
                if (_run!.At(slot.Index, row, step) is { State: CellState.Value, Raw: 0 } or { State: CellState.Failed or CellState.Unknown })
                {
                    failing.Add(slot.TimeAxis < 0 ? "always" : Program.CalendarOf(slot)!.Step(step).ToString());
                }
            }
        }

        return failing.SetEquals(check.Fails) ? null : $"fails in {string.Join(", ", failing)}";
    }

    /// <summary>A period literal: reads it back from the period that the plan's own calendar writes.</summary>
    private Period PeriodOf(string text)
    {
        var calendar = Program.TimeAxes[0].Calendar;
        foreach (var grain in Enum.GetValues<Grain>().Where(calendar.CanReport))
        {
            foreach (var fiscal in new[] { false, true })
            {
                foreach (var period in calendar.Periods(grain, fiscal))
                {
                    if (period.ToString() == text)
                    {
                        return period;
                    }
                }
            }
        }

        throw new InvalidOperationException($"The calendar has no period {text}.");
    }
}
