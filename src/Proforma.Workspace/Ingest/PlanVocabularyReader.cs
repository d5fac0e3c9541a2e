using Proforma.Claims.Drafting;
using Proforma.Language;
using Proforma.Language.Syntax;
using Proforma.Model.Program;
using Proforma.Model.Time;
using Proforma.Model.Units;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Workspace.Ingest;

/// <summary>What a draft of claims can speak of in a compiled plan.</summary>
public static class PlanVocabularyReader
{
    /// <summary>The vocabulary of a plan without errors.</summary>
    /// <exception cref="ArgumentException">The plan has errors.</exception>
    public static PlanVocabulary Of(Compilation compilation)
    {
        ArgumentNullException.ThrowIfNull(compilation);
        var program = compilation.Program ?? throw new ArgumentException("The plan has errors.", nameof(compilation));
        var declarations = compilation.Trees.SelectMany(static tree => tree.Declarations).ToList();
        return new PlanVocabulary
        {
            Title = program.Title,
            StepMonths = program.TimeAxes.Length == 0 ? 1 : program.TimeAxes[0].Calendar.Grain switch
            {
                Grain.Year => 12,
                Grain.Quarter => 3,
                Grain.Month => 1,
                _ => 0,
            },
            Lines = [.. program.Slots.Where(IsSpokenOf).Select(slot => LineOf(slot, program))],
            Tracks = [.. program.TrackAxes.Where(static axis => axis.Entity.Length == 0).SelectMany(static axis => axis.Tracks)
                .Where(static track => track.Name.Length > 0).Select(static track => new PlanName(track.Name, track.Label))],
            Entities =
            [
                .. program.EntityTitles.Select(static entity => new PlanName(entity.Key, entity.Value)).OrderBy(static entity => entity.Name, StringComparer.Ordinal),
            ],
            Members = MembersOf(program),
            Units = [.. declarations.OfType<UnitDeclarationSyntax>().Select(static unit => unit.Name.Text).Distinct(StringComparer.Ordinal)],
            Rates = [.. declarations.OfType<RateSyntax>().Select(static rate => (rate.From.Text, rate.To.Text)).Distinct()],
            Names =
            [
                .. declarations.SelectMany(NamesOf)
                    .Concat(program.Dimensions.SelectMany(static axis => axis.Members).Select(static member => member.Name))
                    .Distinct(StringComparer.Ordinal),
            ],
        };
    }

    private static bool IsSpokenOf(Slot slot) => slot is { Role: SlotRole.Input or SlotRole.Line or SlotRole.Account, Type: ValueType.Quantity };

    private static PlanLine LineOf(Slot slot, PlanProgram program)
    {
        // A period's figure of a flow is an amount.
        var dimension = slot.Unit.Dimension.IsFlow ? slot.Unit.Dimension.Multiply(Dimension.Month) : slot.Unit.Dimension;
        return new PlanLine
        {
            Name = slot.Name,
            Label = slot.Label,
            Entity = slot.Entity,
            Unit = Unit.Of(dimension).Symbol,
            IsSeries = slot.TimeAxis >= 0,
            Dimensions = [.. slot.Dimensions.Select(index => program.Dimensions[index].Name)],
        };
    }

    private static Dictionary<string, IReadOnlyList<PlanName>> MembersOf(PlanProgram program)
    {
        var members = new Dictionary<string, IReadOnlyList<PlanName>>(StringComparer.Ordinal);
        foreach (var axis in program.Dimensions.Where(static axis => axis.Members.Length <= 10_000))
        {
            members[axis.Name] = [.. axis.Members.Where(static member => IsName(member.Name)).Select(static member => new PlanName(member.Name, member.Label))];
        }

        return members;
    }

    private static bool IsName(string text) => text.Length > 0 && char.IsLetter(text[0]) && text.All(static c => char.IsLetterOrDigit(c) || c == '_');

    private static IEnumerable<string> NamesOf(DeclarationSyntax declaration) => declaration switch
    {
        TrackSyntax track => [track.Name.Text],
        UnitDeclarationSyntax unit => [unit.Name.Text],
        DimensionSyntax dimension => [dimension.Name.Text, .. dimension.Members.Select(static member => member.Name.Text)],
        SeriesSyntax series => [series.Name.Text],
        NoiseSyntax noise => [noise.Name.Text],
        SourceSyntax source => [source.Name.Text],
        ClaimSyntax { Name: { } name } => [name.Text],
        UseSyntax { Alias: { } alias } => [alias.Text],
        _ => [],
    };
}
