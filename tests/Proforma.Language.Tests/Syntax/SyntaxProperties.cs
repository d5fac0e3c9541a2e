using CsCheck;
using Proforma.Language.Diagnostics;
using Proforma.Language.Formatting;
using Proforma.Language.Syntax;
using Proforma.Language.Text;

namespace Proforma.Language.Tests.Syntax;

public sealed class SyntaxProperties
{
    private static readonly Gen<int> Seeds = Gen.Int[0, int.MaxValue - 1];

    [Fact]
    public void Random_characters_are_read_without_fail() => Hold(RandomText.Characters);

    [Fact]
    public void Tokens_in_no_order_are_read_without_fail() => Hold(RandomText.Soup);

    [Fact]
    public void Plans_with_mistakes_are_read_without_fail() => Hold(RandomText.Mutated);

    [Fact]
    public void Plans_without_mistakes_are_read_without_diagnostics() => Seeds.Sample(
        seed =>
        {
            var text = RandomPlan.Text(new Random(seed));
            var tree = Plans.Parse(text);
            var errors = tree.Diagnostics.Where(d => d.Severity == Severity.Error);
            Assert.False(errors.Any(), $"seed {seed}\n{DiagnosticRenderer.Render(errors)}\n{text}");
            Assert.True(SyntaxInvariants.Violation(tree) is null, $"seed {seed}: {SyntaxInvariants.Violation(tree)}\n{text}");
        },
        iter: 3_000);

    [Fact]
    public void Random_bytes_are_decoded_without_fail() => Seeds.Sample(
        seed =>
        {
            var bytes = RandomText.Bytes(new Random(seed));
            var decoded = PlanDecoder.Decode("t", bytes);
            var isUtf8 = System.Text.Unicode.Utf8.IsValid(bytes);
            Assert.True(isUtf8 || !decoded.IsReadable, "Bytes that are no UTF-8 must be refused.");
            if (decoded.IsReadable)
            {
                Assert.Null(SyntaxInvariants.Violation(Parser.Parse(decoded.Source)));
            }
        },
        iter: 3_000);

    private static void Hold(Func<Random, string> text) => Seeds.Sample(
        seed =>
        {
            var written = text(new Random(seed));
            var tree = Plans.Parse(written);
            Assert.True(SyntaxInvariants.Violation(tree) is null, $"seed {seed}: {SyntaxInvariants.Violation(tree)}\n{written}");
            Assert.NotNull(DiagnosticRenderer.Render(tree.Diagnostics));
            var formatted = Formatter.Format(tree);
            if (tree.Diagnostics.Any(d => d.Severity == Severity.Error))
            {
                Assert.Equal(written, formatted);
            }
        },
        iter: 3_000);
}
