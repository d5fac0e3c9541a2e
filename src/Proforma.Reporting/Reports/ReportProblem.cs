namespace Proforma.Reporting.Reports;

/// <summary>Something to tell the author of a template, at its place. A head shows it like a plan's own diagnostics.</summary>
/// <param name="Code">PF9001 and up; each has a page in `docs/errors`.</param>
/// <param name="Template">The template in which it stands.</param>
/// <param name="Start">Where, in UTF-16 units from the beginning of the file.</param>
/// <param name="Length">How long the place is.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Replacement">What would mend it in this place, or null.</param>
public sealed record ReportProblem(string Code, TemplateFile Template, int Start, int Length, string Message, string? Replacement = null);

/// <summary>What the codes of reports stand for.</summary>
public static class ReportCodes
{
    public const string UnknownLine = "PF9001", UnknownParameter = "PF9002", BadParameter = "PF9003", MissingParameter = "PF9004",
        BadInclude = "PF9005", OpenFigure = "PF9006", BadFrontMatter = "PF9007", UnitsDiffer = "PF9008", NotThere = "PF9009", NotOneFigure = "PF9010";

    /// <summary>A few words for each code, as its page is titled.</summary>
    public static IReadOnlyDictionary<string, string> Titles { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [UnknownLine] = "A name that the plan does not have",
        [UnknownParameter] = "A parameter that the block does not take",
        [BadParameter] = "A parameter with a value that cannot be used",
        [MissingParameter] = "A parameter that the block needs",
        [BadInclude] = "A file that cannot be included",
        [OpenFigure] = "A figure that cannot be read",
        [BadFrontMatter] = "Front matter that cannot be used",
        [UnitsDiffer] = "Lines of different units in one chart",
        [NotThere] = "Something that the report does not have",
        [NotOneFigure] = "Something that is not one figure",
    };
}
