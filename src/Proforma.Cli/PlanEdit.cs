using System.Text.RegularExpressions;

namespace Proforma.Cli;

/// <summary>The one statement that an import writes into a plan: where its actuals stand and through which period they go.</summary>
internal static class PlanEdit
{
    /// <summary>The plan with an `actuals` statement for a table; the period of one that is there is moved on, never back.</summary>
    /// <param name="plan">The text of the plan.</param>
    /// <param name="table">The table as the plan names it.</param>
    /// <param name="through">The last period with figures.</param>
    /// <param name="end">Its last day.</param>
    /// <param name="endOf">The last day of a period as the plan writes it; null for what is none.</param>
    public static string WithActuals(string plan, string table, string through, DateOnly end, Func<string, DateOnly?> endOf)
    {
        var statement = new Regex($@"^actuals[ \t]+from[ \t]+""{Regex.Escape(table)}""(?<rest>[^\r\n]*)",
            RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
        if (statement.Match(plan) is not { Success: true } found)
        {
            var newline = plan.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
            var gap = plan.Length == 0 || plan[^1] == '\n' ? newline : newline + newline;
            return $"{plan}{gap}actuals from \"{table}\" through {through}{newline}";
        }

        var clause = new Regex(@"\bthrough[ \t]+(?<period>[^\s#]+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
            .Match(found.Groups["rest"].Value);
        if (!clause.Success || endOf(clause.Groups["period"].Value) is not { } last || last >= end)
        {
            return plan;
        }

        var at = found.Groups["rest"].Index + clause.Groups["period"].Index;
        return plan[..at] + through + plan[(at + clause.Groups["period"].Length)..];
    }
}
