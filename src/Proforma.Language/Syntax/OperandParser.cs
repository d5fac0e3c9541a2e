using System.Globalization;
using Proforma.Language.Diagnostics;
using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>Reads what stands between operators: numbers with units, names, calls, brackets, selectors and choices.</summary>
internal sealed class OperandParser(Cursor cursor, ExpressionParser formulas, UnitParser units)
{
    private const int LongestChain = 8;

    private readonly NumberParser _numbers = new(cursor, formulas, units);

    /// <summary>An operand with the members and indexes after it.</summary>
    public ExpressionSyntax Postfix()
    {
        var operand = Primary();
        for (var links = 0; ; links++)
        {
            if (cursor.Current.Symbol is not (SymbolKind.Dot or SymbolKind.OpenBracket) || !cursor.At(TokenKind.Symbol))
            {
                return operand;
            }

            if (links == LongestChain)
            {
                cursor.Fail(
                    SyntaxDiagnostics.NestingTooDeep,
                    cursor.Current.Span,
                    $"At most {LongestChain} dots and brackets can follow one another.");
                return formulas.Error(operand.Span.Start);
            }

            operand = cursor.At(SymbolKind.Dot) ? Member(operand) : Index(operand);
        }
    }

    /// <summary>A track, a period, a range of periods or a member.</summary>
    public ExpressionSyntax Selector(bool isInBrackets)
    {
        if (cursor.At(SymbolKind.DotDot))
        {
            return formulas.AsPeriod(formulas.RangeTo());
        }

        var first = _numbers.IsBareYear() ? _numbers.Year() : isInBrackets ? formulas.NestedAmount() : Postfix();
        var selector = formulas.AsPeriod(formulas.RangeFrom(first));
        if (!isInBrackets && selector is NumberSyntax or ParenthesizedSyntax or CallSyntax or ConditionalSyntax or HoleSyntax or UnknownSyntax)
        {
            cursor.Fail(
                SyntaxDiagnostics.Expected,
                selector.Span,
                $"Expected a period, a track or a member, but found `{Excerpt.Of(cursor.Slice(selector.Span))}`.");
        }

        return selector;
    }

    /// <summary>`NAME(…)`, with the name at the cursor.</summary>
    public ExpressionSyntax Call()
    {
        var name = cursor.Take();
        var open = cursor.Take();
        var outer = formulas.CommaSeparates;
        formulas.CommaSeparates = true;
        var arguments = new List<ArgumentSyntax>();
        while (!cursor.At(SymbolKind.CloseParen) && !cursor.IsAtEnd)
        {
            arguments.Add(Argument());
            if (!cursor.Take(SymbolKind.Comma))
            {
                break;
            }
        }

        Close(open, SymbolKind.CloseParen);
        formulas.CommaSeparates = outer;
        var span = cursor.SpanFrom(name.Start);
        if (cursor.Slice(name).Equals("if", StringComparison.OrdinalIgnoreCase))
        {
            cursor.Report(SyntaxDiagnostics.MissingBranch, name.Span, "A choice is written `if condition then a else b`.", Choice(span, arguments));
            return new ErrorExpressionSyntax(span);
        }

        return new CallSyntax(span, cursor.Name(name), arguments);
    }

    private Fix? Choice(TextSpan span, List<ArgumentSyntax> arguments) => arguments.Count != 3 ? null : new Fix(
        "Write it with words",
        span,
        $"if {cursor.Slice(arguments[0].Span)} then {cursor.Slice(arguments[1].Span)} else {cursor.Slice(arguments[2].Span)}");

    private ArgumentSyntax Argument()
    {
        var start = cursor.Current.Start;
        if (cursor.At(SymbolKind.DotDot))
        {
            var before = formulas.AsPeriodRange(formulas.RangeTo());
            return new ArgumentSyntax(before.Span, null, null, before);
        }

        NameSyntax? name = null;
        ExpressionSyntax? key = null;
        if (cursor.At(TokenKind.Name) && cursor.Peek(1).Symbol == SymbolKind.Colon)
        {
            name = cursor.Name(cursor.Take());
            cursor.Take();
        }

        var value = ValueOrRange();
        if (name is null && cursor.Take(SymbolKind.Colon))
        {
            key = value;
            value = ValueOrRange();
        }

        return new ArgumentSyntax(cursor.SpanFrom(start), name, key, value);
    }

    private ExpressionSyntax ValueOrRange() => formulas.AsPeriodRange(formulas.RangeFrom(formulas.Nested()));

    private MemberAccessSyntax Member(ExpressionSyntax target)
    {
        cursor.Take();
        NameSyntax member;
        if (cursor.TryTake(TokenKind.Name, out var name))
        {
            member = cursor.Name(name);
        }
        else if (cursor.TryTake(TokenKind.Text, out var text))
        {
            member = new NameSyntax(text.Span, cursor.TextValue(text));
        }
        else
        {
            cursor.FailExpected("a name after `.` (one that is no single word in quotation marks)");
            member = new NameSyntax(new TextSpan(cursor.PreviousEnd, 0), "");
        }

        return new MemberAccessSyntax(cursor.SpanFrom(target.Span.Start), target, member);
    }

    private IndexSyntax Index(ExpressionSyntax target)
    {
        var open = cursor.Take();
        var outer = formulas.CommaSeparates;
        formulas.CommaSeparates = true;
        var selectors = new List<ExpressionSyntax>();
        do
        {
            selectors.Add(Selector(isInBrackets: true));
            if (cursor.Current.Kind is TokenKind.Name or TokenKind.Period or TokenKind.Text or TokenKind.Number)
            {
                cursor.FailExpected("a comma or `]` after the selector");
            }
        }
        while (cursor.Take(SymbolKind.Comma));
        formulas.CommaSeparates = outer;
        Close(open, SymbolKind.CloseBracket);
        return new IndexSyntax(cursor.SpanFrom(target.Span.Start), target, selectors);
    }

    private ExpressionSyntax Primary()
    {
        var current = cursor.Current;
        switch (current.Kind)
        {
            case TokenKind.Number:
                return _numbers.Number();
            case TokenKind.Period:
                cursor.Take();
                return new PeriodSyntax(current.Span, cursor.Plain(current).ToString());
            case TokenKind.Text:
                cursor.Take();
                return new TextExpressionSyntax(current.Span, cursor.TextValue(current));
            case TokenKind.Name:
                return Named(current);
            case TokenKind.Symbol when current.Symbol == SymbolKind.OpenParen:
                return Parenthesized();
            case TokenKind.Symbol when current.Symbol == SymbolKind.Question:
                cursor.Take();
                return new HoleSyntax(current.Span);
            case TokenKind.Symbol when current.Symbol == SymbolKind.Currency:
                return _numbers.AfterCurrencySign();
            default:
                return Missing();
        }
    }

    private ExpressionSyntax Named(Lexeme name)
    {
        var text = cursor.Slice(name);
        if (Words.IsReserved(text))
        {
            return text switch
            {
                "if" => cursor.Peek(1).Symbol == SymbolKind.OpenParen && IsSpreadsheetChoice() ? Call() : Conditional(),
                "unknown" => Unknown(),
                _ => Missing(),
            };
        }

        if (cursor.Peek(1).Symbol == SymbolKind.OpenParen)
        {
            return Call();
        }

        cursor.Take();
        return new NameExpressionSyntax(name.Span, cursor.NameText(name));
    }

    // `if(a, b, c)`: the bracket after `if` holds a comma of its own and closes the line's choice.
    private bool IsSpreadsheetChoice()
    {
        var depth = 0;
        for (var i = 1; i < 200; i++)
        {
            var lexeme = cursor.Peek(i);
            depth += lexeme.Symbol switch
            {
                SymbolKind.OpenParen or SymbolKind.OpenBracket => 1,
                SymbolKind.CloseParen or SymbolKind.CloseBracket => -1,
                _ => 0,
            };
            if (lexeme.Kind == TokenKind.EndOfFile || depth == 0)
            {
                return false;
            }

            if (depth == 1 && lexeme.Symbol == SymbolKind.Comma)
            {
                return true;
            }
        }

        return false;
    }

    private UnknownSyntax Unknown()
    {
        var start = cursor.Take().Start;
        var unit = units.AfterWord();
        return new UnknownSyntax(cursor.SpanFrom(start), unit);
    }

    private ParenthesizedSyntax Parenthesized()
    {
        var open = cursor.Take();
        var outer = formulas.CommaSeparates;
        formulas.CommaSeparates = false;
        var inner = formulas.Nested();
        Close(open, SymbolKind.CloseParen);
        formulas.CommaSeparates = outer;
        return new ParenthesizedSyntax(cursor.SpanFrom(open.Start), inner);
    }

    // A chain of `else if` is read by a loop and built from its end.
    private ExpressionSyntax Conditional()
    {
        var branches = new List<(int Start, ExpressionSyntax Condition, ExpressionSyntax Value)>(1);
        ExpressionSyntax otherwise;
        while (true)
        {
            var start = cursor.Take().Start;
            var condition = formulas.Nested();
            if (!cursor.TakeWord("then"))
            {
                FailBranch(start, "then");
                return formulas.Error(branches.Count > 0 ? branches[0].Start : start);
            }

            branches.Add((start, condition, formulas.Nested()));
            if (!cursor.TakeWord("else"))
            {
                FailBranch(start, "else");
                otherwise = new ErrorExpressionSyntax(new TextSpan(cursor.PreviousEnd, 0));
                break;
            }

            if (!cursor.AtWord("if"))
            {
                otherwise = formulas.Nested();
                break;
            }

            if (++formulas.Links > Parser.MaxLinks)
            {
                cursor.Fail(
                    SyntaxDiagnostics.FormulaTooLong,
                    cursor.Current.Span,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"A formula can have {Parser.MaxLinks:N0} `else if` at most. State the cases as clauses."));
                return formulas.Error(branches[0].Start);
            }
        }

        for (var i = branches.Count - 1; i >= 0; i--)
        {
            var (start, condition, value) = branches[i];
            otherwise = new ConditionalSyntax(TextSpan.Between(start, otherwise.Span.End), condition, value, otherwise);
        }

        return otherwise;
    }

    private void FailBranch(int start, string word)
    {
        var choice = new RelatedPlace(cursor.Reporter.File, new TextSpan(start, 2), "The choice begins here");
        cursor.Fail(
            SyntaxDiagnostics.MissingBranch,
            cursor.Current.Span,
            $"`{word}` is missing (`if condition then a else b`): {cursor.Found()}.",
            related: choice);
    }

    private void Close(Lexeme open, SymbolKind closing)
    {
        if (cursor.Take(closing) || cursor.HasFailed)
        {
            return;
        }

        var (mark, own) = closing == SymbolKind.CloseParen ? (")", "(") : ("]", "[");
        if (cursor.IsAtEnd)
        {
            cursor.Fail(
                SyntaxDiagnostics.UnclosedBracket,
                open.Span,
                $"This `{own}` is never closed.",
                new Fix($"Close it with `{mark}`", new TextSpan(cursor.PreviousEnd, 0), mark));
            return;
        }

        var place = new RelatedPlace(cursor.Reporter.File, open.Span, $"This `{own}` is open");
        if (cursor.Current.Symbol is SymbolKind.CloseParen or SymbolKind.CloseBracket)
        {
            var wrong = cursor.Current.Span;
            cursor.Report(SyntaxDiagnostics.UnmatchedBracket, wrong, $"Expected `{mark}` here.", new Fix($"Write `{mark}`", wrong, mark), place);
            cursor.Take();
            return;
        }

        var comma = formulas.CommaSeparates || closing == SymbolKind.CloseBracket ? ", a comma" : "";
        cursor.Fail(
            SyntaxDiagnostics.UnexpectedText,
            cursor.Current.Span,
            $"Expected an operator{comma} or `{mark}`, but {cursor.Found()}.",
            related: place);
    }

    private ErrorExpressionSyntax Missing()
    {
        var start = cursor.Current.Start;
        if (!cursor.HasFailed)
        {
            cursor.Fail(SyntaxDiagnostics.ExpectedExpression, cursor.Current.Span, $"Expected a number, a name or a formula, but {cursor.Found()}.");
        }

        return formulas.Error(start);
    }
}
