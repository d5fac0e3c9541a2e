namespace Proforma.Engine.Finance;

internal enum RoundingDirection
{
    Nearest,
    AwayFromZero,
    TowardZero,
    Up,
    Down,
}
