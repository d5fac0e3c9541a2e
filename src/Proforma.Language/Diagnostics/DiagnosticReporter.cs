using System.Runtime.CompilerServices;
using Proforma.Language.Text;

namespace Proforma.Language.Diagnostics;

/// <summary>
/// Reports the diagnostics of one file. Past the bag's limit a message is not even composed, so that a hostile file costs no more than its
/// reading.
/// </summary>
internal sealed class DiagnosticReporter(SourceText file, DiagnosticBag bag)
{
    public SourceText File { get; } = file;

    public bool IsFull => bag.IsFull;

    public void Report(DiagnosticDescriptor descriptor, TextSpan span, string message, Fix? fix = null, RelatedPlace? related = null)
    {
        if (bag.IsFull)
        {
            bag.CountOnly(descriptor);
            return;
        }

        bag.Add(new Diagnostic(descriptor, File, span, message) { Fix = fix, Related = related is null ? [] : [related] });
    }

    public void Report(
        DiagnosticDescriptor descriptor,
        TextSpan span,
        [InterpolatedStringHandlerArgument("")] ref DiagnosticMessage message,
        Fix? fix = null,
        RelatedPlace? related = null) =>
        Report(descriptor, span, message.ToText(), fix, related);
}

/// <summary>An interpolated message that is composed only while the bag still keeps diagnostics.</summary>
[InterpolatedStringHandler]
internal ref struct DiagnosticMessage
{
    private DefaultInterpolatedStringHandler _text;
    private readonly bool _enabled;

    public DiagnosticMessage(int literalLength, int formattedCount, DiagnosticReporter reporter, out bool enabled)
    {
        enabled = _enabled = !reporter.IsFull;
        _text = enabled ? new DefaultInterpolatedStringHandler(literalLength, formattedCount) : default;
    }

    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    public void AppendFormatted(string? value) => _text.AppendFormatted(value);

    public void AppendFormatted(ReadOnlySpan<char> value) => _text.AppendFormatted(value);

    public void AppendFormatted(int value) => _text.AppendFormatted(value);

    public void AppendFormatted(char value) => _text.AppendFormatted(value);

    public string ToText() => _enabled ? _text.ToStringAndClear() : "";
}
