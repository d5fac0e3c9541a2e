using System.Collections.Immutable;
using Proforma.Language.Binding;
using Proforma.Language.Diagnostics;
using Proforma.Language.Syntax;
using Proforma.Model.Claims;
using Proforma.Model.Program;
using Proforma.Model.Units;

namespace Proforma.Language.Lowering;

/// <summary>
/// Claims: bound and checked, and, when asked for, each side that reads the plan made a hidden slot behind all others, so that an
/// ordinary run neither computes nor sees them.
/// </summary>
/// <param name="binding">The names of all files.</param>
/// <param name="slots">Takes the hidden slots.</param>
/// <param name="sources">The numbered sources.</param>
/// <param name="keep">Whether claims become part of the program.</param>
internal sealed class ClaimLowering(BindingContext binding, SlotTable slots, SourceLowering sources, bool keep)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>What was kept.</summary>
    public List<ClaimDefinition> Claims { get; } = [];

    public void Lower(ClaimSyntax claim, LoadedFile file)
    {
        var attributes = new ClaimAttributes(claim, file, binding);
        var definition = Frame(claim, file, attributes);
        if (claim is not { Left: { } left, Right: { } right })
        {
            Add(definition);
            return;
        }

        if (IsUnfinished(claim, file))
        {
            Add(definition with { Gap = ClaimGap.Unfinished, GapReason = "It is not finished: every `?` has to be filled in first." });
            return;
        }

        var count = slots.Count;
        var before = binding.Diagnostics.Mark();
        var compiler = Compiler(claim, file);
        foreach (var side in new[] { right, claim.Upper }.OfType<ExpressionSyntax>())
        {
            compiler.CheckComparable(left, side, claim.Hedge == Hedge.In);
        }

        foreach (var reading in attributes.Readings.Append(attributes.Basis).OfType<AttributeClauseSyntax>())
        {
            compiler.CheckReading(left, reading.Values[0]);
        }

        slots.Truncate(count);
        var found = binding.Diagnostics.TakeSince(before);
        if (found.Length > 0)
        {
            Add(definition with { Gap = Gap(found, out var reason), GapReason = reason });
            return;
        }

        definition = Bound(claim, file, attributes, definition, left, right);
        if (keep)
        {
            Add(definition);
        }
        else
        {
            slots.Truncate(count);
        }
    }

    private void Add(ClaimDefinition definition)
    {
        if (keep)
        {
            Claims.Add(definition);
        }
    }

    /// <summary>Everything about a claim but its figures.</summary>
    private ClaimDefinition Frame(ClaimSyntax claim, LoadedFile file, ClaimAttributes attributes)
    {
        var source = file.Tree.Source;
        var citations = claim.Clauses.OfType<CitationClauseSyntax>().Select(static c => c.Citation).Where(static c => c.Source is not null).ToList();
        foreach (var citation in citations)
        {
            InputLowering.CheckSource(binding, file.Scope, source, citation.Source!);
        }

        var cited = citations is [{ Source: { } first }, ..] ? sources.Find(file.Scope, first.Text) : -1;
        var origin = cited < 0 ? null : sources.Sources[cited];
        var name = NameOf(claim, file);
        return new ClaimDefinition(Claims.Count, name, ClaimKind.Qualitative)
        {
            Text = claim.Text?.Value ?? Written(claim, file),
            Source = cited,
            Quote = citations.Select(static c => c.Text?.Value ?? "").FirstOrDefault(static q => q.Length > 0) ?? "",
            Speaker = attributes.Speaker is { Length: > 0 } speaker ? speaker : origin?.Speaker ?? "",
            Published = origin?.Date,
            AsOf = attributes.AsOf,
            Status = attributes.Status,
            Modality = attributes.Modality,
            Hedge = (ClaimHedge)claim.Hedge,
            TrackAxis = file.Scope.Entity.Index,
            Track = TrackOf(claim, file),
            Provenance = binding.Provenance(source, claim.Span) with { Source = origin?.Name },
        };
    }

    private bool IsUnfinished(ClaimSyntax claim, LoadedFile file)
    {
        var holes = ClaimHoles.Of(claim);
        if (holes.Count == 0)
        {
            return false;
        }

        var places = holes.Count == 1 ? "a place is" : $"{holes.Count} places are";
        RelatedPlace[] others = [.. holes.Skip(1).Select(hole => new RelatedPlace(file.Tree.Source, hole, "and this"))];
        binding.Diagnostics.Add(
            BindingDiagnostics.UnfinishedClaim,
            file.Tree.Source,
            holes[0],
            $"This claim is not finished: {places} still open. It is kept and not evaluated until every `?` is filled in.",
            related: others);
        return true;
    }

    private string NameOf(ClaimSyntax claim, LoadedFile file)
    {
        if (claim.Name is not { } given)
        {
            return $"claim {Claims.Count + 1}";
        }

        var name = file.Scope.Prefix + given.Text;
        if (!_names.Add(name))
        {
            binding.Diagnostics.Add(BindingDiagnostics.DuplicateName, file.Tree.Source, given.Span, $"There is already a claim {given.Text}.");
        }

        return name;
    }

    private static string Written(ClaimSyntax claim, LoadedFile file)
    {
        var end = Math.Max(claim.Right?.Span.End ?? claim.Keyword.End, claim.Upper?.Span.End ?? 0);
        return claim.Left is null || end <= claim.Left.Span.Start ? ""
            : string.Join(' ', file.Tree.Source.Text[claim.Left.Span.Start..end].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private int TrackOf(ClaimSyntax claim, LoadedFile file)
    {
        if (claim.Track is not { } track)
        {
            return -1;
        }

        if (file.Scope.Find(track.Text) is TrackSymbol known)
        {
            return known.Index;
        }

        var nearest = file.Scope.Nearest(track.Text, static s => s is TrackSymbol);
        binding.Diagnostics.Add(BindingDiagnostics.UnknownName, file.Tree.Source, track.Span,
            $"There is no track {track.Text}{(nearest is null ? "." : $"; did you mean {nearest}?")}",
            nearest is null ? null : new Fix($"write {nearest}", track.Span, nearest));
        return -1;
    }

    /// <summary>
    /// A claim about a line that the plan does not have, or a period that it does not reach, stays a claim that cannot be checked; any other
    /// mistake in it is one of the file.
    /// </summary>
    private ClaimGap Gap(ImmutableArray<Diagnostic> found, out string reason)
    {
        var isGap = found.All(static d => d.Descriptor == BindingDiagnostics.UnknownName || d.Descriptor == BindingDiagnostics.OutsideCalendar);
        if (!isGap)
        {
            binding.Diagnostics.AddRange(found.Where(d => d.Severity == Severity.Error).DistinctBy(static d => (d.Descriptor, d.Span, d.Message)));
            reason = "";
            return ClaimGap.None;
        }

        var first = found[0];
        var gap = first.Descriptor == BindingDiagnostics.OutsideCalendar ? ClaimGap.OutsideCalendar : ClaimGap.NoLine;
        foreach (var diagnostic in found.DistinctBy(static d => (d.Span, d.Message)))
        {
            var descriptor = diagnostic.Descriptor == BindingDiagnostics.OutsideCalendar
                ? BindingDiagnostics.ClaimOutsideCalendar : BindingDiagnostics.ClaimWithoutLine;
            binding.Diagnostics.Add(diagnostic with { Descriptor = descriptor });
        }

        reason = first.Message;
        return gap;
    }

    private FormulaCompiler Compiler(ClaimSyntax claim, LoadedFile file)
    {
        var owner = new SeriesSymbol(claim.Name?.Text ?? "claim", file.Tree.Source, claim.Keyword,
            SlotRole.Measure, file.Scope, slot: -1) { Syntax = claim };
        return new FormulaCompiler(slots, binding, new FormulaContext(owner, file.Tree.Source, Time: false, 0, 0), silent: false);
    }

    private ClaimDefinition Bound(
        ClaimSyntax claim, LoadedFile file, ClaimAttributes attributes, ClaimDefinition definition, ExpressionSyntax left, ExpressionSyntax right)
    {
        var measured = Compiler(claim, file);
        var operand = measured.Compile(left);
        var unit = operand.Shape.Unit ?? Dimension.None;
        if (operand.Shape.Type == Model.Program.ValueType.Period)
        {
            definition = WithReadings(definition with { Within = measured.DaysOf(right) }, attributes, claim, file, null);
            foreach (var precision in new[] { attributes.Nearest, attributes.Tolerance }.OfType<AttributeClauseSyntax>())
            {
                attributes.Contradiction(precision,
                    $"This claim is about a date, which has no digits; `{precision.Word.Text}` says nothing about it.");
            }

            return WithMetric(definition, measured.SealSide(operand, left, null), left, file, null);
        }

        var low = Side(claim, file, right, unit);
        var high = claim.Upper is { } upper ? Side(claim, file, upper, unit) : low;
        var isEmpty = low.Printed is { } a && high.Printed is { } b && a.Value > b.Value;
        if (isEmpty)
        {
            attributes.Contradiction(claim.Upper!, $"The upper end, {high.Printed!.Text}, lies below the lower one, {low.Printed!.Text}.");
        }

        var shown = low.Shown ?? high.Shown ?? (operand.Shape.Written is { } written && written.Dimension.Equals(unit) ? written : null);
        definition = definition with
        {
            Low = low.Printed,
            High = high.Printed,
            LowSlot = low.Slot,
            HighSlot = high.Slot,
            RightReads = [.. ReadsOf(low.Slot), .. high.Slot == low.Slot ? [] : ReadsOf(high.Slot)],
            Unit = shown ?? Unit.Of(unit),
            Nearest = Amount(attributes.Nearest, claim, file, unit),
        };
        definition = WithTolerance(definition, attributes, claim, file, unit);
        definition = WithReadings(definition, attributes, claim, file, shown);
        return WithMetric(definition, measured.SealSide(operand, left, shown), left, file, low.Printed);
    }

    private ClaimDefinition WithReadings(ClaimDefinition definition, ClaimAttributes attributes, ClaimSyntax claim, LoadedFile file, Unit? shown) =>
        definition with
    {
        Readings = [.. attributes.Readings.Select(r => Reading(r.Values[0], claim, file, shown))],
        Basis = attributes.Basis is { } basis ? Reading(basis.Values[0], claim, file, shown) : null,
    };

    private ClaimDefinition WithMetric(ClaimDefinition definition, int slot, ExpressionSyntax left, LoadedFile file, ClaimFigure? printed)
    {
        if (slot < 0)
        {
            return definition;
        }

        var metric = new ClaimReading(slot, file.Tree.Source.Slice(left.Span).ToString()) { Reads = ReadsOf(slot) };
        var reads = metric.Reads.AddRange(definition.RightReads);
        return definition with
        {
            Kind = ClaimKinds.Of(slots[slot]!, definition.Hedge, printed),
            Metric = metric,
            Entities = [.. reads.Select(r => slots[r.Slot]?.Entity ?? "").Distinct().Order(StringComparer.Ordinal)],
            Periods = [.. reads.Select(static r => r.Period).OfType<Model.Time.Period>().Distinct()],
        };
    }

    private ImmutableArray<ClaimRead> ReadsOf(int slot) => slot < 0 ? [] : ClaimKinds.Reads(slots[slot]!);

    private ClaimReading Reading(ExpressionSyntax syntax, ClaimSyntax claim, LoadedFile file, Unit? shown)
    {
        var compiler = Compiler(claim, file);
        var slot = compiler.SealSide(compiler.Compile(syntax), syntax, shown);
        return new ClaimReading(slot, file.Tree.Source.Slice(syntax.Span).ToString()) { Reads = ReadsOf(slot) };
    }

    /// <summary>A right side: a printed figure, or a slot where it reads the plan.</summary>
    private (ClaimFigure? Printed, int Slot, Unit? Shown) Side(ClaimSyntax claim, LoadedFile file, ExpressionSyntax syntax, Dimension unit)
    {
        var compiler = Compiler(claim, file);
        var operand = compiler.FitUnit(compiler.Compile(syntax), unit, syntax);
        var shown = operand.Shape.Written is { } written && written.Dimension.Equals(unit) ? written : null;
        return operand is { Op: < 0, Shape.Constant: { } value }
            ? (PrintedFigure.Of(syntax, value, file.Tree.Source), -1, shown)
            : (null, compiler.SealSide(operand, syntax, shown), shown);
    }

    /// <summary>A positive amount in the unit of what is measured, or null; anything else is reported.</summary>
    private double? Amount(AttributeClauseSyntax? attribute, ClaimSyntax claim, LoadedFile file, Dimension unit)
    {
        if (attribute is null)
        {
            return null;
        }

        var compiler = Compiler(claim, file);
        var operand = compiler.FitUnit(compiler.Compile(attribute.Values[0]), unit, attribute.Values[0]);
        if (operand.Shape.Constant is > 0 and var value)
        {
            return value;
        }

        if (operand.Shape.IsKnown)
        {
            binding.Diagnostics.Add(BindingDiagnostics.ContradictoryClaim, file.Tree.Source, attribute.Span,
                $"`{attribute.Word.Text}` is followed by an amount above zero.");
        }

        return null;
    }

    /// <summary>`tolerance 5%` is a part of the figure, `tolerance 100M USD` an amount.</summary>
    private ClaimDefinition WithTolerance(ClaimDefinition definition, ClaimAttributes attributes, ClaimSyntax claim, LoadedFile file, Dimension unit)
    {
        if (attributes.Tolerance is not { Values: [var syntax] } attribute)
        {
            return definition;
        }

        var isRelative = syntax is NumberSyntax { Unit: null, Digits: var digits } && file.Tree.Source.Slice(digits).EndsWith("%");
        var amount = Amount(attribute, claim, file, isRelative ? Dimension.None : unit);
        return isRelative ? definition with { RelativeTolerance = amount } : definition with { AbsoluteTolerance = amount };
    }
}
