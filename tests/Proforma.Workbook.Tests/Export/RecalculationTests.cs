using Proforma.Workbook.Formulas;
using Proforma.Workbook.Package;
using Proforma.Workbook.Tests.Spreadsheets;
using Xunit;

namespace Proforma.Workbook.Tests.Export;

/// <summary>
/// The proof of the workbook: LibreOffice computes it again and every cell agrees with the engine to a billionth of its largest operand,
/// in every track. The tracks other than the first are switched on by typing into the selector of the file.
/// </summary>
public sealed class RecalculationTests
{
    [Fact]
    public void LibreOffice_computes_what_the_engine_does_in_every_track_of_every_example()
    {
        LibreOffice.Require();
        var folder = Directory.CreateTempSubdirectory("proforma-workbook-");
        try
        {
            var plans = Plans.Examples.Select(static path => (Name: Path.GetFileNameWithoutExtension(path), Figures: Plans.Run(path))).ToList();
            plans.AddRange(FormulaPlans.All.Select(static plan => (plan.Name, Plans.RunText(plan.Text))));
            plans.AddRange(SpecPlans.All(folder.FullName));
            var cases = new List<(string File, Book Expected)>();
            foreach (var (name, figures) in plans)
            {
                var first = Bytes(WorkbookExport.Make(figures, WorkbookOptions.Default));
                var tracks = figures.Program.TrackAxes[0].Tracks;
                for (var track = 0; track < tracks.Length; track++)
                {
                    var file = Path.Combine(folder.FullName, $"{name}-{track}.xlsx");
                    File.WriteAllBytes(file, track == 0 ? first : Selector.Switch(first, tracks[0].Label, tracks[track].Label));
                    cases.Add((file, WorkbookExport.Make(figures, new WorkbookOptions { SelectedTrack = track })));
                }
            }

            cases.Add(Edited(folder.FullName));
            var output = LibreOffice.Recalculate(folder.FullName, [.. cases.Select(static c => c.File)]);
            var wrong = new List<string>();
            var cells = 0;
            foreach (var (file, expected) in cases)
            {
                var (differences, compared) = Comparison.Of(expected, ReadBook.Of(Path.Combine(output, Path.GetFileName(file))));
                cells += compared;
                wrong.AddRange(differences.Select(d => $"{Path.GetFileName(file)} {d}").Take(12));
            }

            Assert.True(wrong.Count == 0, string.Join('\n', wrong));
            Assert.True(cells > 60_000, $"Only {cells} cells were compared.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>An input typed into the file: the workbook then shows what the plan with that input gives.</summary>
    private static (string File, Book Expected) Edited(string folder)
    {
        var text = FormulaPlans.All.Single(static p => p.Name == "operators").Text;
        var book = WorkbookExport.Make(Plans.RunText(text), WorkbookOptions.Default);
        var file = Path.Combine(folder, "operators-edited.xlsx");
        File.WriteAllBytes(file, Selector.Type(Bytes(book), book, "Inputs", 7, 11.5));
        return (file, WorkbookExport.Make(Plans.RunText(text.Replace("input k : 1 = 7", "input k : 1 = 11.5", StringComparison.Ordinal)), WorkbookOptions.Default));
    }

    private static byte[] Bytes(Book book)
    {
        using var stream = new MemoryStream();
        BookPackage.Write(book, stream);
        return stream.ToArray();
    }
}
