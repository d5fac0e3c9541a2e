using Proforma.Claims.Extraction.Quantities;

namespace Proforma.Claims.Extraction.Roles;

/// <summary>Tells what is stated from what is expected or only possible.</summary>
internal static class ModalityReader
{
    public static void Read(SentenceView view, FigureDraft draft)
    {
        int clause = view.ClauseStart(draft.Start);
        var text = view.Text[clause..draft.Start];
        bool possible = text.Contains("可能", StringComparison.Ordinal) || text.Contains("或仅", StringComparison.Ordinal) || text.Contains("或为", StringComparison.Ordinal) || text.EndsWith("或")
            || HasWord(text, "may") || HasWord(text, "might") || HasWord(text, "could") || HasWord(text, "possibly") || HasWord(text, "perhaps");
        draft.Modality = possible ? Modality.Possible : view.HasCue(CueKind.Forecast, clause, draft.Start) ? Modality.Expected : Modality.Stated;
    }

    private static bool HasWord(ReadOnlySpan<char> text, string word)
    {
        int at = text.IndexOf(word);
        return at >= 0 && (at == 0 || !Words.IsLetter(text[at - 1])) && (at + word.Length == text.Length || !Words.IsLetter(text[at + word.Length]));
    }
}
