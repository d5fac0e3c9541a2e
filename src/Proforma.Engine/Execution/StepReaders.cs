using Proforma.Model.Program;
using Proforma.Model.Program.Scheduling;

namespace Proforma.Engine.Execution;

/// <summary>Which steps of the schedule read what a step computes: the dependency graph turned round and packed for walking.</summary>
internal sealed class StepReaders
{
    private readonly int[] _starts;
    private readonly int[] _readers;
    private readonly DependencyGraph _graph;
    private readonly Schedule _schedule;

    public StepReaders(PlanProgram program)
    {
        _graph = new DependencyGraph(program.Layout);
        _schedule = program.Schedule;
        _starts = new int[_schedule.Steps.Length + 1];
        var readers = new List<int>(_schedule.Steps.Length * 2);
        for (var step = 0; step < _schedule.Steps.Length; step++)
        {
            foreach (var slot in _schedule.Steps[step].Slots)
            {
                Add(slot, step, readers);
            }

            _starts[step + 1] = readers.Count;
        }

        _readers = [.. readers];
    }

    /// <summary>The steps that read a step: an index, or the complement of a roll-up node whose readers are meant.</summary>
    public ReadOnlySpan<int> Of(int step) => _readers.AsSpan(_starts[step], _starts[step + 1] - _starts[step]);

    /// <summary>Appends the steps that read rolled-up values, directly or through other roll-ups.</summary>
    /// <param name="node">A roll-up node.</param>
    /// <param name="visited">The roll-up nodes that need no second visit.</param>
    /// <param name="steps">Receives the steps.</param>
    public void AddBehind(int node, HashSet<int> visited, List<int> steps)
    {
        var open = new Stack<int>();
        open.Push(node);
        while (open.TryPop(out var at))
        {
            if (!visited.Add(at))
            {
                continue;
            }

            foreach (var reader in _graph.ReadBy(at))
            {
                if (reader < _graph.SlotCount)
                {
                    steps.Add(_schedule.StepOfSlot[reader]);
                }
                else
                {
                    open.Push(reader);
                }
            }
        }
    }

    private void Add(int slot, int step, List<int> readers)
    {
        foreach (var reader in _graph.ReadBy(slot))
        {
            var found = reader < _graph.SlotCount ? _schedule.StepOfSlot[reader] : ~reader;
            if (found != step && (readers.Count == _starts[step] || readers[^1] != found))
            {
                readers.Add(found);
            }
        }
    }
}
