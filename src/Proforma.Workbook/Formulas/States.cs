namespace Proforma.Workbook.Formulas;

/// <summary>What a cell may hold in some track, whatever numbers are typed into the inputs.</summary>
[Flags]
internal enum States : byte
{
    None = 0,
    Value = 1,
    Blank = 2,
    Unknown = 4,
    Failed = 8,

    /// <summary>What a spreadsheet shows as an error value.</summary>
    Error = Unknown | Failed,

    Missing = Blank | Unknown | Failed,
}
