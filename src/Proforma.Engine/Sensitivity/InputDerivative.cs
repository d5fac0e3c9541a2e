namespace Proforma.Engine.Sensitivity;

/// <summary>By how much a number moves with one clause of an input.</summary>
/// <param name="Slot">The input.</param>
/// <param name="Row">Its row: track × leaf members.</param>
/// <param name="FirstStep">The first step of the clause; 0 for an input that does not vary over time.</param>
/// <param name="LastStep">The last one.</param>
/// <param name="Derivative">When all steps of the clause move by the same; in base units.</param>
/// <param name="Elasticity">
/// When all of them move by the same share: the share by which the number then moves. Infinite or NaN where the number is 0.
/// </param>
public readonly record struct InputDerivative(int Slot, int Row, int FirstStep, int LastStep, double Derivative, double Elasticity);
