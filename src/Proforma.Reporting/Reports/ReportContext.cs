using System.Collections.Immutable;
using Proforma.Model.Program;
using Proforma.Model.Runs;
using Proforma.Model.Time;
using Proforma.Reporting.Explain;
using Proforma.Reporting.Numbers;
using Proforma.Reporting.Tables;

namespace Proforma.Reporting.Reports;

/// <summary>What the parts of one report share while it is put together.</summary>
internal sealed class ReportContext
{
    private readonly ReportInput _input;
    private readonly Dictionary<(TemplateFile File, int Start), int> _extras = [];

    public ReportContext(ReportInput input, List<ReportProblem> problems)
    {
        _input = input;
        Problems = problems;
        var front = input.Template.Root.Front;
        Labels = new LabelBook(input.Figures.Program, front.Map("labels"), input.Language);
        Tracks = Labels.Tracks;
        Numbers = new NumberOptions { Language = input.Language };
        Reader = new FigureReader(input.Figures, input.Currency);
        Explanations = new ExplainGraph(new Explainer(input.Figures, Numbers, depth: 1, withDrivers: true), input.MaxExplained);
        for (var i = 0; i < input.Template.Expressions.Count; i++)
        {
            var expression = input.Template.Expressions[i];
            _extras[(expression.File, expression.Text.Start)] = input.ExtraSlots[i];
        }

        Track = FrontTrack(front, input.Track);
        ActualThrough = FrontDate(front);
    }

    public List<ReportProblem> Problems { get; }

    public PlanProgram Program => _input.Figures.Program;

    public IPlanFigures Figures => _input.Figures;

    public ReportInput Input => _input;

    public LabelBook Labels { get; }

    public ImmutableArray<TableTrack> Tracks { get; }

    /// <summary>The track of figures that name none.</summary>
    public TableTrack Track { get; }

    public NumberOptions Numbers { get; }

    public FigureReader Reader { get; }

    public ExplainGraph Explanations { get; }

    public DateOnly? ActualThrough { get; }

    public Calendar Calendar => Program.TimeAxes[0].Calendar;

    public ReportLanguage Language => _input.Language;

    public string Say(string english, string chinese) => Language == ReportLanguage.Chinese ? chinese : english;

    public TableTrack? FindTrack(string name) => Tracks.FirstOrDefault(t => t.Name == name) ?? Tracks.FirstOrDefault(t => t.Label == name);

    public string? Nearest(string name, IEnumerable<string> known) => _input.Nearest(name, known);

    /// <summary>The hidden slot of an expression, or null when it could not be compiled, which has been reported.</summary>
    public Slot? ExtraSlot(TemplateFile file, TemplateText expression) =>
        _extras.TryGetValue((file, expression.Start), out var slot) && slot >= 0 ? Program.Slots[slot] : null;

    private TableTrack FrontTrack(FrontMatter front, string asked)
    {
        var name = asked.Length > 0 ? new TemplateText(asked, 0) : front["track"];
        if (name.Length == 0)
        {
            return Tracks[0];
        }

        if (FindTrack(name.Text) is { } found)
        {
            return found;
        }

        Problems.Add(new ReportProblem(ReportCodes.BadFrontMatter, _input.Template.Root, name.Start, asked.Length > 0 ? 0 : name.Length,
            $"There is no track {name.Text}."));
        return Tracks[0];
    }

    private DateOnly? FrontDate(FrontMatter front)
    {
        var text = front["actual"];
        if (text.Length == 0)
        {
            return null;
        }

        if (PeriodText.Read(text.Text, Calendar.YearEndMonth) is { } period)
        {
            return period.End;
        }

        Problems.Add(new ReportProblem(ReportCodes.BadFrontMatter, _input.Template.Root, text.Start, text.Length,
            $"actual: {text.Text} is no period; it is the last one that has been reported, such as 2024-12."));
        return null;
    }
}
