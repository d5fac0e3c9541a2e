using Proforma.Engine.Execution;
using Proforma.Language.Binding;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Model.Units;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma;

/// <summary>The values of a run, by the names, periods, tracks and members that the plan uses.</summary>
public sealed class PlanResult
{
    private readonly RunResult _run;
    private readonly RollUp _rollUp;
    private readonly Dictionary<string, Slot> _slots;

    internal PlanResult(RunResult run)
    {
        _run = run;
        _rollUp = new RollUp(run);
        _slots = run.Program.Slots
            .Where(static s => s.Role is not (SlotRole.Hidden or SlotRole.Check))
            .ToDictionary(static s => s.Name, StringComparer.Ordinal);
    }

    /// <summary>The names of all inputs, lines, accounts and measures, with the alias of a used plan in front: `openai.revenue`.</summary>
    public IEnumerable<string> Names => _slots.Keys;

    /// <summary>The names of the tracks; empty for a plan without tracks.</summary>
    public IEnumerable<string> Tracks => _run.Program.TrackAxes[0].Tracks.Select(static t => t.Name).Where(static n => n.Length > 0);

    /// <summary>True when every check holds in every period and track where it can be told.</summary>
    public bool ChecksHold => _run.Program.Slots.Where(static s => s.Role == SlotRole.Check && !s.IsWarning).All(Holds);

    /// <summary>A value.</summary>
    /// <param name="name">An input, line, account or measure.</param>
    /// <param name="period">A period as plans write it (`2027`, `FY2027`, `2027-Q1`, `2027-01`); null for what does not vary over time.</param>
    /// <param name="track">A track; may be left out where the value is the same in all.</param>
    /// <param name="members">One member of each dimension of the line, in the order of the plan's dimensions.</param>
    /// <exception cref="ArgumentException">There is no such name, track or member, or the period is none.</exception>
    public Figure this[string name, string? period = null, string? track = null, params ReadOnlySpan<string> members]
    {
        get
        {
            var slot = _slots.TryGetValue(name, out var found) ? found : throw new ArgumentException($"The plan has no {name}.", nameof(name));
            var row = RowOf(slot, track, members);
            if (slot.TimeAxis < 0)
            {
                return Of(slot, _run.At(slot.Index, row, 0), slot.Unit);
            }

            if (period is null)
            {
                throw new ArgumentException($"{name} has a value in every period; say which.", nameof(period));
            }

            var calendar = _run.Program.TimeAxes[slot.TimeAxis].Calendar;
            var read = PeriodReader.Read(period, calendar.YearEndMonth) ?? throw new ArgumentException($"{period} is no period.", nameof(period));
            var rolled = _rollUp.Of(slot.Index, row, read);
            var unit = slot.RollUp == RollUpRule.Integral ? AmountUnit(slot.Unit) : slot.Unit;
            return Of(slot, rolled.Value, unit) with { IsComplete = rolled.IsComplete };
        }
    }

    private static Figure Of(Slot slot, CellValue value, Unit unit)
    {
        if (slot.Type == ValueType.Period && value.IsValue)
        {
            var text = value.Raw switch
            {
                PeriodValue.Never => "never",
                PeriodValue.Before => "before",
                _ => new Period(slot.PeriodGrain, (int)value.Raw, slot.PeriodYearEnd).ToString(),
            };
            return new Figure(value.State, value.Raw, "", text);
        }

        return new Figure(value.State, value.IsValue ? unit.FromBase(value.Raw) : double.NaN, unit.Symbol, value.IsValue ? "" : value.ToString());
    }

    /// <summary>The unit of a flow's amount: USD/year becomes USD.</summary>
    internal static Unit AmountUnit(Unit flow)
    {
        var dimension = flow.Dimension.Multiply(Dimension.Month);
        var slash = flow.Symbol.LastIndexOf('/');
        var months = slash < 0 ? 1 : flow.Symbol[slash..] switch { "/year" => 12, "/quarter" => 3, _ => 1 };
        return slash < 0 ? Unit.Of(dimension) : new Unit(flow.Symbol[..slash], dimension, flow.Scale * months);
    }

    private bool Holds(Slot check)
    {
        for (var row = 0; row < _run.Program.RowsOf(check.Index); row++)
        {
            foreach (var cell in _run.Row(check.Index, row))
            {
                var state = new CellValue(cell).State;
                if (state == CellState.Failed || (state == CellState.Value && cell == 0))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private int RowOf(Slot slot, string? track, ReadOnlySpan<string> members)
    {
        var row = 0;
        if (slot.TrackAxis >= 0)
        {
            var axis = _run.Program.TrackAxes[slot.TrackAxis];
            row = axis.IndexOf(track ?? (axis.Count == 1 ? axis.Tracks[0].Name : ""));
            if (row < 0)
            {
                throw new ArgumentException($"{slot.Name} differs by track; there are {string.Join(", ", axis.Tracks.Select(static t => t.Name))}.", nameof(track));
            }
        }

        if (members.Length != slot.Dimensions.Length)
        {
            throw new ArgumentException($"{slot.Name} has {slot.Dimensions.Length} dimensions; {members.Length} members are given.", nameof(members));
        }

        for (var i = 0; i < members.Length; i++)
        {
            var dimension = _run.Program.Dimensions[slot.Dimensions[i]];
            row = (row * dimension.Count) + LeafOf(dimension, members[i]);
        }

        return row;
    }

    private static int LeafOf(MemberAxis dimension, string member)
    {
        for (var position = 0; position < dimension.Count; position++)
        {
            if (dimension.Members[dimension.Leaves[position]].Name == member)
            {
                return position;
            }
        }

        throw new ArgumentException($"The dimension {dimension.Name} has no member {member} of its own.", nameof(member));
    }
}

/// <summary>A value with its unit.</summary>
/// <param name="State">Whether it is a number, blank, unknown or failed.</param>
/// <param name="Value">The number in <paramref name="Unit"/>; NaN unless the state is a value.</param>
/// <param name="Unit">As plans write it; a flow over a period is an amount. Empty for a period.</param>
/// <param name="Text">A period, or what stands in the place of a number.</param>
public readonly record struct Figure(CellState State, double Value, string Unit, string Text)
{
    /// <summary>False when only a part of the period has values.</summary>
    public bool IsComplete { get; init; } = true;

    public override string ToString() => Text.Length > 0 ? Text : $"{Value:R} {Unit}";
}
