using Outbox.Core.Messages;

namespace Outbox.Stores;

/// <summary>
/// What belongs to captured rows, read after the commit: all that shaping them and finding their people needs. Errors come
/// as those of <see cref="IOutboxStore"/>.
/// </summary>
public interface IRelatedReader
{
    /// <summary>
    /// Runs the related read of a capture (lookups, lines, view, looked-up person).
    /// </summary>
    /// <param name="capturedBy">The part of the mapping that captured the rows.</param>
    /// <param name="messages">Rows captured by it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>By message id, the JSON object that the module returned; empty where the capture needs no related read.</returns>
    /// <exception cref="ShopReadException">The shop's data or definitions do not let it.</exception>
    Task<IReadOnlyDictionary<long, string>> ReadRelatedAsync(
        string capturedBy, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken);

    /// <summary>The current rows of people, read from the primary. Keys without a row are not in the answer.</summary>
    /// <exception cref="ShopReadException">The shop's data or definitions do not let it.</exception>
    Task<IReadOnlyDictionary<string, PersonRow>> ReadPeopleAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>
    /// The same without the attributes: whether they are there, included, deleted. For whoever's attributes cannot be read.
    /// </summary>
    /// <exception cref="ShopReadException">The shop's data or definitions do not let it.</exception>
    Task<IReadOnlyDictionary<string, PersonRow>> ReadPeopleStatesAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>What Customer.io last accepted of some persons. Persons never sent are not in the answer.</summary>
    Task<IReadOnlyDictionary<string, SentPerson>> ReadSentPeopleAsync(
        IReadOnlyCollection<string> personIds, CancellationToken cancellationToken);

    /// <summary>The database's clock, UTC.</summary>
    Task<DateTime> ReadClockAsync(CancellationToken cancellationToken);
}
