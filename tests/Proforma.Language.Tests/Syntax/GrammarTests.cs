using System.Text.RegularExpressions;

namespace Proforma.Language.Tests.Syntax;

public sealed partial class GrammarTests
{
    [Fact]
    public void The_grammar_in_the_parser_is_that_in_the_documentation()
    {
        var source = File.ReadAllText(Repository.PathOf("src", "Proforma.Language", "Syntax", "Parser.cs")).ReplaceLineEndings("\n");
        var comment = source.Split('\n')
            .SkipWhile(l => !l.StartsWith("// (*", StringComparison.Ordinal))
            .TakeWhile(l => l.StartsWith("//", StringComparison.Ordinal));
        var inParser = string.Join('\n', comment.Select(l => l.Length > 3 ? l[3..] : ""));
        var inDocumentation = Block().Match(File.ReadAllText(Repository.PathOf("docs", "grammar.md")).ReplaceLineEndings("\n")).Groups[1].Value;
        Assert.Contains("declaration   = header", inParser, StringComparison.Ordinal);
        Assert.Equal(inDocumentation, inParser);
    }

    // Every name that a rule uses has a rule, but for what EBNF calls special: single characters.
    [Fact]
    public void The_grammar_is_complete()
    {
        var grammar = Block().Match(File.ReadAllText(Repository.PathOf("docs", "grammar.md")).ReplaceLineEndings("\n")).Groups[1].Value;
        var rules = Comment().Replace(grammar, " ");
        var defined = Rule().Matches(rules).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var used = Word().Matches(Terminal().Replace(rules, " ")).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(
            ["character", "digit", "letter", "mark", "raw", "year"],
            used.Except(defined, StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["comment", "file"],
            defined.Where(d => Regex.Count(Terminal().Replace(rules, " "), $@"\b{d}\b") == 1).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("```ebnf\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\(\*.*?\*\)", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(\w+) +=", RegexOptions.Multiline)]
    private static partial Regex Rule();

    [GeneratedRegex("\"[^\"]*\"|'[^']*'")]
    private static partial Regex Terminal();

    [GeneratedRegex(@"\b\w+\b")]
    private static partial Regex Word();
}
