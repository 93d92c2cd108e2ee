using Outbox.Mapping.Preview;

namespace Outbox.Stores;

/// <summary>
/// Rows of the shop as a trigger would capture them, and what belongs to them, by a mapping that need not be installed.
/// Reads only; nothing of the outbox is asked, so that the login needs SELECT on the shop's tables and no more.
/// </summary>
public interface ISourceReader : IRelatedReader
{
    /// <summary>The rows with a key, the latest first.</summary>
    /// <param name="source">What would capture them.</param>
    /// <param name="key">The canonical texts of its key columns, in order.</param>
    /// <param name="limit">At most so many, 1 or more.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<SourceRow>> FindRowsAsync(PreviewSource source, IReadOnlyList<string> key, int limit, CancellationToken cancellationToken);

    /// <summary>The latest rows that show the fact.</summary>
    /// <param name="source">What would capture them.</param>
    /// <param name="limit">At most so many, 1 or more.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<SourceRow>> ReadLastRowsAsync(PreviewSource source, int limit, CancellationToken cancellationToken);
}
