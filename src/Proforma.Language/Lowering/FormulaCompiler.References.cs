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

/// <summary>Names and what stands behind them: series, selections in brackets, parts of balances, facts of the period.</summary>
internal sealed partial class FormulaCompiler
{
    private Operand CompileName(NameExpressionSyntax syntax)
    {
        var symbol = _context.Scope.Find(syntax.Name);
        if (symbol is SeriesSymbol { Role: not SlotRole.Check, Shape.Dimensions: 0 } series
            && series.Entity == Entity && (_context.Time || !series.Shape.Time))
        {
            return ReadHere(series);
        }

        if (symbol is null)
        {
            switch (syntax.Name)
            {
                case "true" or "false":
                    return Truth(syntax.Name == "true");
                case "prev":
                    return ReadShifted(OwnSeries(), ReadTime.Step, -1, null, syntax.Span);
                case "blank":
                    return new Operand(_rule.Constant(Model.Runs.CellValue.Blank.Raw), Shape.Of(_context.Owner.DeclaredUnit?.Dimension));
            }
        }

        return CompileReference(syntax);
    }

    /// <summary>Reads a series of this plan without dimensions in the same cell: what nearly every name in a formula means.</summary>
    private Operand ReadHere(SeriesSymbol series)
    {
        var shape = series.Shape;
        var read = new SlotRead(series.Slot, shape.Time ? ReadTime.Step : ReadTime.None, 0, -1, [], series.Name);
        return new Operand(_rule.Read(read), ResultShape(shape, series.RollUp, series == _context.Owner, offset: 0, ReadTime.Step));
    }

    private Operand CompileReference(ExpressionSyntax syntax)
    {
        if (syntax is MemberAccessSyntax { Target: NameExpressionSyntax { Name: "period" } } fact && _context.Scope.Find("period") is null)
        {
            return CompilePeriodFact(fact);
        }

        return Resolve(syntax) is { } reference ? Read(reference, syntax.Span) : Silent;
    }

    private SeriesReference OwnSeries() => ReferenceTo(_context.Owner, _context.Owner.Name);

    private static SeriesReference ReferenceTo(SeriesSymbol symbol, string text) =>
        new(symbol.Slot, symbol.Shape, symbol.RollUp, symbol.Entity, text) { Symbol = symbol };

    /// <summary>The series that an expression refers to, with its selections; reports and gives null when it is none.</summary>
    private SeriesReference? Resolve(ExpressionSyntax syntax)
    {
        switch (syntax)
        {
            case ParenthesizedSyntax inner:
                return Resolve(inner.Inner);
            case NameExpressionSyntax name:
                return ResolveName(_context.Scope.Find(name.Name), name.Name, name.Span, NearestSeries, _context.Scope);
            case MemberAccessSyntax access:
                return ResolveMember(access);
            case IndexSyntax index:
                return ResolveIndex(index);
            default:
                return Hoist(syntax, _context.FirstStep, _context.LastStep);
        }
    }

    /// <summary>The series whose name is nearest. A formula cannot write an exchange rate's name, and a check has none.</summary>
    private static string? NearestSeries(Scope scope, string name) =>
        scope.Nearest(name, static x => x is SeriesSymbol { Role: not (SlotRole.Rate or SlotRole.Check) });

    private SeriesReference? ResolveName(Symbol? symbol, string name, TextSpan span, Func<Scope, string, string?> nearest, Scope scope)
    {
        switch (symbol)
        {
            case SeriesSymbol { Role: SlotRole.Check }:
            case null:
                var near = nearest(scope, name);
                var known = near is null ? "." : $"; did you mean {near}?";
                var hint = near is null && Entity.Units.Find(name) is not null ? $" {name} is a unit; a unit follows a number, as in `1 {name}`." : "";
                Report(BindingDiagnostics.UnknownName, span, $"There is no line or input called {name}{known}{hint}",
                    near is null ? null : new Fix($"write {near}", span, near));
                return null;
            case SeriesSymbol series:
                return ReferenceTo(series, scope == _context.Scope ? name : $"{scope.Entity.Alias}.{name}".TrimStart('.'));
            default:
                Report(BindingDiagnostics.NotThatKindOfName, span, $"{name} is a {symbol.Noun}, not a figure.", null, new RelatedPlace(symbol.File, symbol.Span, "declared here"));
                return null;
        }
    }

    private SeriesReference? ResolveMember(MemberAccessSyntax access)
    {
        if (ScopeOf(access.Target) is { } scope)
        {
            return ResolveName(scope.FindHere(access.Member.Text), access.Member.Text, access.Member.Span, NearestSeries, scope);
        }

        if (Resolve(access.Target) is not { } target)
        {
            return null;
        }

        var part = access.Member.Text switch { "opening" => BalancePart.Opening, "average" => BalancePart.Average, "closing" => BalancePart.Closing, _ => (BalancePart?)null };
        if (part is null)
        {
            Report(BindingDiagnostics.UnknownName, access.Member.Span, $"{target.Text} has no part called {access.Member.Text}; a balance has opening, closing and average.");
            return null;
        }

        if (target.Shape.IsKnown && !target.Shape.IsStock && part != BalancePart.Closing)
        {
            Report(BindingDiagnostics.NotThatKindOfName, access.Member.Span, $"Only a balance has an {access.Member.Text}; {target.Text} is in {target.Shape.Unit}.");
            return null;
        }

        return target with { Part = part.Value, Text = $"{target.Text}.{access.Member.Text}" };
    }

    /// <summary>The scope of `alias` or `alias.module`, or null when the expression is no alias.</summary>
    private Scope? ScopeOf(ExpressionSyntax syntax) => syntax switch
    {
        NameExpressionSyntax name => (_context.Scope.Find(name.Name) as AliasSymbol)?.Scope,
        MemberAccessSyntax access => (ScopeOf(access.Target)?.FindHere(access.Member.Text) as AliasSymbol)?.Scope,
        _ => null,
    };

    private SeriesReference? ResolveIndex(IndexSyntax index)
    {
        if (Resolve(index.Target) is not { } target)
        {
            return null;
        }

        foreach (var selector in index.Selectors)
        {
            if (Select(target, selector) is not { } selected)
            {
                return null;
            }

            target = selected;
        }

        return target with { Text = TextOf(index) };
    }

    private SeriesReference? Select(SeriesReference target, ExpressionSyntax selector)
    {
        var scope = target.Symbol?.Scope ?? _context.Scope;
        if (SpanOf(selector, target.Entity.Calendar.YearEndMonth) is { } span)
        {
            return target with { Span = span, Period = PeriodOf(selector, target.Entity.Calendar.YearEndMonth) };
        }

        switch (selector)
        {
            case NameExpressionSyntax name when scope.Find(name.Name) is TrackSymbol track:
                return target with { Track = track.Index };
            case NameExpressionSyntax name when scope.Find(name.Name) is MemberSymbol member:
                return WithMember(target, member.Dimension, member.Index, name.Span);
            case MemberAccessSyntax { Target: NameExpressionSyntax dimensionName } access when scope.Find(dimensionName.Name) is DimensionSymbol dimension:
                return FindMember(target, dimension, access.Member.Text, access.Member.Span);
            case TextExpressionSyntax text:
                return FindMember(target, text.Value, text.Span);
            case NameExpressionSyntax name:
                return FindMember(target, name.Name, name.Span);
            default:
                Report(BindingDiagnostics.PeriodExpected, selector.Span, "In brackets stand a period, a track or a member, such as `revenue[aggressive, 2027]`.");
                return null;
        }
    }

    private SeriesReference? FindMember(SeriesReference target, DimensionSymbol dimension, string member, TextSpan span)
    {
        var index = dimension.Find(member);
        if (index >= 0)
        {
            return WithMember(target, dimension, index, span);
        }

        var nearest = Spelling.Nearest(member, dimension.Axis.Members.Take(10_000).Select(static m => m.Name));
        Report(BindingDiagnostics.UnknownName, span, $"The dimension {dimension.Name} has no member {member}{(nearest is null ? "." : $"; did you mean {nearest}?")}",
            nearest is null ? null : new Fix($"write {nearest}", span, nearest));
        return null;
    }

    private SeriesReference? FindMember(SeriesReference target, string member, TextSpan span)
    {
        var found = SlotTable.DimensionsOf(target.Shape.Dimensions).Select(i => binding.Dimensions[i]).Where(d => d.Find(member) >= 0).ToList();
        if (found.Count == 1)
        {
            return WithMember(target, found[0], found[0].Find(member), span);
        }

        if (found.Count > 1)
        {
            var written = File.Slice(span).ToString();
            Report(BindingDiagnostics.AmbiguousMember, span, $"{member} is a member of {string.Join(" and ", found.Select(static d => d.Name))}; say which: {string.Join(" or ", found.Select(d => $"{d.Name}.{written}"))}.",
                new Fix($"the one of {found[0].Name}", new TextSpan(span.Start, 0), $"{found[0].Name}."));
            return null;
        }

        if (target.Shape.IsKnown)
        {
            var scope = target.Symbol?.Scope ?? _context.Scope;
            var nearest = scope.Nearest(member, static s => s is TrackSymbol or MemberSymbol);
            Report(BindingDiagnostics.UnknownName, span, $"{member} is no period, track or member that {target.Text} has{(nearest is null ? "." : $"; did you mean {nearest}?")}",
                nearest is null ? null : new Fix($"write {nearest}", span, nearest));
        }

        return null;
    }

    private SeriesReference? WithMember(SeriesReference target, DimensionSymbol dimension, int member, TextSpan span)
    {
        if (target.Shape.IsKnown && (target.Shape.Dimensions >> dimension.Index & 1) == 0 && !silent)
        {
            Report(BindingDiagnostics.DimensionNotDeclared, span, $"{target.Text} does not vary by {dimension.Name}, so it has no value for {dimension.Axis.Members[member].Name}.");
            return null;
        }

        return target with { Members = target.Members.SetItem(dimension.Index, member) };
    }

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
        ResultShape(reference.Shape, reference.RollUp, reference.Symbol == _context.Owner, offset, time) with { Track = reference.Shape.Track && reference.Track < 0 };

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

        var edge = steps < 0 ? calendar.First : calendar.Last;
        var place = steps < 0 ? "first period, this reads an earlier" : "last period, this reads a later";
        var others = steps < 0 ? "then = …" : "otherwise = …";
        Report(BindingDiagnostics.BeyondCalendar, span,
            $"In {edge}, the calendar's {place} {reference.Text}; give {edge} a value of its own (`{edge} = …`, then `{others}`) or a default: {WithDefault(reference, steps, span)}.");
        return null;
    }

    /// <summary>The call as it would be with a default.</summary>
    private string WithDefault(SeriesReference reference, int steps, TextSpan span)
    {
        var written = File.Slice(span).ToString();
        var isCall = written.Length <= 60 && written.EndsWith(')') && (written.StartsWith("change(", StringComparison.Ordinal) || written.StartsWith("lag(", StringComparison.Ordinal));
        return isCall ? written[..^1] + ", 0)" : $"{(steps < 0 ? "prev" : "next")}({reference.Text}, 0)";
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
}
