using System.Diagnostics;
using Proforma.Language.Diagnostics;
using Proforma.Language.Formatting;
using Proforma.Language.Syntax;
using Proforma.Language.Tests.Syntax;
using Proforma.Language.Text;

namespace Proforma.Language.Fuzz;

/// <summary>One random file, read, formatted and reported on.</summary>
internal static class FuzzCase
{
    /// <summary>No file that is made here is longer than a few thousand characters: whatever takes this long hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>What is wrong with the file made from <paramref name="seed"/>, with its text; null when nothing is.</summary>
    public static string? Run(int seed)
    {
        var random = new Random(seed);
        var text = "";
        var started = Stopwatch.GetTimestamp();
        try
        {
            var kind = random.Next(10);
            text = kind switch
            {
                0 => Decoded(RandomText.Bytes(random)),
                1 => RandomText.Characters(random),
                2 or 3 or 4 => RandomText.Soup(random),
                5 or 6 or 7 => RandomText.Mutated(random),
                _ => RandomPlan.Text(random),
            };
            var failure = Check(text, isValid: kind >= 8);
            failure ??= Stopwatch.GetElapsedTime(started) > Patience ? "took too long" : null;
            return failure is null ? null : $"{failure}\n{text}";
        }
        catch (Exception exception)
        {
            return $"{exception}\n{text}";
        }
    }

    private static string Decoded(byte[] bytes)
    {
        var decoded = PlanDecoder.Decode("fuzz.plan", bytes);
        DiagnosticRenderer.Render(decoded.Diagnostics);
        return decoded.Source.Text;
    }

    private static string? Check(string text, bool isValid)
    {
        var tree = Parser.Parse(new SourceText("fuzz.plan", text));
        if (SyntaxInvariants.Violation(tree) is { } violation)
        {
            return violation;
        }

        DiagnosticRenderer.Render(tree.Diagnostics);
        var hasErrors = tree.Diagnostics.Any(d => d.Severity == Severity.Error);
        var formatted = Formatter.Format(tree);
        if (hasErrors)
        {
            return isValid ? $"a valid plan is reported:\n{DiagnosticRenderer.Render(tree.Diagnostics)}" : formatted != text ? "a file with errors was formatted" : null;
        }

        var again = Parser.Parse(new SourceText("fuzz.plan", formatted));
        return SyntaxInvariants.Tokens(tree) != SyntaxInvariants.Tokens(again) ? $"formatting changed the tokens:\n{formatted}"
            : SyntaxInvariants.Shape(tree) != SyntaxInvariants.Shape(again) ? $"formatting changed the tree:\n{formatted}"
            : Formatter.Format(again) != formatted ? $"formatting twice is not formatting once:\n{formatted}"
            : null;
    }
}
