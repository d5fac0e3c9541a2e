using System.Collections.Immutable;

namespace Proforma.Reporting.Reports;

/// <summary>Puts a report together: computes every figure, table and chart of a template.</summary>
public static class ReportBuilder
{
    /// <summary>The report, or null when the template has problems.</summary>
    /// <param name="input">The template and the figures.</param>
    /// <param name="problems">What is wrong with the template, by place.</param>
    /// <param name="cancellation">Interrupts.</param>
    public static ReportDocument? Build(ReportInput input, out ImmutableArray<ReportProblem> problems, CancellationToken cancellation = default)
    {
        var found = new List<ReportProblem>(input.Template.Problems);
        var context = new ReportContext(input, found);
        var figures = new InlineFigures(context);
        var filled = new Filled(context, figures, cancellation);
        filled.Fill(input.Template.Root);
        problems = [.. found];
        if (found.Count > 0)
        {
            return null;
        }

        context.Explanations.Complete(cancellation);
        var front = input.Template.Root.Front;
        var document = new ReportDocument(input.Template.Root)
        {
            Title = front["title"] is { Length: > 0 } title ? title.Text : "",
            PlanTitle = context.Labels.Entity(""),
            Language = input.Language,
            Tracks = context.Tracks,
            Figures = figures.Notes,
            Charts = [.. filled.Charts],
            Explanations = context.Explanations,
            Sources = input.Sources,
            Labels = context.Labels,
        };
        foreach (var (place, figure) in filled.Figures)
        {
            document.FigureOf.Add(place, figure);
        }

        foreach (var (place, block) in filled.Blocks)
        {
            document.BlockOf.Add(place, block);
        }

        return document;
    }

    /// <summary>The parts of a report while they are filled, file by file.</summary>
    private sealed class Filled(ReportContext context, InlineFigures figures, CancellationToken cancellation)
    {
        private readonly TableBlocks _tables = new(context);
        private readonly ChartBlocks _charts = new(context);
        private readonly ClaimBlocks _claims = new(context);

        public List<(TemplateFigure, ReportFigure)> Figures { get; } = [];

        public List<(TemplateBlock, ReportBlock)> Blocks { get; } = [];

        public List<ReportChart> Charts { get; } = [];

        public void Fill(TemplateFile file)
        {
            foreach (var figure in file.Figures)
            {
                if (figures.Of(file, figure) is { } written)
                {
                    Figures.Add((figure, written));
                }
            }

            foreach (var block in file.Blocks)
            {
                cancellation.ThrowIfCancellationRequested();
                if (BlockOf(file, block) is { } filled)
                {
                    Blocks.Add((block, filled));
                }
            }
        }

        private ReportBlock? BlockOf(TemplateFile file, TemplateBlock block)
        {
            switch (block.Kind.Text)
            {
                case "table":
                    return _tables.Table(file, block) is { } table ? new TableBlock(table) : null;
                case "checks":
                    return _tables.Checks(file, block) is { } checks ? new TableBlock(checks) : null;
                case "include":
                    if (context.Input.Template.Included(block) is not { } included)
                    {
                        return null;
                    }

                    Fill(included);
                    return new IncludedBlock(included);
                case "claims":
                    return _claims.Table(file, block) is { } claims ? new TableBlock(claims) : null;
                default:
                    if (_charts.Chart(file, block) is not { } chart)
                    {
                        return null;
                    }

                    Charts.Add(new ReportChart(chart, $"chart-{Charts.Count + 1}"));
                    return Charts[^1];
            }
        }
    }
}
