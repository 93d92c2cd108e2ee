using Outbox.Core.Messages;
using Outbox.Stores;

namespace Outbox.Tests.Dispatcher.Doubles;

/// <content>Who people are.</content>
internal sealed partial class MemoryStore
{
    private readonly Dictionary<long, DateTime> _notBefore = [];

    public Dictionary<string, PersonLink> Links { get; } = [];

    public Dictionary<string, RemovalKind> Removals { get; } = [];

    public Dictionary<string, DateTime> FirstSent { get; } = [];

    public List<Erasure> Erasures { get; } = [];

    public List<long> Erased { get; } = [];

    public long Merge(string into, string? guestEmail = null, string? from = null, string? capturedBy = null) => Add(new OutboxMessage
    {
        MessageId = 0,
        Kind = MessageKind.Merge,
        CapturedBy = capturedBy ?? (guestEmail is null ? "people" : "LinkGuest"),
        PersonKey = from,
        Captured = guestEmail is null ? $$"""{"into":"{{into}}"}""" : $$"""{"guest_email":"{{guestEmail}}","into":"{{into}}"}""",
        CreatedAt = Now,
    });

    public Task<Identities> ReadIdentitiesAsync(
        IReadOnlyCollection<string> personIds,
        IReadOnlyCollection<string> keys,
        IReadOnlyCollection<string> hashes,
        CancellationToken cancellationToken) => Do("identities", () => new Identities(
            Links.Where(link => personIds.Contains(link.Key)).ToDictionary(),
            _rows.Values
                .Where(row => row.Kind == MessageKind.Merge && row.PersonKey is not null && keys.Contains(row.PersonKey))
                .GroupBy(row => row.PersonKey!)
                .ToDictionary(rows => rows.Key, rows => IdentityNote.Into(rows.Last().Captured)!),
            Removals.Where(removal => hashes.Contains(removal.Key)).ToDictionary()));

    public Task<IReadOnlyDictionary<string, DateTime>> ReadFirstSentAsync(IReadOnlyCollection<string> personIds, CancellationToken cancellationToken) =>
        Do<IReadOnlyDictionary<string, DateTime>>(
            "first sent", () => FirstSent.Where(first => personIds.Contains(first.Key)).ToDictionary());

    public Task<IReadOnlyList<GuestOf>> ReadGuestsAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<GuestOf>>("guests", () =>
            [.. Links.Values.Where(link => keys.Contains(link.PersonKey)).Select(link => new GuestOf(link.PersonKey, link.PersonId, link.MergedAt is not null))]);

    public Task<IReadOnlySet<long>> MoveAsync(
        IReadOnlyList<LaneToken> lanes, IReadOnlyList<MessageMove> moves, CancellationToken cancellationToken) =>
        Do<IReadOnlySet<long>>("move", () =>
        {
            var away = new HashSet<long>();
            foreach (var move in moves.Where(move => IsOwned(move.Row.MessageId, lanes)))
            {
                var row = _rows[move.Row.MessageId];
                _rows[move.Row.MessageId] = row with
                {
                    PersonKey = move.PersonKey,
                    PersonId = row.PersonId is null ? null : move.PersonId,
                    Lane = LaneOf(move.PersonKey),
                };
                if (_rows[move.Row.MessageId].Lane != row.Lane)
                {
                    away.Add(move.Row.MessageId);
                }
            }

            return away;
        });

    private void Settle(Settlement settlement)
    {
        foreach (var guest in settlement.Guests)
        {
            if (guest.Stage == MergeStage.Linked)
            {
                Links.Remove(guest.PrimaryId);
            }

            var link = Links.GetValueOrDefault(guest.PersonId) is { } known && known.PersonKey == guest.PersonKey
                ? known
                : new PersonLink(guest.PersonId, guest.PersonKey, Now, null, null);
            Links[guest.PersonId] = link with
            {
                MergingAt = guest.Stage == MergeStage.Linked ? link.MergingAt : link.MergingAt ?? Now,
                MergedAt = guest.Stage == MergeStage.Merged ? Now : link.MergedAt,
            };
            if (guest.Stage == MergeStage.Merged)
            {
                Sent[guest.PrimaryId] = Sent[guest.PrimaryId] with { AttributesHash = null };
                Add(MessageKind.Touch, guest.PersonKey);
            }
        }

        foreach (var removal in settlement.Removals)
        {
            if (removal.Kind == RemovalKind.Restore)
            {
                Removals.Remove(removal.PersonHash);
                Add(MessageKind.Touch, removal.PersonKey);
            }
            else
            {
                Removals[removal.PersonHash] = removal.Kind;
            }
        }

        foreach (var delay in settlement.Delays)
        {
            _notBefore[delay.Row.MessageId] = Now + delay.Delay;
        }

        Erased.AddRange(settlement.Erased.Select(row => row.MessageId));
        Erasures.AddRange(settlement.Erasures);
    }

    private bool IsDue(long id) => !_notBefore.TryGetValue(id, out var time) || time <= Now;
}
