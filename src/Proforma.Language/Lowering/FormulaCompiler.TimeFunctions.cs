using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Model.Program;
using Proforma.Model.Time;
using Proforma.Model.Units;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Language.Lowering;

/// <summary>Functions of time: other steps, windows, growth, schedules, searches.</summary>
internal sealed partial class FormulaCompiler
{
    private static void AddTimeFunctions(Dictionary<string, FunctionInfo> table)
    {
        table["prev"] = new(0, 2, "prev(x) or prev(x, default)", static (c, a) => c.Previous(a));
        table["lag"] = new(2, 3, "lag(x, 3) or lag(x, 1 year)", static (c, a) => c.Lag(a));
        table["next"] = new(0, 2, "next(x) or next(x, default)", static (c, a) => c.Next(a));
        table["change"] = new(1, 2, "change(x, initial)", static (c, a) => c.Change(a));
        table["cumulative"] = new(1, 1, "cumulative(x)", static (c, a) => c.Cumulative(a));
        table["trailing"] = new(2, 2, "trailing(x, 3 month)", static (c, a) => c.Trailing(a));
        table["annualized"] = new(1, 1, "annualized(x)", static (c, a) => c.Annualized(a));
        table["growth"] = new(1, 1, "growth(x)", static (c, a) => c.Growth(a, ReadTime.Step));
        table["yoy"] = new(1, 1, "yoy(x)", static (c, a) => c.Growth(a, ReadTime.Year));
        table["grow"] = new(2, 2, "grow(x, 5%/year)", static (c, a) => c.Grow(a));
        table["decay"] = new(3, 3, "decay(start, floor, speed, from: 2025-01)", static (c, a) => c.Decay(a));
        table["once"] = new(2, 2, "once(amount, 2025-03)", static (c, a) => c.Once(a));
        table["spread"] = new(2, 2, "spread(amount, 2025-01 .. 2027-12)", static (c, a) => c.Spread(a));
        table["months_since"] = new(1, 1, "months_since(2025-01)", static (c, a) => c.MonthsSince(a[0]));
        table["days"] = new(1, 1, "days(2025-02)", static (c, a) => c.DaysIn(a));
        table["first_period"] = new(1, 1, "first_period(cash < 0)", static (c, a) => c.SearchFor(a, SearchKind.First));
        table["last_period"] = new(1, 1, "last_period(cash < 0)", static (c, a) => c.SearchFor(a, SearchKind.Last));
        table["sustained_from"] = new(1, 1, "sustained_from(cash_flow > 0, by: year)", static (c, a) => c.SearchFor(a, SearchKind.SustainedFrom));
    }

    private bool RequireTime(CallArguments arguments)
    {
        if (!_context.Time)
        {
            Report(BindingDiagnostics.NeedsPeriod, arguments.Syntax.Span, $"{arguments.Name} gives a value in every period; a {_context.Owner.Noun} needs one figure.");
        }

        return _context.Time;
    }

    private Operand Previous(CallArguments arguments)
    {
        if (!RequireTime(arguments))
        {
            return Silent;
        }

        return arguments.Count == 0
            ? ReadShifted(OwnSeries(), ReadTime.Step, -1, null, arguments.Syntax.Span)
            : Shifted(arguments, ReadTime.Step, -1, arguments.At(1));
    }

    private Operand Next(CallArguments arguments)
    {
        if (!RequireTime(arguments))
        {
            return Silent;
        }

        return arguments.Count == 0
            ? ReadShifted(OwnSeries(), ReadTime.Step, 1, null, arguments.Syntax.Span)
            : Shifted(arguments, ReadTime.Step, 1, arguments.At(1));
    }

    private Operand Lag(CallArguments arguments)
    {
        if (!RequireTime(arguments))
        {
            return Silent;
        }

        return StepsOf(arguments[1], "The lag") is { } steps ? Shifted(arguments, ReadTime.Step, -steps, arguments.At(2)) : Silent;
    }

    private Operand Shifted(CallArguments arguments, ReadTime time, int offset, ExpressionSyntax? fallback)
    {
        Operand? given = fallback is null ? null : RequireQuantityOrSame(Compile(fallback));
        var first = _context.FirstStep + offset;
        var series = SeriesOf(arguments[0], Math.Min(first, _context.FirstStep), Math.Max(_context.LastStep + offset, _context.LastStep));
        return series is null ? Silent : ReadShifted(series, time, offset, given, arguments.Syntax.Span);
    }

    private static Operand RequireQuantityOrSame(Operand operand) => operand;

    /// <summary>A length of time in steps: a whole number, or months, quarters, years, days or weeks that are whole steps.</summary>
    private int? StepsOf(ExpressionSyntax syntax, string role)
    {
        var operand = RequireQuantity(Compile(syntax), syntax);
        if (operand.Shape is not { Unit: { } unit, Constant: { } value })
        {
            if (operand.Shape.IsKnown)
            {
                Report(BindingDiagnostics.WrongArguments, syntax.Span, $"{role} is a fixed length of time, such as 3 month, or a number of steps.");
            }

            return null;
        }

        var grain = Entity.Calendar.Grain;
        double? steps = unit.IsNone ? value
            : unit.Equals(Dimension.Month) ? (grain.Months() > 0 ? value / grain.Months() : null)
            : unit.Equals(Dimension.Day) ? (grain == Grain.Day ? value : grain == Grain.Week ? value / 7 : null)
            : null;
        if (steps is { } found && found >= 1 && found <= Calendar.MaxSteps && Math.Abs(found - Math.Round(found)) < 1e-9)
        {
            return (int)Math.Round(found);
        }

        Report(BindingDiagnostics.WrongArguments, syntax.Span, $"{role} must be a whole number of the calendar's steps ({grain.Noun()}s), at least one.");
        return null;
    }

    private Operand Change(CallArguments arguments)
    {
        if (!RequireTime(arguments))
        {
            return Silent;
        }

        Operand? initial = arguments.At(1) is { } given ? Quantity(arguments, 1) : null;
        if (SeriesOf(arguments[0], _context.FirstStep - 1, _context.LastStep) is not { } series)
        {
            return Silent;
        }

        var here = ReadShifted(series, ReadTime.Step, 0, null, arguments.Syntax.Span);
        var before = series.Symbol is { OpeningSlot: >= 0 } account && initial is null
            ? ReadShifted(series with { Slot = account.OpeningSlot }, ReadTime.Step, 0, null, arguments.Syntax.Span)
            : ReadShifted(series, ReadTime.Step, -1, initial, arguments.Syntax.Span);
        var difference = new Operand(_rule.Emit(OpCode.Subtract, _rule.Of(here), _rule.Of(before)), here.Shape.Joined(before.Shape) with { Unit = here.Shape.Unit });
        return CompileDivision(difference, StepLength(), arguments.Syntax.Span);
    }

    private Operand Cumulative(CallArguments arguments)
    {
        if (!RequireTime(arguments) || SeriesOf(arguments[0], 0, _context.LastStep) is not { } series)
        {
            return Silent;
        }

        var flow = series.Shape.IsFlow;
        return Windowed(series, int.MaxValue, flow ? WindowKind.Integral : WindowKind.Sum, arguments.Syntax.Span,
            flow ? series.Shape.Unit?.Multiply(Dimension.Month) : series.Shape.Unit);
    }

    private Operand Trailing(CallArguments arguments)
    {
        if (!RequireTime(arguments) || StepsOf(arguments[1], "The window") is not { } steps
            || SeriesOf(arguments[0], _context.FirstStep - steps + 1, _context.LastStep) is not { } series)
        {
            return Silent;
        }

        return Windowed(series, steps, WindowKind.AverageRate, arguments.Syntax.Span, series.Shape.Unit);
    }

    private Operand Windowed(SeriesReference series, int steps, WindowKind kind, TextSpan span, Dimension? unit)
    {
        if (series.Shape.IsKnown && series.Shape.Type != ValueType.Quantity)
        {
            return Fail(BindingDiagnostics.NotACondition, span, "A figure belongs here, not a condition or a period.");
        }

        var traits = ResultShape(series, 0, ReadTime.Step).Traits | Traits.ShiftsFar;
        return new Operand(_rule.Window(new Window(WholeRead(series, span), steps, kind)), WholeShape(series) with
        {
            Unit = unit,
            Traits = traits,
            Written = kind == WindowKind.AverageRate ? series.Shape.Written : null,
        });
    }

    private Operand Annualized(CallArguments arguments)
    {
        var x = Quantity(arguments, 0);
        if (x.Shape is { IsKnown: true, IsFlow: false })
        {
            return Fail(BindingDiagnostics.ArgumentUnit, arguments[0].Span, $"A run-rate is a flow times twelve months; this is in {x.Shape.Unit}.");
        }

        return Multiply(DaysAsMonths(x), Constant(12, Dimension.Month));
    }

    private Operand Growth(CallArguments arguments, ReadTime time)
    {
        if (!RequireTime(arguments))
        {
            return Silent;
        }

        var steps = time == ReadTime.Year ? StepsPerYear(Entity.Calendar) : 1;
        if (SeriesOf(arguments[0], _context.FirstStep - steps, _context.LastStep) is not { } series)
        {
            return Silent;
        }

        var nothing = new Operand(_rule.Constant(Model.Runs.CellValue.Blank.Raw), Shape.Of(series.Shape.Unit));
        var here = RequireQuantity(ReadShifted(series, ReadTime.Step, 0, null, arguments.Syntax.Span), arguments[0]);
        var before = ReadShifted(series, time, -1, nothing, arguments.Syntax.Span);
        var ratio = CompileDivision(here, before, arguments.Syntax.Span);
        return new Operand(_rule.Emit(OpCode.Subtract, _rule.Of(ratio), _rule.Constant(1)), ratio.Shape with { Constant = null });
    }

    private Operand Grow(CallArguments arguments)
    {
        var x = Quantity(arguments, 0);
        return FactorPerStep(arguments[1]) is { } factor ? Multiply(x, factor) is var result ? result with { Shape = result.Shape with { Written = x.Shape.Written } } : result : Silent;
    }

    /// <summary>(1 + r) compounded to this step: `5%/year` grows by 1.05^(1/12) in a month; a pure number is a growth per step.</summary>
    private Operand? FactorPerStep(ExpressionSyntax syntax)
    {
        var rate = RequireQuantity(Compile(syntax), syntax);
        if (rate.Shape.Unit is not { } unit)
        {
            return null;
        }

        var shape = rate.Shape with { Constant = null, IsBareNumber = false, Written = null, Unit = Dimension.None };
        var one = _rule.Constant(1);
        if (unit.IsNone)
        {
            return new Operand(_rule.Emit(OpCode.Add, one, _rule.Of(rate)), shape);
        }

        if (!unit.Equals(Dimension.Month.Power(-Rational.One)))
        {
            Report(BindingDiagnostics.ArgumentUnit, syntax.Span, $"A rate of growth is per step (5%) or per time (5%/year); this is in {unit}.");
            return null;
        }

        // The rate compounds over the time it is written in: 5%/year once a year, 1%/month once a month.
        var months = rate.Shape.Written is { Scale: > 0 } written ? 1 / written.Scale : 1;
        var growth = _rule.Emit(OpCode.Add, one, _rule.Emit(OpCode.Multiply, _rule.Of(rate), _rule.Constant(months)));
        var length = StepLength();
        var exponent = _rule.Emit(OpCode.Divide, _rule.Of(length), _rule.Constant(months));
        return new Operand(_rule.Emit(OpCode.Power, growth, exponent), shape.Joined(length.Shape) with { Unit = Dimension.None });
    }

    private Operand Decay(CallArguments arguments)
    {
        var (start, floor, unit) = Unify(Quantity(arguments, 0), arguments[0], Quantity(arguments, 1), arguments[1], "be the start and the floor of one decay");
        var speed = Quantity(arguments, 2);
        if (arguments.Named("from") is not { } from)
        {
            return Fail(BindingDiagnostics.WrongArguments, arguments.Syntax.Span, "decay needs the period in which it starts: `from: 2025-01`.", InsertBeforeEnd(arguments.Syntax, ", from: 2025-01"));
        }

        var since = MonthsSince(from);
        var speedUnit = speed.Shape.Unit;
        if (speedUnit is not null && !speedUnit.WithDaysAsMonths().Equals(Dimension.Month.Power(-Rational.One)))
        {
            return Fail(BindingDiagnostics.ArgumentUnit, arguments[2].Span, $"The speed of a decay is per time, such as 0.15/month; this is in {speedUnit}.");
        }

        var exponent = Multiply(DaysAsMonths(speed), since);
        var faded = _rule.Emit(OpCode.Exponential, _rule.Emit(OpCode.Negate, _rule.Of(exponent)));
        var gap = _rule.Emit(OpCode.Subtract, _rule.Of(start), _rule.Of(floor));
        var value = _rule.Emit(OpCode.Add, _rule.Of(floor), _rule.Emit(OpCode.Multiply, gap, faded));
        return new Operand(value, start.Shape.Joined(floor.Shape).Joined(exponent.Shape) with { Unit = unit, Written = start.Shape.Written });
    }

    private static Fix InsertBeforeEnd(CallSyntax call, string text) => new("add" + text[1..], new TextSpan(call.Span.End - 1, 0), text);

    private Operand MonthsSince(ExpressionSyntax syntax)
    {
        if (PeriodArgument(syntax) is not { } period)
        {
            return Silent;
        }

        if (!_context.Time)
        {
            return Fail(BindingDiagnostics.NeedsPeriod, syntax.Span, $"months_since counts from a period to the one that is computed; a {_context.Owner.Noun} has none.");
        }

        var calendar = Entity.Calendar;
        return FromTable($"months since {period.Start}", step => MonthsBetween(period.Start, calendar.Step(step).Start), Dimension.Month);
    }

    /// <summary>Whole months, and the share of the month for days: from 1 January to 16 February of 28 days it is 1 + 15/28.</summary>
    private static double MonthsBetween(DateOnly from, DateOnly to) =>
        ((to.Year - from.Year) * 12) + to.Month - from.Month + ShareOfMonth(to) - ShareOfMonth(from);

    private static double ShareOfMonth(DateOnly date) => (date.Day - 1.0) / DateTime.DaysInMonth(date.Year, date.Month);

    private Period? PeriodArgument(ExpressionSyntax syntax)
    {
        var period = PeriodOf(syntax, Entity.Calendar.YearEndMonth);
        if (period is null)
        {
            Report(BindingDiagnostics.PeriodExpected, syntax.Span, $"A period belongs here, such as {Entity.Calendar.First}.");
        }

        return period;
    }

    private Operand DaysIn(CallArguments arguments) =>
        PeriodArgument(arguments[0]) is { } period ? Constant(period.Days, Dimension.Day) : Silent;

    private Operand Once(CallArguments arguments)
    {
        var amount = Quantity(arguments, 0);
        if (!RequireTime(arguments) || PeriodArgument(arguments[1]) is not { } period)
        {
            return Silent;
        }

        var calendar = Entity.Calendar;
        var steps = calendar.Cover(period);
        if (steps.Count > 1)
        {
            return Fail(BindingDiagnostics.WrongGrain, arguments[1].Span, $"{period} covers {steps.Count} steps; a one-off falls in one, such as {calendar.Step(steps.First)}. spread(…, {period}) divides it.");
        }

        return Scheduled(amount, steps, arguments[1].Span);
    }

    private Operand Spread(CallArguments arguments)
    {
        var amount = Quantity(arguments, 0);
        if (!RequireTime(arguments))
        {
            return Silent;
        }

        if (SpanOf(arguments[1]) is not { From: not null, To: not null } span)
        {
            return Fail(BindingDiagnostics.PeriodExpected, arguments[1].Span, "spread needs a period or a range with both ends, such as 2025-01 .. 2027-12.");
        }

        var steps = Entity.Calendar.Cover(span);
        if (!steps.Complete && !steps.IsEmpty)
        {
            return Fail(BindingDiagnostics.OutsideCalendar, arguments[1].Span, $"A part of this lies outside of the calendar ({Entity.Calendar.First} to {Entity.Calendar.Last}); the amount would not be spread in full.");
        }

        return Scheduled(amount, steps, arguments[1].Span);
    }

    /// <summary>An amount as a flow over some steps and zero elsewhere; an unknown amount is unknown only there.</summary>
    private Operand Scheduled(Operand amount, StepSpan steps, TextSpan span)
    {
        var calendar = Entity.Calendar;
        if (steps.IsEmpty)
        {
            return Fail(BindingDiagnostics.OutsideCalendar, span, $"This lies outside of the calendar, {calendar.First} to {calendar.Last}.");
        }

        var months = 0.0;
        for (var step = steps.First; step <= steps.Last; step++)
        {
            months += calendar.Months[step] * steps.Share(step);
        }

        double Share(int step) => step < steps.First || step > steps.Last ? 0 : steps.Share(step) / months;
        var key = $"share {steps.First} {steps.Last} {steps.FirstShare:R} {steps.LastShare:R}";
        var share = FromTable(key, Share, Dimension.Month.Power(-Rational.One));
        var inside = _rule.Emit(OpCode.Less, _rule.Constant(0), share.Op);
        var flow = Multiply(amount with { Shape = amount.Shape with { Constant = null }, Op = _rule.Of(amount) }, share);
        return flow with { Op = _rule.Emit(OpCode.Select, inside, flow.Op, _rule.Constant(0)) };
    }

    private Operand SearchFor(CallArguments arguments, SearchKind kind)
    {
        var calendar = Entity.Calendar;
        var (grain, fiscal) = arguments.Named("by") is { } by ? GrainArgument(by) : (calendar.Grain, calendar.First.IsFiscal);
        if (SeriesOf(arguments[0], 0, calendar.Count - 1) is not { } series)
        {
            return Silent;
        }

        if (series.Shape.IsKnown && series.Shape.Type != ValueType.Boolean)
        {
            return Fail(BindingDiagnostics.NotACondition, arguments[0].Span, $"{arguments.Name} looks for the period in which a condition holds, such as `cash < 0`.");
        }

        if (grain < calendar.Grain)
        {
            return Fail(BindingDiagnostics.WrongGrain, arguments.Syntax.Span, $"The calendar steps in {calendar.Grain.Noun()}s; there are no {grain.Noun()}s to search.");
        }

        if (grain > calendar.Grain && series.Shape.Traits.HasFlag(Traits.ReadsUndefined))
        {
            return Fail(BindingDiagnostics.NoRollUp, arguments[0].Span,
                $"To test this by {grain.Noun()} its lines are rolled up first, and one of them has no roll-up; say on that line how, with `aggregate closing`, `mean` or `weighted by …`.");
        }

        var yearEnd = grain == calendar.Grain ? calendar.First.YearEndMonth : fiscal ? calendar.YearEndMonth : 12;
        return new Operand(_rule.Search(new Search(WholeRead(series, arguments.Syntax.Span), kind, grain, fiscal)), WholeShape(series) with
        {
            Time = false,
            Unit = Dimension.None,
            Type = ValueType.Period,
            Traits = Traits.None,
            PeriodGrain = grain,
            PeriodYearEnd = yearEnd,
        });
    }

    private (Grain Grain, bool Fiscal) GrainArgument(ExpressionSyntax syntax)
    {
        var word = TextOf(syntax);
        switch (word)
        {
            case "day": return (Grain.Day, false);
            case "week": return (Grain.Week, false);
            case "month": return (Grain.Month, false);
            case "quarter": return (Grain.Quarter, false);
            case "half": return (Grain.Half, false);
            case "year": return (Grain.Year, false);
            case "fiscal" or "fiscal_year": return (Grain.Year, true);
            case "fiscal_quarter": return (Grain.Quarter, true);
            default:
                Report(BindingDiagnostics.WrongArguments, syntax.Span, $"`by:` takes day, week, month, quarter, half, year, fiscal_quarter or fiscal_year, not {Clip(word)}.");
                return (Entity.Calendar.Grain, false);
        }
    }
}
