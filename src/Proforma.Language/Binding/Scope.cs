using Proforma.Language.Diagnostics;

namespace Proforma.Language.Binding;

/// <summary>The names of one file of a plan (a module has its own), with the plan's own names behind them.</summary>
internal sealed class Scope(Entity entity, Scope? parent, string prefix)
{
    private readonly Dictionary<string, Symbol> _symbols = new(StringComparer.Ordinal);

    public Entity Entity { get; } = entity;

    /// <summary>What stands before its names in the program: the module's alias and a dot, or nothing.</summary>
    public string Prefix { get; } = prefix;

    public IEnumerable<Symbol> Symbols => _symbols.Values;

    /// <summary>Makes room for so many names.</summary>
    public void EnsureCapacity(int names) => _symbols.EnsureCapacity(names);

    /// <summary>Adds a symbol; gives back the one that already has the name, or null.</summary>
    public Symbol? Declare(Symbol symbol)
    {
        if (_symbols.TryGetValue(symbol.Name, out var earlier))
        {
            return earlier;
        }

        _symbols.Add(symbol.Name, symbol);
        return null;
    }

    /// <summary>The symbol of a name here or in the plan that the module belongs to.</summary>
    public Symbol? Find(string name) => _symbols.TryGetValue(name, out var symbol) ? symbol : parent?.Find(name);

    /// <summary>The symbol of a name in this scope alone: what `alias.name` means.</summary>
    public Symbol? FindHere(string name) => _symbols.GetValueOrDefault(name);

    /// <summary>The declared name that looks most like <paramref name="name"/>, or null.</summary>
    public string? Nearest(string name, Func<Symbol, bool>? wanted = null)
    {
        var names = Symbols.Concat(parent?.Symbols ?? []).Where(wanted ?? (static _ => true)).Select(static s => s.Name);
        return Spelling.Nearest(name, names);
    }
}
