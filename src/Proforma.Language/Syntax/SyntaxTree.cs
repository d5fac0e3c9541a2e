using Proforma.Language.Diagnostics;
using Proforma.Language.Text;

namespace Proforma.Language.Syntax;

/// <summary>The tree of one file. Its tokens, white space and comments included, are the whole text in order.</summary>
/// <param name="Source">The file.</param>
/// <param name="Tokens">Every token, ending with <see cref="TokenKind.EndOfFile"/>.</param>
/// <param name="Declarations">In order.</param>
/// <param name="Diagnostics">What the lexer and the parser have to say.</param>
public sealed record SyntaxTree(
    SourceText Source,
    IReadOnlyList<SyntaxToken> Tokens,
    IReadOnlyList<DeclarationSyntax> Declarations,
    IReadOnlyList<Diagnostic> Diagnostics);
