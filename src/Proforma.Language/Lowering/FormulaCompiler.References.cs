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
                return ResolveName(_context.Scope.Find(name.Name), name.Name, name.Span, static (s, n) => s.Nearest(n, static x => x is SeriesSymbol), _context.Scope);
            case MemberAccessSyntax access:
                return ResolveMember(access);
            case IndexSyntax index:
                return ResolveIndex(index);
            default:
                return Hoist(syntax, _context.FirstStep, _context.LastStep);
        }
    }

    private SeriesReference? ResolveName(Symbol? symbol, string name, TextSpan span, Func<Scope, string, string?> nearest, Scope scope)
    {
        switch (symbol)
        {
            case SeriesSymbol { Role: SlotRole.Check }:
            case null:
                var near = nearest(scope, name);
                var known = near is null ? "" : $"; did you mean {near}?";
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
            return ResolveName(scope.FindHere(access.Member.Text), access.Member.Text, access.Member.Span, static (s, n) => s.Nearest(n, static x => x is SeriesSymbol), scope);
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
            Report(BindingDiagnostics.AmbiguousMember, span, $"{member} is a member of {string.Join(" and ", found.Select(static d => d.Name))}; say which: {found[0].Name}.{member}.");
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
}
