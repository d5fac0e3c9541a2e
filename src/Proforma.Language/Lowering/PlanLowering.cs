using System.Collections.Immutable;
using Proforma.Language.Binding;
using Proforma.Language.Diagnostics;
using Proforma.Language.Graph;
using Proforma.Language.Syntax;
using Proforma.Model.Program;
using Proforma.Model.Program.Scheduling;

namespace Proforma.Language.Lowering;

/// <summary>From bound declarations to the program: inputs first, then lines in the order in which shapes can be inferred.</summary>
internal sealed class PlanLowering
{
    private readonly BindingContext _binding;
    private readonly SlotTable _slots;
    private readonly LineLowering _lines;
    private readonly AccountLowering _accounts;
    private readonly List<Uncertainty> _uncertainties = [];
    private readonly CompileScope _scope;

    public PlanLowering(BindingContext binding, CompileScope scope)
    {
        _binding = binding;
        _scope = scope;
        _slots = new SlotTable(binding.Series.Count);
        _lines = new LineLowering(binding, _slots);
        _accounts = new AccountLowering(binding, _slots, _lines);
    }

    /// <summary>The program, or null when an error stands in its way.</summary>
    public PlanProgram? Lower(IReadOnlyList<Entity> entities)
    {
        var inputs = new InputLowering(_binding, _slots, _uncertainties);
        var rest = new List<SeriesSymbol>();
        foreach (var symbol in _binding.Series)
        {
            if (symbol.Role is SlotRole.Input or SlotRole.Rate)
            {
                inputs.Lower(symbol);
            }
            else
            {
                rest.Add(symbol);
            }
        }

        foreach (var group in ReferenceOrder.Groups(rest, LineLowering.AddExpressions))
        {
            LowerGroup(group);
        }

        var correlations = new CorrelationLowering(_binding, _slots, _uncertainties);
        var statements = new StatementLowering(_binding, _slots, correlations);
        foreach (var file in _binding.Loaded)
        {
            foreach (var declaration in file.Tree.Declarations)
            {
                if (declaration is ActualsSyntax actuals)
                {
                    new ActualsLowering(_binding, _slots).Lower(actuals, file);
                }
            }
        }

        foreach (var file in _binding.Loaded)
        {
            foreach (var declaration in file.Tree.Declarations)
            {
                statements.Check(declaration, file);
            }
        }

        var joined = correlations.Join();

        // Last of all: the hidden slots of claims stand behind every other, so that nothing moves when they are left out.
        var sources = new SourceLowering(_binding);
        var claims = new ClaimLowering(_binding, _slots, sources, _scope == CompileScope.Claims);
        foreach (var file in _binding.Loaded)
        {
            foreach (var declaration in file.Tree.Declarations)
            {
                if (declaration is ClaimSyntax claim)
                {
                    claims.Lower(claim, file);
                }
            }
        }

        return _binding.Diagnostics.HasErrors ? null : Assemble(entities, joined, sources, claims);
    }

    private void LowerGroup(List<SeriesSymbol> group)
    {
        // Shapes only grow, and there are few things to learn of each series: this ends soon, the bound is for safety.
        var most = (group.Count * 3) + 3;
        for (var pass = 0; pass < most; pass++)
        {
            var changed = false;
            foreach (var symbol in group)
            {
                changed |= symbol.Role == SlotRole.Account ? _accounts.Infer(symbol) : _lines.Infer(symbol);
            }

            // A series alone learns all there is in one pass once its unit is known: reading itself adds no axis.
            if (!changed || (group.Count == 1 && group[0].Shape.IsKnown))
            {
                break;
            }
        }

        foreach (var symbol in group)
        {
            if (symbol.Role == SlotRole.Account)
            {
                _accounts.Emit(symbol);
            }
            else
            {
                _lines.Emit(symbol);
            }
        }
    }

    /// <summary>Parts of formulas that need a series of their own may be wider than any line.</summary>
    private bool ReportTooWide(ImmutableArray<Slot> slots, ImmutableArray<TimeAxis> times, ImmutableArray<TrackAxis> tracks)
    {
        foreach (var slot in slots.Where(static s => s.Dimensions.Length > 0))
        {
            var layout = new RowLayout(slot.TrackAxis < 0 ? 1 : tracks[slot.TrackAxis].Count, slot.Dimensions, _binding.Dimensions);
            var cells = layout.Rows * (slot.TimeAxis < 0 ? 1 : times[slot.TimeAxis].Calendar.Count);
            if (cells > SlotLimits.MaxCellsOfSlot)
            {
                var owner = _binding.Series.FirstOrDefault(s => slot.Name.StartsWith(s.Name + ":", StringComparison.Ordinal)) ?? _binding.Series[0];
                _binding.Diagnostics.Add(BindingDiagnostics.TooManyCells, owner.File, owner.Span,
                    $"A part of this would have {cells:N0} cells ({slot.Name}); at most {SlotLimits.MaxCellsOfSlot:N0} are possible.");
                return true;
            }
        }

        return false;
    }

    private PlanProgram? Assemble(IReadOnlyList<Entity> entities, List<Correlation> correlations, SourceLowering sources, ClaimLowering claims)
    {
        var slots = _slots.ToImmutable();
        foreach (var extra in _binding.Extras)
        {
            slots = slots.SetItem(extra, slots[extra] with { Role = SlotRole.Hidden });
        }

        ImmutableArray<TimeAxis> times = [.. entities.Select(static e => new TimeAxis(e.Alias, e.Calendar, [.. e.Tables]))];
        ImmutableArray<TrackAxis> tracks = [.. entities.Select(static e => e.Tracks)];
        ImmutableArray<MemberAxis> dimensions = [.. _binding.Dimensions.Select(static d => d.Axis)];
        if (ReportTooWide(slots, times, tracks))
        {
            return null;
        }

        var layout = new GridLayout(times, tracks, dimensions, slots);
        if (layout.CellCount > SlotLimits.MaxCells)
        {
            var root = _binding.Loaded[0].Tree.Source;
            _binding.Diagnostics.Add(BindingDiagnostics.TooManyCells, root, entities[0].Plan?.Keyword ?? default, $"The plan has {layout.CellCount:N0} cells; at most {SlotLimits.MaxCells:N0} are possible.");
            return null;
        }

        var ordered = Scheduler.Order(layout);
        new CycleReport(_binding, layout).Report(ordered.Problems);
        if (ordered.Schedule is null)
        {
            return null;
        }

        return new PlanProgram(entities[0].Title, times, tracks, dimensions, [.. _binding.Sections], slots, ordered.Schedule)
        {
            Currency = entities[0].Currency,
            EntityCurrencies = entities.Skip(1).ToImmutableDictionary(static e => e.Alias, static e => e.Currency),
            EntityTitles = entities.Skip(1).ToImmutableDictionary(static e => e.Alias, static e => e.Title),
            Uncertainties = [.. _uncertainties],
            Correlations = [.. correlations],
            Probabilities = [.. _slots.Probabilities.OrderBy(static p => p.Measure)],
            Sources = [.. sources.Sources],
            Claims = [.. claims.Claims],
        };
    }
}
