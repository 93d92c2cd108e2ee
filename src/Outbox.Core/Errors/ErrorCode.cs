namespace Outbox.Core.Errors;

/// <summary>
/// An entry of the error registry. Each room keeps its codes as static fields of one class; the page
/// <c>docs/errors.md</c> has a section for each, and a test keeps the two in step.
/// </summary>
/// <param name="Id"><c>OBX</c> and a number: 1xx mapping, 2xx database, 3xx Customer.io, 4xx rows, 5xx command line, 6xx sandbox, 7xx doctor.</param>
/// <param name="Title">A few words for a heading.</param>
/// <param name="Kind">Who can mend it.</param>
public sealed record ErrorCode(string Id, string Title, ErrorKind Kind)
{
    /// <inheritdoc/>
    public override string ToString() => Id;
}
