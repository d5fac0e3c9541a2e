using Proforma.Model.Program;
using Proforma.Model.Time;
using Proforma.Workbook.Sheets;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Workbook.Formulas;

/// <summary>What a row of figures comes to over a span, by the rules that need no other formula.</summary>
internal static class RollUpFormulas
{
    /// <summary>The figure in base units (a flow as an amount), times a factor.</summary>
    /// <exception cref="NoFormulaException">There is no formula with the same meaning.</exception>
    public static Formula Of(Book book, Sheet from, SeriesRow row, ReportSpan span, RollUpRule rule, double factor)
    {
        if (span.Steps.IsEmpty)
        {
            return Formula.Blank;
        }

        var source = new Source(book, from, row, span);
        return rule switch
        {
            RollUpRule.Closing or RollUpRule.Constant => Edge(book, from, row, span.Steps.Last, factor),
            RollUpRule.Opening => Edge(book, from, OpeningOf(book, row), span.Steps.First, factor),
            RollUpRule.Integral => Integral(source, factor),
            RollUpRule.Sum or RollUpRule.Mean => Plain(source, rule, factor),
            RollUpRule.Average => Average(source, factor),
            RollUpRule.Weighted => Weighted(source, factor),
            RollUpRule.Minimum => source.Gather(Reducer.Minimum, factor),
            RollUpRule.Maximum => source.Gather(Reducer.Maximum, factor),
            RollUpRule.Any => source.Gather(Reducer.Any, factor),
            RollUpRule.All => source.Gather(Reducer.All, factor),
            _ => span.IsSingleStep ? Edge(book, from, row, span.Steps.Last, factor) : throw new NoFormulaException("The line has no roll-up."),
        };
    }

    private static Formula Edge(Book book, Sheet from, SeriesRow row, int step, double factor)
    {
        var states = book.StatesOf(row.Key, step);
        if (states == States.Blank)
        {
            return Formula.Blank;
        }

        var address = References.Cell(from, row, step, isFixed: false);
        var cell = StepOperands.CellOf(address, row, states);
        return row.Slot.Type == ValueType.Quantity
            ? FormulaOps.Times(cell with { Text = address, Binding = Binding.Atom }, row.Scale * factor)
            : cell;
    }

    private static SeriesRow OpeningOf(Book book, SeriesRow row) =>
        row.Slot.OpeningSlot >= 0 ? book.Row(row.Key with { Slot = row.Slot.OpeningSlot }) : row;

    private static Formula Integral(Source source, double factor)
    {
        if (!source.CutsSteps && source.EqualLength is { } length)
        {
            return source.Gather(Reducer.Sum, factor * length);
        }

        var sum = source.Gather(Reducer.Sum, 1);
        return FormulaOps.Times(Product(source, sum, source.Weights(lengths: true)), factor * source.Row.Scale);
    }

    private static Formula Plain(Source source, RollUpRule rule, double factor)
    {
        if (!source.CutsSteps)
        {
            return source.Gather(rule == RollUpRule.Mean ? Reducer.Mean : Reducer.Sum, factor);
        }

        var weights = source.Weights(lengths: false);
        var sum = Product(source, source.Gather(Reducer.Sum, 1), weights);
        return FormulaOps.Times(rule == RollUpRule.Sum ? sum : Over(sum, source.WeightOf(weights)), factor * source.Row.Scale);
    }

    private static Formula Average(Source source, double factor)
    {
        var isAccount = source.Row.Slot.OpeningSlot >= 0;
        if (isAccount && (source.States & States.Blank) != States.None)
        {
            throw new NoFormulaException("The mean balance of an account that is blank at times.");
        }

        var weighted = source.CutsSteps || source.EqualLength is null;
        var weights = weighted ? source.Weights(lengths: true) : "";
        var mean = weighted ? Over(Product(source, source.Gather(Reducer.Sum, 1), weights), source.WeightOf(weights)) : source.Gather(Reducer.Mean,
            1 / source.Row.Scale);
        if (isAccount)
        {
            var opening = source.Of(OpeningOf(source.Book, source.Row));
            var before = weighted ? Over(Product(opening, mean, weights), source.WeightOf(weights)) : opening.Gather(Reducer.Mean,
                1 / opening.Row.Scale);
            mean = mean with { Text = $"({before.Text}+{mean.Text})/2", Binding = Binding.Product };
        }

        return FormulaOps.Times(mean, factor * source.Row.Scale);
    }

    private static Formula Weighted(Source source, double factor)
    {
        var book = source.Book;
        if (source.Row.Slot.RollUpWeight is not { Time: ReadTime.Step, Offset: 0 } read)
        {
            throw new NoFormulaException("The weight of a mean is read from another step.");
        }

        var weight = source.Of(book.Row(StepOperands.KeyRead(book, source.Row.Key, read)));
        if ((source.States & States.Error) == States.Error || (weight.States & States.Error) != States.None)
        {
            throw new NoFormulaException("Unknown and failed figures meet in one mean.");
        }

        var weights = source.CutsSteps || source.EqualLength is null ? "," + source.Weights(lengths: true) : "";
        var numbers = (source.States & States.Blank) == States.None ? "" : $"--ISNUMBER({source.Cells}),";
        var below = numbers.Length + weights.Length == 0 ? $"SUM({weight.Cells})" : $"SUMPRODUCT({numbers}{weight.Cells}{weights})";
        var blank = (source.States & States.Blank) != States.None || (weight.States & States.Blank) != States.None;
        return FormulaOps.Times(
            new Formula($"SUMPRODUCT({source.Cells},{weight.Cells}{weights})/{below}", Binding.Product)
            {
                States = source.States | States.Failed,
                BlankTests = blank ? [$"COUNT({source.Cells})*COUNT({weight.Cells})=0"] : [],
                Depth = 2,
            },
            factor * source.Row.Scale);
    }

    private static Formula Product(Source source, Formula sum, string weights) =>
        sum with { Text = $"SUMPRODUCT({source.Cells},{weights})", Binding = Binding.Atom };

    private static Formula Over(Formula sum, string weight) => sum with { Text = $"{sum.Text}/{weight}", Binding = Binding.Product };

    /// <summary>The cells that are rolled up.</summary>
    private sealed class Source(Book book, Sheet from, SeriesRow row, ReportSpan span)
    {
        private readonly bool _days = !row.Slot.Unit.Dimension.DayExponent.IsZero;

        public Book Book => book;

        public SeriesRow Row => row;

        /// <summary>Whether a step lies only in part within the span.</summary>
        public bool CutsSteps => span.Steps.FirstShare != 1 || span.Steps.LastShare != 1;

        public double? EqualLength => Clock.EqualLength(_days);

        public string Cells { get; } = References.Range(from, row, span.Steps.First, span.Steps.Last, isFixed: false);

        public States States
        {
            get
            {
                var states = States.None;
                for (var step = span.Steps.First; step <= span.Steps.Last; step++)
                {
                    states |= book.StatesOf(row.Key, step);
                }

                return states;
            }
        }

        private Clock Clock => book.Clocks[row.Slot.TimeAxis];

        public Source Of(SeriesRow other) => new(book, from, other, span);

        /// <summary>The cells reduced, in base units times a factor.</summary>
        public Formula Gather(Reducer reducer, double factor)
        {
            if (span.Steps.Count == 1 && row.Slot.Type == ValueType.Quantity)
            {
                return Edge(book, from, row, span.Steps.First, factor);
            }

            var states = States;
            var allBlank = true;
            for (var step = span.Steps.First; step <= span.Steps.Last; step++)
            {
                allBlank &= (book.StatesOf(row.Key, step) & States.Blank) != States.None;
            }

            var gathered = Gathering.Of(Cells, reducer, row.Slot.Type == ValueType.Boolean, states, allBlank);
            return gathered.IsLogical ? gathered : FormulaOps.Times(gathered, row.Scale * factor);
        }

        public string Weights(bool lengths) => CutsSteps
            ? Clock.Weights(from, span, _days, lengths)
            : Clock.Lengths(from, span.Steps.First, span.Steps.Last, _days, isFixed: false);

        /// <summary>The weights of the cells that have a number.</summary>
        public string WeightOf(string weights) =>
            (States & States.Blank) == States.None ? $"SUM({weights})" : $"SUMPRODUCT(--ISNUMBER({Cells}),{weights})";
    }
}
