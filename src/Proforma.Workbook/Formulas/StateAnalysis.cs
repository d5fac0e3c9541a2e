using Proforma.Model.Program;
using Proforma.Model.Runs;
using ValueType = Proforma.Model.Program.ValueType;

namespace Proforma.Workbook.Formulas;

/// <summary>
/// Which states each cell of a plan may take. A spreadsheet has no blank that goes through arithmetic: formulas ask for it, and only
/// where it can occur. Numbers are not looked at, only where clauses apply, what data says and what operations do to states.
/// </summary>
internal sealed class StateAnalysis
{
    private readonly IPlanFigures _figures;
    private readonly PlanProgram _program;
    private readonly GridLayout _layout;
    private readonly States[] _cells;
    private readonly Dictionary<(int Slot, int Row), States> _rows = [];
    private readonly List<int> _reduced = [];
    private States[] _ops = new States[64];

    private StateAnalysis(IPlanFigures figures)
    {
        _figures = figures;
        _program = figures.Program;
        _layout = _program.Layout;
        _cells = new States[_program.CellCount];
    }

    public static StateAnalysis Of(IPlanFigures figures)
    {
        var analysis = new StateAnalysis(figures);
        foreach (var step in figures.Program.Schedule.Steps)
        {
            analysis.Add(step);
        }

        return analysis;
    }

    public States At(int slot, int row, int step) => _cells[_layout.CellOf(slot, row, step)];

    /// <summary>What the cells of a row may hold, all steps together.</summary>
    public States Row(int slot, int row)
    {
        if (!_rows.TryGetValue((slot, row), out var states))
        {
            for (var step = 0; step < _layout.StepsOf(slot); step++)
            {
                states |= At(slot, row, step);
            }

            _rows.Add((slot, row), states);
        }

        return states;
    }

    private void Add(ScheduleStep step)
    {
        switch (step)
        {
            case CellStep cells:
                foreach (var cell in cells.Cells)
                {
                    var (slot, row, at) = _layout.Locate(cell);
                    Set(_program.Slots[slot], row, at);
                }

                break;
            case CircularStep circular:
                foreach (var slot in circular.Slots)
                {
                    SetAsComputed(slot);
                }

                break;
            case RecurrenceStep recurrence:
                AddRecurrence(recurrence);
                break;
            default:
                foreach (var slot in step.Slots)
                {
                    for (var row = 0; row < _layout.RowsOf(slot); row++)
                    {
                        for (var at = 0; at < _layout.StepsOf(slot); at++)
                        {
                            Set(_program.Slots[slot], row, at);
                        }
                    }
                }

                break;
        }
    }

    private void AddRecurrence(RecurrenceStep recurrence)
    {
        var count = recurrence.Slots.Max(_layout.StepsOf);
        for (var i = 0; i < count; i++)
        {
            var at = recurrence.Backwards ? count - 1 - i : i;
            foreach (var slot in recurrence.Slots)
            {
                for (var row = 0; row < _layout.RowsOf(slot) && at < _layout.StepsOf(slot); row++)
                {
                    Set(_program.Slots[slot], row, at);
                }
            }
        }
    }

    private void SetAsComputed(int slot)
    {
        for (var row = 0; row < _layout.RowsOf(slot); row++)
        {
            for (var at = 0; at < _layout.StepsOf(slot); at++)
            {
                _cells[_layout.CellOf(slot, row, at)] = Of(_figures.At(slot, row, at));
            }
        }
    }

    private static States Of(CellValue value) => (States)(1 << (int)value.State);

    private void Set(Slot slot, int row, int step)
    {
        var rule = slot.RuleAt(row, step);
        var cell = _layout.CellOf(slot.Index, row, step);
        _cells[cell] = rule < 0 ? States.Blank
            : slot.Rules[rule].IsData ? Of(_figures.At(slot.Index, row, step))
            : Evaluate(slot, slot.Rules[rule], row, step);
    }

    private States Evaluate(Slot slot, Rule rule, int row, int step)
    {
        if (_ops.Length < rule.Ops.Length)
        {
            _ops = new States[rule.Ops.Length * 2];
        }

        for (var i = 0; i < rule.Ops.Length; i++)
        {
            var op = rule.Ops[i];
            _ops[i] = op.Code switch
            {
                OpCode.Constant => Of(new CellValue(op.Value)),
                OpCode.Table => States.Value,
                OpCode.Read => OfRead(rule.Reads[op.A], slot.Index, row, step),
                OpCode.Reduce => OfReduction(rule.Reductions[op.A], slot.Index, row, step),
                OpCode.Window => OfWindow(rule.Windows[op.A], slot.Index, row, step),
                OpCode.RollUp => OfRollUp(rule.RollUps[op.A], slot.Index, row),
                OpCode.Search => Gathered(Union(rule.Searches[op.A].Read, slot.Index, row)),
                OpCode.Call => OfCall(rule.Calls[op.A], slot.Index, row),
                _ => StateRules.Apply(rule, op, _ops),
            };
        }

        return _ops[rule.Ops.Length - 1];
    }

    private States OfRead(SlotRead read, int reader, int row, int step) => _layout.StepRead(read, reader, step) switch
    {
        GridLayout.NoStep => States.Blank,
        GridLayout.OutsideCalendar => read.DefaultOp is { } op ? _ops[op] : States.Failed,
        var at => At(read.Slot, _layout.RowRead(read, reader, row), at),
    };

    private States OfReduction(Reduction reduction, int reader, int row, int step)
    {
        var at = _layout.StepRead(reduction.Read, reader, step);
        if (at < 0)
        {
            return at == GridLayout.NoStep ? States.Blank : States.Failed;
        }

        _reduced.Clear();
        _layout.AddRowsReduced(reduction, reader, row, _reduced);
        var union = States.None;
        var allBlank = true;
        foreach (var found in _reduced)
        {
            var states = At(reduction.Read.Slot, found, at);
            union |= states;
            allBlank &= (states & States.Blank) != States.None;
        }

        var blank = allBlank && reduction.Reducer != Reducer.Count ? States.Blank : States.None;
        return (union & ~States.Blank) | blank | (reduction.Reducer == Reducer.Count ? States.Value : States.None);
    }

    private States OfWindow(Window window, int reader, int row, int step)
    {
        var last = _layout.StepRead(window.Read, reader, step);
        if (last < 0)
        {
            return last == GridLayout.NoStep ? States.Blank : States.Failed;
        }

        var first = (int)Math.Max(0, last - window.Steps + 1L);
        if (window.Kind == WindowKind.AverageRate && last - first + 1 < window.Steps)
        {
            return States.Blank;
        }

        var target = _layout.RowRead(window.Read, reader, row);
        var union = States.None;
        var common = States.Missing | States.Value;
        for (var at = first; at <= last; at++)
        {
            var states = At(window.Read.Slot, target, at);
            union |= states;
            common &= states;
        }

        return window.Kind == WindowKind.AverageRate ? union : (union & ~States.Blank) | (common & States.Blank);
    }

    private States OfRollUp(RollUpRead read, int reader, int row)
    {
        if (_program.Slots[read.Read.Slot].TimeAxis < 0)
        {
            return At(read.Read.Slot, _layout.RowRead(read.Read, reader, row), 0);
        }

        var union = States.None;
        var target = _layout.RowRead(read.Read, reader, row);
        for (var at = read.Steps.First; at <= read.Steps.Last; at++)
        {
            union |= At(read.Read.Slot, target, at);
        }

        var states = read.Steps.IsEmpty ? States.Blank : Gathered(union);
        return read.Rule is RollUpRule.Recompute or RollUpRule.Weighted or RollUpRule.None ? states | States.Error | States.Value
            : (union & States.Blank) != States.None || !read.Steps.Complete ? states | States.Unknown
            : states;
    }

    private States OfCall(Call call, int reader, int row)
    {
        var states = States.Value | States.Failed;
        foreach (var argument in call.Arguments)
        {
            states |= argument < 0 ? States.None : _ops[argument];
        }

        foreach (var read in call.Series)
        {
            states |= Union(read, reader, row) & ~States.Blank;
        }

        return states;
    }

    private States Union(SlotRead read, int reader, int row) => Row(read.Slot, _layout.RowRead(read, reader, row));

    // Blanks are skipped, so that something comes out unless all of them are.
    private static States Gathered(States union) => union == States.Blank ? States.Blank : union | States.Value;
}
