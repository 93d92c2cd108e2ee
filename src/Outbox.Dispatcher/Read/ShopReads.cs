using Outbox.Core.Messages;
using Outbox.Stores;

namespace Outbox.Dispatcher.Read;

/// <summary>
/// Reads what belongs to rows from the shop's own tables, whatever they hold: what a value spoils costs the row that has it,
/// what a definition spoils the part of the mapping that needs it.
/// </summary>
/// <param name="store">Reads.</param>
/// <param name="known">Keys that failed before.</param>
/// <param name="holds">Parts that are held.</param>
internal sealed class ShopReads(IPlanReader store, KnownFailures known, IHolds holds)
{
    private const string People = "ReadPeople";

    /// <summary>The related rows of what one part captured.</summary>
    public async Task<Narrowed<long, string>> RelatedAsync(
        string capturedBy, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        var byId = messages.ToDictionary(message => message.MessageId);
        var read = await ReadAsync<long, string>(
            capturedBy,
            [.. byId.Keys],
            ids => store.ReadRelatedAsync(capturedBy, [.. ids.Select(id => byId[id])], cancellationToken));
        await NoteAsync(capturedBy, read.Whole, read.Failed.Values, cancellationToken);
        return read;
    }

    /// <summary>The current rows of an object.</summary>
    public async Task<Narrowed<string, PersonRow>> ObjectsAsync(
        string name, string capturedBy, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var read = await ReadAsync<string, PersonRow>(capturedBy, keys, some => store.ReadObjectsAsync(name, some, cancellationToken));
        await NoteAsync(capturedBy, read.Whole, read.Failed.Values, cancellationToken);
        return read;
    }

    /// <summary>
    /// The current rows of people. Of whom the attributes cannot be read, the rest is read; the row says so
    /// (<see cref="PersonRow.Unread"/>).
    /// </summary>
    public async Task<IReadOnlyDictionary<string, PersonRow>> PeopleAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
        {
            return new Dictionary<string, PersonRow>();
        }

        var apart = known.Among(People, keys);
        var read = await Narrowing.ReadAsync<string, PersonRow>(keys, apart, some => store.ReadPeopleAsync(some, cancellationToken));
        var added = known.Note(People, read.Found.Keys, read.Failed.Keys);
        await NoteAsync(HeldPart.Attributes, read.Whole, read.Failed.Values, cancellationToken);
        if (read is { Failed.Count: 0, Whole: null })
        {
            return read.Found;
        }

        var people = new Dictionary<string, PersonRow>(read.Found, StringComparer.Ordinal);
        var failed = read.Failed.ToDictionary(key => key.Key, key => key.Value, StringComparer.Ordinal);
        if (read.Whole is { } whole)
        {
            foreach (var key in keys.Where(key => !people.ContainsKey(key) && !failed.ContainsKey(key)))
            {
                failed.Add(key, whole);
            }
        }

        var states = await Narrowing.ReadAsync<string, PersonRow>(
            [.. failed.Keys], apart, some => store.ReadPeopleStatesAsync(some, cancellationToken));
        foreach (var (key, error) in failed)
        {
            if (states.Found.TryGetValue(key, out var state))
            {
                people[key] = state with { Unread = new UnreadPerson(error, IsStateKnown: true, IsNew: added.Contains(key)) };
            }
            else if ((states.Failed.GetValueOrDefault(key) ?? states.Whole) is { } why)
            {
                people[key] = new PersonRow(key, true, false, "{}") { Unread = new UnreadPerson(why, IsStateKnown: false, IsNew: added.Contains(key)) };
            }
        }

        return people;
    }

    private async Task<Narrowed<TKey, TValue>> ReadAsync<TKey, TValue>(
        string what, IReadOnlyList<TKey> keys, Func<IReadOnlyList<TKey>, Task<IReadOnlyDictionary<TKey, TValue>>> read)
        where TKey : notnull
    {
        var result = await Narrowing.ReadAsync(keys, known.Among(what, keys), read);
        known.Note(what, result.Whole is null ? keys.Where(key => !result.Failed.ContainsKey(key)) : result.Found.Keys, result.Failed.Keys);
        return result;
    }

    private Task NoteAsync(
        string part, ShopReadException? whole, IEnumerable<ShopReadException> failed, CancellationToken cancellationToken)
    {
        holds.NoteUnknown(part, failed.FirstOrDefault(error => error.Fault == ShopReadFault.Unknown));
        return whole is null ? holds.ReleaseAsync(part, cancellationToken) : holds.HoldAsync(part, whole, cancellationToken);
    }
}
