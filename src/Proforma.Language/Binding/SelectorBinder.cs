using System.Collections.Immutable;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Model.Program;
using Proforma.Model.Time;

namespace Proforma.Language.Binding;

/// <summary>From the selectors of a clause (`2025, aggressive = …`) to the cells that it speaks of.</summary>
internal sealed class SelectorBinder(BindingContext context, SeriesSymbol series)
{
    private Entity Entity => series.Entity;

    /// <summary>The cells; null when a selector makes no sense, which is reported.</summary>
    public ClauseCells? Bind(IReadOnlyList<ExpressionSyntax> selectors)
    {
        if (selectors.Count == 0)
        {
            return new ClauseCells();
        }

        bool[]? tracks = null;
        var steps = ImmutableArray.CreateBuilder<(int, int)>(selectors.Count);
        var members = ImmutableDictionary<int, bool[]>.Empty;
        for (var i = 0; i < selectors.Count; i++)
        {
            var selector = selectors[i];
            if (SpanOf(selector, out var isPeriod) is { } span)
            {
                if (StepsOf(span, selector) is not { } run)
                {
                    return null;
                }

                steps.Add(run);
            }
            else if (isPeriod)
            {
                return null;
            }
            else if (selector is NameExpressionSyntax name && series.Scope.Find(name.Name) is TrackSymbol track)
            {
                tracks ??= new bool[Entity.Tracks.Count];
                MarkWithChildren(tracks, track.Index);
            }
            else if (MemberOf(selector) is var (dimension, leaves))
            {
                members = members.SetItem(dimension.Index, Merge(members.GetValueOrDefault(dimension.Index), leaves, dimension.Axis.Count));
            }
            else
            {
                return null;
            }
        }

        return steps.Count > 0
            ? new ClauseCells { Tracks = tracks, Members = members, HasPeriod = true, Steps = steps.DrainToImmutable() }
            : new ClauseCells { Tracks = tracks, Members = members };
    }

    private static bool[] Merge(bool[]? flags, ImmutableArray<int> leaves, int count)
    {
        flags = flags is null ? new bool[count] : (bool[])flags.Clone();
        foreach (var leaf in leaves)
        {
            flags[leaf] = true;
        }

        return flags;
    }

    private void MarkWithChildren(bool[] flags, int track)
    {
        flags[track] = true;
        for (var i = 0; i < Entity.Tracks.Count; i++)
        {
            if (!flags[i] && Entity.Tracks.Tracks[i].Parent == track)
            {
                MarkWithChildren(flags, i);
            }
        }
    }

    /// <summary>The days of a period selector; <paramref name="isPeriod"/> is true for one that was meant to be a period but is none.</summary>
    private DateSpan? SpanOf(ExpressionSyntax selector, out bool isPeriod)
    {
        isPeriod = false;
        switch (selector)
        {
            case PeriodSyntax or NumberSyntax:
                isPeriod = true;
                return ReadPeriod(selector) is { } period ? DateSpan.Of(period) : null;
            case RangeSyntax range:
                isPeriod = true;
                var from = range.From is null ? null : ReadPeriod(range.From);
                var to = range.To is null ? null : ReadPeriod(range.To);
                return (range.From is not null && from is null) || (range.To is not null && to is null) ? null : DateSpan.Between(from, to);
            default:
                return null;
        }
    }

    private Period? ReadPeriod(ExpressionSyntax syntax)
    {
        var text = series.File.Slice(syntax.Span);
        var period = PeriodReader.Read(text, Entity.Calendar.YearEndMonth);
        if (period is null)
        {
            context.Diagnostics.Add(BindingDiagnostics.PeriodExpected, series.File, syntax.Span, $"{text} is no period; write for example {Entity.Calendar.First}.");
        }
        else if (!Entity.Calendar.CanReport(period.Value.Grain))
        {
            context.Diagnostics.Add(BindingDiagnostics.WrongGrain, series.File, syntax.Span,
                $"{period} is a {period.Value.Grain.Noun()}; the calendar steps in {Entity.Calendar.Grain.Noun()}s.");
            return null;
        }

        return period;
    }

    private (int First, int Last)? StepsOf(DateSpan span, ExpressionSyntax selector)
    {
        var calendar = Entity.Calendar;
        var first = span.From is { } from ? StepStartingFrom(from) : int.MinValue;
        var last = span.To is { } to ? calendar.StepOf(to) : int.MaxValue;
        if (first > last)
        {
            context.Diagnostics.Add(BindingDiagnostics.UnusedSelector, series.File, selector.Span, "This range ends before it begins.");
            return null;
        }

        var isInput = series.Role is SlotRole.Input or SlotRole.Rate;
        if (first >= calendar.Count || (last < 0 && !isInput))
        {
            context.Diagnostics.Add(BindingDiagnostics.OutsideCalendar, series.File, selector.Span,
                $"{series.File.Slice(selector.Span)} lies outside of the calendar, {calendar.First} to {calendar.Last}.");
            return null;
        }

        return (first, last);
    }

    /// <summary>A week belongs to the period in which it starts, so that neighbouring periods never claim the same step.</summary>
    private int StepStartingFrom(DateOnly date)
    {
        var step = Entity.Calendar.StepOf(date);
        return Entity.Calendar.Step(step).Start < date ? step + 1 : step;
    }

    private (DimensionSymbol Dimension, ImmutableArray<int> Leaves)? MemberOf(ExpressionSyntax selector)
    {
        var found = FindMember(selector);
        if (found is not var (dimension, member))
        {
            return null;
        }

        if (series.DeclaredDimensions is null || series.DeclaredDimensions.Value.All(d => d.Index != dimension.Index))
        {
            context.Diagnostics.Add(BindingDiagnostics.DimensionNotDeclared, series.File, selector.Span,
                $"{series.Name} is not declared `by {dimension.Name}`, so it has no value of its own for {dimension.Axis.Members[member].Name}.",
                new Fix($"declare it by {dimension.Name}", new TextSpan(series.Span.End, 0), $" by {dimension.Name}"));
            return null;
        }

        return (dimension, dimension.Axis.LeavesUnder(member));
    }

    private (DimensionSymbol Dimension, int Member)? FindMember(ExpressionSyntax selector)
    {
        switch (selector)
        {
            case NameExpressionSyntax name when series.Scope.Find(name.Name) is MemberSymbol member:
                return (member.Dimension, member.Index);
            case NameExpressionSyntax name:
                return FindAmongDeclared(name.Name, selector);
            case TextExpressionSyntax text:
                return FindAmongDeclared(text.Value, selector);
            case MemberAccessSyntax { Target: NameExpressionSyntax name } access when series.Scope.Find(name.Name) is DimensionSymbol dimension:
                var index = dimension.Find(access.Member.Text);
                if (index < 0)
                {
                    Unknown(access.Member.Text, access.Member.Span, dimension.Axis.Members.Take(10_000).Select(static m => m.Name));
                    return null;
                }

                return (dimension, index);
            default:
                context.Diagnostics.Add(BindingDiagnostics.PeriodExpected, series.File, selector.Span, "Before `=` stand periods, tracks and members, separated by commas.");
                return null;
        }
    }

    private (DimensionSymbol Dimension, int Member)? FindAmongDeclared(string name, ExpressionSyntax selector)
    {
        foreach (var dimension in series.DeclaredDimensions ?? [])
        {
            if (dimension.Find(name) is >= 0 and var index)
            {
                return (dimension, index);
            }
        }

        var known = Entity.Tracks.Tracks.Select(static t => t.Name)
            .Concat((series.DeclaredDimensions ?? []).SelectMany(static d => d.Axis.Members.Take(10_000).Select(static m => m.Name)));
        Unknown(name, selector.Span, known);
        return null;
    }

    private void Unknown(string name, TextSpan span, IEnumerable<string> known)
    {
        var nearest = Spelling.Nearest(name, known);
        context.Diagnostics.Add(BindingDiagnostics.UnknownName, series.File, span,
            $"{name} is no track, period or member here{(nearest is null ? "." : $"; did you mean {nearest}?")}",
            nearest is null ? null : new Fix($"write {nearest}", span, nearest));
    }
}
