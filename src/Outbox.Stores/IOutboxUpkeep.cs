using Outbox.Core.Errors;

namespace Outbox.Stores;

/// <summary>What an operator does: keeps the outbox small, has people sent again, takes dead rows back.</summary>
public interface IOutboxUpkeep
{
    /// <summary>
    /// Takes the payload of old rows that were sent or skipped, and removes still older ones; dead and pending rows stay. Of the
    /// attempt log, requests as old as trimmed payloads go, and faults of long ago.
    /// In small transactions: a purge that is broken off goes on with the next.
    /// </summary>
    Task<PurgeReport> PurgeAsync(PurgeOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Has the attributes of one person, or of all, sent again, whatever Customer.io has of them; all go behind what is live.
    /// </summary>
    /// <param name="person">The key, or the id at Customer.io; null for all.</param>
    /// <param name="execute">Whether it is done, or only counted.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>People, 0 where nobody has the key or the person does not pass <c>people.where</c>.</returns>
    Task<int> ResyncAsync(string? person, bool execute, CancellationToken cancellationToken);

    /// <summary>
    /// Takes dead rows back: they go again, under the id and with the bytes that were saved of them. In small transactions, and
    /// recorded in <c>outbox.Operation</c>; one that is broken off is run again.
    /// </summary>
    /// <param name="filter">Which.</param>
    /// <param name="execute">Whether it is done, or only counted.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The rows, by name and reason.</returns>
    Task<IReadOnlyList<RequeuedRows>> RequeueAsync(RequeueFilter filter, bool execute, string by, CancellationToken cancellationToken);
}

/// <summary>What a purge does.</summary>
/// <param name="RetentionDays">Days after which a row loses its payload, 1 or more.</param>
/// <param name="DedupeDays">
/// Days after which a row goes, at least 30 and <paramref name="RetentionDays"/>; null for never. Until then its event id
/// finds duplicates; afterwards its type's horizon counts older facts as delivered.
/// </param>
/// <param name="Execute">Whether it is done, or only counted.</param>
public sealed record PurgeOptions(int RetentionDays = 30, int? DedupeDays = null, bool Execute = true)
{
    /// <summary>Days after which a fault goes.</summary>
    public const int FaultDays = 90;

    private const int FewestDedupeDays = 30;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="OutboxException">OBX222.</exception>
    public void Validate()
    {
        if (RetentionDays < 1)
        {
            throw Invalid($"{RetentionDays} days of retention are too few.", "Give --retention-days 1 or more.");
        }

        if (DedupeDays < Math.Max(RetentionDays, FewestDedupeDays))
        {
            throw Invalid(
                $"{DedupeDays} days of duplicates' memory are too few.",
                $"Give --dedupe-days {Math.Max(RetentionDays, FewestDedupeDays)} or more, or leave it out: a row without payload is small.");
        }
    }

    private static OutboxException Invalid(string what, string mend) => new(StoreErrors.PurgeInvalid, what, null, mend);
}

/// <summary>What a purge did, or would do.</summary>
/// <param name="Trimmed">Rows that lost their payload.</param>
/// <param name="Removed">Rows that went.</param>
public sealed record PurgeReport(long Trimmed, long Removed);
