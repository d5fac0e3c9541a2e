using System.Collections.Immutable;
using Proforma.Language.Text;

namespace Proforma.Language.Diagnostics;

/// <summary>Collects the diagnostics of one pass. Past <see cref="Limit"/> it only counts, so that a hostile file cannot fill the memory.</summary>
public sealed class DiagnosticBag
{
    /// <summary>The most diagnostics that are kept.</summary>
    public const int Limit = 1_000;

    private readonly List<Diagnostic> _kept = [];

    public int Count { get; private set; }

    public bool HasErrors { get; private set; }

    /// <summary>True when a further diagnostic would only be counted.</summary>
    public bool IsFull => _kept.Count >= Limit;

    public void Add(Diagnostic diagnostic)
    {
        Count++;
        HasErrors |= diagnostic.Severity == Severity.Error;
        if (_kept.Count < Limit)
        {
            _kept.Add(diagnostic);
        }
    }

    /// <summary>Counts a diagnostic that is not kept, without composing it.</summary>
    public void CountOnly(DiagnosticDescriptor descriptor)
    {
        Count++;
        HasErrors |= descriptor.Severity == Severity.Error;
    }

    public void Add(
        DiagnosticDescriptor descriptor,
        SourceText file,
        TextSpan span,
        string message,
        Fix? fix = null,
        params ReadOnlySpan<RelatedPlace> related) =>
        Add(new Diagnostic(descriptor, file, span, message) { Fix = fix, Related = [.. related] });

    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            Add(diagnostic);
        }
    }

    /// <summary>Takes back what was added since <paramref name="before"/>: a caller that reads on trial says it in its own words, or adds it again.</summary>
    /// <param name="before">What <see cref="Mark"/> gave.</param>
    public ImmutableArray<Diagnostic> TakeSince(DiagnosticMark before)
    {
        ImmutableArray<Diagnostic> taken = [.. _kept.Skip(before.Kept)];
        _kept.RemoveRange(before.Kept, _kept.Count - before.Kept);
        (Count, HasErrors) = (before.Count, before.HasErrors);
        return taken;
    }

    /// <summary>Where the bag stands now.</summary>
    public DiagnosticMark Mark() => new(_kept.Count, Count, HasErrors);

    /// <summary>What was kept, in the order of files and places.</summary>
    public ImmutableArray<Diagnostic> ToImmutable() =>
    [
        .. _kept
            .OrderBy(static d => d.File.Path, StringComparer.Ordinal)
            .ThenBy(static d => d.Span.Start)
            .ThenBy(static d => d.Code, StringComparer.Ordinal),
    ];
}

/// <summary>A state of a bag to return to.</summary>
public readonly record struct DiagnosticMark(int Kept, int Count, bool HasErrors);
