using Proforma.Model.Time;

namespace Proforma.Model.Simulation;

/// <summary>
/// One number of each trial of which a simulation keeps the distribution.
/// </summary>
/// <param name="Slot">Index into <see cref="Program.PlanProgram.Slots"/>: a line, account, measure, check or hidden condition.</param>
/// <param name="Row">Track × leaf members, see <see cref="Program.GridLayout.RowOf"/>.</param>
/// <param name="Period">
/// The report period that the slot is rolled up to by its own rule, in base units (a flow as an amount). Null for a slot that does not vary over
/// time; for a boolean slot that does, null stands for "holds in every step that has a value" (1 or 0).
/// </param>
public sealed record SimulationOutput(int Slot, int Row, Period? Period);
