namespace Proforma.Workbook;

/// <summary>The plan does not fit into a workbook; the message says why, for the author.</summary>
public sealed class WorkbookTooLargeException : Exception
{
    public WorkbookTooLargeException()
    {
    }

    public WorkbookTooLargeException(string message)
        : base(message)
    {
    }

    public WorkbookTooLargeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
