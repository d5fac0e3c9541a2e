using System.CommandLine;
using Proforma.Cli.Commands;

namespace Proforma.Cli;

/// <summary>The commands, and what is common to running one.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command line to its end.</summary>
    /// <param name="args">The arguments after the program's name.</param>
    /// <param name="terminal">Where it prints.</param>
    /// <returns>The exit code: 0 fine, 1 checks fail, 2 diagnostics, 3 usage, 130 interrupted.</returns>
    public static int Invoke(string[] args, Terminal terminal)
    {
        try
        {
            var code = Run(args, terminal);
            terminal.Flush();
            return code;
        }
        catch (UsageException misuse)
        {
            terminal.Output.Flush();
            terminal.Error.WriteLine($"error: {misuse.Message}");
            terminal.Flush();
            return ExitCode.Usage;
        }
        catch (OperationCanceledException) when (terminal.Interrupted.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (OutputClosedException)
        {
            return ExitCode.OutputClosed;
        }
    }

    private static int Run(string[] args, Terminal terminal)
    {
        var root = new RootCommand("Proforma: financial plans as code. A .plan file states drivers, lines and tracks; proforma checks, runs and explains it.")
        {
            RunCommand.Build(terminal),
            CheckCommand.Build(terminal),
            ExplainCommand.Build(terminal),
            ListCommand.Build(terminal),
            FormatCommand.Build(terminal),
            InitCommand.Build(terminal),
        };
        HelpExamples.Attach(root);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                terminal.Error.WriteLine($"error: {error.Message}");
            }

            var command = parsed.CommandResult.Command;
            terminal.Error.WriteLine($"Try `proforma {(command == root ? "" : command.Name + " ")}--help`.");
            return ExitCode.Usage;
        }

        return parsed.Invoke(new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false });
    }
}

/// <summary>The user asked for something that there is not; the message says what to write instead.</summary>
internal sealed class UsageException(string message) : Exception(message);
