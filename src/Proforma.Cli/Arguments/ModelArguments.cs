using System.CommandLine;
using Proforma.Cli.Commands;
using Proforma.Workspace.Ingest;

namespace Proforma.Cli.Arguments;

/// <summary>Where a language model answers.</summary>
/// <param name="Endpoint">The API's base address.</param>
/// <param name="Model">The model's name there.</param>
/// <param name="Key">The bearer token, or null.</param>
internal sealed record ModelSettings(Uri Endpoint, string Model, string? Key);

/// <summary>The options for a language model, with the environment behind them; without an address none is asked.</summary>
internal sealed class ModelArguments
{
    public const string AddressVariable = "PROFORMA_MODEL_URL", NameVariable = "PROFORMA_MODEL", KeyVariable = "PROFORMA_MODEL_KEY";

    private readonly Option<string> _address = new("--model-url")
    {
        Description = $"Ask the language model at this address too, such as http://localhost:11434/v1 (or {AddressVariable}; the key in {KeyVariable}).",
    };

    private readonly Option<string> _name = new("--model") { Description = $"The model's name there (or {NameVariable})." };

    private readonly Option<bool> _none = new("--no-model") { Description = "Ask no language model, whatever the environment says." };

    public void AddTo(Command command)
    {
        command.Options.Add(_address);
        command.Options.Add(_name);
        command.Options.Add(_none);
    }

    /// <summary>The settings, or null when no model is to be asked.</summary>
    /// <exception cref="UsageException">The address or the name is missing or wrong.</exception>
    public ModelSettings? Of(ParseResult parsed)
    {
        var address = parsed.GetValue(_address) ?? Environment.GetEnvironmentVariable(AddressVariable);
        if (parsed.GetValue(_none) || string.IsNullOrWhiteSpace(address))
        {
            return parsed.GetValue(_name) is null ? null : throw new UsageException("--model needs --model-url, the address where the model answers.");
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var endpoint))
        {
            throw new UsageException($"\"{address}\" is no web address.");
        }

        if (ChatEndpoint.Problem(endpoint) is { } problem)
        {
            throw new UsageException(problem);
        }

        var name = parsed.GetValue(_name) ?? Environment.GetEnvironmentVariable(NameVariable);
        return string.IsNullOrWhiteSpace(name)
            ? throw new UsageException($"Say which model to ask: --model NAME, or {NameVariable}.")
            : new ModelSettings(endpoint, name, Environment.GetEnvironmentVariable(KeyVariable));
    }
}
