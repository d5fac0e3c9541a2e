namespace Proforma.Engine.Sensitivity;

/// <summary>An input that a tornado moves: all its values at once, in all members and steps.</summary>
/// <param name="Slot">The input.</param>
/// <param name="Range">How far.</param>
public sealed record TornadoDriver(int Slot, TornadoRange Range)
{
    /// <summary>The track in which it is moved, or −1 for all.</summary>
    public int Track { get; init; } = -1;

    /// <summary>The clause that is moved, an index into <see cref="Model.Program.Slot.Rules"/>, or −1 for all.</summary>
    public int Rule { get; init; } = -1;
}
