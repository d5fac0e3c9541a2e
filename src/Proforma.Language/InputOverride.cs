namespace Proforma.Language;

/// <summary>An input or exchange rate with the value that it has instead of what the plan states, in every period, track and member.</summary>
/// <param name="Input">Its name; with the alias of the used file in front where it is declared there.</param>
/// <param name="Value">What may stand behind `=` in the plan: `4B`, `3% ~ normal(sd: 1%)`; a distribution alone begins with `~`.</param>
public sealed record InputOverride(string Input, string Value);
