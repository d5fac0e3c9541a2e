using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Proforma.Model.Program;

namespace Proforma.Workspace.Simulation;

/// <summary>
/// What tells one program from another for those who want to draw the same trials again: SHA-256 over its slots, formulas, data, uncertainty and
/// calendars. Labels, files and lines are not part of it, so that moving a plan or wording it better changes nothing.
/// </summary>
public static class ProgramHash
{
    /// <summary>The hash in 64 hexadecimal digits.</summary>
    public static string Of(PlanProgram program)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var text = new StringBuilder();
        foreach (var axis in program.TimeAxes)
        {
            Add(hash, text.Append(CultureInfo.InvariantCulture,
                $"time {axis.Entity} {axis.Calendar.First} {axis.Calendar.Count} {axis.Calendar.YearEndMonth}"));
            foreach (var table in axis.Tables)
            {
                hash.AppendData(MemoryMarshal.AsBytes(table.AsSpan()));
            }
        }

        foreach (var axis in program.TrackAxes)
        {
            Add(hash, text.Append("tracks ").Append(axis.Entity).AppendJoin(';',
                axis.Tracks.Select(static t => FormattableString.Invariant($"{t.Name} {t.Parent} {t.Weight:R}"))));
        }

        foreach (var dimension in program.Dimensions)
        {
            Add(hash, text.Append("dimension ").Append(dimension.Name).AppendJoin(';', dimension.Members.Select(static m => m.Name)).AppendJoin(',',
                dimension.Leaves));
        }

        foreach (var slot in program.Slots)
        {
            AddSlot(hash, text, slot);
        }

        foreach (var uncertainty in program.Uncertainties)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"uncertain {uncertainty.Slot} {uncertainty.Rule} {uncertainty.EachPeriod} {uncertainty.Autoregression:R} ");
            AddDistribution(hash, text, uncertainty.Distribution);
        }

        foreach (var correlation in program.Correlations)
        {
            Add(hash, text.Append("correlate ").AppendJoin(',', correlation.Slots).Append(' ').AppendJoin(',',
                correlation.Matrix.Select(static r => r.ToString("R", CultureInfo.InvariantCulture))));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, StringBuilder text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text.Append('\n').ToString()));
        text.Clear();
    }

    private static void AddSlot(IncrementalHash hash, StringBuilder text, Slot slot)
    {
        text.Append(CultureInfo.InvariantCulture,
            $"slot {slot.Name} {slot.Role} {slot.Entity} {slot.TimeAxis} {slot.TrackAxis} {slot.Type} {slot.RollUp} {slot.OpeningSlot} ")
            .Append(CultureInfo.InvariantCulture,
                $"{slot.Unit.Dimension} {slot.Unit.Scale:R} {slot.IsCircular} {slot.CircularTolerance:R} {slot.PeriodGrain} {slot.PeriodYearEnd} ")
            .AppendJoin(',', slot.Dimensions);
        foreach (var pattern in slot.Patterns)
        {
            text.Append(" p").AppendJoin(',', pattern.Select(static s => FormattableString.Invariant($"{s.First}-{s.Last}:{s.Rule}")));
        }

        text.Append(" r").AppendJoin(',', slot.RowPatterns);
        if (slot.RollUpWeight is { } weight)
        {
            text.Append(" w").Append(Read(weight));
        }

        foreach (var rule in slot.Rules)
        {
            AddRule(text, rule);
        }

        Add(hash, text);
        if (slot.Data is { } data)
        {
            hash.AppendData(MemoryMarshal.AsBytes(data.AsSpan()));
        }
    }

    private static void AddRule(StringBuilder text, Rule rule)
    {
        text.Append("\n rule ").AppendJoin(';',
            rule.Ops.Select(static o => FormattableString.Invariant($"{o.Code} {o.A} {o.B} {o.C} {BitConverter.DoubleToInt64Bits(o.Value):x}")));
        text.Append(" reads ").AppendJoin(';', rule.Reads.Select(Read));
        text.Append(" reduce ").AppendJoin(';', rule.Reductions.Select(static r =>
            $"{Read(r.Read)} {r.Reducer} {r.OverTracks} {string.Join('|', r.Over.Select(static o => o.IsDefault ? "" : string.Join(',', o)))}"));
        text.Append(" windows ").AppendJoin(';', rule.Windows.Select(static w => FormattableString.Invariant($"{Read(w.Read)} {w.Steps} {w.Kind}")));
        text.Append(" rollups ").AppendJoin(';',
            rule.RollUps.Select(static r => FormattableString.Invariant($"{Read(r.Read)} {r.Steps} {r.Period} {r.Rule}")));
        text.Append(" searches ").AppendJoin(';', rule.Searches.Select(static s => $"{Read(s.Read)} {s.Kind} {s.Grain} {s.Fiscal}"));
        text.Append(" calls ").AppendJoin(';', rule.Calls.Select(static c =>
            FormattableString.Invariant($"{c.Function} {string.Join(',', c.Arguments)} {string.Join('|', c.Series.Select(Read))} {c.Steps}")));
    }

    private static string Read(SlotRead read) => FormattableString.Invariant(
        $"{read.Slot}/{read.Time}/{read.Offset}/{read.Track}/{string.Join(',', read.Members.Select(static m => $"{m.ReaderAxis}:{m.Fixed}"))}/{string.Join(',', read.StepMap)}/{string.Join(',', read.TrackMap)}/{read.DefaultOp}");

    private static void AddDistribution(IncrementalHash hash, StringBuilder text, DistributionSpec spec)
    {
        Add(hash, text.Append(CultureInfo.InvariantCulture, $"~ {spec.Family} {spec.Domain.Low:R} {spec.Domain.High:R}"));
        foreach (var argument in spec.Arguments)
        {
            Add(hash, text.Append(CultureInfo.InvariantCulture, $"{argument.Name} {argument.Value:R} {argument.Weight:R} {argument.Samples.Length}"));
            hash.AppendData(MemoryMarshal.AsBytes(argument.Samples.AsSpan()));
            if (argument.Nested is { } nested)
            {
                AddDistribution(hash, text, nested);
            }
        }
    }
}
