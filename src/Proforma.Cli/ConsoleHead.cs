using System.Text;

namespace Proforma.Cli;

/// <summary>The process around a command: its streams, Ctrl-C, and a reader that goes away.</summary>
internal static class ConsoleHead
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(300), s_longPatience = TimeSpan.FromSeconds(20);

    public static int Run(string[] args)
    {
        using var interrupted = new CancellationTokenSource();
        using var output = new PipeStream(Console.OpenStandardOutput());
        using var error = new PipeStream(Console.OpenStandardError());
        using var input = Console.OpenStandardInput();
        var terminal = new Terminal(output, error)
        {
            Input = input,
            IsOutputTerminal = !Console.IsOutputRedirected,
            IsErrorTerminal = !Console.IsErrorRedirected,
            Width = WidthOfWindow(),
            NoColor = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") == "dumb",
            Interrupted = interrupted.Token,
        };
        Console.CancelKeyPress += (_, press) =>
        {
            // Whoever asks twice does not want to wait.
            press.Cancel = !interrupted.IsCancellationRequested;
            interrupted.Cancel();

            // A stage that looks at no token is left behind: nothing is half-written, since files are renamed into place.
            var patience = terminal.TakesTimeToStop ? s_longPatience : s_patience;
            _ = Task.Delay(patience).ContinueWith(static _ => Environment.Exit(ExitCode.Interrupted), TaskScheduler.Default);
        };
        return CommandLine.Invoke(args, terminal);
    }

    private static int WidthOfWindow()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var columns) && columns is >= 40 and <= 10_000)
        {
            return columns;
        }

        try
        {
            return Console.IsOutputRedirected ? Terminal.PlainWidth : Math.Max(Console.WindowWidth, 40);
        }
        catch (IOException)
        {
            return Terminal.PlainWidth;
        }
    }
}

/// <summary>The exit codes of every command.</summary>
internal static class ExitCode
{
    public const int Fine = 0, ChecksFail = 1, Diagnostics = 2, Usage = 3, Interrupted = 130, OutputClosed = 141;
}

/// <summary>The reader of the output has gone away, as `| head` does.</summary>
internal sealed class OutputClosedException(IOException inner) : Exception(inner.Message, inner);

/// <summary>A standard stream that tells a closed reader from other trouble with files.</summary>
internal sealed class PipeStream(Stream inner) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() => Guarded(static (stream, _) => stream.Flush(), default);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        Guarded(static (stream, part) => stream.Write(part.Span), buffer.AsMemory(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (IOException closed)
        {
            throw new OutputClosedException(closed);
        }
    }

    private void Guarded(Action<Stream, ReadOnlyMemory<byte>> write, ReadOnlyMemory<byte> part)
    {
        try
        {
            write(inner, part);
        }
        catch (IOException closed)
        {
            throw new OutputClosedException(closed);
        }
    }
}
