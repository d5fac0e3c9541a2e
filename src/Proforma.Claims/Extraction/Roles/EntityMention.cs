namespace Proforma.Claims.Extraction.Roles;

/// <summary>What an entity mention is in its sentence.</summary>
internal enum EntityPlace
{
    /// <summary>It can be what the sentence is about.</summary>
    Subject,

    /// <summary>It stands after with, by, than, 与, 由, 较: it is beside the point, unless nothing else fits.</summary>
    Oblique,
}

/// <summary>A name, or a word that stands for one, in a block.</summary>
internal readonly record struct EntityMention(int Start, int End, string Name, EntityPlace Place, bool IsPronoun);
