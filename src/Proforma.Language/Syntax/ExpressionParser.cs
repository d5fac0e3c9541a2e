using System.Globalization;
using Proforma.Language.Diagnostics;
using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>Reads formulas: operators by precedence climbing, chains of operators by loops, so that only brackets deepen the stack.</summary>
internal sealed class ExpressionParser
{
    private readonly Cursor _cursor;
    private readonly OperandParser _operands;
    private int _depth;
    private int _terms;

    public ExpressionParser(Cursor cursor, UnitParser units)
    {
        _cursor = cursor;
        Units = units;
        _operands = new OperandParser(cursor, this, units);
    }

    private enum Level
    {
        /// <summary>No operator.</summary>
        None,
        Or,
        And,
        Not,
        Comparison,
        Conversion,
        Interval,
        Sum,
        Product,
    }

    public UnitParser Units { get; }

    /// <summary>How many `else if` links the formula has so far.</summary>
    public int Links { get; set; }

    /// <summary>Whether `a to b` may stand here: only in distributions.</summary>
    public bool AllowsInterval { get; private set; }

    /// <summary>Whether a comma separates what is being read, so that one between digits cannot be taken for a thousands mark.</summary>
    public bool CommaSeparates { get; set; }

    /// <summary>A whole formula.</summary>
    public ExpressionSyntax Formula() => Start(Level.Or);

    /// <summary>A formula without comparison at its top, as on each side of a claim.</summary>
    public ExpressionSyntax Side() => Start(Level.Conversion);

    /// <summary>A sum, as at the ends of a range.</summary>
    public ExpressionSyntax Amount() => Start(Level.Sum);

    /// <summary>What follows `~`.</summary>
    public ExpressionSyntax Distribution()
    {
        AllowsInterval = true;
        var distribution = Start(Level.Or);
        AllowsInterval = false;
        return distribution;
    }

    /// <summary>Amounts separated by commas, as in a matrix row.</summary>
    public List<ExpressionSyntax> Amounts()
    {
        var outer = CommaSeparates;
        CommaSeparates = true;
        var amounts = new List<ExpressionSyntax> { Amount() };
        while (_cursor.Take(SymbolKind.Comma))
        {
            amounts.Add(Amount());
        }

        CommaSeparates = outer;
        return amounts;
    }

    /// <summary>A track, a period, a range of periods or a member, as in brackets or before a clause's `=`.</summary>
    public ExpressionSyntax Selector(bool isInBrackets) => _operands.Selector(isInBrackets);

    /// <summary>`NAME(…)`.</summary>
    public ExpressionSyntax Call() => _operands.Call();

    /// <summary>A formula inside another one: in brackets, as an argument, between `if` and `then`.</summary>
    public ExpressionSyntax Nested() => Deeper(Level.Or);

    /// <summary>A sum inside another formula, as in square brackets.</summary>
    public ExpressionSyntax NestedAmount() => Deeper(Level.Sum);

    /// <summary>One operand with what is attached to it, as after `at`.</summary>
    public ExpressionSyntax Operand() => _operands.Postfix();

    /// <summary>A range from <paramref name="from"/>, when `..` stands at the cursor; else the expression itself.</summary>
    public ExpressionSyntax RangeFrom(ExpressionSyntax from)
    {
        if (!_cursor.Take(SymbolKind.DotDot))
        {
            return from;
        }

        var to = AtRangeEnd() ? null : Deeper(Level.Sum);
        return new RangeSyntax(_cursor.SpanFrom(from.Span.Start), from, to);
    }

    /// <summary>`.. to`, with its `..` at the cursor.</summary>
    public RangeSyntax RangeTo()
    {
        var start = _cursor.Take().Start;
        var to = Deeper(Level.Sum);
        return new RangeSyntax(_cursor.SpanFrom(start), null, to);
    }

    /// <summary>A bare year, or a range with bare years, as periods.</summary>
    public ExpressionSyntax AsPeriod(ExpressionSyntax expression) => expression switch
    {
        NumberSyntax number when IsYear(number) => new PeriodSyntax(number.Span, TokenText.Fold(_cursor.Slice(number.Span))),
        RangeSyntax range => new RangeSyntax(
            range.Span,
            range.From is null ? null : AsPeriod(range.From),
            range.To is null ? null : AsPeriod(range.To)),
        _ => expression,
    };

    /// <summary>In an argument a range is one of periods only when each of its ends is a period or looks like a year.</summary>
    public ExpressionSyntax AsPeriodRange(ExpressionSyntax expression) =>
        expression is RangeSyntax range && IsPeriodEnd(range.From) && IsPeriodEnd(range.To) ? AsPeriod(range) : expression;

    /// <summary>Reports that the formula goes beyond the limit of nesting, and gives up the line.</summary>
    public ExpressionSyntax FailTooDeep(int start)
    {
        _cursor.Fail(
            SyntaxDiagnostics.NestingTooDeep,
            new TextSpan(start, Math.Min(1, _cursor.Current.Length)),
            $"Formulas can be nested {Parser.MaxNesting} deep at most. Give the inner part a line of its own.");
        return Error(start);
    }

    public ErrorExpressionSyntax Error(int start) => new(_cursor.SpanFrom(start));

    private ExpressionSyntax Start(Level level)
    {
        if (_depth == 0)
        {
            _terms = 0;
            Links = 0;
        }

        return Binary(level);
    }

    private ExpressionSyntax Deeper(Level level)
    {
        if (_depth >= Parser.MaxNesting)
        {
            return FailTooDeep(_cursor.Current.Start);
        }

        _depth++;
        var result = Binary(level);
        _depth--;
        return result;
    }

    private ExpressionSyntax DeeperUnary()
    {
        if (_depth >= Parser.MaxNesting)
        {
            return FailTooDeep(_cursor.Current.Start);
        }

        _depth++;
        var result = Unary();
        _depth--;
        return result;
    }

    private ExpressionSyntax Binary(Level lowest)
    {
        var left = IsNot() ? Negation(lowest) : Unary();
        while (true)
        {
            if (!Operator(out var op, out var level) || level < lowest)
            {
                return left;
            }

            if (++_terms > Parser.MaxTerms)
            {
                _cursor.Fail(
                    SyntaxDiagnostics.FormulaTooLong,
                    _cursor.Current.Span,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"A formula can have {Parser.MaxTerms:N0} terms at most. Split it into lines, or sum over a dimension."));
                return Error(left.Span.Start);
            }

            left = level switch
            {
                Level.Conversion => Conversion(left),
                Level.Comparison => Comparison(left, op),
                _ => Operation(left, op, level),
            };
            if (level <= Level.Conversion && Operator(out _, out var next) && next > level && !_cursor.HasFailed)
            {
                return FailAfterConversion(left);
            }
        }
    }

    // `x -> USD / month`, `x -> USD + y`: a conversion ends what is calculated before it.
    private ErrorExpressionSyntax FailAfterConversion(ExpressionSyntax left)
    {
        var sign = _cursor.Slice(_cursor.Current);
        _cursor.Fail(
            SyntaxDiagnostics.UnexpectedText,
            _cursor.Current.Span,
            $"`{sign}` cannot follow a conversion or a range. Put that into brackets, or write the unit without spaces, as in `USD/month`.");
        return Error(left.Span.Start);
    }

    private BinarySyntax Operation(ExpressionSyntax left, BinaryOperator op, Level level)
    {
        var sign = _cursor.Take().Span;
        var right = Binary(level + 1);
        return new BinarySyntax(left.Span.Through(right.Span), left, op, sign, right);
    }

    private ExpressionSyntax Comparison(ExpressionSyntax left, BinaryOperator op)
    {
        var sign = _cursor.Take().Span;
        var right = Binary(Level.Conversion);
        if (op == BinaryOperator.In)
        {
            right = AsPeriod(RangeFrom(right));
        }

        if (!Operator(out _, out var next) || next != Level.Comparison || _cursor.HasFailed)
        {
            return new BinarySyntax(left.Span.Through(right.Span), left, op, sign, right);
        }

        var second = _cursor.Take();
        if (_cursor.IsWord(second, "in"))
        {
            _cursor.Fail(
                SyntaxDiagnostics.UnexpectedText,
                second.Span,
                "A track is selected in square brackets, as in `revenue[aggressive]`; only a claim ends with `in TRACK`.");
            return Error(left.Span.Start);
        }

        var last = Binary(Level.Conversion);
        var whole = left.Span.Through(last.Span);
        var middle = _cursor.Slice(right.Span);
        _cursor.Report(
            SyntaxDiagnostics.ChainedComparison,
            second.Span,
            "Comparisons cannot be chained; join two of them with `and`.",
            new Fix(
                "Compare twice",
                whole,
                $"{_cursor.Slice(left.Span.Through(right.Span))} and {middle} {_cursor.Slice(second)} {_cursor.Slice(last.Span)}"));
        while (Operator(out _, out next) && next == Level.Comparison)
        {
            _cursor.Take();
            Binary(Level.Conversion);
        }

        return Error(left.Span.Start);
    }

    private ExpressionSyntax Conversion(ExpressionSyntax operand)
    {
        var arrow = _cursor.Take().Start;
        var unit = Units.Target();
        ExpressionSyntax? at = null;
        if (_cursor.TakeWord("at"))
        {
            at = AsPeriod(Operand());
        }

        if (operand is ConversionSyntax { Operand: ConversionSyntax { Operand: ConversionSyntax } })
        {
            _cursor.Fail(SyntaxDiagnostics.NestingTooDeep, _cursor.SpanFrom(arrow), "An amount can be converted four times in a row at most.");
            return Error(operand.Span.Start);
        }

        return new ConversionSyntax(_cursor.SpanFrom(operand.Span.Start), operand, unit, at);
    }

    private ExpressionSyntax Negation(Level lowest)
    {
        var sign = _cursor.Take();
        if (lowest > Level.Not)
        {
            _cursor.Fail(
                SyntaxDiagnostics.ExpectedExpression,
                sign.Span,
                "Put `not …` into brackets here: it binds less tightly than the operator before it.");
            return Error(sign.Start);
        }

        var operand = Deeper(Level.Not);
        return new UnarySyntax(sign.Span.Through(operand.Span), UnaryOperator.Not, operand);
    }

    private ExpressionSyntax Unary()
    {
        var sign = _cursor.Current;
        if (sign.Symbol is not (SymbolKind.Minus or SymbolKind.Plus))
        {
            return Power();
        }

        _cursor.Take();
        var operand = DeeperUnary();
        var op = sign.Symbol == SymbolKind.Minus ? UnaryOperator.Negate : UnaryOperator.Plus;
        return new UnarySyntax(sign.Span.Through(operand.Span), op, operand);
    }

    // Binds to the right and tighter than a sign before it: -2^2 is -4, 2^3^2 is 2^9; the exponent may have a sign of its own.
    private ExpressionSyntax Power()
    {
        var left = _operands.Postfix();
        if (!_cursor.At(SymbolKind.Caret))
        {
            return left;
        }

        var sign = _cursor.Take().Span;
        var right = DeeperUnary();
        return new BinarySyntax(left.Span.Through(right.Span), left, BinaryOperator.Power, sign, right);
    }

    private bool IsNot() => _cursor.At(SymbolKind.Not) || _cursor.AtWord("not");

    private bool Operator(out BinaryOperator op, out Level level)
    {
        var current = _cursor.Current;
        (op, level) = current.Kind switch
        {
            TokenKind.Symbol => SymbolOperator(current.Symbol),
            TokenKind.Name when current.Length <= 3 => WordOperator(current),
            _ => (BinaryOperator.Add, Level.None),
        };
        return level != Level.None;
    }

    private static (BinaryOperator, Level) SymbolOperator(SymbolKind symbol) => symbol switch
    {
        SymbolKind.Plus => (BinaryOperator.Add, Level.Sum),
        SymbolKind.Minus => (BinaryOperator.Subtract, Level.Sum),
        SymbolKind.Star => (BinaryOperator.Multiply, Level.Product),
        SymbolKind.Slash => (BinaryOperator.Divide, Level.Product),
        SymbolKind.Less => (BinaryOperator.Less, Level.Comparison),
        SymbolKind.LessOrEqual => (BinaryOperator.LessOrEqual, Level.Comparison),
        SymbolKind.Greater => (BinaryOperator.Greater, Level.Comparison),
        SymbolKind.GreaterOrEqual => (BinaryOperator.GreaterOrEqual, Level.Comparison),
        SymbolKind.Equal => (BinaryOperator.Equal, Level.Comparison),
        SymbolKind.NotEqual => (BinaryOperator.NotEqual, Level.Comparison),
        SymbolKind.Arrow => (BinaryOperator.Add, Level.Conversion),
        SymbolKind.And => (BinaryOperator.And, Level.And),
        SymbolKind.Or => (BinaryOperator.Or, Level.Or),
        _ => (BinaryOperator.Add, Level.None),
    };

    private (BinaryOperator, Level) WordOperator(Lexeme word) => _cursor.Slice(word) switch
    {
        "and" => (BinaryOperator.And, Level.And),
        "or" => (BinaryOperator.Or, Level.Or),
        "in" => (BinaryOperator.In, Level.Comparison),
        "to" when AllowsInterval => (BinaryOperator.To, Level.Interval),
        _ => (BinaryOperator.Add, Level.None),
    };

    private bool IsPeriodEnd(ExpressionSyntax? end) => end is null or PeriodSyntax || (end is NumberSyntax number && IsYear(number));

    private bool IsYear(NumberSyntax number) =>
        number.Unit is null && number.Span.Length == 4 && !TokenText.Fold(_cursor.Slice(number.Span)).AsSpan().ContainsAnyExceptInRange('0', '9');

    private bool AtRangeEnd() => _cursor.IsAtEnd
        || _cursor.Current.Symbol is SymbolKind.Comma or SymbolKind.CloseParen or SymbolKind.CloseBracket or SymbolKind.Colon
            or SymbolKind.Equal or SymbolKind.Tilde
        || (_cursor.At(TokenKind.Name) && Words.EndsQuantity(_cursor.Slice(_cursor.Current)));
}
