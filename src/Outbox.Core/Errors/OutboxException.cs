namespace Outbox.Core.Errors;

/// <summary>
/// An error that a person can mend: shown as one message without a stack trace. Everything else is a defect.
/// </summary>
public sealed class OutboxException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="code">Its entry in the registry.</param>
    /// <param name="what">What is wrong, one sentence.</param>
    /// <param name="where">The file and line, table, column, setting or address; null where the sentence says it.</param>
    /// <param name="mend">What to do about it, one sentence or a command.</param>
    /// <param name="inner">The cause.</param>
    public OutboxException(ErrorCode code, string what, string? where, string mend, Exception? inner = null)
        : base(what, inner)
    {
        Code = code;
        Where = where;
        Mend = mend;
    }

    /// <summary>The registry's entry.</summary>
    public ErrorCode Code { get; }

    /// <summary>The place.</summary>
    public string? Where { get; }

    /// <summary>The mend.</summary>
    public string Mend { get; }
}
