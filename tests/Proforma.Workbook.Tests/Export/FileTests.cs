using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Proforma.Reporting.Numbers;
using Xunit;

namespace Proforma.Workbook.Tests.Export;

/// <summary>The file itself: valid, the same every time, and safe to open.</summary>
public sealed class FileTests
{
    public static TheoryData<string> Names { get; } = [.. Plans.Examples.Select(static p => Path.GetRelativePath(Plans.PathOf("examples"), p)), .. FormulaPlans.All.Select(static p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_validator_finds_no_error(string name)
    {
        foreach (var language in (ReportLanguage[])[ReportLanguage.English, ReportLanguage.Chinese])
        {
            using var stream = new MemoryStream(Export(FiguresOf(name), new WorkbookOptions { Language = language }));
            using var document = SpreadsheetDocument.Open(stream, isEditable: false);
            var errors = new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Microsoft365).Validate(document, TestContext.Current.CancellationToken)
                .Select(static e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}").Take(10).ToList();
            Assert.True(errors.Count == 0, string.Join('\n', errors));
        }
    }

    [Fact]
    public void The_same_figures_give_the_same_bytes()
    {
        var figures = FiguresOf("operators");
        Assert.Equal(Export(figures, WorkbookOptions.Default), Export(FiguresOf("operators"), WorkbookOptions.Default));
    }

    internal static Model.Runs.IPlanFigures FiguresOf(string name) =>
        FormulaPlans.All.FirstOrDefault(p => p.Name == name) is { Text: { } text } ? Plans.RunText(text) : Plans.Run(Plans.PathOf("examples", name));

    internal static byte[] Export(Model.Runs.IPlanFigures figures, WorkbookOptions options)
    {
        using var stream = new MemoryStream();
        WorkbookExport.Write(figures, options, stream);
        return stream.ToArray();
    }
}
