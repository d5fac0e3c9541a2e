using System.CommandLine;
using System.Text;
using Proforma.Cli.Arguments;
using Proforma.Language.Diagnostics;
using Proforma.Language.Formatting;
using Proforma.Language.Syntax;
using Proforma.Language.Text;

namespace Proforma.Cli.Commands;

/// <summary>`proforma fmt`: plan files in their canonical layout. A file is written beside and then renamed, so that it is never
/// half-written.</summary>
internal static class FormatCommand
{
    public static Command Build(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE") { Description = "Plan files.", Arity = ArgumentArity.OneOrMore };
        var check = new Option<bool>("--check") { Description = "Change nothing; exit code 1 when a file is not in its layout." };
        var color = CommonOptions.Color();
        var command = new Command("fmt", "Write plan files in their canonical layout; the meaning does not change.") { files, check, color };
        command.SetAction(parsed =>
        {
            var worst = ExitCode.Fine;
            foreach (var file in parsed.GetValue(files)!)
            {
                terminal.Interrupted.ThrowIfCancellationRequested();
                worst = Math.Max(worst,
                    Format(file, parsed.GetValue(check), terminal, terminal.ErrorPalette(CommonOptions.ColorOf(parsed.GetValue(color)))));
            }

            return worst;
        });
        return command;
    }

    private static int Format(string file, bool checkOnly, Terminal terminal, Palette palette)
    {
        var bytes = Read(file);
        var decoded = PlanDecoder.Decode(file, bytes);
        var tree = decoded.IsReadable ? Parser.Parse(decoded.Source) : null;
        var problems = tree?.Diagnostics ?? decoded.Diagnostics;
        if (tree is null || problems.Any(static d => d.Severity == Severity.Error))
        {
            terminal.Error.Write(DiagnosticRenderer.Render(problems));
            terminal.Error.WriteLine(palette.Red($"{file}: not formatted, the file has errors."));
            return ExitCode.Diagnostics;
        }

        var formatted = Encoding.UTF8.GetBytes(Formatter.Format(tree));
        if (bytes.AsSpan().SequenceEqual(formatted))
        {
            return ExitCode.Fine;
        }

        if (checkOnly)
        {
            terminal.Output.WriteLine($"{file}: would be formatted");
            return ExitCode.ChecksFail;
        }

        NewFile.Replace(file, formatted);
        terminal.Output.WriteLine($"{file}: formatted");
        return ExitCode.Fine;
    }

    private static byte[] Read(string file)
    {
        NewFile.RequirePath(file);
        try
        {
            var info = new FileInfo(file);
            if (!info.Exists)
            {
                throw new UsageException(Directory.Exists(file) ? $"{file} is a folder." : $"There is no file {file}.");
            }

            return info.Length > PlanDecoder.MaxBytes
                ? throw new UsageException($"{file} is {info.Length >> 20:N0} MB; a plan file may have at most {PlanDecoder.MaxBytes >> 20:N0} MB.")
                : File.ReadAllBytes(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be read: {error.Message}");
        }
    }
}
