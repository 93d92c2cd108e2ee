namespace Outbox.CustomerIo;

/// <summary>What a server answered, read to the end or to its first megabyte.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="RetryAfter">What it asked to wait.</param>
/// <param name="Body">At most <see cref="MaxBytes"/>.</param>
/// <param name="Note">Why a redirect was not followed; null otherwise.</param>
internal sealed record Reply(int Status, TimeSpan? RetryAfter, ReadOnlyMemory<byte> Body, string? Note = null)
{
    /// <summary>What is read of an answer: room for an error about each of a thousand items, and no more than that from a stranger.</summary>
    public const int MaxBytes = 1_000_000;

    /// <summary>The status and what was said, in a line of at most 1,000 characters.</summary>
    public string InALine => OneLine.Of($"HTTP {Status}", Note, Body.Span);
}
