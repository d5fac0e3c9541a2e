using System.Collections.Immutable;
using Proforma.Model.Claims;
using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Claims.Reconciliation;

/// <summary>Follows a figure that is missing down to what makes it so: an amount that nobody gave, a line without formula, a blank period.</summary>
internal sealed class MissingAmounts(IPlanFigures figures)
{
    /// <summary>How many cells are looked at for one claim, and how many names a reason carries.</summary>
    private const int MostVisited = 20_000, MostNames = 3;

    private readonly PlanProgram _program = figures.Program;
    private readonly Dictionary<(int Slot, int Row), bool> _unknown = [];
    private readonly Dictionary<(int Slot, int Row), ImmutableArray<string>> _roots = [];

    /// <summary>Why what a claim reads is no number.</summary>
    /// <param name="slot">The claim's hidden slot.</param>
    /// <param name="row">The track.</param>
    /// <param name="state">What stands in its cell.</param>
    public ClaimReason Of(int slot, int row, CellValue state)
    {
        if (state.State == CellState.Failed)
        {
            return new ClaimReason(ClaimReasonKind.Failed) { Failure = state.Failure };
        }

        var reads = ClaimReadsOf(slot);
        foreach (var (read, target) in reads.Select(r => (r, RowOf(r, slot, row))))
        {
            var line = _program.Slots[read.Slot];
            var figure = read.Period is { } period ? figures.Of(read.Slot, target, period)
                : read.Steps is { } steps ? figures.Of(read.Slot, target, steps)
                : new ReportedFigure(figures.At(read.Slot, target, 0), 1, 1, true);
            if (figure.Value.IsValue && figure.IsComplete)
            {
                continue;
            }

            var name = read.Text.Length > 0 ? read.Text : line.Name;
            return figure.Value.State switch
            {
                CellState.Blank when line.Rules.IsEmpty => new ClaimReason(ClaimReasonKind.NoFormula) { Names = [line.Name] },
                CellState.Blank => new ClaimReason(ClaimReasonKind.NoValue) { Names = [name] },
                CellState.Value => new ClaimReason(ClaimReasonKind.Partial) { Names = [name], Text = $"{figure.CoveredSteps}/{figure.TotalSteps}" },
                _ => new ClaimReason(ClaimReasonKind.Unknown) { Names = Roots(read.Slot, target) },
            };
        }

        var kind = state.State == CellState.Blank ? ClaimReasonKind.NoValue : ClaimReasonKind.Unknown;
        return new ClaimReason(kind) { Names = [_program.Slots[slot].Provenance.Text] };
    }

    private List<(int Slot, Model.Time.Period? Period, Model.Time.StepSpan? Steps, SlotRead Read, string Text)> ClaimReadsOf(int slot)
    {
        var rule = _program.Slots[slot].Rules[0];
        return
        [
            .. rule.RollUps.Select(static r => (r.Read.Slot, r.Period, (Model.Time.StepSpan?)r.Steps, r.Read, r.Read.Text)),
            .. rule.Reads.Where(r => _program.Slots[r.Slot].TimeAxis < 0).Select(static r =>
                (r.Slot, (Model.Time.Period?)null, (Model.Time.StepSpan?)null, r, r.Text)),
        ];
    }

    private int RowOf((int Slot, Model.Time.Period? Period, Model.Time.StepSpan? Steps, SlotRead Read, string Text) read, int reader, int row) =>
        _program.Layout.RowRead(read.Read, reader, row);

    /// <summary>The lines that state an amount as unknown, and those without formula, behind a line that is unknown.</summary>
    private ImmutableArray<string> Roots(int slot, int row)
    {
        if (!_roots.TryGetValue((slot, row), out var roots))
        {
            roots = FindRoots(slot, row);
            _roots.Add((slot, row), roots);
        }

        return roots;
    }

    private ImmutableArray<string> FindRoots(int slot, int row)
    {
        var seen = new HashSet<(int, int)>();
        var open = new Stack<(int Slot, int Row)>();
        var roots = new List<string>();
        open.Push((slot, row));
        while (open.TryPop(out var at) && seen.Count < MostVisited && roots.Count < MostNames)
        {
            if (!seen.Add(at))
            {
                continue;
            }

            var line = _program.Slots[at.Slot];
            var behind = Unknowns(line, at.Row);
            var name = line.Role == SlotRole.Hidden ? line.Provenance.Text : line.Name;
            if (behind.Count == 0 && IsUnknown(line, at.Row) && !roots.Contains(name))
            {
                roots.Add(name);
            }

            foreach (var next in behind)
            {
                open.Push(next);
            }
        }

        return roots.Count == 0 ? [_program.Slots[slot].Name] : [.. roots.Order(StringComparer.Ordinal)];
    }

    /// <summary>What a line reads that is unknown somewhere.</summary>
    private List<(int Slot, int Row)> Unknowns(Slot line, int row)
    {
        var found = new List<(int, int)>();
        foreach (var rule in line.Rules)
        {
            foreach (var read in rule.AllReads)
            {
                var target = _program.Layout.RowRead(read, line.Index, row);
                if (read.Slot != line.Index && target >= 0 && target < _program.RowsOf(read.Slot) && IsUnknown(_program.Slots[read.Slot], target))
                {
                    found.Add((read.Slot, target));
                }
            }
        }

        return found;
    }

    private bool IsUnknown(Slot line, int row)
    {
        if (!_unknown.TryGetValue((line.Index, row), out var found))
        {
            var steps = _program.StepsOf(line);
            for (var step = 0; step < steps && !found; step++)
            {
                found = figures.At(line.Index, row, step).State == CellState.Unknown;
            }

            _unknown.Add((line.Index, row), found);
        }

        return found;
    }
}
