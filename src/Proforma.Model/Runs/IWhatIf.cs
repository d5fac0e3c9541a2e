using Proforma.Model.Time;

namespace Proforma.Model.Runs;

/// <summary>Answers what a figure would be if inputs were others: bridges between tracks, tornadoes. Each question starts from the run's own inputs.</summary>
public interface IWhatIf
{
    /// <summary>What a figure comes to after changes.</summary>
    /// <param name="slot">The line or measure.</param>
    /// <param name="row">Its row.</param>
    /// <param name="period">The report period; null for what does not vary over time.</param>
    /// <param name="changes">The inputs that are changed; none gives the run's own figure.</param>
    CellValue Of(int slot, int row, Period? period, IReadOnlyList<InputChange> changes);
}

/// <summary>A change of an input in every step in which it is set: what another row of it holds, times a factor, plus an amount.</summary>
/// <param name="Slot">The input.</param>
/// <param name="Row">The row that is changed.</param>
/// <param name="From">The row whose values it takes; the same row to keep its own.</param>
/// <param name="Factor">What they are multiplied by.</param>
/// <param name="Add">What is added, in base units.</param>
public readonly record struct InputChange(int Slot, int Row, int From, double Factor = 1, double Add = 0);
