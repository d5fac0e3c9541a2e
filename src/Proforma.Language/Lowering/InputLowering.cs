using System.Collections.Immutable;
using Proforma.Language.Binding;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Language.Text;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Units;

namespace Proforma.Language.Lowering;

/// <summary>Inputs, exchange rates and noise: figures by clause, interpolated, or from a table.</summary>
internal sealed class InputLowering(BindingContext binding, SlotTable slots, List<Uncertainty> uncertainties)
{
    private static readonly ImmutableArray<ImmutableArray<RuleSegment>> s_always = [[new RuleSegment(0, 0, 0)]];

    public void Lower(SeriesSymbol symbol)
    {
        if (symbol.Syntax is NoiseSyntax noise)
        {
            LowerNoise(symbol, noise);
            return;
        }

        if (symbol.Role == SlotRole.Rate && symbol.Syntax.Clauses.Any(static c => c is ValueClauseSyntax { Kind: ValueClauseKind.Closing }))
        {
            var average = symbol.Syntax.Clauses.Where(static c => c is not ValueClauseSyntax { Kind: ValueClauseKind.Closing }).ToList();
            var closing = symbol.Syntax.Clauses.Where(static c => c is not ValueClauseSyntax { Kind: not ValueClauseKind.Closing }).ToList();
            Lower(symbol, symbol.Slot, average.Any(static c => c is ValueClauseSyntax) ? average : closing, symbol.Name);
            var slot = slots.Reserve();
            slots.ClosingRates.Add(symbol, slot);
            Lower(symbol, slot, closing, symbol.Name + " closing");
            return;
        }

        if (!LowerSimple(symbol))
        {
            Lower(symbol, symbol.Slot, symbol.Syntax.Clauses, symbol.Name);
        }
    }

    /// <summary>The commonest input by far, one plain figure for all cells, without the machinery that clauses need.</summary>
    private bool LowerSimple(SeriesSymbol symbol)
    {
        if (symbol.Role != SlotRole.Input || symbol.DeclaredDimensions is not null || symbol.Replaced is not null
            || symbol.Syntax.Clauses is not [ValueClauseSyntax { Kind: ValueClauseKind.Selected, Selectors.Count: 0, Value: { Distribution: null, Point: NumberSyntax { Unit: null } number } value }]
            || !double.IsFinite(number.Value))
        {
            return false;
        }

        var unit = symbol.DeclaredUnit ?? Unit.One;
        var data = new[] { unit.ToBase(number.Value) };
        if (!double.IsFinite(data[0]))
        {
            return false;
        }

        symbol.Shape = new Shape { Unit = unit.Dimension, Written = unit };
        symbol.RollUp = RollUpRule.Constant;
        slots.Set(new Slot(symbol.Slot, symbol.Scope.Prefix + symbol.Name, SlotRole.Input)
        {
            Label = symbol.Label,
            Entity = symbol.Entity.Alias,
            Section = symbol.Section,
            Unit = unit,
            Rules = [new Rule([]) { Provenance = Provenance(symbol, value) }],
            Patterns = s_always,
            Data = data,
            Provenance = binding.Provenance(symbol.File, symbol.Span),
        });
        return true;
    }

    private void Lower(SeriesSymbol symbol, int slot, IReadOnlyList<ClauseSyntax> clauses, string name)
    {
        var file = symbol.File;
        if (clauses.OfType<FileClauseSyntax>().FirstOrDefault() is { } table)
        {
            new TableInput(binding, slots).Lower(symbol, table, clauses);
            return;
        }

        var bound = Bind(symbol, clauses, out var unit);
        if (bound.Count == 0)
        {
            if (!clauses.Any(static c => c is ValueClauseSyntax))
            {
                binding.Diagnostics.Add(BindingDiagnostics.MissingValue, file, symbol.Span, $"The {symbol.Noun} {symbol.Name} has no value; write `= …` behind it, or values by period below it.");
            }

            symbol.Shape = Shape.Of(symbol.DeclaredUnit?.Dimension);
            slots.Set(Blank(symbol, slot));
            return;
        }

        var interpolate = clauses.Any(static c => c is InterpolateClauseSyntax);
        var cells = bound.Select(static b => b.Cells).ToList();
        var shape = new Shape
        {
            Unit = unit?.Dimension,
            Written = unit,
            Time = interpolate || cells.Any(static c => c.HasPeriod),
            Track = cells.Any(static c => c.Tracks is not null),
            Dimensions = Bits(symbol.DeclaredDimensions),
        };
        Finish(symbol, slot, name, shape, unit, bound, cells, interpolate);
    }

    private void Finish(SeriesSymbol symbol, int slot, string name, Shape shape, Unit? unit, List<BoundValue> bound, List<ClauseCells> cells, bool interpolate)
    {
        var calendar = symbol.Entity.Calendar;
        var dimensions = SlotTable.DimensionsOf(shape.Dimensions);
        var layout = new RowLayout(shape.Track ? symbol.Entity.Tracks.Count : 1, dimensions, binding.Dimensions);
        var steps = shape.Time ? calendar.Count : 1;
        if (layout.Rows * steps > SlotLimits.MaxCellsOfSlot)
        {
            binding.Diagnostics.Add(BindingDiagnostics.TooManyCells, symbol.File, symbol.Span, $"{symbol.Name} would have {layout.Rows * steps:N0} cells; at most {SlotLimits.MaxCellsOfSlot:N0} are possible.");
            symbol.Shape = shape;
            slots.Set(Blank(symbol, slot));
            return;
        }

        var resolver = new ClauseResolver(cells, hold: true);
        var values = new InputValues(symbol, layout, resolver, cells, [.. bound.Select(static b => b.Value)], interpolate);
        var data = values.Fill(steps);
        var isDrawnApart = bound.Exists(static b => b.Distribution is not null) && shape.Time && (interpolate || shape.Unit is { DayExponent.IsZero: false });
        var (stated, statedUnit) = isDrawnApart ? ((double[])data.Clone(), unit) : (data, unit);
        if (shape.Time && shape.Unit is { DayExponent.IsZero: false } withDays)
        {
            InMonths(data, calendar, withDays.DayExponent);
            shape = shape with { Unit = withDays.WithDaysAsMonths(), Written = null };
            unit = Unit.Of(withDays.WithDaysAsMonths());
        }

        var (patterns, rows) = interpolate ? ([[new RuleSegment(0, steps - 1, 0)]], []) : layout.Patterns(cells, resolver, steps);
        ReportOverlaps(symbol, resolver, bound);
        symbol.Shape = shape;
        symbol.RollUp = AggregateClause.For(symbol, shape, RollUpOf.Input(shape), binding, slots).Rule;
        if (slot == symbol.Slot)
        {
            slots.Inputs[symbol] = values;
        }

        var visible = new Slot(slot, symbol.Scope.Prefix + name, symbol.Role)
        {
            Label = symbol.Label,
            Entity = symbol.Entity.Alias,
            Section = symbol.Section,
            TimeAxis = shape.Time ? symbol.Entity.Index : -1,
            TrackAxis = shape.Track ? symbol.Entity.Index : -1,
            Dimensions = dimensions,
            Kind = RollUpOf.KindOf(shape, isInput: true),
            Unit = unit ?? Unit.One,
            // The second slot of an exchange rate holds the rates at the ends of periods: a year's is its last one, not a mean.
            RollUp = shape.Time && slot != symbol.Slot ? RollUpRule.Closing : symbol.RollUp,
            Rules = [.. bound.Select(b => new Rule([]) { Provenance = b.Provenance })],
            Patterns = patterns,
            RowPatterns = rows,
            Data = data,
            Provenance = binding.Provenance(symbol.File, symbol.Span),
        };
        slots.Set(visible);
        if (isDrawnApart)
        {
            DrawApart(new DrawnInput(symbol, slots, uncertainties, layout, visible), bound, interpolate ? values : null, stated, statedUnit!);
            return;
        }

        for (var i = 0; i < bound.Count; i++)
        {
            if (bound[i].Distribution is { } distribution)
            {
                uncertainties.Add(new Uncertainty(slot, i, distribution, bound[i].HasPoint));
            }
        }
    }

    private static void DrawApart(DrawnInput drawn, List<BoundValue> bound, InputValues? points, double[] stated, Unit unit)
    {
        List<DrawnInput.Clause> clauses = [.. bound.Select(static b => new DrawnInput.Clause(b.Value, b.Distribution, b.HasPoint, b.Provenance))];
        if (points is null)
        {
            drawn.PerDay(stated, unit, clauses, unit.Dimension.DayExponent);
        }
        else
        {
            drawn.BetweenPoints(points, unit, clauses, unit.Dimension.DayExponent);
        }
    }

    private List<BoundValue> Bind(SeriesSymbol symbol, IReadOnlyList<ClauseSyntax> clauses, out Unit? unit)
    {
        unit = symbol.DeclaredUnit;
        var bound = new List<BoundValue>();
        var selectors = new SelectorBinder(binding, symbol);
        var values = clauses.OfType<ValueClauseSyntax>().ToList();
        unit ??= symbol.Replaced is { } stated
            ? FirstUnit(symbol, [.. stated.Syntax.Clauses.OfType<ValueClauseSyntax>()], stated.File)
            : FirstUnit(symbol, values, symbol.File);
        var distributions = new DistributionBinder(binding, symbol, unit, clauses);
        ClauseCells? above = null;
        foreach (var clause in values)
        {
            if (clause.Kind is ValueClauseKind.Opening or ValueClauseKind.Plus or ValueClauseKind.Minus)
            {
                binding.Diagnostics.Add(BindingDiagnostics.ClauseNotAllowed, symbol.File, clause.Span, "Only an account has an opening balance, additions and deductions.");
                continue;
            }

            var cells = CellsOf(symbol, clause, selectors, above);
            above = cells ?? above;
            var value = ValueOf(symbol, clause.Value, unit);
            var distribution = clause.Value.Distribution is { } written ? distributions.Bind(written, value) : null;
            if (cells is not null && (value is not null || distribution is not null))
            {
                bound.Add(new BoundValue(cells, value ?? distributions.MedianOf(distribution), distribution, value is not null, clause.Span, Provenance(symbol, clause.Value)));
            }
        }

        return bound;
    }

    private ClauseCells? CellsOf(SeriesSymbol symbol, ValueClauseSyntax clause, SelectorBinder selectors, ClauseCells? above) => clause.Kind switch
    {
        ValueClauseKind.Then => After(symbol, clause, above),
        ValueClauseKind.Otherwise => new ClauseCells { IsRest = true },
        _ => selectors.Bind(clause.Selectors),
    };

    private ClauseCells? After(SeriesSymbol symbol, ValueClauseSyntax clause, ClauseCells? above)
    {
        if (above is null || above.LastStep == int.MaxValue)
        {
            binding.Diagnostics.Add(BindingDiagnostics.ClauseNotAllowed, symbol.File, clause.Span, "`then` continues after the period of the clause above it; there is none that ends.");
            return null;
        }

        return above with { Steps = [(above.LastStep + 1, int.MaxValue)], HasPeriod = true };
    }

    /// <summary>The unit of the first value that has one, when the input declares none.</summary>
    private Unit? FirstUnit(SeriesSymbol symbol, List<ValueClauseSyntax> values, SourceText file)
    {
        foreach (var clause in values)
        {
            if (clause.Value.Point is { } point)
            {
                var context = new FormulaContext(symbol, file, Time: false, 0, 0);
                var shape = new FormulaCompiler(slots, binding, context, silent: true).Compile(point).Shape;
                if (shape is { IsKnown: true, IsBareNumber: false })
                {
                    return shape.Written ?? Unit.Of(shape.Unit!);
                }
            }
        }

        return values.Count > 0 ? Unit.One : null;
    }

    private static FormulaContext Context(SeriesSymbol symbol) => new(symbol, symbol.File, Time: false, 0, 0);

    /// <summary>The constant of a clause in base units; a bare number takes the input's unit. Null when there is none (reported, or only a distribution).</summary>
    private double? ValueOf(SeriesSymbol symbol, ValueSyntax value, Unit? unit)
    {
        if (value.Point is not { } point)
        {
            return null;
        }

        if (point is UnknownSyntax)
        {
            return CellValue.Unknown.Raw;
        }

        if (ReferencedSeries(symbol, point) is { } reference)
        {
            binding.Diagnostics.Add(BindingDiagnostics.InputNotConstant, symbol.File, reference.Span,
                $"An input is a figure that a person sets; a formula that reads other figures is a line: `line {symbol.Name} = …`.",
                new Fix("make it a line", symbol.Syntax.Keyword, "line"));
            return null;
        }

        var operand = new FormulaCompiler(slots, binding, Context(symbol), silent: false).Compile(point);
        if (operand.Shape.Unit is not { } found || unit is null)
        {
            return null;
        }

        if (operand.Shape.Constant is not { } number)
        {
            binding.Diagnostics.Add(BindingDiagnostics.InputNotConstant, symbol.File, point.Span, "An input is a figure; this cannot be computed when the plan is read.");
            return null;
        }

        if (operand.Shape.IsBareNumber)
        {
            return unit.ToBase(number);
        }

        if (found.Equals(unit.Dimension))
        {
            return number;
        }

        binding.Diagnostics.Add(BindingDiagnostics.DeclaredUnitMismatch, symbol.File, point.Span, $"{symbol.Name} is in {unit.Symbol}; this figure is in {operand.Shape.Written?.Symbol ?? found.ToString()}.");
        return null;
    }

    private static ExpressionSyntax? ReferencedSeries(SeriesSymbol symbol, ExpressionSyntax expression) =>
        SyntaxWalk.Names(expression).FirstOrDefault(n => symbol.Scope.Find(n.Name) is SeriesSymbol or AliasSymbol || n.Name == "prev");

    private void LowerNoise(SeriesSymbol symbol, NoiseSyntax noise)
    {
        symbol.DeclaredUnit = noise.Unit is null ? Unit.One : Units.UnitBinder.Bind(noise.Unit, symbol.Entity.Units, symbol.File, binding.Diagnostics);
        var distributions = new DistributionBinder(binding, symbol, symbol.DeclaredUnit, noise.Clauses);
        var distribution = distributions.Bind(noise.Distribution, null);
        var autoregression = 0.0;
        if (noise.Autoregression is { } coefficient)
        {
            var operand = new FormulaCompiler(slots, binding, Context(symbol), silent: false).Compile(coefficient);
            if (operand.Shape is { Constant: > -1 and < 1, Unit.IsNone: true })
            {
                autoregression = operand.Shape.Constant.Value;
            }
            else if (operand.Shape.IsKnown)
            {
                binding.Diagnostics.Add(BindingDiagnostics.BadDistribution, symbol.File, coefficient.Span, "The coefficient of `ar` is a number between -1 and 1.");
            }
        }

        var unit = symbol.DeclaredUnit ?? Unit.One;
        var perDay = !unit.Dimension.DayExponent.IsZero;
        symbol.Shape = new Shape { Unit = unit.Dimension.WithDaysAsMonths(), Time = true };
        symbol.RollUp = RollUpOf.Input(symbol.Shape);
        var steps = symbol.Entity.Calendar.Count;
        var data = new double[steps];
        Array.Fill(data, distributions.MedianOf(distribution));
        var visible = new Slot(symbol.Slot, symbol.Scope.Prefix + symbol.Name, SlotRole.Input)
        {
            Label = symbol.Label,
            Entity = symbol.Entity.Alias,
            Section = symbol.Section,
            TimeAxis = symbol.Entity.Index,
            Kind = RollUpOf.KindOf(symbol.Shape, isInput: true),
            Unit = perDay ? Unit.Of(unit.Dimension.WithDaysAsMonths()) : unit,
            RollUp = symbol.RollUp,
            Rules = [new Rule([]) { Provenance = binding.Provenance(symbol.File, noise.Distribution.Span) }],
            Patterns = [[new RuleSegment(0, steps - 1, 0)]],
            Data = data,
            Provenance = binding.Provenance(symbol.File, symbol.Span),
        };
        slots.Set(visible);
        if (distribution is null)
        {
            return;
        }

        var drawn = new Uncertainty(symbol.Slot, 0, distribution, HasPoint: false, EachPeriod: true, autoregression);
        if (perDay)
        {
            var layout = new RowLayout(1, [], binding.Dimensions);
            new DrawnInput(symbol, slots, uncertainties, layout, visible)
                .PerDay(data, unit, [new DrawnInput.Clause(data[0], distribution, HasPoint: false, visible.Rules[0].Provenance)], unit.Dimension.DayExponent, drawn);
        }
        else
        {
            uncertainties.Add(drawn);
        }
    }

    private Provenance Provenance(SeriesSymbol symbol, ValueSyntax value)
    {
        var provenance = binding.Provenance(symbol.File, (value.Point ?? value.Distribution)?.Span ?? value.Span);
        foreach (var citation in value.Citations)
        {
            if (citation.Source is null)
            {
                provenance = provenance with { Assumption = citation.Text?.Value ?? "" };
                continue;
            }

            CheckSource(binding, symbol.Scope, symbol.File, citation.Source);
            provenance = provenance with { Source = citation.Source.Text, Quote = citation.Text?.Value };
        }

        return provenance;
    }

    /// <summary>Reports a citation of a source that is not declared.</summary>
    public static void CheckSource(BindingContext binding, Scope scope, SourceText file, NameSyntax source)
    {
        if (scope.Find(source.Text) is SourceSymbol)
        {
            return;
        }

        var nearest = scope.Nearest(source.Text, static s => s is SourceSymbol);
        binding.Diagnostics.Add(BindingDiagnostics.UnknownName, file, source.Span,
            $"There is no source {source.Text}; declare it with `source {source.Text} \"Title\" 2025-01-31`{(nearest is null ? "." : $", or did you mean {nearest}?")}",
            nearest is null ? null : new Fix($"write {nearest}", source.Span, nearest));
    }

    private void ReportOverlaps(SeriesSymbol symbol, ClauseResolver resolver, List<BoundValue> bound)
    {
        foreach (var (a, b, step) in resolver.Overlaps)
        {
            var period = symbol.Entity.Calendar.Step(step);
            binding.Diagnostics.Add(BindingDiagnostics.OverlappingClauses, symbol.File, bound[b].Span,
                $"Two clauses of {symbol.Name} both give {period} a value, and neither is an exception to the other; say in a clause of its own what holds where both meet.",
                related: new RelatedPlace(symbol.File, bound[a].Span, "the other clause"));
        }
    }

    private static void InMonths(double[] data, Model.Time.Calendar calendar, Rational exponent)
    {
        for (var i = 0; i < data.Length; i++)
        {
            if (double.IsFinite(data[i]))
            {
                var step = i % calendar.Count;
                data[i] *= Math.Pow(calendar.Months[step] / calendar.Days[step], exponent.ToDouble());
            }
        }
    }

    public static ulong Bits(ImmutableArray<DimensionSymbol>? dimensions) =>
        dimensions is null ? 0 : dimensions.Value.Aggregate(0UL, static (bits, d) => bits | 1UL << d.Index);

    public static Slot Blank(SeriesSymbol symbol, int slot) => new(slot, symbol.Scope.Prefix + symbol.Name, symbol.Role)
    {
        Label = symbol.Label,
        Entity = symbol.Entity.Alias,
        Section = symbol.Section,
        Unit = symbol.DeclaredUnit ?? Unit.One,
    };

    private sealed record BoundValue(ClauseCells Cells, double Value, DistributionSpec? Distribution, bool HasPoint, TextSpan Span, Provenance Provenance);
}
