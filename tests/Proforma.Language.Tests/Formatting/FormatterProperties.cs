using CsCheck;
using Proforma.Language.Diagnostics;
using Proforma.Language.Formatting;
using Proforma.Language.Tests.Syntax;

namespace Proforma.Language.Tests.Formatting;

public sealed class FormatterProperties
{
    [Fact]
    public void Formatting_keeps_tokens_and_tree_and_twice_is_once() => Gen.Int[0, int.MaxValue - 1].Sample(
        seed =>
        {
            var text = RandomPlan.Text(new Random(seed));
            var tree = Plans.Parse(text);
            var formatted = Formatter.Format(tree);
            var again = Plans.Parse(formatted);
            Assert.False(
                again.Diagnostics.Any(d => d.Severity == Severity.Error),
                $"seed {seed}\n{DiagnosticRenderer.Render(again.Diagnostics)}\n{text}\n--\n{formatted}");
            Assert.Equal(SyntaxInvariants.Tokens(tree), SyntaxInvariants.Tokens(again));
            Assert.Equal(SyntaxInvariants.Shape(tree), SyntaxInvariants.Shape(again));
            Assert.Equal(formatted, Formatter.Format(again));
        },
        iter: 5_000);
}
