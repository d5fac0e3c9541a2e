using System.Collections.Immutable;
using Proforma.Language.Binding;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Model.Program;

namespace Proforma.Language.Lowering;

/// <summary>A formula of a line with the cells it is for.</summary>
/// <param name="Cells">What its selectors select.</param>
/// <param name="Expression">The formula.</param>
/// <param name="Span">The clause.</param>
internal sealed record FormulaClause(ClauseCells Cells, ExpressionSyntax Expression, TextSpan Span)
{
    /// <summary>The first step that it covers after precedence; beyond <see cref="Last"/> when it covers none.</summary>
    public int First { get; set; } = int.MaxValue;

    public int Last { get; set; } = -1;
}

/// <summary>The formulas of a line or measure by clause, and which clause holds where.</summary>
internal sealed class FormulaClauses
{
    // The one pattern of all rows, where no clause selects a track or a member.
    private ImmutableArray<ImmutableArray<RuleSegment>> _simple;

    private FormulaClauses(List<FormulaClause> clauses)
    {
        var cells = new ClauseCells[clauses.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = clauses[i].Cells;
            ByTrack |= cells[i].Tracks is not null;
            ByMember |= !cells[i].Members.IsEmpty;
        }

        (Clauses, Cells, Resolver) = (clauses, cells, new ClauseResolver(cells, hold: false));
    }

    public IReadOnlyList<FormulaClause> Clauses { get; }

    public IReadOnlyList<ClauseCells> Cells { get; }

    /// <summary>The formulas, each with where it stands.</summary>
    public ImmutableArray<(ExpressionSyntax Expression, FormulaContext Context)> Formulas { get; private set; } = [];

    public ClauseResolver Resolver { get; }

    public bool ByTrack { get; }

    private bool ByMember { get; }

    public static FormulaClauses Bind(SeriesSymbol symbol, BindingContext binding)
    {
        var written = symbol.Syntax.Clauses;
        var clauses = new List<FormulaClause>(written.Count);
        var selectors = new SelectorBinder(binding, symbol);
        ClauseCells? above = null;
        for (var i = 0; i < written.Count; i++)
        {
            if (written[i] is ValueClauseSyntax clause && Bind(symbol, clause, selectors, above, binding) is { } cells)
            {
                above = cells;
                if (clause.Value.Distribution is { } distribution)
                {
                    binding.Diagnostics.Add(BindingDiagnostics.ClauseNotAllowed, symbol.File, distribution.Span, "A distribution belongs to an input; a line reads uncertain inputs.");
                }

                foreach (var citation in clause.Value.Citations)
                {
                    if (citation.Source is { } source)
                    {
                        InputLowering.CheckSource(binding, symbol.Scope, symbol.File, source);
                    }
                }

                if (clause.Value.Point is { } point)
                {
                    clauses.Add(new FormulaClause(cells, point, clause.Span));
                }
            }
        }

        var bound = new FormulaClauses(clauses);
        bound.Cover(symbol, binding);
        var formulas = ImmutableArray.CreateBuilder<(ExpressionSyntax, FormulaContext)>(clauses.Count);
        foreach (var clause in clauses)
        {
            formulas.Add((clause.Expression, new FormulaContext(symbol, symbol.File, symbol.Role != SlotRole.Measure, clause.First, clause.Last)));
        }

        bound.Formulas = formulas.MoveToImmutable();
        return bound;
    }

    private static ClauseCells? Bind(SeriesSymbol symbol, ValueClauseSyntax clause, SelectorBinder selectors, ClauseCells? above, BindingContext binding)
    {
        switch (clause.Kind)
        {
            case ValueClauseKind.Then when above is null || above.LastStep == int.MaxValue:
                binding.Diagnostics.Add(BindingDiagnostics.ClauseNotAllowed, symbol.File, clause.Span, "`then` continues after the period of the clause above it; there is none that ends.");
                return null;
            case ValueClauseKind.Then:
                return above with { Steps = [(above.LastStep + 1, int.MaxValue)], HasPeriod = true };
            case ValueClauseKind.Otherwise:
                return new ClauseCells { IsRest = true };
            case ValueClauseKind.Selected:
                var cells = selectors.Bind(clause.Selectors);
                if (cells is { HasPeriod: true } && symbol.Role == SlotRole.Measure)
                {
                    binding.Diagnostics.Add(BindingDiagnostics.NeedsPeriod, symbol.File, clause.Span, "A measure is one figure for the whole plan; it cannot have a value by period. A line can.");
                    return null;
                }

                return cells;
            default:
                binding.Diagnostics.Add(BindingDiagnostics.ClauseNotAllowed, symbol.File, clause.Span, $"Only an account has such a clause; {symbol.Name} is a {symbol.Noun}.");
                return null;
        }
    }

    /// <summary>Which steps each clause covers, so that reads beyond the calendar are found where they happen.</summary>
    private void Cover(SeriesSymbol symbol, BindingContext binding)
    {
        var steps = symbol.Role == SlotRole.Measure ? 1 : symbol.Entity.Calendar.Count;
        if (!ByTrack && !ByMember)
        {
            _simple = [Resolver.Segments(Resolver.ApplicableTo(0, static _ => 0), steps)];
            CoverSegments(_simple[0]);
            ReportOverlaps(symbol, binding);
            return;
        }

        var dimensions = ByMember ? SlotTable.DimensionsOf(InputLowering.Bits(symbol.DeclaredDimensions)) : [];
        var layout = new RowLayout(ByTrack ? symbol.Entity.Tracks.Count : 1, dimensions, binding.Dimensions);
        foreach (var pattern in layout.Patterns(Cells, Resolver, steps).Patterns)
        {
            CoverSegments(pattern);
        }

        ReportOverlaps(symbol, binding);
    }

    private void CoverSegments(ImmutableArray<RuleSegment> pattern)
    {
        foreach (var segment in pattern)
        {
            var clause = Clauses[segment.Rule];
            clause.First = Math.Min(clause.First, segment.First);
            clause.Last = Math.Max(clause.Last, segment.Last);
        }
    }

    private void ReportOverlaps(SeriesSymbol symbol, BindingContext binding)
    {
        foreach (var (a, b, step) in Resolver.Overlaps)
        {
            var where = symbol.Role == SlotRole.Measure ? "" : $" in {symbol.Entity.Calendar.Step(step)}";
            binding.Diagnostics.Add(BindingDiagnostics.OverlappingClauses, symbol.File, Clauses[b].Span,
                $"Two clauses of {symbol.Name} both apply{where}, and neither is an exception to the other; say in a clause of its own what holds where both meet.",
                related: new RelatedPlace(symbol.File, Clauses[a].Span, "the other clause"));
        }
    }

    /// <summary>The patterns over the rows of the slot.</summary>
    public (ImmutableArray<ImmutableArray<RuleSegment>> Patterns, ImmutableArray<int> RowPatterns) Patterns(RowLayout layout, int steps) =>
        _simple.IsDefault ? layout.Patterns(Cells, Resolver, steps) : (_simple, []);
}
