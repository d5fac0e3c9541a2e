namespace Proforma.Model.Claims;

/// <summary>A figure as a claim prints it.</summary>
/// <param name="Value">In base units.</param>
/// <param name="LastDigit">
/// One unit of the last digit that counts, in base units: zeros at the end of a figure without a decimal point count for at most two
/// significant figures, so it is 100 for `2500`, 1 for `345` and 0.1 for `34.5`. For a computed figure such as `2/3` it is one unit of the third significant digit.
/// </param>
/// <param name="WrittenDigit">One unit of the very last digit written, in base units: 1 for `2500`. Never more than <paramref name="LastDigit"/>.</param>
/// <param name="SecondDigit">One unit of the second significant digit, in base units: 100 for `2500`, 0.1 for `3`.</param>
/// <param name="IsComputed">Whether it is a formula of constants (`2/3`) and not digits that somebody printed.</param>
/// <param name="Text">As the plan writes it: `34.5B USD`.</param>
public sealed record ClaimFigure(double Value, double LastDigit, double WrittenDigit, double SecondDigit, bool IsComputed, string Text);
