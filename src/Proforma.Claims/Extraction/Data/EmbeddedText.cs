using System.Text;

namespace Proforma.Claims.Extraction.Data;

/// <summary>Reads the vocabulary that is built into the assembly.</summary>
internal static class EmbeddedText
{
    /// <summary>The lines of an embedded vocabulary file, without comments and blank lines.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        var assembly = typeof(EmbeddedText).Assembly;
        using var stream = assembly.GetManifestResourceStream($"Proforma.Claims.Extraction.Data.{name}")
            ?? throw new InvalidOperationException($"The vocabulary {name} is missing from the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line;
            }
        }
    }
}
