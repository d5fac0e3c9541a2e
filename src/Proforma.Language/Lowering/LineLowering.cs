using System.Collections.Immutable;
using Proforma.Language.Binding;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Model.Program;
using Proforma.Model.Units;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Language.Lowering;

/// <summary>Lines, measures and checks: infers their shape, then lowers their formulas.</summary>
internal sealed class LineLowering(BindingContext binding, SlotTable slots)
{
    // By slot: bound when first asked for, kept for the passes that follow.
    private readonly FormulaClauses?[] _clauses = new FormulaClauses?[binding.Series.Count];

    // Ops are collected here and copied when a rule is built; inference only looks at shapes.
    private readonly RuleBuilder _scratch = new();

    /// <summary>Adds the formulas of a series to <paramref name="expressions"/>, for the order of inference.</summary>
    public static void AddExpressions(SeriesSymbol symbol, List<ExpressionSyntax> expressions)
    {
        if (symbol.Syntax is CheckSyntax check)
        {
            expressions.Add(check.Condition);
            return;
        }

        for (var i = 0; i < symbol.Syntax.Clauses.Count; i++)
        {
            var expression = symbol.Syntax.Clauses[i] switch
            {
                ValueClauseSyntax value => value.Value.Point,
                AggregateClauseSyntax aggregate => aggregate.Weight,
                _ => null,
            };
            if (expression is not null)
            {
                expressions.Add(expression);
            }
        }
    }

    /// <summary>One silent pass over the formulas; gives back whether anything new was learnt.</summary>
    public bool Infer(SeriesSymbol symbol)
    {
        var shape = default(Shape);
        foreach (var (expression, context) in Formulas(symbol))
        {
            _scratch.Clear();
            var found = new FormulaCompiler(slots, binding, context, silent: true, _scratch).Compile(expression).Shape;
            shape = Merge(shape, found);
        }

        shape = Complete(symbol, WithWeight(symbol, shape));
        var changed = !Same(shape, symbol.Shape);
        symbol.Shape = shape;
        if (symbol.Role == SlotRole.Check)
        {
            symbol.RollUp = RollUpRule.All;
            return changed;
        }

        symbol.RollUp = RollUpOf.Formula(shape, declared: true).Rule;
        if (HasAggregate(symbol))
        {
            symbol.RollUp = AggregateClause.For(symbol, shape, symbol.RollUp, s_nowhere, slots).Rule;
        }

        return changed;
    }

    /// <summary>Lowers a series whose shape is known, and reports what is wrong with it.</summary>
    public void Emit(SeriesSymbol symbol)
    {
        var clauses = symbol.Syntax is CheckSyntax ? null : Clauses(symbol);
        if (clauses is { Clauses.Count: 0 })
        {
            EmitWithoutFormula(symbol);
            return;
        }

        var dimensions = SlotTable.DimensionsOf(symbol.Shape.Dimensions);
        var formulas = Formulas(symbol);
        var rules = ImmutableArray.CreateBuilder<Rule>(formulas.Length);
        foreach (var (expression, context) in formulas)
        {
            _scratch.Clear();
            var compiler = new FormulaCompiler(slots, binding, context, silent: false, _scratch);
            var value = compiler.Fit(compiler.Compile(expression), expression);
            rules.Add(compiler.Rule.Build(value, dimensions, binding.Provenance(symbol.File, expression.Span)));
        }

        var steps = symbol.Shape.Time ? symbol.Entity.Calendar.Count : 1;
        var layout = new RowLayout(symbol.Shape.Track ? symbol.Entity.Tracks.Count : 1, dimensions, binding.Dimensions);
        if (layout.Rows * steps > SlotLimits.MaxCellsOfSlot)
        {
            binding.Diagnostics.Add(BindingDiagnostics.TooManyCells, symbol.File, symbol.Span, $"{symbol.Name} would have {layout.Rows * steps:N0} cells; at most {SlotLimits.MaxCellsOfSlot:N0} are possible.");
            slots.Set(InputLowering.Blank(symbol, symbol.Slot));
            return;
        }

        var (patterns, rows) = clauses?.Patterns(layout, steps) ?? ([[new RuleSegment(0, steps - 1, 0)]], []);
        slots.Set(SlotOf(symbol, rules.MoveToImmutable(), patterns, rows));
    }

    /// <summary>The slot of a declared series without its rules.</summary>
    public Slot SlotOf(SeriesSymbol symbol) => SlotOf(symbol, [], [], []);

    private Slot SlotOf(
        SeriesSymbol symbol, ImmutableArray<Rule> rules, ImmutableArray<ImmutableArray<RuleSegment>> patterns, ImmutableArray<int> rowPatterns)
    {
        var shape = symbol.Shape;
        var (inferred, why) = symbol.Role == SlotRole.Check ? (RollUpRule.All, "") : RollUpOf.Formula(shape, declared: true);
        var (rollUp, reason) = AggregateClause.For(symbol, shape, inferred, binding, slots, why);
        symbol.RollUp = rollUp;
        var circular = symbol.Syntax.First<CircularClauseSyntax>();
        return new Slot(symbol.Slot, symbol.Scope.Prefix + symbol.Name, symbol.Role)
        {
            Label = symbol.Label,
            Entity = symbol.Entity.Alias,
            Section = symbol.Section,
            TimeAxis = shape.Time ? symbol.Entity.Index : -1,
            TrackAxis = shape.Track ? symbol.Entity.Index : -1,
            Dimensions = SlotTable.DimensionsOf(shape.Dimensions),
            Type = shape.Type,
            Kind = RollUpOf.KindOf(shape, isInput: false),
            Unit = UnitOf(symbol),
            PeriodGrain = shape.PeriodGrain,
            PeriodYearEnd = shape.PeriodYearEnd == 0 ? 12 : shape.PeriodYearEnd,
            RollUp = rollUp,
            RollUpWeight = rollUp == RollUpRule.Weighted ? WeightOf(symbol) : null,
            NoRollUpReason = reason,
            IsCircular = circular is not null,
            CircularTolerance = ToleranceOf(symbol, circular),
            IsWarning = symbol.Syntax is CheckSyntax && symbol.Syntax.Clauses.Any(static c => c is AttributeClauseSyntax { Word.Text: "severity", RawText: "warning" }),
            Rules = rules,
            Patterns = patterns,
            RowPatterns = rowPatterns,
            Provenance = binding.Provenance(symbol.File, symbol.Span),
        };
    }

    private static readonly BindingContext s_nowhere = new(NoFiles.Instance, new DiagnosticBag());

    private static bool HasAggregate(SeriesSymbol symbol) => symbol.Syntax.First<AggregateClauseSyntax>() is not null;

    private FormulaClauses Clauses(SeriesSymbol symbol) => _clauses[symbol.Slot] ??= FormulaClauses.Bind(symbol, binding);

    private ImmutableArray<(ExpressionSyntax Expression, FormulaContext Context)> Formulas(SeriesSymbol symbol) => symbol.Syntax is CheckSyntax check
        ? [(check.Condition, new FormulaContext(symbol, symbol.File, Time: true, 0, symbol.Entity.Calendar.Count - 1, IsCheck: true, binding.Extras.Contains(symbol.Slot)))]
        : Clauses(symbol).Formulas;

    /// <summary>Two clauses of one line together: what either varies over, and the unit that is known.</summary>
    private static Shape Merge(Shape a, Shape b) => a.Joined(b) with
    {
        Unit = a.IsKnown && !a.IsZero ? a.Unit : b.IsKnown ? b.Unit : a.Unit,
        Type = a.IsKnown && a.Type != ValueType.Quantity ? a.Type : b.Type,
        Written = a.Written ?? b.Written,
        Constant = a.IsZero || !a.IsKnown ? b.Constant : a.Constant,
        IsBareNumber = (!a.IsKnown || a.IsZero) && b.IsBareNumber,
        PeriodGrain = a.IsKnown ? a.PeriodGrain : b.PeriodGrain,
        PeriodYearEnd = a.IsKnown ? a.PeriodYearEnd : b.PeriodYearEnd,
    };

    private Shape Complete(SeriesSymbol symbol, Shape shape)
    {
        var dimensions = symbol.DeclaredDimensions is { } declared ? InputLowering.Bits(declared) : shape.Dimensions;
        var unit = symbol.DeclaredUnit is { } stated && shape.Type == ValueType.Quantity ? stated.Dimension : shape.Unit;
        var time = symbol.Role == SlotRole.Check ? shape.Time : symbol.Role != SlotRole.Measure;
        return shape with
        {
            Unit = time ? unit?.WithDaysAsMonths() : unit,
            Time = time,
            Track = shape.Track || (symbol.Syntax is not CheckSyntax && Clauses(symbol).ByTrack),
            Dimensions = dimensions,
            Constant = null,
            IsBareNumber = false,
            Written = symbol.DeclaredUnit ?? shape.Written,
        };
    }

    /// <summary>A roll-up weighted by something that varies by track or member varies by it too, and so does the line.</summary>
    private Shape WithWeight(SeriesSymbol symbol, Shape shape)
    {
        if (symbol.Syntax.First<AggregateClauseSyntax>() is not { Weight: { } weight })
        {
            return shape;
        }

        var context = new FormulaContext(symbol, symbol.File, Time: true, 0, symbol.Entity.Calendar.Count - 1);
        var found = new FormulaCompiler(slots, binding, context, silent: true).Compile(weight).Shape;
        return shape with { Track = shape.Track || found.Track, Dimensions = shape.Dimensions | found.Dimensions };
    }

    private static bool Same(Shape a, Shape b) => a with { Written = null } == b with { Written = null };

    private static Unit UnitOf(SeriesSymbol symbol)
    {
        var dimension = symbol.Shape.Unit ?? Dimension.None;
        var written = symbol.DeclaredUnit ?? symbol.Shape.Written;
        return written is not null && written.Dimension.Equals(dimension) ? written : Unit.Of(dimension);
    }

    private void EmitWithoutFormula(SeriesSymbol symbol)
    {
        if (symbol.Role == SlotRole.Measure || symbol.Syntax.Clauses.Any(static c => c is ValueClauseSyntax))
        {
            if (!binding.Diagnostics.HasErrors)
            {
                binding.Diagnostics.Add(BindingDiagnostics.MissingValue, symbol.File, symbol.Span, $"The {symbol.Noun} {symbol.Name} has no formula.");
            }
        }
        else if (symbol.DeclaredUnit is null)
        {
            binding.Diagnostics.Add(BindingDiagnostics.UnitNotInferred, symbol.File, symbol.Span, $"The line {symbol.Name} has neither a formula nor a unit; a metric that only claims speak of needs its unit, as in `line {symbol.Name} : USD/month`.");
        }

        symbol.IsMetric = true;
        slots.Set(SlotOf(symbol));
    }

    private SlotRead? WeightOf(SeriesSymbol symbol)
    {
        var clause = symbol.Syntax.Clauses.OfType<AggregateClauseSyntax>().First();
        if (clause.Weight is null)
        {
            binding.Diagnostics.Add(BindingDiagnostics.BadAggregate, symbol.File, clause.Span, "Say by what it is weighted: `aggregate weighted by usage`.");
            return null;
        }

        var context = new FormulaContext(symbol, symbol.File, Time: true, 0, symbol.Entity.Calendar.Count - 1);
        return new FormulaCompiler(slots, binding, context, silent: false).WeightRead(clause.Weight, symbol.Shape);
    }

    private double ToleranceOf(SeriesSymbol symbol, CircularClauseSyntax? clause)
    {
        const double usual = 1e-9;
        if (clause?.Tolerance is not { } tolerance)
        {
            return usual;
        }

        var context = new FormulaContext(symbol, symbol.File, Time: false, 0, 0);
        var shape = new FormulaCompiler(slots, binding, context, silent: false).Compile(tolerance).Shape;
        if (shape.Constant is > 0 and < 1)
        {
            return shape.Constant.Value;
        }

        binding.Diagnostics.Add(BindingDiagnostics.WrongArguments, symbol.File, tolerance.Span, "The tolerance is relative, a number between 0 and 1 such as 1e-9.");
        return usual;
    }
}
