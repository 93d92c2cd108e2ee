using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;

namespace Outbox.Stores.Reading;

/// <summary>
/// What people ask of an outbox. Nothing here changes anything, and nothing waits for a lock: a number may be a moment old.
/// Errors come as <see cref="Core.Errors.OutboxException"/>.
/// </summary>
public interface IOutboxReader
{
    /// <summary>The outbox in numbers.</summary>
    /// <param name="days">Days of which the volume is told, today (UTC) included; 0 to 366, 0 for none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<OutboxStatus> ReadStatusAsync(int days, CancellationToken cancellationToken);

    /// <summary>Rows with what became of them, in the order in which they were written.</summary>
    /// <param name="query">Which.</param>
    /// <param name="source">The mapping's source, of which ULIDs are made.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<TracedRow>> TraceAsync(TraceQuery query, string source, CancellationToken cancellationToken);

    /// <summary>What is wrong with the outbox as the database sees it.</summary>
    Task<Examination> ExamineAsync(CancellationToken cancellationToken);

    /// <summary>How many events a part of the mapping captured since a time, counted no further than <paramref name="atMost"/>.</summary>
    Task<long> CountCapturedAsync(string capturedBy, DateTime since, int atMost, CancellationToken cancellationToken);

    /// <summary>How event types went out so far; those that are not in the mapping any more included.</summary>
    Task<IReadOnlyList<TypeHistory>> ReadHistoriesAsync(CancellationToken cancellationToken);

    /// <summary>How many facts of an event its table shows, and how many events of it the outbox has, within a time of the fact.</summary>
    /// <param name="mapping">The mapping, for its zone.</param>
    /// <param name="type">The event.</param>
    /// <param name="catalog">The tables as they are.</param>
    /// <param name="from">UTC, included.</param>
    /// <param name="to">UTC, excluded.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Null where the mapping does not tell how today's row shows the fact (<c>holds</c>), or its time is not in UTC.</returns>
    Task<FactCount?> CountFactsAsync(
        MappingDocument mapping, TableEvent type, DatabaseCatalog catalog, DateTime from, DateTime to, CancellationToken cancellationToken);

    /// <summary>People of one e-mail, blanks at the ends and case aside: groups of two or more, the largest first, without the address.</summary>
    /// <param name="people">The mapping's people.</param>
    /// <param name="catalog">The tables as they are.</param>
    /// <param name="atMost">Groups, 1 or more.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Null where no column of the people's table is the attribute <c>email</c>.</returns>
    Task<IReadOnlyList<SharedEmail>?> FindSharedEmailsAsync(
        People people, DatabaseCatalog catalog, int atMost, CancellationToken cancellationToken);
}
