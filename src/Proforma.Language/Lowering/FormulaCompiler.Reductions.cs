using System.Collections.Immutable;
using Proforma.Language.Binding;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Model.Program;
using Proforma.Model.Units;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Language.Lowering;

/// <summary>sum, mean, min, max, count, any, all: over dimensions, tracks and periods.</summary>
internal sealed partial class FormulaCompiler
{
    private static void AddReductions(Dictionary<string, FunctionInfo> table)
    {
        table["sum"] = new(1, 1, "sum(x) or sum(x, over: product)", static (c, a) => c.ReduceCall(a, Reducer.Sum, RollUpRule.Sum));
        table["mean"] = new(1, 1, "mean(x) or mean(x, over: product)", static (c, a) => c.ReduceCall(a, Reducer.Mean, RollUpRule.Mean));
        table["min"] = new(1, 1_000, "min(a, b) or min(x, over: 2027)", static (c, a) => c.Extreme(a, OpCode.Minimum, Reducer.Minimum, RollUpRule.Minimum));
        table["max"] = new(1, 1_000, "max(a, b) or max(x, over: 2027)", static (c, a) => c.Extreme(a, OpCode.Maximum, Reducer.Maximum, RollUpRule.Maximum));
        table["count"] = new(1, 1, "count(x, over: product)", static (c, a) => c.ReduceCall(a, Reducer.Count, null));
        table["any"] = new(1, 1, "any(condition, over: product)", static (c, a) => c.ReduceCall(a, Reducer.Any, RollUpRule.Any));
        table["all"] = new(1, 1, "all(condition, over: product)", static (c, a) => c.ReduceCall(a, Reducer.All, RollUpRule.All));
    }

    private Operand Extreme(CallArguments arguments, OpCode code, Reducer reducer, RollUpRule rule)
    {
        if (arguments.Count == 1)
        {
            return ReduceCall(arguments, reducer, rule);
        }

        var left = Quantity(arguments, 0);
        for (var i = 1; i < arguments.Count; i++)
        {
            var (a, b, unit) = Unify(left, arguments[0], Quantity(arguments, i), arguments[i], "be compared");
            left = new Operand(_rule.Emit(code, _rule.Of(a), _rule.Of(b)), a.Shape.Joined(b.Shape) with { Unit = unit, Written = a.Shape.Written ?? b.Shape.Written });
        }

        return left;
    }

    private Operand ReduceCall(CallArguments arguments, Reducer reducer, RollUpRule? overTime)
    {
        var over = arguments.Named("over");
        if (over is not null && (SpanOf(over) is not null || TextOf(over) == "calendar"))
        {
            return ReduceOverTime(arguments, over, reducer, overTime);
        }

        // Over members the operand keeps its place in time; outside of a line it must not vary over time.
        if (ReductionSource(arguments[0]) is not { } series)
        {
            return Silent;
        }

        if (!TypeFits(series.Shape, reducer, arguments[0]) || Axes(over, series, arguments.Syntax.Span) is not { } axes)
        {
            return Silent;
        }

        var dimensions = SlotTable.DimensionsOf(series.Shape.Dimensions);
        var selected = GatherMembers(series, dimensions, out var members);
        var gathered = new ImmutableArray<int>[dimensions.Length];
        for (var i = 0; i < dimensions.Length; i++)
        {
            gathered[i] = selected.IsEmpty ? default : selected[i];
            if (axes.Dimensions.Contains(dimensions[i]) && gathered[i].IsDefault && !series.Members.ContainsKey(dimensions[i]))
            {
                gathered[i] = [.. Enumerable.Range(0, binding.Dimensions[dimensions[i]].Axis.Count)];
                members = members.SetItem(i, new MemberIndex(-1, 0));
            }
        }

        var time = series.Shape.Time ? ReadTime.Step : ReadTime.None;
        var read = new SlotRead(series.Slot, time, 0, TrackOf(series), members, series.Text) { TrackMap = axes.Tracks ? [] : TrackMapOf(series, arguments.Syntax.Span) };
        var overTracks = axes.Tracks && series.Shape.Track && series.Track < 0;
        var shape = ResultShape(series, 0, ReadTime.Step);
        shape = shape with
        {
            Unit = reducer == Reducer.Count ? Dimension.None : shape.Unit,
            Type = reducer is Reducer.Count ? ValueType.Quantity : shape.Type,
            Track = shape.Track && !overTracks,
            Dimensions = Without(shape.Dimensions, axes.Dimensions.Concat(series.Members.Keys)),
        };
        return new Operand(_rule.Reduce(new Reduction(read, reducer, [.. gathered], overTracks)), shape);
    }

    /// <summary>The series to reduce: a line as it is, or the expression as a hidden series (one figure in a measure, a series in a line).</summary>
    private SeriesReference? ReductionSource(ExpressionSyntax syntax)
    {
        if (!_context.Time)
        {
            var bare = syntax is ParenthesizedSyntax inner ? inner.Inner : syntax;
            if (bare is NameExpressionSyntax && Resolve(bare) is { Shape.Time: false } constant)
            {
                return constant;
            }

            return HoistConstant(syntax);
        }

        return SeriesOf(syntax, _context.FirstStep, _context.LastStep);
    }

    /// <summary>An expression of a measure as a hidden series without time.</summary>
    private SeriesReference? HoistConstant(ExpressionSyntax syntax)
    {
        var inner = new FormulaCompiler(slots, binding, _context, silent);
        var value = inner.Compile(syntax);
        return value.Shape.IsKnown || silent
            ? Seal(inner._rule, _context with { FirstStep = 0, LastStep = 0 }, value, TextOf(syntax), binding.Provenance(File, syntax.Span), time: false)
            : null;
    }

    private bool TypeFits(Shape shape, Reducer reducer, ExpressionSyntax at)
    {
        var logical = reducer is Reducer.Any or Reducer.All;
        if (!shape.IsKnown || reducer == Reducer.Count || logical == (shape.Type == ValueType.Boolean))
        {
            return true;
        }

        Report(BindingDiagnostics.NotACondition, at.Span, logical ? "`any` and `all` take a condition, such as cash < 0." : "A condition cannot be added up; count(…) counts where it holds.");
        return false;
    }

    private (ImmutableHashSet<int> Dimensions, bool Tracks)? Axes(ExpressionSyntax? over, SeriesReference series, Text.TextSpan call)
    {
        if (over is null)
        {
            if (series.Shape is { IsKnown: true, Dimensions: 0 } && !silent)
            {
                var period = Entity.Calendar.Last.Year;
                Report(BindingDiagnostics.WrongArguments, call, $"{series.Text} varies by no dimension; over which periods should it be taken? Write `over: {period}` or `over: calendar`.",
                    new Fix("take it over the calendar", new Text.TextSpan(call.End - 1, 0), ", over: calendar"));
                return null;
            }

            return ([.. SlotTable.DimensionsOf(series.Shape.Dimensions)], false);
        }

        if (over is NameExpressionSyntax { Name: "track" or "tracks" })
        {
            return ([], true);
        }

        if (over is NameExpressionSyntax name && _context.Scope.Find(name.Name) is DimensionSymbol dimension)
        {
            if (series.Shape.IsKnown && (series.Shape.Dimensions >> dimension.Index & 1) == 0 && !silent)
            {
                Report(BindingDiagnostics.DimensionNotDeclared, over.Span, $"{series.Text} does not vary by {dimension.Name}.");
                return null;
            }

            return ([dimension.Index], false);
        }

        Report(BindingDiagnostics.WrongArguments, over.Span, "`over:` takes a dimension, `track`, a period such as 2027, a range, or `calendar`.");
        return null;
    }

    private Operand ReduceOverTime(CallArguments arguments, ExpressionSyntax over, Reducer reducer, RollUpRule? rule)
    {
        var calendar = Entity.Calendar;
        if (SeriesOf(arguments[0], 0, calendar.Count - 1) is not { } series || !TypeFits(series.Shape, reducer, arguments[0]))
        {
            return Silent;
        }

        if (reducer == Reducer.Count)
        {
            return CountOverTime(arguments, over);
        }

        var span = SpanOf(over) ?? Model.Time.DateSpan.All;

        // The sum of a flow over periods is its integral: an amount, whatever the steps.
        var how = rule == RollUpRule.Sum && series.Shape.IsFlow ? RollUpRule.Integral : rule!.Value;
        return ReadRollUp(series with { Span = span, Period = PeriodOf(over, calendar.YearEndMonth) }, how, arguments.Syntax.Span);
    }

    private Operand CountOverTime(CallArguments arguments, ExpressionSyntax over)
    {
        // Counting is adding 1 where the condition holds.
        var operand = arguments[0];
        var ones = new ConditionalSyntax(operand.Span, operand, new NumberSyntax(operand.Span, operand.Span, 1, null), new NumberSyntax(operand.Span, operand.Span, 0, null));
        if (Hoist(ones, 0, Entity.Calendar.Count - 1) is not { } series)
        {
            return Silent;
        }

        var span = SpanOf(over) ?? Model.Time.DateSpan.All;
        return ReadRollUp(series with { Span = span, Period = PeriodOf(over, Entity.Calendar.YearEndMonth) }, RollUpRule.Sum, arguments.Syntax.Span);
    }
}
