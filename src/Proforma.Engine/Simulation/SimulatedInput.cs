namespace Proforma.Engine.Simulation;

/// <summary>A value that each trial draws: an uncertain input in one track and member, from one clause on or in one step.</summary>
/// <param name="Slot">The input.</param>
/// <param name="Row">The first of its rows that holds the value: track × leaf members.</param>
/// <param name="FirstStep">The first step that holds it; 0 for an input that does not vary over time.</param>
/// <param name="LastStep">The last one.</param>
public readonly record struct SimulatedInput(int Slot, int Row, int FirstStep, int LastStep);
