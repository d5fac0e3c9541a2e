using System.Text;

namespace Proforma.Cli;

/// <summary>Where a command prints. Tests give it streams of their own.</summary>
internal sealed class Terminal
{
    /// <summary>The width of tables where no terminal gives one.</summary>
    public const int PlainWidth = 180;

    /// <param name="output">Standard output, as bytes: records go there alone.</param>
    /// <param name="error">Standard error.</param>
    public Terminal(Stream output, Stream error)
    {
        OutputStream = output;
        Output = new StreamWriter(output, new UTF8Encoding(false), 1 << 15) { NewLine = "\n" };
        Error = new StreamWriter(error, new UTF8Encoding(false), 1 << 12) { NewLine = "\n" };
    }

    /// <summary>Standard input; tests give one of their own.</summary>
    public Stream Input { get; init; } = Stream.Null;

    public Stream OutputStream { get; }

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    public bool IsOutputTerminal { get; init; }

    public bool IsErrorTerminal { get; init; }

    public int Width { get; init; } = PlainWidth;

    /// <summary>What NO_COLOR and TERM=dumb ask for.</summary>
    public bool NoColor { get; init; }

    public CancellationToken Interrupted { get; init; }

    /// <summary>Set by a command that has something to show for what it did until it is interrupted: it is waited for.</summary>
    public bool TakesTimeToStop { get; set; }

    /// <summary>How output is styled, after `--color`.</summary>
    public Palette OutputPalette(ColorChoice choice) => Palette.For(choice, IsOutputTerminal, NoColor);

    /// <summary>How diagnostics are styled, after `--color`.</summary>
    public Palette ErrorPalette(ColorChoice choice) => Palette.For(choice, IsErrorTerminal, NoColor);

    public void Flush()
    {
        Output.Flush();
        Error.Flush();
    }
}

/// <summary>What `--color` says.</summary>
internal enum ColorChoice
{
    Auto,
    Always,
    Never,
}

/// <summary>Wraps text in terminal colours, or leaves it plain.</summary>
internal sealed class Palette(bool colors)
{
    public bool HasColors => colors;

    public static Palette For(ColorChoice choice, bool isTerminal, bool noColor) =>
        new(choice == ColorChoice.Always || (choice == ColorChoice.Auto && isTerminal && !noColor));

    public string Bold(string text) => In("1", text);

    public string Dim(string text) => In("2", text);

    public string Red(string text) => In("31", text);

    public string Green(string text) => In("32", text);

    public string Yellow(string text) => In("33", text);

    public string Cyan(string text) => In("36", text);

    private string In(string code, string text) => colors && text.Length > 0 ? $"\e[{code}m{text}\e[0m" : text;
}
