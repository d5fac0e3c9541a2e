using System.Collections.Immutable;
using Proforma.Language.Binding;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Model.Program;
using Proforma.Model.Units;

namespace Proforma.Language.Lowering;

/// <summary>
/// Accounts: opening + plus − minus = closing, in every period. The account's own slot holds the closing balance and a hidden one
/// the opening: at the first step what `opening` says, afterwards the closing balance of the step before.
/// </summary>
internal sealed class AccountLowering(BindingContext binding, SlotTable slots, LineLowering lines)
{
    private readonly Dictionary<SeriesSymbol, Anchors> _anchors = [];

    public bool Infer(SeriesSymbol symbol)
    {
        if (symbol.OpeningSlot < 0)
        {
            symbol.OpeningSlot = slots.Reserve();
        }

        var anchors = AnchorsOf(symbol);
        var shape = default(Shape);
        Dimension? unit = symbol.DeclaredUnit?.Dimension;
        foreach (var anchor in anchors.Clauses)
        {
            var found = Compiler(symbol, anchor.Step, silent: true).Compile(anchor.Expression).Shape;
            unit ??= found.IsZero ? null : found.Unit;
            shape = shape.Joined(found);
        }

        foreach (var (flow, _) in Flows(symbol))
        {
            var found = Compiler(symbol, null, silent: true).Compile(flow).Shape;
            unit ??= found.IsZero ? null : found.Unit?.WithDaysAsMonths().Multiply(Dimension.Month);
            shape = shape.Joined(found);
        }

        shape = shape with
        {
            Unit = unit?.WithDaysAsMonths(),
            Time = true,
            Track = shape.Track || anchors.Clauses.Any(static a => a.Cells.Tracks is not null),
            Dimensions = symbol.DeclaredDimensions is { } declared ? InputLowering.Bits(declared) : shape.Dimensions,
            Traits = Traits.None,
            Written = symbol.DeclaredUnit,
        };
        var changed = shape != symbol.Shape;
        symbol.Shape = shape;
        symbol.RollUp = RollUpOf.Formula(shape, declared: true).Rule;
        return changed;
    }

    public void Emit(SeriesSymbol symbol)
    {
        var anchors = AnchorsOf(symbol);
        if (anchors.Clauses.Count == 0)
        {
            binding.Diagnostics.Add(BindingDiagnostics.MissingValue, symbol.File, symbol.Span, $"The account {symbol.Name} has no opening balance.",
                new Fix("open it at zero", new Text.TextSpan(symbol.File.LocationOf(symbol.Span.Start) is var (line, _) ? symbol.File.StartOfLine(line) + symbol.File.Line(line).Length : 0, 0), "\n  opening = 0"));
        }

        var dimensions = SlotTable.DimensionsOf(symbol.Shape.Dimensions);
        var flow = FlowRule(symbol, dimensions);
        var balances = anchors.Clauses.Select(a => BalanceRule(symbol, a, dimensions)).ToList();
        var carried = CarriedRule(symbol, dimensions);
        var layout = new RowLayout(symbol.Shape.Track ? symbol.Entity.Tracks.Count : 1, dimensions, binding.Dimensions);
        if (layout.Rows * symbol.Entity.Calendar.Count > SlotLimits.MaxCellsOfSlot)
        {
            binding.Diagnostics.Add(BindingDiagnostics.TooManyCells, symbol.File, symbol.Span,
                $"{symbol.Name} would have {layout.Rows * symbol.Entity.Calendar.Count:N0} cells; at most {SlotLimits.MaxCellsOfSlot:N0} are possible.");
            slots.Set(InputLowering.Blank(symbol, symbol.Slot));
            return;
        }

        var rows = anchors.Rows(layout, symbol.Entity.Calendar.Count);
        var slot = lines.SlotOf(symbol) with { OpeningSlot = symbol.OpeningSlot };
        slots.Set(slot with { Rules = [flow, .. balances], Patterns = rows.Closing, RowPatterns = rows.RowPatterns });
        slots.Set(slot with
        {
            Index = symbol.OpeningSlot,
            Name = $"{slot.Name}.opening",
            Label = $"{slot.Label} (opening)",
            Role = SlotRole.Hidden,
            RollUp = RollUpRule.Opening,
            Rules = [carried, .. balances],
            Patterns = rows.Opening,
            RowPatterns = rows.RowPatterns,
        });
    }

    /// <summary>The expressions of additions (true) and deductions (false).</summary>
    private static IEnumerable<(ExpressionSyntax Expression, bool Adds)> Flows(SeriesSymbol symbol)
    {
        foreach (var clause in symbol.Syntax.Clauses.OfType<ValueClauseSyntax>())
        {
            if (clause is { Kind: ValueClauseKind.Plus or ValueClauseKind.Minus, Value.Point: { } point })
            {
                yield return (point, clause.Kind == ValueClauseKind.Plus);
            }
        }
    }

    private FormulaCompiler Compiler(SeriesSymbol symbol, int? step, bool silent)
    {
        var last = symbol.Entity.Calendar.Count - 1;
        var anchors = AnchorsOf(symbol);
        var first = Math.Clamp(step ?? anchors.FirstFlowStep, 0, last);
        return new FormulaCompiler(slots, binding, new FormulaContext(symbol, symbol.File, Time: true, first, step is null ? last : first), silent);
    }

    private Rule FlowRule(SeriesSymbol symbol, ImmutableArray<int> dimensions)
    {
        var compiler = Compiler(symbol, null, silent: false);
        var opening = compiler.OwnOpening();
        var balance = opening;
        var text = new List<string> { $"{symbol.Name}.opening" };
        foreach (var (expression, adds) in Flows(symbol))
        {
            var value = compiler.Compile(expression);
            if (symbol.Shape.Unit is { } unit)
            {
                value = compiler.FitFlow(value, unit.Divide(Dimension.Month), expression);
            }

            balance = compiler.Flowed(balance, value, adds);
            var written = symbol.File.Slice(expression.Span).ToString();
            text.Add((adds ? "+ " : "- ") + (expression is BinarySyntax or UnarySyntax or ConditionalSyntax ? $"({written})" : written));
        }

        var provenance = binding.Provenance(symbol.File, symbol.Span) with { Text = string.Join(' ', text) };
        return compiler.Rule.Build(balance, dimensions, provenance);
    }

    private Rule BalanceRule(SeriesSymbol symbol, Anchor anchor, ImmutableArray<int> dimensions)
    {
        var compiler = Compiler(symbol, anchor.Step, silent: false);
        var value = compiler.Compile(anchor.Expression);
        if (symbol.Shape.Unit is { } unit)
        {
            value = compiler.FitUnit(value, unit, anchor.Expression);
        }

        return compiler.Rule.Build(value, dimensions, binding.Provenance(symbol.File, anchor.Expression.Span));
    }

    private static Rule CarriedRule(SeriesSymbol symbol, ImmutableArray<int> dimensions)
    {
        var members = dimensions.Select(static (_, i) => new MemberIndex(i)).ToImmutableArray();
        var read = new SlotRead(symbol.Slot, ReadTime.Step, -1, -1, members, $"prev({symbol.Name})");
        return new Rule([new Op(OpCode.Read, 0)]) { Reads = [read], Provenance = new Provenance($"prev({symbol.Name})") };
    }

    private Anchors AnchorsOf(SeriesSymbol symbol)
    {
        if (!_anchors.TryGetValue(symbol, out var anchors))
        {
            anchors = BindAnchors(symbol);
            _anchors.Add(symbol, anchors);
        }

        return anchors;
    }

    private Anchors BindAnchors(SeriesSymbol symbol)
    {
        var selectors = new SelectorBinder(binding, symbol);
        var found = new List<Anchor>();
        foreach (var clause in symbol.Syntax.Clauses.OfType<ValueClauseSyntax>())
        {
            if (clause.Kind is ValueClauseKind.Plus or ValueClauseKind.Minus || clause.Value.Point is not { } point)
            {
                continue;
            }

            if (clause.Kind is not (ValueClauseKind.Opening or ValueClauseKind.Closing))
            {
                binding.Diagnostics.Add(BindingDiagnostics.ClauseNotAllowed, symbol.File, clause.Span,
                    $"An account is built from `opening = …` (or `closing {symbol.Entity.Calendar.First} = …`), `plus …` and `minus …`.");
                continue;
            }

            if (AnchorSelectors(symbol, clause, selectors) is { } cells)
            {
                var step = clause.Kind == ValueClauseKind.Opening ? -1 : cells.LastStep;
                found.Add(new Anchor(cells with { Steps = [(int.MinValue, int.MaxValue)] }, step, point));
            }
        }

        return new Anchors(found);
    }

    private ClauseCells? AnchorSelectors(SeriesSymbol symbol, ValueClauseSyntax clause, SelectorBinder selectors)
    {
        // A closing balance may stand before the calendar; a line's selectors may not, an input's may.
        var calendar = symbol.Entity.Calendar;
        var earlier = clause.Selectors.OfType<PeriodSyntax>().FirstOrDefault(p =>
            PeriodReader.Read(p.Text, calendar.YearEndMonth) is { } period && period.End < calendar.First.Start);
        if (earlier is not null && PeriodReader.Read(earlier.Text, calendar.YearEndMonth)!.Value.End.AddDays(1) != calendar.First.Start)
        {
            binding.Diagnostics.Add(BindingDiagnostics.OutsideCalendar, symbol.File, earlier.Span, $"A closing balance before the calendar must be that of the period just before {calendar.First}.");
            return null;
        }

        var bound = selectors.Bind(earlier is null ? clause.Selectors : [.. clause.Selectors.Where(s => s != earlier)]);
        if (bound is null)
        {
            return null;
        }

        if (clause.Kind == ValueClauseKind.Closing && earlier is null && !bound.HasPeriod)
        {
            binding.Diagnostics.Add(BindingDiagnostics.PeriodExpected, symbol.File, clause.Span, $"Say which period's closing balance this is: `closing {calendar.First} = …`.");
            return null;
        }

        return earlier is null ? bound : bound with { Steps = [(-1, -1)], HasPeriod = true };
    }

    /// <summary>A stated balance.</summary>
    /// <param name="Cells">For which tracks and members.</param>
    /// <param name="Step">The step whose closing balance it is; −1 for the opening of the calendar.</param>
    private sealed record Anchor(ClauseCells Cells, int Step, ExpressionSyntax Expression);

    private sealed class Anchors(List<Anchor> clauses)
    {
        private readonly ClauseResolver _resolver = new([.. clauses.Select(static c => c.Cells)], hold: false);

        public IReadOnlyList<Anchor> Clauses => clauses;

        /// <summary>The first step at which flows move some row.</summary>
        public int FirstFlowStep => clauses.Count == 0 ? 0 : clauses.Min(static c => c.Step) + 1;

        /// <summary>The patterns of the closing and of the opening slot; rule 0 is the flow (or the carried balance), rule i + 1 the i-th stated one.</summary>
        public (ImmutableArray<ImmutableArray<RuleSegment>> Closing, ImmutableArray<ImmutableArray<RuleSegment>> Opening, ImmutableArray<int> RowPatterns) Rows(RowLayout layout, int steps)
        {
            var closing = ImmutableArray.CreateBuilder<ImmutableArray<RuleSegment>>();
            var opening = ImmutableArray.CreateBuilder<ImmutableArray<RuleSegment>>();
            var known = new Dictionary<int, int>();
            var rows = new int[layout.Rows];
            for (long row = 0; row < rows.Length; row++)
            {
                var at = row;
                var applicable = _resolver.ApplicableTo(layout.TrackOf(row), dimension => layout.LeafOf(at, dimension));
                var anchor = _resolver.Pick(applicable, 0);
                if (!known.TryGetValue(anchor, out var pattern))
                {
                    pattern = closing.Count;
                    known.Add(anchor, pattern);
                    closing.Add(ClosingOf(anchor, steps));
                    opening.Add(OpeningOf(anchor, steps));
                }

                rows[row] = pattern;
            }

            return (closing.ToImmutable(), opening.ToImmutable(), closing.Count == 1 ? [] : [.. rows]);
        }

        private ImmutableArray<RuleSegment> ClosingOf(int anchor, int steps)
        {
            if (anchor < 0)
            {
                return [];
            }

            var step = clauses[anchor].Step;
            var flows = step + 1 < steps ? ImmutableArray.Create(new RuleSegment(step + 1, steps - 1, 0)) : [];
            return step < 0 ? flows : flows.Insert(0, new RuleSegment(step, step, anchor + 1));
        }

        private ImmutableArray<RuleSegment> OpeningOf(int anchor, int steps)
        {
            if (anchor < 0)
            {
                return [];
            }

            var step = clauses[anchor].Step;
            var first = step < 0 ? 1 : step + 1;
            var carried = first < steps ? ImmutableArray.Create(new RuleSegment(first, steps - 1, 0)) : [];
            return step < 0 ? carried.Insert(0, new RuleSegment(0, 0, anchor + 1)) : carried;
        }
    }
}
