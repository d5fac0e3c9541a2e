namespace Proforma.Engine.Finance;

/// <summary>When in each period a payment falls: the <c>type</c> argument of spreadsheets.</summary>
public enum PaymentTiming
{
    /// <summary>At the end of the period (spreadsheet type 0), as with an ordinary loan.</summary>
    EndOfPeriod = 0,

    /// <summary>At the start of the period (spreadsheet type 1), as with rent.</summary>
    StartOfPeriod = 1,
}
