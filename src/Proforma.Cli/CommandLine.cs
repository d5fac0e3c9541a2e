using System.CommandLine;
using Proforma.Cli.Arguments;
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
        var root = new Command("proforma",
            "Financial plans as code. A .plan file states drivers, lines and tracks; proforma checks, runs and explains it.")
        {
            RunCommand.Build(terminal),
            SimulateCommand.Build(terminal),
            TornadoCommand.Build(terminal),
            CheckCommand.Build(terminal),
            ExplainCommand.Build(terminal),
            ClaimsCommand.Build(terminal),
            ExportCommand.Build(terminal),
            ImportCommand.Build(terminal),
            ListCommand.Build(terminal),
            ReportCommand.Build(terminal),
            ChartCommand.Build(terminal),
            FormatCommand.Build(terminal),
            InitCommand.Build(terminal),
            IngestCommand.Build(terminal),
        };
        root.Options.Add(HelpExamples.Option());
        var version = new Option<bool>("--version") { Description = "Print the version." };
        root.Options.Add(version);
        root.SetAction(parsed => PrintVersion(parsed, version, terminal));
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && !HelpExamples.IsAskedFor(parsed))
        {
            return Refuse(parsed, root, terminal);
        }

        return parsed.Invoke(new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false });
    }

    private static int PrintVersion(ParseResult parsed, Option<bool> version, Terminal terminal)
    {
        if (!parsed.GetValue(version))
        {
            string[] names = [.. parsed.CommandResult.Command.Subcommands.Select(static c => c.Name)];
            throw new UsageException($"A command is missing: {string.Join(", ", names[..^1])} or {names[^1]}. Try `proforma --help`.");
        }

        terminal.Output.WriteLine(typeof(CommandLine).Assembly.GetName().Version?.ToString(3));
        return ExitCode.Fine;
    }

    private static int Refuse(ParseResult parsed, Command root, Terminal terminal)
    {
        var command = parsed.CommandResult.Command;
        if (command == root && parsed.UnmatchedTokens is [{ } word, ..])
        {
            var suggestion = CommonOptions.Suggestion(word, root.Subcommands.Select(static c => c.Name));
            throw new UsageException($"There is no command {word}{suggestion} Try `proforma --help`.");
        }

        foreach (var error in parsed.Errors)
        {
            terminal.Error.WriteLine("error: " + string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        }

        terminal.Error.WriteLine($"Try `proforma {command.Name} --help`.");
        return ExitCode.Usage;
    }
}

/// <summary>The user asked for something that there is not; the message says what to write instead.</summary>
internal sealed class UsageException(string message) : Exception(message);
