using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Proforma.Engine.Finance;

/// <summary>
/// What a finance function gives: a finite number, or a typed failure with one English sentence that says why there is none.
/// The default value is the number 0.
/// </summary>
public readonly record struct FinanceResult
{
    private readonly double number;

    private FinanceResult(double number, FinanceFailure failure, string? message, bool multipleRoots)
    {
        this.number = number;
        Failure = failure;
        Message = message;
        MultipleRoots = multipleRoots;
    }

    /// <summary>Why there is no value; <see cref="FinanceFailure.None"/> when there is one.</summary>
    public FinanceFailure Failure { get; }

    /// <summary>One sentence for a reader who works in finance; null when there is a value.</summary>
    public string? Message { get; }

    /// <summary>
    /// True when the rate that was asked for is not the only one: further rates also bring the present value to zero, and
    /// <see cref="Value"/> is the one nearest the guess. Only the functions that search for a rate ever set it.
    /// </summary>
    public bool MultipleRoots { get; }

    /// <summary>True when there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Message))]
    public bool Succeeded => Failure == FinanceFailure.None;

    /// <summary>The value, always finite. Reading it from a failed result is a programming error and throws.</summary>
    /// <exception cref="InvalidOperationException">The result is a failure.</exception>
    public double Value => Succeeded ? number : throw new InvalidOperationException(Message);

    /// <summary>Gives the value if there is one.</summary>
    /// <param name="value">The value, or 0 when the result is a failure.</param>
    /// <returns>Whether there is a value.</returns>
    public bool TryGetValue(out double value)
    {
        value = number;
        return Succeeded;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Succeeded ? number.ToString("R", CultureInfo.InvariantCulture) : $"{Failure}: {Message}";

    // Adding zero turns a negative zero, which would be shown as "-0", into zero.
    internal static FinanceResult Of(double value) =>
        double.IsFinite(value) ? new(value + 0.0, FinanceFailure.None, null, false) : FinanceFailures.TooLarge;

    internal static FinanceResult OfRoot(double rate, bool multipleRoots) => new(rate + 0.0, FinanceFailure.None, null, multipleRoots);

    internal static FinanceResult Failed(FinanceFailure failure, string message) => new(0, failure, message, false);
}
