using Proforma.Language.Syntax;

namespace Proforma.Language.Lowering;

/// <summary>The arguments of a call, by position and by name, with a record of which were taken.</summary>
internal sealed class CallArguments
{
    private readonly List<ArgumentSyntax> _positional = [];
    private readonly Dictionary<string, ArgumentSyntax> _named = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public CallArguments(CallSyntax syntax)
    {
        Syntax = syntax;
        foreach (var argument in syntax.Arguments)
        {
            if (argument.Name is null)
            {
                _positional.Add(argument);
            }
            else if (!_named.TryAdd(argument.Name.Text, argument))
            {
                Repeated = argument;
            }
        }
    }

    public CallSyntax Syntax { get; }

    public string Name => Syntax.Function.Text;

    public int Count => _positional.Count;

    /// <summary>A named argument that was given twice, or null.</summary>
    public ArgumentSyntax? Repeated { get; }

    public ExpressionSyntax this[int index] => _positional[index].Value;

    /// <summary>The argument at a position, or null when there are fewer.</summary>
    public ExpressionSyntax? At(int index) => index < _positional.Count ? _positional[index].Value : null;

    /// <summary>The named argument, or null.</summary>
    public ExpressionSyntax? Named(string name)
    {
        _taken.Add(name);
        return _named.TryGetValue(name, out var argument) ? argument.Value : null;
    }

    /// <summary>A named argument that nobody asked for, or one with a key, or null.</summary>
    public ArgumentSyntax? Unexpected() =>
        _named.Values.FirstOrDefault(a => !_taken.Contains(a.Name!.Text)) ?? _positional.FirstOrDefault(static a => a.Key is not null);
}
