using System.Globalization;
using Proforma.Language.Diagnostics;
using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

// The grammar, in EBNF; the same text stands in docs/grammar.md, and a test holds them equal.
//
// (* Layout: a declaration begins in the first column; the indented lines under it are its clauses, all as deep as the first.
//    A line continues inside brackets and after a trailing operator, "=", "," or ":"; a clause continues where a line is
//    indented deeper than it; the line of a declaration where the next one begins with an operator. A line in the first
//    column continues none above, unless it begins with a closing bracket. Comments and blank lines mean nothing. *)
//
// file          = { declaration } ;
// declaration   = header , { clause } ;                    (* the clauses that its keyword takes: see the list below *)
// header        = "plan" , text
//               | "track" , name , { text | "from" , name | "weight" , sum }
//               | "unit" , name , [ text ] , [ "=" , number ]
//               | "rate" , name , "/" , name , [ text ] , [ value | table ]
//               | "dimension" , name , [ text ] , [ "=" , member , { "," , member } | table ]
//               | "input" , series , [ value | table ]
//               | "line" , series , [ value ]
//               | "account" , series
//               | "measure" , name , { text | ":" , unit } , value
//               | "noise" , name , { text | ":" , unit } , "~" , formula , [ ar ] , "each" , "period" , [ ar ]
//               | "correlate" , names , [ "=" , sum ]
//               | "check" , formula , [ text ]
//               | "source" , name , [ text ] , [ period ]
//               | "claim" , [ name , ":" ] , ( text | comparison ) , [ "in" , name ] , { citation | remark }
//               | "actuals" , table , [ "through" , ( period | name ) ]
//               | "solve" , names , "so" , "that" , target , { "," , target } , [ "in" , name ]
//               | "section" , text
//               | "use" , text , [ "as" , name ] ;
// series        = name , { "by" , names | text | ":" , unit } ;              (* each part once *)
// names         = name , { "," , name } ;
// member        = ( name | text ) , [ text ] , [ "under" , ( name | text ) ] ;
// ar            = [ "," ] , "ar" , "(" , formula , ")" ;
// table         = "from" , text , { name , ( name | text ) } ;               (* "key" sku "column" "Price" *)
// target        = side , "=" , side ;
// comparison    = side , hedge , side
//               | side , "between" , side , "and" , side
//               | side , "in" , selector ;
// hedge         = "=" | "~=" | "nearly" | "<=" | "up" , "to" | ">=" | "<" | ">" | "over" ;
//
// clause        = [ selectors ] , value                    (* input, rate, line *)
//               | ( "then" | "otherwise" ) , value         (* line; an input takes otherwise *)
//               | "opening" , [ selectors ] , value        (* account *)
//               | "closing" , [ selectors ] , value        (* account, rate *)
//               | "average" , [ selectors ] , value        (* rate *)
//               | ( "plus" | "minus" ) , formula           (* account *)
//               | "aggregate" , ( name | "weighted" , "by" , formula )       (* line, account, input *)
//               | "circular" , [ "tolerance" , sum ]       (* line, account *)
//               | "interpolate"                            (* input, rate *)
//               | "domain" , [ name ] , range              (* input, solve; the name in a solve *)
//               | table                                    (* input, rate, dimension *)
//               | citation                                 (* claim; after a value: of that value *)
//               | remark                                   (* claim *)
//               | "tolerance" , sum | "modality" , name | ( "reading" | "basis" ) , side      (* claim *)
//               | "in" , name                              (* claim, solve *)
//               | "least" , "squares"                      (* solve *)
//               | "column" , ( text | name ) , "=" , side  (* actuals *)
//               | sum , { "," , sum }                      (* correlate: a row of the matrix *)
//               | "severity" , name                        (* check *)
//               | "url" , raw                              (* source: the rest of the line *)
//               | ( "publisher" | "speaker" | "language" ) , raw             (* source; a claim takes speaker *)
//               | "span" , number , ".." , number          (* claim: where the source says it, in code points *)
//               | "currency" , name                        (* plan *)
//               | "calendar" , name , range                (* plan *)
//               | "fiscal" , "year" , "ends" , ( name | number ) ;           (* plan *)
// value         = ( "=" , formula , [ "~" , formula ] | [ "=" ] , "~" , formula ) , { citation } ;    (* "~": input and rate *)
// citation      = "from" , name , { "." , name } , [ text ] | "assumed" , [ text ] ;
// remark        = "nearest" , sum | "as" , "of" , period | "status" , name ;
// selectors     = selector , { "," , selector } ;
// selector      = operand | range ;                        (* four digits alone are a year *)
// range         = [ sum ] , ".." , [ sum ] ;
//
// formula       = conjunction , { "or" , conjunction } ;
// conjunction   = negation , { "and" , negation } ;
// negation      = { "not" } , relation ;
// relation      = side , [ ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) , side | "in" , ( side | range ) ] ;
// side          = interval , { "->" , unit , [ "at" , operand ] } ;
// interval      = sum , { "to" , sum } ;                   (* "to": after "~" only *)
// sum           = product , { ( "+" | "-" ) , product } ;
// product       = signed , { ( "*" | "/" ) , signed } ;
// signed        = { "+" | "-" } , power ;
// power         = operand , [ "^" , signed ] ;             (* to the right: 2^3^2 is 2^9, and -2^2 is -4 *)
// operand       = primary , { "." , ( name | text ) | "[" , selectors , "]" } ;
// primary       = quantity | period | text | name | "?" | "unknown" , [ factor , { "/" , factor } ]
//               | name , "(" , [ argument , { "," , argument } ] , ")"
//               | "(" , formula , ")"
//               | "if" , formula , "then" , formula , "else" , formula ;
// argument      = [ ( name | formula ) , ":" ] , ( formula | range ) ;
// quantity      = number , [ "?" | [ factor ] , { "/" , factor } ] ;         (* on one line; no white space after the first name *)
// unit          = "?" | ( "1" | factor ) , { ( "/" | "*" ) , factor } ;
// factor        = name , [ "^" , ( [ "-" ] , digits | "(" , [ "-" ] , digits , [ "/" , digits ] , ")" ) ] ;
//
// name          = letter , { letter | digit | mark } ;     (* letters of any script, and "_" *)
// number        = digits , [ "." , digits ] , [ ( "e" | "E" ) , [ "+" | "-" ] , digits ] , [ suffix ] ;
// digits        = digit , { [ "_" ] , digit } ;
// suffix        = "K" | "M" | "B" | "T" | "万" | "亿" | "万亿" | "%" | "bp" ;
// period        = [ "FY" ] , year , [ "-Q" , digit | "-H" , digit ]
//               | year , "-" , digit , digit , [ "-" , digit , digit ]
//               | year , "-W" , digit , digit ;
// text          = '"' , { character | "\" , ( '"' | "\" | "n" | "t" ) } , '"' ;    (* on one line *)
// comment       = "#" , { character } ;                    (* at a line's start or after white space, to the line's end *)

/// <summary>
/// Reads a file into its tree. Pure, linear in the file's length, and it never throws: what cannot be read is reported and passed over, to the
/// next clause or declaration.
/// </summary>
public static class Parser
{
    /// <summary>How deep brackets, calls, choices and signs can be nested in a formula.</summary>
    public const int MaxNesting = 100;

    /// <summary>How many operators between terms one formula can have.</summary>
    public const int MaxTerms = 100_000;

    /// <summary>How many `else if` one formula can have.</summary>
    public const int MaxLinks = 1_000;

    /// <summary>The tree of <paramref name="source"/> with all that its lexer and parser have to say.</summary>
    public static SyntaxTree Parse(SourceText source)
    {
        var bag = new DiagnosticBag();
        var tokens = Lexer.LexToList(source, bag);
        var reporter = new DiagnosticReporter(source, bag);
        var declarations = new DeclarationParser(new Cursor(source, tokens, reporter)).Read();
        if (declarations.Count == 0 && bag.Count == 0)
        {
            reporter.Report(SyntaxDiagnostics.EmptyFile, new TextSpan(0, 0), "This file declares nothing.");
        }

        var diagnostics = bag.ToImmutable();
        if (bag.Count > diagnostics.Length)
        {
            var last = diagnostics[^1].Span;
            var more = bag.Count - diagnostics.Length;
            diagnostics = diagnostics.Add(new Diagnostic(
                SyntaxDiagnostics.TooManyDiagnostics,
                source,
                new TextSpan(last.End, 0),
                string.Create(CultureInfo.InvariantCulture, $"The file has {more:N0} more problems, which are not listed.")));
        }

        return new SyntaxTree(source, tokens, declarations, diagnostics);
    }
}
