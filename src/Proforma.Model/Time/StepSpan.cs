namespace Proforma.Model.Time;

/// <summary>
/// The calendar steps that a report period covers: <paramref name="First"/> to <paramref name="Last"/>, both included, with the
/// share of the first and of the last step that lies inside (1 unless a week straddles the period's boundary).
/// </summary>
/// <param name="First">Index of the first step that overlaps the period.</param>
/// <param name="Last">Index of the last one; less than <paramref name="First"/> when the calendar does not reach the period.</param>
/// <param name="FirstShare">Share of the first step's days inside the period.</param>
/// <param name="LastShare">Share of the last step's days inside the period (equal to <paramref name="FirstShare"/> for a single step).</param>
/// <param name="Complete">False when the calendar begins after or ends before the period does.</param>
public readonly record struct StepSpan(int First, int Last, double FirstShare, double LastShare, bool Complete)
{
    public bool IsEmpty => Last < First;

    public int Count => IsEmpty ? 0 : Last - First + 1;

    /// <summary>Whole steps <paramref name="first"/> to <paramref name="last"/>.</summary>
    public static StepSpan Whole(int first, int last) => new(first, last, 1, 1, true);

    /// <summary>The share of step <paramref name="step"/> that lies inside; the step must be in the span.</summary>
    public double Share(int step) => step == First ? FirstShare : step == Last ? LastShare : 1;
}
