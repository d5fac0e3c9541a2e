namespace Proforma.Workspace.Tests.Spec;

/// <summary>A line of an `expect` block. A closed hierarchy.</summary>
internal abstract record Expectation(string Text)
{
    /// <summary>
    /// Reads a line: `claim c1 in aggressive = holds by rounding`, `error PF4001`, `check "Label" holds`, `check "Label" fails in 2025-03, 2025-04`, `covers x[2025] = 1/12`,
    /// `x @ 2025-03 = 5 USD/month` (the cell of a step), or `EXPRESSION = EXPRESSION`.
    /// </summary>
    public static Expectation Read(string line)
    {
        var words = line.Split(' ', 2);
        switch (words[0])
        {
            case "error" or "warning" or "note":
                return new ExpectedDiagnostic(line, words[1].Trim());
            case "claim":
                var equals = line.LastIndexOf(" = ", StringComparison.Ordinal);
                var named = line["claim ".Length..equals].Split(" in ");
                return new ExpectedVerdict(line, named[0].Trim(), named.Length > 1 ? named[1].Trim() : "", line[(equals + 3)..].Trim());
            case "check":
                var end = line.LastIndexOf('"');
                var label = line[(line.IndexOf('"', StringComparison.Ordinal) + 1)..end];
                var rest = line[(end + 1)..].Trim();
                return new ExpectedCheck(line, label, rest == "holds" ? [] : [.. rest["fails in ".Length..].Split(',').Select(static p => p.Trim())]);
        }

        var at = line.LastIndexOf(" = ", StringComparison.Ordinal);
        if (at < 0)
        {
            throw new FormatException($"`{line}` is no expectation.");
        }

        var (left, right) = (line[..at].Trim(), line[(at + 3)..].Trim());
        if (words[0] == "covers")
        {
            var open = left.IndexOf('[', StringComparison.Ordinal);
            return new ExpectedCoverage(line, left["covers ".Length..open], left[(open + 1)..^1], right);
        }

        var step = left.IndexOf(" @ ", StringComparison.Ordinal);
        return step > 0 ? new ExpectedCell(line, left[..step].Trim(), left[(step + 3)..].Trim(), right) : new ExpectedFigure(line, left, right);
    }
}

/// <summary>A diagnostic of this code is among those of the plan.</summary>
internal sealed record ExpectedDiagnostic(string Text, string Code) : Expectation(Text);

/// <summary>A check holds everywhere, or fails in exactly these periods.</summary>
internal sealed record ExpectedCheck(string Text, string Label, IReadOnlyList<string> Fails) : Expectation(Text);

/// <summary>How a claim comes out against the plan, in one track or in all of them.</summary>
internal sealed record ExpectedVerdict(string Text, string Claim, string Track, string Verdict) : Expectation(Text);

/// <summary>How many steps of a report period have a value: `1/12`.</summary>
internal sealed record ExpectedCoverage(string Text, string Line, string Period, string Share) : Expectation(Text);

/// <summary>The value of a line in one step, in its own unit.</summary>
internal sealed record ExpectedCell(string Text, string Line, string Step, string Value) : Expectation(Text);

/// <summary>What an expression of the language amounts to in a measure.</summary>
internal sealed record ExpectedFigure(string Text, string Left, string Right) : Expectation(Text);
