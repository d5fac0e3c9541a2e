using System.Collections.Immutable;
using Markdig.Syntax;

namespace Proforma.Reporting.Reports;

/// <summary>A Markdown template with its figures and blocks. Immutable once read.</summary>
public sealed class TemplateFile
{
    internal TemplateFile(string path, string text, MarkdownDocument document, FrontMatter front)
    {
        (Path, Text, Document, Front) = (path, text, document, front);
    }

    /// <summary>As the user named it.</summary>
    public string Path { get; }

    public string Text { get; }

    public FrontMatter Front { get; }

    /// <summary>Every `{{ … }}` in order.</summary>
    public ImmutableArray<TemplateFigure> Figures { get; internal set; } = [];

    /// <summary>Every fenced block that is filled by the report.</summary>
    public ImmutableArray<TemplateBlock> Blocks { get; internal set; } = [];

    internal MarkdownDocument Document { get; }
}

/// <summary>A piece of a template's text and where it stands.</summary>
/// <param name="Text">The text.</param>
/// <param name="Start">In UTF-16 units from the beginning of the file.</param>
public readonly record struct TemplateText(string Text, int Start)
{
    public int Length => Text.Length;

    /// <summary>A part of it without the blanks around it.</summary>
    public TemplateText Part(int from, int to)
    {
        while (from < to && char.IsWhiteSpace(Text[from]))
        {
            from++;
        }

        while (to > from && char.IsWhiteSpace(Text[to - 1]))
        {
            to--;
        }

        return new TemplateText(Text[from..to], Start + from);
    }
}

/// <summary>`{{ expression in track | option … }}`.</summary>
/// <param name="Start">Where the first brace stands.</param>
/// <param name="Length">Up to the last brace.</param>
/// <param name="Expression">In the plan's language.</param>
/// <param name="Track">The track after `in`, or an empty text.</param>
/// <param name="Options">What stands after bars: `digits 3`, `scale M`, `bare`, ….</param>
public sealed record TemplateFigure(int Start, int Length, TemplateText Expression, TemplateText Track, ImmutableArray<TemplateText> Options)
{
    /// <summary>Its number among the report's figures, from 1; set when the report is put together.</summary>
    internal int Extra { get; set; } = -1;
}

/// <summary>A fenced block: `table`, `chart`, `bridge`, `checks`, `claims` or `include`, with its `key: value` lines.</summary>
/// <param name="Kind">Its word.</param>
/// <param name="Start">Where the fence begins.</param>
/// <param name="Length">Up to the end of the closing fence.</param>
/// <param name="Parameters">In order.</param>
public sealed record TemplateBlock(TemplateText Kind, int Start, int Length, ImmutableArray<TemplateParameter> Parameters)
{
    /// <summary>The words that begin a block.</summary>
    public static readonly ImmutableArray<string> Kinds = ["table", "chart", "bridge", "checks", "claims", "include"];

    /// <summary>The value of a parameter, or null.</summary>
    public TemplateText? this[string name] => Parameters.FirstOrDefault(p => p.Name.Text == name)?.Value;
}

/// <summary>One `key: value` line.</summary>
public sealed record TemplateParameter(TemplateText Name, TemplateText Value);
