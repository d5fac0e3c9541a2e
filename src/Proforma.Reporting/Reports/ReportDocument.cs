using System.Collections.Immutable;
using Proforma.Reporting.Charts;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Tables;

namespace Proforma.Reporting.Reports;

/// <summary>A report whose figures, tables and charts are computed, ready to be written as a page or as Markdown.</summary>
public sealed class ReportDocument
{
    internal ReportDocument(TemplateFile root)
    {
        Root = root;
    }

    public TemplateFile Root { get; }

    public required string Title { get; init; }

    public required string PlanTitle { get; init; }

    public required ReportLanguage Language { get; init; }

    public required ImmutableArray<TableTrack> Tracks { get; init; }

    /// <summary>The figures in prose, in order; each stands among the notes.</summary>
    public required ImmutableArray<ReportFigure> Figures { get; init; }

    /// <summary>The charts in order.</summary>
    public required ImmutableArray<ReportChart> Charts { get; init; }

    public required ExplainGraph Explanations { get; init; }

    public required ImmutableArray<CitedSource> Sources { get; init; }

    public required LabelBook Labels { get; init; }

    internal Dictionary<TemplateFigure, ReportFigure> FigureOf { get; } = new(ReferenceEqualityComparer.Instance);

    internal Dictionary<TemplateBlock, ReportBlock> BlockOf { get; } = new(ReferenceEqualityComparer.Instance);
}

/// <summary>What a fenced block became.</summary>
public abstract record ReportBlock;

/// <summary>A table.</summary>
public sealed record TableBlock(ReportTable Table) : ReportBlock;

/// <summary>A chart.</summary>
/// <param name="Chart">The definition.</param>
/// <param name="Id">Unique in the report: `chart-1`.</param>
public sealed record ReportChart(Chart Chart, string Id) : ReportBlock;

/// <summary>An included template.</summary>
public sealed record IncludedBlock(TemplateFile File) : ReportBlock;

/// <summary>A figure in prose.</summary>
/// <param name="Number">Its note, from 1; figures that read the same share one.</param>
/// <param name="Text">As it stands in the text.</param>
/// <param name="Key">Its node among the explanations, or −1.</param>
/// <param name="Note">What it is.</param>
public sealed record ReportFigure(int Number, string Text, int Key, FigureNote Note);

/// <summary>The note of a figure.</summary>
/// <param name="Cell">As formulas select it, or the expression.</param>
/// <param name="Value">The value with more digits.</param>
/// <param name="Formula">Its formula, or how it is rolled up.</param>
/// <param name="Place">`plan.plan:12`, or empty.</param>
/// <param name="Source">The name of the source that it cites, or empty.</param>
/// <param name="Quote">What it quotes, or empty.</param>
/// <param name="Assumption">Why it is assumed, or empty.</param>
public sealed record FigureNote(string Cell, string Value, string Formula, string Place, string Source, string Quote, string Assumption);

/// <summary>A source that a plan cites.</summary>
/// <param name="Name">As formulas cite it.</param>
/// <param name="Title">Its title.</param>
/// <param name="Date">When it appeared, or empty.</param>
/// <param name="Publisher">Who published it, or empty.</param>
/// <param name="Url">Where, or empty; only http and https become links.</param>
public sealed record CitedSource(string Name, string Title, string Date, string Publisher, string Url);
