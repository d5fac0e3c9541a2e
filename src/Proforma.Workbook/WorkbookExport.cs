using Proforma.Model.Runs;
using Proforma.Workbook.Formulas;
using Proforma.Workbook.Package;
using Proforma.Workbook.Pages;
using Proforma.Workbook.Sheets;

namespace Proforma.Workbook;

/// <summary>Writes a plan as a workbook whose formulas live: inputs, calculations, statements and checks, with a selector of tracks.</summary>
/// <remarks>
/// Formulas are made from the plan's own operations, so that a spreadsheet computes what the engine does. What a spreadsheet has no
/// formula for is written as values, one a track, and listed on the cover. Equal figures give equal bytes.
/// </remarks>
public static class WorkbookExport
{
    /// <summary>The most cells of a plan that are exported: more open in no spreadsheet in reasonable time.</summary>
    public const long MaxCells = 2_000_000;

    /// <summary>Writes the workbook.</summary>
    /// <param name="figures">The figures of a run.</param>
    /// <param name="options">Language and selected track.</param>
    /// <param name="output">Receives the bytes of an .xlsx file; must be seekable.</param>
    /// <exception cref="WorkbookTooLargeException">The plan does not fit into a workbook.</exception>
    public static void Write(IPlanFigures figures, WorkbookOptions options, Stream output) => BookPackage.Write(Make(figures, options), output);

    /// <summary>Makes the workbook in memory.</summary>
    internal static Book Make(IPlanFigures figures, WorkbookOptions options)
    {
        if (figures.Program.CellCount > MaxCells)
        {
            throw new WorkbookTooLargeException(
                $"The plan has {figures.Program.CellCount:N0} cells; a workbook takes at most {MaxCells:N0}. "
                + "Export the figures with `run --csv` instead.");
        }

        if (figures.Program.TrackAxes.Any(static axis => axis.Count > Gathering.MostArguments))
        {
            throw new WorkbookTooLargeException($"A workbook's selector takes at most {Gathering.MostArguments} tracks.");
        }

        var book = new Book(figures, options);
        var cover = new CoverPage(book);
        var checks = new ChecksPage();
        var totals = new List<TotalRow>();
        var yearTotals = new List<YearTotal>();
        var years = new List<(SeriesKey, GridRow)>();
        var periods = KeyFiguresPage.Place(book);
        for (var axis = 0; axis < book.Clocks.Length; axis++)
        {
            var clock = book.Clocks[axis];
            var order = axis * SheetOrder.Entity;
            years.AddRange(YearsPage.Place(book, axis, yearTotals));
            checks.Place(book, clock, order);
            InputsPage.Place(book, clock, order);
            totals.AddRange(CalculationsPage.Place(book, clock, order));
        }

        YearsPage.Write(book, years);
        foreach (var (slot, member, sheet, row) in periods)
        {
            KeyFiguresPage.WritePeriod(book, slot, member, sheet, row);
        }

        book.WriteAll();
        foreach (var total in totals)
        {
            total.Write(book);
        }

        foreach (var total in yearTotals)
        {
            total.Write(book);
        }

        book.WriteAll();
        checks.WriteResults(book);
        ClaimsPage.Write(book);
        SourcesPage.Write(book);
        cover.Finish(checks);
        return book;
    }
}
