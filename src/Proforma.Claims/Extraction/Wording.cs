namespace Proforma.Claims.Extraction;

/// <summary>A sentence for the person, in both languages.</summary>
/// <param name="English">In English.</param>
/// <param name="Chinese">In simplified Chinese.</param>
public readonly record struct Wording(string English, string Chinese)
{
    /// <summary>The sentence in the language asked for.</summary>
    public string In(bool chinese) => chinese ? Chinese : English;

    /// <summary>The sentence in English.</summary>
    public override string ToString() => English;
}
