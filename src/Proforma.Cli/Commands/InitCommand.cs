using System.CommandLine;

namespace Proforma.Cli.Commands;

/// <summary>`proforma init`: a plan to start from.</summary>
internal static class InitCommand
{
    /// <summary>The templates, each an embedded plan file of the same name.</summary>
    public static IReadOnlyList<string> Templates { get; } = ["saas", "ai-lab", "three-statement"];

    public static Command Build(Terminal terminal)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder for the plan; this one without it.",
            DefaultValueFactory = static _ => "." };
        var template = new Option<string>("--template") { Description = $"What to start from: {string.Join(", ", Templates)}.",
            DefaultValueFactory = static _ => Templates[0] };
        template.AcceptOnlyFromAmong([.. Templates]);
        var command = new Command("init", "Write a plan to start from; a file that exists is never overwritten.") { folder, template };
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(template)!;
            NewFile.RequirePath(parsed.GetValue(folder)!);
            var path = Path.Combine(parsed.GetValue(folder)!, name + ".plan");
            NewFile.Create(path, Read(name));
            terminal.Output.WriteLine($"Wrote {path}. Run it: proforma run {path}");
            return ExitCode.Fine;
        });
        return command;
    }

    /// <summary>The text of a template in UTF-8.</summary>
    public static byte[] Read(string template)
    {
        using var stream = typeof(InitCommand).Assembly.GetManifestResourceStream($"Proforma.Cli.Templates.{template}.plan")
            ?? throw new InvalidOperationException($"The template {template} is not embedded.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
