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

/// <summary>Periods in formulas, roll-ups, and series that a formula needs of its own.</summary>
internal sealed partial class FormulaCompiler
{
    /// <summary>The days of a period or range as written, or null when the expression is neither.</summary>
    private DateSpan? SpanOf(ExpressionSyntax syntax) => SpanOf(syntax, Entity.Calendar.YearEndMonth);

    private DateSpan? SpanOf(ExpressionSyntax syntax, int yearEnd)
    {
        if (syntax is RangeSyntax range)
        {
            var from = range.From is null ? null : PeriodOf(range.From, yearEnd);
            var to = range.To is null ? null : PeriodOf(range.To, yearEnd);
            if ((range.From is not null && from is null) || (range.To is not null && to is null))
            {
                return null;
            }

            return DateSpan.Between(from, to);
        }

        return PeriodOf(syntax, yearEnd) is { } period ? DateSpan.Of(period) : null;
    }

    /// <summary>A period literal, or a bare year where a period may stand.</summary>
    private Period? PeriodOf(ExpressionSyntax syntax, int yearEnd) => syntax switch
    {
        PeriodSyntax period => PeriodReader.Read(period.Text, yearEnd),
        NumberSyntax { Unit: null } number when number.Span.Length == 4 => PeriodReader.Read(TextOf(number), yearEnd),
        ParenthesizedSyntax inner => PeriodOf(inner.Inner, yearEnd),
        _ => null,
    };

    private Operand CompilePeriodLiteral(PeriodSyntax syntax)
    {
        if (PeriodReader.Read(syntax.Text, Entity.Calendar.YearEndMonth) is not { } period)
        {
            return Fail(BindingDiagnostics.PeriodExpected, syntax.Span, $"{syntax.Text} is no period.");
        }

        return new Operand(-1, Shape.Number(period.Ordinal, Dimension.None) with
        {
            Type = ValueType.Period,
            PeriodGrain = period.Grain,
            PeriodYearEnd = period.YearEndMonth,
        });
    }

    /// <summary>`period.year` and the like: facts of the step that is computed.</summary>
    private Operand CompilePeriodFact(MemberAccessSyntax syntax)
    {
        if (!_context.Time)
        {
            return Fail(BindingDiagnostics.NeedsPeriod, syntax.Span, $"A {_context.Owner.Noun} is one figure for the whole plan; it has no period of its own.");
        }

        var calendar = Entity.Calendar;
        Func<int, double>? fact = syntax.Member.Text switch
        {
            "year" => step => Period.Containing(calendar.Step(step).Start, Grain.Year, calendar.First.YearEndMonth).Year,
            "fiscal_year" => step => Period.Containing(calendar.Step(step).Start, Grain.Year, calendar.YearEndMonth).Year,
            "quarter" => step => ((calendar.Step(step).Start.Month - 1) / 3) + 1,
            "month" => step => calendar.Step(step).Start.Month,
            "index" => step => step,
            "days" => step => calendar.Days[step],
            "months" => step => calendar.Months[step],
            _ => null,
        };
        if (fact is null)
        {
            return Fail(BindingDiagnostics.UnknownName, syntax.Member.Span, $"A period has year, fiscal_year, quarter, month, index, days and months, not {syntax.Member.Text}.");
        }

        var unit = syntax.Member.Text switch { "days" => Dimension.Day, "months" => Dimension.Month, _ => Dimension.None };
        return FromTable($"period.{syntax.Member.Text}", fact, unit);
    }

    private Operand FromTable(string key, Func<int, double> valueAt, Dimension unit) =>
        new(_rule.Emit(OpCode.Table, Entity.Table(key, valueAt)), Shape.Of(unit) with { Time = true, Traits = Traits.ReadsClock });

    /// <summary>The length of this step in months.</summary>
    private Operand StepLength()
    {
        var calendar = Entity.Calendar;
        if (calendar.Grain.Months() is > 0 and var months)
        {
            return Constant(months, Dimension.Month);
        }

        return FromTable("months", step => calendar.Months[step], Dimension.Month);
    }

    /// <summary>`revenue[2027]`: the roll-up of a series over a period; a flow gives an amount.</summary>
    private Operand ReadRollUp(SeriesReference reference, RollUpRule? rule, TextSpan span)
    {
        var selected = reference.Span!.Value;
        var calendar = reference.Entity.Calendar;
        var shape = reference.Shape with { Constant = null, IsBareNumber = false, Time = false, Track = reference.Shape.Track && reference.Track < 0, Traits = Traits.None };
        if (reference.Period is { } period && !calendar.CanReport(period.Grain))
        {
            return Fail(BindingDiagnostics.WrongGrain, span, $"{period} is a {period.Grain.Noun()}; the calendar steps in {calendar.Grain.Noun()}s.");
        }

        var steps = calendar.Cover(selected);
        if (steps.IsEmpty)
        {
            return Fail(BindingDiagnostics.OutsideCalendar, span, $"{reference.Text} lies outside of the calendar, {calendar.First} to {calendar.Last}.");
        }

        if (!reference.Shape.Time)
        {
            return RollUpConstant(reference, steps, span);
        }

        if (rule is null && reference.Part != BalancePart.Closing && reference.Entity == Entity
            && (reference.Symbol is not { OpeningSlot: >= 0 } || HasParent(reference)))
        {
            // Without a corkscrew of its own the opening balance is what the step before closed with: a series of its own first.
            var inside = reference with { Span = null, Period = null };
            return HoistedOver(steps, () => ReadPart(inside, span), reference) is { } part
                ? ReadRollUp(
                    part with { Span = selected, Period = reference.Period },
                    reference.Part == BalancePart.Opening ? RollUpRule.Opening : RollUpRule.Average,
                    span)
                : Silent;
        }

        var how = rule ?? reference.Part switch
        {
            BalancePart.Opening => RollUpRule.Opening,
            BalancePart.Average => RollUpRule.Average,
            _ => reference.RollUp,
        };
        if (how == RollUpRule.None && reference.Period?.Grain == calendar.Grain && steps.Count == 1)
        {
            // One step is no roll-up: its cell is the figure.
            how = RollUpRule.Closing;
        }

        if (how == RollUpRule.None && reference.Shape.IsKnown)
        {
            ReadOnlySpan<RelatedPlace> declared = reference.Symbol is { } symbol ? [new RelatedPlace(symbol.File, symbol.Span, "declared here")] : [];
            Report(BindingDiagnostics.NoRollUp, span, $"{reference.Text} cannot be rolled up: {slots.ReasonOf(reference)}", null, declared);
            return Silent;
        }

        if (how == RollUpRule.Integral)
        {
            shape = shape with { Unit = shape.Unit?.Multiply(Dimension.Month), Written = null, Traits = shape.Traits | Traits.SumsFlow };
        }

        var read = new SlotRead(reference.Slot, ReadTime.None, 0, TrackOf(reference), [], reference.Text) { TrackMap = TrackMapOf(reference, span) };
        var dimensions = SlotTable.DimensionsOf(reference.Shape.Dimensions);
        var over = GatherMembers(reference, dimensions, out var members);
        if (!over.IsEmpty)
        {
            // The roll-up of a parent member: the sum over its leaves is a series of its own first.
            Operand Sum() => Gather(reference, read with { Time = ReadTime.Step, TrackMap = [] }, span, ResultShape(reference, 0, ReadTime.Step));
            return (reference.Entity == Entity ? HoistedOver(steps, Sum, reference) : Hoisted(Sum, reference, 0)) is { } summed
                ? ReadRollUp(summed with { Span = reference.Span, Period = reference.Period }, rule, span)
                : Silent;
        }

        shape = shape with { Dimensions = Without(shape.Dimensions, reference.Members.Keys) };
        return new Operand(_rule.RollUp(new RollUpRead(read with { Members = members }, steps, reference.Period, how)), shape);
    }

    /// <summary>The roll-up of what does not vary: a flow times the months of the period, anything else itself.</summary>
    private Operand RollUpConstant(SeriesReference reference, StepSpan steps, TextSpan span)
    {
        var value = ReadShifted(reference with { Span = null, Period = null, Part = BalancePart.Closing }, ReadTime.Step, 0, null, span);
        if (!reference.Shape.IsFlow)
        {
            return value;
        }

        var months = 0.0;
        for (var step = steps.First; step <= steps.Last; step++)
        {
            months += reference.Entity.Calendar.Months[step] * steps.Share(step);
        }

        return Multiply(DaysAsMonths(value), Constant(months, Dimension.Month));
    }

    /// <summary>Makes an expression a series of its own for the steps given, so that functions of time can read it.</summary>
    private SeriesReference? Hoist(ExpressionSyntax syntax, int first, int last)
    {
        if (!_context.Time)
        {
            // A measure may ask for any period of it.
            (first, last) = (0, Entity.Calendar.Count - 1);
        }

        var inner = new FormulaCompiler(slots, binding, _context with { Time = true, FirstStep = Math.Max(0, first), LastStep = Math.Min(Entity.Calendar.Count - 1, last) }, silent);
        var value = inner.Compile(syntax);
        return Seal(inner._rule, inner._context, value, TextOf(syntax), binding.Provenance(File, syntax.Span));
    }

    /// <summary>Makes what <paramref name="emit"/> emits a series of its own, so that it can be read at another step.</summary>
    private SeriesReference? Hoisted(Func<Operand> emit, SeriesReference like, int offset)
    {
        var (outerRule, outerContext) = (_rule, _context);
        _rule = new RuleBuilder();
        // A part of another plan's series lives on that plan's calendar and tracks.
        var foreign = like.Entity != Entity ? like.Symbol : null;
        var whole = !_context.Time || foreign is not null;
        _context = _context with
        {
            Owner = foreign ?? _context.Owner,
            Time = true,
            FirstStep = whole ? 0 : Math.Max(0, _context.FirstStep + Math.Min(0, offset)),
            LastStep = whole ? like.Entity.Calendar.Count - 1 : _context.LastStep,
        };
        var value = emit();
        var sealedSeries = Seal(_rule, _context, value, like.Text, new Provenance(like.Text));
        (_rule, _context) = (outerRule, outerContext);
        return sealedSeries;
    }

    private SeriesReference? Seal(RuleBuilder rule, FormulaContext at, Operand value, string text, Provenance provenance, bool time = true)
    {
        var shape = value.Shape with { Time = time, Constant = null, IsBareNumber = false };
        if (!shape.IsKnown && !silent)
        {
            return null;
        }

        var rollUp = RollUpOf.Formula(shape, declared: false);
        if (silent)
        {
            return new SeriesReference(-1, shape, rollUp.Rule, Entity, text);
        }

        var slot = slots.Reserve();
        var dimensions = SlotTable.DimensionsOf(shape.Dimensions);
        slots.Set(new Slot(slot, $"{_context.Owner.Name}: {Clip(text)}", SlotRole.Hidden)
        {
            Entity = Entity.Alias,
            TimeAxis = time ? Entity.Index : -1,
            TrackAxis = shape.Track ? Entity.Index : -1,
            Dimensions = dimensions,
            Type = shape.Type,
            Kind = RollUpOf.KindOf(shape, isInput: false),
            Unit = Unit.Of(shape.Unit ?? Dimension.None),
            PeriodGrain = shape.PeriodGrain,
            PeriodYearEnd = shape.PeriodYearEnd == 0 ? 12 : shape.PeriodYearEnd,
            RollUp = rollUp.Rule,
            NoRollUpReason = rollUp.Reason,
            Rules = [rule.Build(value, dimensions, provenance)],
            Patterns = [[new RuleSegment(at.FirstStep, at.LastStep, 0)]],
            Provenance = provenance,
            IsCircular = slots.IsCircular(_context.Owner),
        });
        return new SeriesReference(slot, shape, rollUp.Rule, Entity, text);
    }

    /// <summary>Like <see cref="Hoisted"/>, for the steps that are read: a measure has none of its own, and a clause may read others than it covers.</summary>
    private SeriesReference? HoistedOver(StepSpan steps, Func<Operand> emit, SeriesReference like)
    {
        var outer = _context;
        _context = _context with { Time = true, FirstStep = steps.First, LastStep = steps.Last };
        var series = Hoisted(emit, like, 0);
        _context = outer;
        return series;
    }

    /// <summary>A series for a function of time: a line itself, or the expression as a hidden series.</summary>
    private SeriesReference? SeriesOf(ExpressionSyntax syntax, int first, int last)
    {
        var bare = syntax;
        while (bare is ParenthesizedSyntax inner)
        {
            bare = inner.Inner;
        }

        if (bare is NameExpressionSyntax { Name: "prev" } && _context.Scope.Find("prev") is null)
        {
            return Hoist(syntax, first, last);
        }

        if (bare is NameExpressionSyntax or IndexSyntax || (bare is MemberAccessSyntax { Target: not NameExpressionSyntax { Name: "period" } }))
        {
            var resolved = Resolve(bare);
            if (resolved is null)
            {
                return null;
            }

            if (resolved is { Span: null, Part: BalancePart.Closing, Shape.Time: true } && resolved.Entity == Entity && !HasParent(resolved))
            {
                return resolved;
            }
        }

        return Hoist(syntax, first, last);
    }

    private bool HasParent(SeriesReference reference) =>
        reference.Members.Any(m => binding.Dimensions[m.Key].Axis.LeavesUnder(m.Value).Length != 1);

    /// <summary>The read of a series as a whole (its time is the function's business).</summary>
    private SlotRead WholeRead(SeriesReference reference, TextSpan span)
    {
        var dimensions = SlotTable.DimensionsOf(reference.Shape.Dimensions);
        GatherMembers(reference, dimensions, out var members);
        return new SlotRead(reference.Slot, ReadTime.Step, 0, TrackOf(reference), members, reference.Text) { TrackMap = TrackMapOf(reference, span) };
    }

    private static Shape WholeShape(SeriesReference reference) => reference.Shape with
    {
        Constant = null,
        IsBareNumber = false,
        Track = reference.Shape.Track && reference.Track < 0,
        Dimensions = Without(reference.Shape.Dimensions, reference.Members.Keys),
    };
}
