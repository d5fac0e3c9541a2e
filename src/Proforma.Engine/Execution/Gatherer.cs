using Proforma.Model.Program;
using Proforma.Model.Runs;

namespace Proforma.Engine.Execution;

/// <summary>
/// Takes in cells one by one and reduces them. Blanks are skipped, all blank gives blank; failed wins over unknown, unknown over
/// numbers, except that one true decides `any` and one false decides `all`.
/// </summary>
internal struct Gatherer(Reducer reducer, bool ofBooleans)
{
    private CellValue _worst = CellValue.Blank;
    private double _sum;
    private double _minimum = double.PositiveInfinity;
    private double _maximum = double.NegativeInfinity;
    private int _numbers;
    private int _truths;

    /// <summary>How many of the cells were not blank.</summary>
    public int Covered { get; private set; }

    public void Add(CellValue value)
    {
        if (!value.IsValue)
        {
            Covered += value.State == CellState.Blank ? 0 : 1;
            _worst = CellValue.Worse(_worst, value);
            return;
        }

        var number = value.Raw;
        Covered++;
        _numbers++;
        _truths += number != 0 ? 1 : 0;
        _sum += number;
        _minimum = Math.Min(_minimum, number);
        _maximum = Math.Max(_maximum, number);
    }

    /// <param name="cell">Where a sum that grows beyond all numbers is said to fail; −1 when no cell is computed.</param>
    public readonly CellValue Result(long cell)
    {
        switch (reducer)
        {
            case Reducer.Any when _truths > 0:
                return CellValue.Of(1);
            case Reducer.All when _truths < _numbers:
                return CellValue.Of(0);
            case Reducer.Count when _worst.State == CellState.Failed || (ofBooleans && _worst.State == CellState.Unknown):
                return _worst;
            case Reducer.Count:
                return CellValue.Of(ofBooleans ? _truths : _numbers);
            default:
                break;
        }

        if (_worst.State != CellState.Blank || _numbers == 0)
        {
            return _worst;
        }

        return Arithmetic.Normal(
            reducer switch
            {
                Reducer.Sum => _sum,
                Reducer.Mean => _sum / _numbers,
                Reducer.Minimum => _minimum,
                Reducer.Maximum => _maximum,
                Reducer.Any => 0,
                _ => 1,
            },
            cell);
    }
}

/// <summary>A running mean of cells, each with a weight. Blanks are skipped; the states win over numbers.</summary>
internal struct WeightedGatherer()
{
    private CellValue _worst = CellValue.Blank;
    private double _sum;

    /// <summary>The sum of the weights of the cells that are not blank.</summary>
    public double Weight { get; private set; }

    /// <summary>How many of the cells were not blank.</summary>
    public int Covered { get; private set; }

    /// <summary>Whether a cell was blank.</summary>
    public bool HasGap { get; private set; }

    public void Add(CellValue value, double weight)
    {
        if (value.State == CellState.Blank)
        {
            HasGap = true;
            return;
        }

        Covered++;
        if (!value.IsValue)
        {
            _worst = CellValue.Worse(_worst, value);
            return;
        }

        _sum += value.Raw * weight;
        Weight += weight;
    }

    /// <summary>The sum of value × weight.</summary>
    public readonly CellValue Sum(long cell) => Covered == 0 || _worst.State != CellState.Blank ? _worst : Arithmetic.Normal(_sum, cell);

    /// <summary>The sum of value × weight over the sum of weights; fails where the weights sum to zero.</summary>
    public readonly CellValue Mean(long cell) =>
        Covered == 0 || _worst.State != CellState.Blank ? _worst
        : Weight == 0 ? CellValue.Failed(FailureKind.DivisionByZero, cell)
        : Arithmetic.Normal(_sum / Weight, cell);
}
