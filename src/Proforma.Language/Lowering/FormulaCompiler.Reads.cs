using System.Collections.Immutable;
using Proforma.Language.Binding;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Model.Program;
using Proforma.Model.Time;
using Proforma.Model.Units;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Language.Lowering;

/// <summary>Reads of series in a cell: at this step or another one, from another plan, with their members.</summary>
internal sealed partial class FormulaCompiler
{
    /// <summary>Reads a reference where it stands: a cell in a formula of a line, a roll-up where a period is selected.</summary>
    private Operand Read(SeriesReference reference, TextSpan span)
    {
        if (reference.Span is not null)
        {
            return ReadRollUp(reference, null, span);
        }

        if (reference.Part != BalancePart.Closing)
        {
            return ReadPart(reference, span);
        }

        return ReadShifted(reference, ReadTime.Step, 0, null, span);
    }

    private Operand ReadPart(SeriesReference reference, TextSpan span)
    {
        var opening = reference.Symbol is { OpeningSlot: >= 0 } account
            ? ReadShifted(reference with { Slot = account.OpeningSlot, Part = BalancePart.Closing }, ReadTime.Step, 0, null, span)
            : ReadShifted(reference with { Part = BalancePart.Closing }, ReadTime.Step, -1, null, span);
        if (reference.Part == BalancePart.Opening)
        {
            return opening;
        }

        var closing = ReadShifted(reference with { Part = BalancePart.Closing }, ReadTime.Step, 0, null, span);
        var sum = new Operand(_rule.Emit(OpCode.Add, _rule.Of(opening), _rule.Of(closing)), closing.Shape with { Constant = null });
        return Multiply(sum, Constant(0.5, Dimension.None)) is var half ? half with { Shape = closing.Shape with { Constant = null } } : half;
    }

    /// <summary>Reads a series at this step or another one.</summary>
    private Operand ReadShifted(SeriesReference reference, ReadTime time, int offset, Operand? fallback, TextSpan span)
    {
        var shape = reference.Shape;
        if (shape.Time && !_context.Time)
        {
            return Fail(BindingDiagnostics.NeedsPeriod, span,
                $"{reference.Text} has a value in every period; a {_context.Owner.Noun} needs one figure: say which, as in {reference.Text}[{reference.Entity.Calendar.Last.Year}].",
                new Fix("select a period", new TextSpan(span.End, 0), $"[{reference.Entity.Calendar.Last.Year}]"));
        }

        if (reference.Part != BalancePart.Closing)
        {
            return ReadShiftedPart(reference, time, offset, fallback, span);
        }

        var foreign = reference.Entity != Entity;
        if (shape.Time && foreign && !GrainsMatch(reference.Entity))
        {
            return Fail(BindingDiagnostics.NeedsPeriod, span,
                $"{reference.Text} is on a calendar of {reference.Entity.Calendar.Grain.Noun()}s and this plan steps in {Entity.Calendar.Grain.Noun()}s; read it by period, as in {reference.Text}[{reference.Entity.Calendar.Last.Year}].");
        }

        if (!shape.Time && offset != 0)
        {
            offset = 0;
        }

        var read = new SlotRead(reference.Slot, shape.Time ? (foreign ? ReadTime.Mapped : time) : ReadTime.None, offset, TrackOf(reference), [], reference.Text)
        {
            StepMap = shape.Time && foreign ? StepMapOf(reference.Entity, offset) : [],
            TrackMap = TrackMapOf(reference, span),
        };
        if (shape.Time && !foreign && offset != 0)
        {
            fallback = OutsideValue(reference, time, offset, fallback, span);
            read = fallback is { } given ? read with { DefaultOp = _rule.Of(given) } : read;
        }

        var result = Gather(reference, read, span, ResultShape(reference, offset, time));
        return fallback is { } other && result.Shape.Unit is not null ? JoinFallback(result, other, span) : result;
    }

    /// <summary>`prev(cash.opening)`: the part becomes a series of its own.</summary>
    private Operand ReadShiftedPart(SeriesReference reference, ReadTime time, int offset, Operand? fallback, TextSpan span) =>
        Hoisted(() => ReadPart(reference, span), reference, offset) is { } part ? ReadShifted(part, time, offset, fallback, span) : Silent;

    private Operand JoinFallback(Operand result, Operand other, TextSpan span)
    {
        if (other.Shape.Unit is { } unit && !other.Shape.IsZero && !unit.Equals(result.Shape.Unit))
        {
            return Fail(BindingDiagnostics.UnitMismatch, span, $"The value before the calendar is in {unit}, the series in {result.Shape.Unit}.");
        }

        return result with { Shape = result.Shape.Joined(other.Shape) with { Unit = result.Shape.Unit, Type = result.Shape.Type, Written = result.Shape.Written } };
    }

    private Shape ResultShape(SeriesReference reference, int offset, ReadTime time) =>
        ResultShape(reference.Shape, reference.RollUp, reference.Symbol == _context.Owner, offset, time) with
        {
            Track = reference.Shape.Track && reference.Track < 0,
        };

    private static Shape ResultShape(Shape shape, RollUpRule rollUp, bool isOwn, int offset, ReadTime time)
    {
        var traits = Traits.None;
        if (shape.Time && shape.Type == ValueType.Quantity)
        {
            traits = rollUp switch
            {
                RollUpRule.Integral => Traits.ReadsFlow,
                RollUpRule.Closing or RollUpRule.Opening or RollUpRule.Average => Traits.ReadsStock,
                RollUpRule.Mean or RollUpRule.Weighted or RollUpRule.Sum or RollUpRule.Minimum or RollUpRule.Maximum => Traits.ReadsMean,
                RollUpRule.None => Traits.ReadsUndefined,
                _ => Traits.None,
            };
            if (isOwn)
            {
                traits |= Traits.ReadsSelf;
            }

            if (offset < -1 || offset > 0 && time == ReadTime.Step)
            {
                traits |= Traits.ShiftsFar;
            }
        }

        return shape with { Constant = null, IsBareNumber = false, Traits = traits };
    }

    /// <summary>What a shifted read gives outside of the calendar: the stated default, an input's own earlier points, or nothing (which is reported).</summary>
    private Operand? OutsideValue(SeriesReference reference, ReadTime time, int offset, Operand? fallback, TextSpan span)
    {
        if (fallback is not null)
        {
            return fallback;
        }

        var calendar = Entity.Calendar;
        var steps = time == ReadTime.Year ? offset * StepsPerYear(calendar) : offset;
        var outside = steps < 0 ? _context.FirstStep + steps < 0 : _context.LastStep + steps >= calendar.Count;
        if (!outside)
        {
            return null;
        }

        if (steps < 0 && reference.Symbol is { Role: SlotRole.Input } input && slots.EarlierValues(input, -steps) is { } earlier)
        {
            var read = new SlotRead(earlier, ReadTime.Step, 0, TrackOf(reference), [], $"{reference.Text} before the calendar");
            return Gather(reference, read, span, reference.Shape with { Constant = null });
        }

        var where = steps < 0 ? $"before the calendar begins ({calendar.First})" : $"after the calendar ends ({calendar.Last})";
        var edge = steps < 0 ? calendar.First : calendar.Last;
        Report(BindingDiagnostics.BeyondCalendar, span,
            $"In {edge} this reads {reference.Text} {where}; give that period a value of its own (`{edge} = …`, then `then = …`) or a default: prev({reference.Text}, 0).");
        return null;
    }

    private static int StepsPerYear(Calendar calendar) => calendar.Grain switch
    {
        Grain.Year => 1,
        Grain.Half => 2,
        Grain.Quarter => 4,
        Grain.Month => 12,
        Grain.Week => 52,
        _ => 365,
    };

    private bool GrainsMatch(Entity other) =>
        other.Calendar.Grain == Entity.Calendar.Grain && other.Calendar.First.YearEndMonth == Entity.Calendar.First.YearEndMonth;

    private ImmutableArray<int> StepMapOf(Entity other, int offset)
    {
        var shift = Entity.Calendar.First.Ordinal - other.Calendar.First.Ordinal + offset;
        return [.. Enumerable.Range(0, Entity.Calendar.Count).Select(step => step + shift is >= 0 and var at && at < other.Calendar.Count ? at : -1)];
    }

    private static int TrackOf(SeriesReference reference) => reference.Shape.Track ? reference.Track : -1;

    private ImmutableArray<int> TrackMapOf(SeriesReference reference, TextSpan span)
    {
        if (reference.Entity == Entity || !reference.Shape.Track || reference.Track >= 0)
        {
            return [];
        }

        var map = ImmutableArray.CreateBuilder<int>(Entity.Tracks.Count);
        foreach (var track in Entity.Tracks.Tracks)
        {
            var index = reference.Entity.Tracks.IndexOf(track.Name);
            if (index < 0)
            {
                Report(BindingDiagnostics.TracksDoNotMatch, span,
                    $"{reference.Text} varies by the tracks {string.Join(", ", reference.Entity.Tracks.Tracks.Select(static t => t.Name))}; there is none called {(track.Name.Length == 0 ? "as here (this plan has no tracks)" : track.Name)}. Select one in brackets.");
                return [];
            }

            map.Add(index);
        }

        return map.MoveToImmutable();
    }

    /// <summary>Emits a read with its member positions; a member with children is the sum of its leaves.</summary>
    private Operand Gather(SeriesReference reference, SlotRead read, TextSpan span, Shape shape)
    {
        var dimensions = SlotTable.DimensionsOf(reference.Shape.Dimensions);
        if (dimensions.IsEmpty)
        {
            return new Operand(_rule.Read(read), shape);
        }

        var over = GatherMembers(reference, dimensions, out var members);
        shape = shape with { Dimensions = Without(shape.Dimensions, reference.Members.Keys) };
        read = read with { Members = members };
        if (over.IsEmpty)
        {
            return new Operand(_rule.Read(read), shape);
        }

        if (shape is { IsKnown: true, IsFlow: false, IsStock: false })
        {
            return Fail(BindingDiagnostics.NeedsMember, span, $"{reference.Text} selects a member that others roll up into, and a figure in {shape.Unit} has no sum; select one member, or say mean(…, over: …).");
        }

        return new Operand(_rule.Reduce(new Reduction(read, Reducer.Sum, over, OverTracks: false)), shape);
    }

    private ImmutableArray<ImmutableArray<int>> GatherMembers(SeriesReference reference, ImmutableArray<int> dimensions, out ImmutableArray<MemberIndex> members)
    {
        var indices = ImmutableArray.CreateBuilder<MemberIndex>(dimensions.Length);
        var over = new ImmutableArray<int>[dimensions.Length];
        var anyOver = false;
        for (var i = 0; i < dimensions.Length; i++)
        {
            if (!reference.Members.TryGetValue(dimensions[i], out var member))
            {
                indices.Add(new MemberIndex(dimensions[i]));
                continue;
            }

            var leaves = binding.Dimensions[dimensions[i]].Axis.LeavesUnder(member);
            indices.Add(new MemberIndex(-1, leaves.Length == 1 ? leaves[0] : 0));
            if (leaves.Length != 1)
            {
                over[i] = leaves;
                anyOver = true;
            }
        }

        members = indices.MoveToImmutable();
        return anyOver ? [.. over] : [];
    }

    private static ulong Without(ulong bits, IEnumerable<int> dimensions)
    {
        foreach (var dimension in dimensions)
        {
            bits &= ~(1UL << dimension);
        }

        return bits;
    }
}
