using System.Collections.Immutable;
using Proforma.Engine.Execution;
using Proforma.Language.Diagnostics;
using Proforma.Language.Text;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Xunit;

namespace Proforma.Workspace.Tests.Examples;

/// <summary>One of the example plans, compiled and run. Figures are in base units: whole currency, months, amounts of a period for flows.</summary>
internal sealed class ExampleRun
{
    private readonly RollUp _rollUp;

    private ExampleRun(PlanProgram program)
    {
        Program = program;
        var outcome = PlanRun.Execute(program, null, TestContext.Current.CancellationToken);
        Assert.Null(outcome.Refusal);
        Result = outcome.Result!;
        _rollUp = new RollUp(Result);
    }

    public PlanProgram Program { get; }

    public RunResult Result { get; }

    public Calendar Calendar => Program.TimeAxes[0].Calendar;

    public ImmutableArray<string> Tracks => [.. Program.TrackAxes[0].Tracks.Select(static t => t.Name)];

    /// <summary>Compiles an example, which must give no diagnostic at all, and runs it.</summary>
    /// <param name="path">Below the folder of examples.</param>
    public static ExampleRun Of(string path)
    {
        var (session, problem) = PlanSession.Open(Path.Combine(AppContext.BaseDirectory, "examples", path));
        Assert.True(session is not null, problem);
        Assert.True(session.Compilation.Diagnostics.IsEmpty, DiagnosticRenderer.Render(session.Compilation.Diagnostics));
        Assert.NotNull(session.Program);
        return new ExampleRun(NoiseAtItsMedian(session.Program));
    }

    public Slot Slot(string name) =>
        Program.Slots.SingleOrDefault(s => s.Name == name && s.Role != SlotRole.Hidden)
        ?? throw new ArgumentException($"The plan has no {name}.", nameof(name));

    /// <summary>A cell of one step, as it is stored.</summary>
    public CellValue Cell(string name, string period, string track = "", params ReadOnlySpan<string> members)
    {
        var slot = Slot(name);
        return Result.At(slot.Index, RowOf(slot, track, members), slot.TimeAxis < 0 ? 0 : StepOf(period));
    }

    /// <summary>A cell of one step: a rate for a flow, the closing balance of a stock.</summary>
    public double At(string name, string period, string track = "", params ReadOnlySpan<string> members) =>
        Value(Cell(name, period, track, members), $"{name} {track} {period}");

    /// <summary>What does not vary over time: an input or a measure.</summary>
    public double Of(string name, string track = "", params ReadOnlySpan<string> members) => At(name, "", track, members);

    /// <summary>All steps of a row.</summary>
    public double[] Row(string name, string track = "", params ReadOnlySpan<string> members)
    {
        var slot = Slot(name);
        return Result.Row(slot.Index, RowOf(slot, track, members)).ToArray();
    }

    /// <summary>The roll-up over a report period, which must be covered in full.</summary>
    public double Over(string name, Period period, string track = "", params ReadOnlySpan<string> members)
    {
        var slot = Slot(name);
        var rolled = _rollUp.Of(slot.Index, RowOf(slot, track, members), period);
        Assert.True(rolled.IsComplete, $"{name} {track} {period} is partial, {rolled.CoveredSteps} of {rolled.TotalSteps}");
        return Value(rolled.Value, $"{name} {track} {period}");
    }

    public double Year(string name, int year, string track = "", params ReadOnlySpan<string> members) =>
        Over(name, Period.OfYear(year), track, members);

    /// <summary>The period of a measure, as the language writes it, or `never` and `before`.</summary>
    public string PeriodOf(string measure, string track = "")
    {
        var slot = Slot(measure);
        Assert.Equal(Model.Program.ValueType.Period, slot.Type);
        return Of(measure, track) switch
        {
            PeriodValue.Never => "never",
            PeriodValue.Before => "before",
            var ordinal => new Period(slot.PeriodGrain, (int)ordinal, slot.PeriodYearEnd).ToString(),
        };
    }

    public int StepOf(string period)
    {
        for (var step = 0; step < Calendar.Count; step++)
        {
            if (Calendar.Step(step).ToString() == period)
            {
                return step;
            }
        }

        throw new ArgumentException($"The calendar has no {period}.", nameof(period));
    }

    private static double Value(CellValue value, string what)
    {
        Assert.True(value.IsValue, $"{what} is {value}");
        return value.Raw;
    }

    private int RowOf(Slot slot, string track, ReadOnlySpan<string> members)
    {
        var positions = new int[slot.Dimensions.Length];
        Assert.Equal(slot.Dimensions.Length, members.Length);
        for (var i = 0; i < positions.Length; i++)
        {
            var axis = Program.Dimensions[slot.Dimensions[i]];
            var name = members[i];
            positions[i] = axis.Leaves.IndexOf(axis.Leaves.Single(leaf => axis.Members[leaf].Name == name));
        }

        var index = slot.TrackAxis < 0 ? 0 : Program.TrackAxes[slot.TrackAxis].IndexOf(track);
        Assert.True(index >= 0, $"There is no track {track} for {slot.Name}.");
        return Program.Layout.RowOf(slot.Index, index, positions);
    }

    /// <summary>
    /// The program with every noise at its median. A noise states no point, so its cells are unknown when the plan is compiled; the
    /// noises of the examples are normal with mean zero.
    /// </summary>
    private static PlanProgram NoiseAtItsMedian(PlanProgram program)
    {
        var noises = program.Uncertainties.Where(static u => u.EachPeriod).Select(static u => u.Slot).ToHashSet();
        if (noises.Count == 0)
        {
            return program;
        }

        var slots = program.Slots.Select(s => noises.Contains(s.Index) ? s with { Data = new double[s.Data!.Length] } : s).ToImmutableArray();
        return new PlanProgram(program.Title, program.TimeAxes, program.TrackAxes, program.Dimensions, program.Sections, slots, program.Schedule)
        {
            Currency = program.Currency,
            Uncertainties = program.Uncertainties,
            Correlations = program.Correlations,
        };
    }
}
