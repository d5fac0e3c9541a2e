using Proforma.Language.Syntax;
using Proforma.Language.Units;
using Proforma.Model.Program;
using Proforma.Model.Time;

namespace Proforma.Language.Binding;

/// <summary>One plan: the root, or one that it uses. It has a calendar, tracks, a currency and names of its own.</summary>
internal sealed class Entity
{
    private readonly Dictionary<string, int> _tableIndex = new(StringComparer.Ordinal);

    public Entity(string alias, int index)
    {
        Alias = alias;
        Index = index;
        Root = new Scope(this, parent: null, prefix: alias.Length == 0 ? "" : alias + ".");
    }

    /// <summary>Empty for the root plan.</summary>
    public string Alias { get; }

    /// <summary>Its position on the program's time and track axes.</summary>
    public int Index { get; }

    public Scope Root { get; }

    public UnitTable Units { get; } = new();

    public string Title { get; set; } = "";

    public string Currency { get; set; } = "";

    public PlanSyntax? Plan { get; set; }

    public Calendar Calendar { get; set; } = new(Period.Month(2025, 1), 12);

    public TrackAxis Tracks { get; set; } = new("", [new Track("", "")]);

    public bool HasTracks => Tracks.Count > 1 || Tracks.Tracks[0].Name.Length > 0;

    /// <summary>Numbers that depend on the step alone, as rules refer to them.</summary>
    public List<double[]> Tables { get; } = [];

    /// <summary>The index of the table with this key, made on first use.</summary>
    public int Table(string key, Func<int, double> valueAt)
    {
        if (!_tableIndex.TryGetValue(key, out var index))
        {
            index = Tables.Count;
            _tableIndex.Add(key, index);
            var values = new double[Calendar.Count];
            for (var step = 0; step < values.Length; step++)
            {
                values[step] = valueAt(step);
            }

            Tables.Add(values);
        }

        return index;
    }
}
