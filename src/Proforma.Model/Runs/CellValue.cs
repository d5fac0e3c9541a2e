using System.Globalization;

namespace Proforma.Model.Runs;

/// <summary>
/// The content of one cell: a finite number, or a state. States live in the payload of a quiet NaN, so that a grid is a plain
/// array of doubles: bits 49-50 hold the <see cref="CellState"/>, 41-48 the <see cref="FailureKind"/>, and 0-40 the index + 1 of
/// the cell where a failure arose. Arithmetic on such a double gives some NaN but not a dependable payload: whoever computes
/// with raw doubles must redo non-finite results with the reference interpreter.
/// </summary>
public readonly struct CellValue : IEquatable<CellValue>
{
    private const ulong QuietNaN = 0x7FF8_0000_0000_0000;
    private const int StateShift = 49, KindShift = 41;
    private const ulong OriginMask = (1UL << KindShift) - 1;

    /// <summary>From a stored double: a finite number, or a NaN with a state in its payload.</summary>
    public CellValue(double raw) => Raw = raw;

    /// <summary>The stored double.</summary>
    public double Raw { get; }

    public static CellValue Blank { get; } = new(Box(CellState.Blank, FailureKind.None, 0));

    public static CellValue Unknown { get; } = new(Box(CellState.Unknown, FailureKind.None, 0));

    public bool IsValue => double.IsFinite(Raw);

    public CellState State
    {
        get
        {
            if (double.IsFinite(Raw))
            {
                return CellState.Value;
            }

            var state = (CellState)((BitConverter.DoubleToUInt64Bits(Raw) >> StateShift) & 3);
            return state == CellState.Value || double.IsInfinity(Raw) ? CellState.Failed : state;
        }
    }

    /// <summary>The reason of a failed cell; <see cref="FailureKind.TooLarge"/> for an infinity that no one has boxed yet.</summary>
    public FailureKind Failure => State != CellState.Failed ? FailureKind.None
        : double.IsInfinity(Raw) ? FailureKind.TooLarge
        : (FailureKind)((BitConverter.DoubleToUInt64Bits(Raw) >> KindShift) & 0xFF) is var kind and not FailureKind.None ? kind
        : FailureKind.InvalidArgument;

    /// <summary>The index of the cell in the grid where the failure arose, or −1 when it is not known.</summary>
    public long FailureOrigin => State == CellState.Failed && double.IsNaN(Raw)
        ? (long)(BitConverter.DoubleToUInt64Bits(Raw) & OriginMask) - 1
        : -1;

    public static bool operator ==(CellValue a, CellValue b) => a.Equals(b);

    public static bool operator !=(CellValue a, CellValue b) => !a.Equals(b);

    public static CellValue Of(double value) => new(value);

    /// <summary>A failed cell.</summary>
    /// <param name="kind">Why.</param>
    /// <param name="origin">Index of the cell in the grid where it arose, or −1.</param>
    public static CellValue Failed(FailureKind kind, long origin = -1) => new(Box(CellState.Failed, kind, origin + 1));

    /// <summary>The state that an operation on two operands has when at least one of them is not a number: the higher, the left at a tie.</summary>
    public static CellValue Worse(CellValue a, CellValue b) => b.State > a.State ? b : a;

    public bool Equals(CellValue other) => BitConverter.DoubleToInt64Bits(Raw) == BitConverter.DoubleToInt64Bits(other.Raw);

    public override bool Equals(object? obj) => obj is CellValue other && Equals(other);

    public override int GetHashCode() => Raw.GetHashCode();

    public override string ToString() => State switch
    {
        CellState.Value => Raw.ToString("R", CultureInfo.InvariantCulture),
        CellState.Blank => "blank",
        CellState.Unknown => "unknown",
        _ => $"failed: {Failure}",
    };

    private static double Box(CellState state, FailureKind kind, long originPlusOne) => BitConverter.UInt64BitsToDouble(
        QuietNaN | ((ulong)state << StateShift) | ((ulong)kind << KindShift) | ((ulong)originPlusOne & OriginMask));
}
