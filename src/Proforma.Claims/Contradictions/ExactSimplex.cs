namespace Proforma.Claims.Contradictions;

/// <summary>
/// A system of linear forms within bounds, in exact arithmetic: whether it can hold, why not, and the least value of a form. The
/// method is the simplex for bounded variables of Dutertre and de Moura (A Fast Linear-Arithmetic Solver for DPLL(T), 2006); a
/// conflict is one row of the tableau and so a certificate after Farkas: multiples of bounds that add up to 0 &gt; 0.
/// </summary>
/// <remarks>Cells are dense by row. A form of a single unknown bounds that unknown itself and needs no row.</remarks>
internal sealed class ExactSimplex(int unknowns, Effort effort)
{
    // A variable is an unknown (0 …) or, after those, the value of a form.
    private readonly List<Variable> _variables = [.. Enumerable.Range(0, unknowns).Select(static i => new Variable { Column = i })];
    private readonly List<Row> _rows = [];
    private readonly int[] _columns = [.. Enumerable.Range(0, unknowns)];

    /// <summary>The reasons of the conflict that <see cref="Check"/> found last.</summary>
    public Reasons Conflict { get; private set; } = Reasons.None;

    /// <summary>Adds the value of a form without its constant; gives back its variable.</summary>
    public int Add(LinearForm form)
    {
        if (form.Terms is [{ Factor.IsOne: true } sole])
        {
            return sole.Unknown;
        }

        return _rows[AddRow(form)].Variable;
    }

    private int AddRow(LinearForm form)
    {
        var cells = new Fraction[_columns.Length];
        var value = default(Extended);
        foreach (var (unknown, factor) in form.Terms)
        {
            var variable = _variables[unknown];
            value += factor * variable.Value;
            if (variable.Column >= 0)
            {
                cells[variable.Column] += factor;
                continue;
            }

            var row = _rows[variable.Row].Cells;
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = row[i].IsZero ? cells[i] : cells[i] + (factor * row[i]);
            }
        }

        _rows.Add(new Row { Variable = _variables.Count, Cells = cells });
        _variables.Add(new Variable { Row = _rows.Count - 1, Column = -1, Value = value });
        return _rows.Count - 1;
    }

    /// <summary>Narrows the bounds of a variable; false when they exclude each other (<see cref="Conflict"/> says why).</summary>
    public bool Bind(int variable, Interval interval)
    {
        var found = _variables[variable];
        if (interval.Low is { } low && (found.Low is null || low.Value > found.Low.Value))
        {
            found.Low = low;
        }

        if (interval.High is { } high && (found.High is null || high.Value < found.High.Value))
        {
            found.High = high;
        }

        if (found is { Low: { } least, High: { } most } && least.Value > most.Value)
        {
            Conflict = least.Reasons.And(most.Reasons);
            return false;
        }

        if (found.Column >= 0)
        {
            if (found.Low is { } under && found.Value < under.Value)
            {
                Move(variable, under.Value);
            }
            else if (found.High is { } over && found.Value > over.Value)
            {
                Move(variable, over.Value);
            }
        }

        return true;
    }

    /// <summary>
    /// Looks for values within all bounds. True when there are some, false when there cannot be any (<see cref="Conflict"/>), null
    /// when the effort was spent before.
    /// </summary>
    public bool? Check()
    {
        for (var rounds = 0; !effort.IsExhausted; rounds++)
        {
            // The furthest out first goes fast; the lowest number first (Bland) always ends.
            var (row, target) = Outside(furthest: rounds < 2 * _rows.Count);
            if (row < 0)
            {
                return true;
            }

            var rising = target > _variables[_rows[row].Variable].Value;
            var column = Entering(row, rising);
            if (column < 0)
            {
                Conflict = ConflictOf(row, rising);
                return false;
            }

            var change = target - _variables[_rows[row].Variable].Value;
            var entering = _columns[column];
            var step = _rows[row].Cells[column].Inverse() * change;
            Move(entering, _variables[entering].Value + step);
            Pivot(row, column);
        }

        return null;
    }

    /// <summary>
    /// The least value of a form without its constant, after <see cref="Check"/> was true. Null when there is none, or the effort was
    /// spent before it was found. The values that reach it stay until the next call (<see cref="ValueOf"/>).
    /// </summary>
    public Bound? Least(LinearForm form)
    {
        // The form's row has no bounds, so that it never leaves the tableau and can be taken off again.
        var row = AddRow(form);
        var least = Minimized(row);
        _rows.RemoveAt(row);
        _variables.RemoveAt(_variables.Count - 1);
        return least;
    }

    /// <summary>What a form without its constant comes to now.</summary>
    public Extended ValueOf(LinearForm form)
    {
        var value = default(Extended);
        foreach (var (unknown, factor) in form.Terms)
        {
            value += factor * _variables[unknown].Value;
        }

        return value;
    }

    private Bound? Minimized(int row)
    {
        while (!effort.IsExhausted)
        {
            var column = Improving(row, out var rising);
            if (column < 0)
            {
                return new Bound(_variables[_rows[row].Variable].Value, ReasonsOfLeast(row));
            }

            if (!Advance(column, rising))
            {
                return null;
            }
        }

        return null;
    }

    private int Improving(int row, out bool rising)
    {
        var cells = _rows[row].Cells;
        var best = -1;
        rising = false;
        for (var column = 0; column < cells.Length; column++)
        {
            var sign = cells[column].Sign;
            var variable = _variables[_columns[column]];
            var can = sign < 0 ? variable.High is not { } high || variable.Value < high.Value
                : sign > 0 && (variable.Low is not { } low || variable.Value > low.Value);
            if (can && (best < 0 || _columns[column] < _columns[best]))
            {
                (best, rising) = (column, sign < 0);
            }
        }

        return best;
    }

    /// <summary>Moves a column as far as the bounds allow; false when nothing stops it.</summary>
    private bool Advance(int column, bool rising)
    {
        var entering = _variables[_columns[column]];
        Extended? room = rising
            ? entering.High is { } high ? high.Value - entering.Value : null
            : entering.Low is { } low ? entering.Value - low.Value : null;
        var leaving = -1;
        for (var i = 0; i < _rows.Count; i++)
        {
            var cell = _rows[i].Cells[column];
            if (cell.IsZero)
            {
                continue;
            }

            var variable = _variables[_rows[i].Variable];
            var grows = cell.Sign > 0 == rising;
            var stop = grows ? variable.High : variable.Low;
            if (stop is null)
            {
                continue;
            }

            var distance = grows ? stop.Value - variable.Value : variable.Value - stop.Value;
            var free = cell.Abs().Inverse() * distance;
            effort.Spend(2);
            if (room is not { } known || free < known || (free == known && leaving >= 0 && _rows[i].Variable < _rows[leaving].Variable))
            {
                (room, leaving) = (free, i);
            }
        }

        if (room is not { } by)
        {
            return false;
        }

        Move(_columns[column], rising ? entering.Value + by : entering.Value - by);
        if (leaving >= 0)
        {
            Pivot(leaving, column);
        }

        return true;
    }

    private Reasons ReasonsOfLeast(int row)
    {
        var reasons = Reasons.None;
        for (var column = 0; column < _columns.Length; column++)
        {
            var sign = _rows[row].Cells[column].Sign;
            var variable = _variables[_columns[column]];
            var bound = sign > 0 ? variable.Low : sign < 0 ? variable.High : null;
            reasons = bound is null ? reasons : reasons.And(bound.Reasons);
        }

        return reasons;
    }

    private (int Row, Extended Target) Outside(bool furthest)
    {
        var found = -1;
        var target = default(Extended);
        var most = default(Extended);
        for (var i = 0; i < _rows.Count; i++)
        {
            var variable = _variables[_rows[i].Variable];
            var bound = variable.Low is { } low && variable.Value < low.Value ? low
                : variable.High is { } high && variable.Value > high.Value ? high : null;
            if (bound is null)
            {
                continue;
            }

            var distance = bound.Value > variable.Value ? bound.Value - variable.Value : variable.Value - bound.Value;
            if (found < 0 || (furthest ? distance > most : _rows[i].Variable < _rows[found].Variable))
            {
                (found, target, most) = (i, bound.Value, distance);
            }
        }

        return (found, target);
    }

    private int Entering(int row, bool rising)
    {
        var cells = _rows[row].Cells;
        var best = -1;
        for (var column = 0; column < cells.Length; column++)
        {
            if (cells[column].IsZero || (best >= 0 && _columns[column] > _columns[best]))
            {
                continue;
            }

            var variable = _variables[_columns[column]];
            var up = cells[column].Sign > 0 == rising;
            if (up ? variable.High is not { } high || variable.Value < high.Value : variable.Low is not { } low || variable.Value > low.Value)
            {
                best = column;
            }
        }

        return best;
    }

    private Reasons ConflictOf(int row, bool rising)
    {
        var variable = _variables[_rows[row].Variable];
        var reasons = (rising ? variable.Low! : variable.High!).Reasons;
        var cells = _rows[row].Cells;
        for (var column = 0; column < cells.Length; column++)
        {
            if (!cells[column].IsZero)
            {
                var other = _variables[_columns[column]];
                reasons = reasons.And((cells[column].Sign > 0 == rising ? other.High! : other.Low!).Reasons);
            }
        }

        return reasons;
    }

    private void Move(int variable, Extended value)
    {
        var found = _variables[variable];
        var change = value - found.Value;
        found.Value = value;
        foreach (var row in _rows)
        {
            var cell = row.Cells[found.Column];
            if (!cell.IsZero)
            {
                _variables[row.Variable].Value += cell * change;
                effort.Spend(2);
            }
        }
    }

    private void Pivot(int row, int column)
    {
        var pivot = _rows[row];
        var (leaving, entering) = (pivot.Variable, _columns[column]);
        var inverse = pivot.Cells[column].Inverse();
        for (var i = 0; i < pivot.Cells.Length; i++)
        {
            if (!pivot.Cells[i].IsZero)
            {
                pivot.Cells[i] = i == column ? inverse : -inverse * pivot.Cells[i];
            }
        }

        for (var i = 0; i < _rows.Count; i++)
        {
            if (i != row && !_rows[i].Cells[column].IsZero)
            {
                Substitute(_rows[i].Cells, pivot.Cells, column);
            }
        }

        pivot.Variable = entering;
        _columns[column] = leaving;
        (_variables[entering].Row, _variables[entering].Column) = (row, -1);
        (_variables[leaving].Row, _variables[leaving].Column) = (-1, column);
        effort.Spend(_rows.Count + _columns.Length);
    }

    private void Substitute(Fraction[] cells, Fraction[] pivot, int column)
    {
        var factor = cells[column];
        cells[column] = Fraction.Zero;
        var spent = 0L;
        for (var i = 0; i < cells.Length; i++)
        {
            if (!pivot[i].IsZero)
            {
                cells[i] += factor * pivot[i];
                spent += cells[i].Bits >> 6;
            }
        }

        effort.Spend(spent);
    }

    private sealed class Variable
    {
        public int Row { get; set; } = -1;

        public int Column { get; set; }

        public Extended Value { get; set; }

        public Bound? Low { get; set; }

        public Bound? High { get; set; }
    }

    private sealed class Row
    {
        public int Variable { get; set; }

        public required Fraction[] Cells { get; init; }
    }
}
