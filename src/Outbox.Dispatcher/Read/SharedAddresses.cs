using Outbox.Core;
using Outbox.Core.People;
using Outbox.Dispatcher.Plan;
using Outbox.Mapping.Shape;
using Outbox.Stores;

namespace Outbox.Dispatcher.Read;

/// <summary>Who gives addresses up to somebody else.</summary>
/// <param name="Person">What Customer.io last accepted of the person.</param>
/// <param name="Kinds">Which: <see cref="AddressClaim.Email"/>, <see cref="AddressClaim.Phone"/>.</param>
internal sealed record Yielding(SentPerson Person, IReadOnlyList<string> Kinds);

/// <summary>
/// No two people can have one e-mail at Customer.io, nor one phone where it identifies people: it would give the profile of the
/// one the id of the other, or ignore all that is said of the other. Who has it keeps it, the other goes without it, and a
/// fault names both. A guest gives it up to a customer, and so does whoever is the customer by now.
/// </summary>
/// <param name="store">Knows whose address is whose.</param>
/// <param name="identities">Knows who is whom.</param>
/// <param name="phoneIdentifies">Whether one phone is one person's.</param>
internal sealed class SharedAddresses(IPlanReader store, IdentityReader identities, bool phoneIdentifies)
{
    private readonly string[] _kinds = phoneIdentifies ? [AddressClaim.Email, AddressClaim.Phone] : [AddressClaim.Email];

    /// <summary>Clears the addresses that other people have.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="people">Their persons; those who go without an address are replaced.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Who gives an address up.</returns>
    public async Task<IReadOnlyList<Yielding>> LeaveOutAsync(
        IEnumerable<PersonalRow> rows, Dictionary<string, PersonFacts> people, CancellationToken cancellationToken)
    {
        var claims = rows
            .DistinctBy(row => row.PersonId, StringComparer.Ordinal)
            .SelectMany(row => Claims(row, people[row.PersonId]))
            .Where(claim => claim.AddressHash is not null || people[claim.PersonId].Sent is not null)
            .ToList();
        if (claims.Count == 0)
        {
            return [];
        }

        var refused = await store.ClaimAddressesAsync(claims, cancellationToken);
        foreach (var refusal in refused)
        {
            people[refusal.PersonId] = people[refusal.PersonId] with { Shaped = people[refusal.PersonId].Shaped!.Clear(refusal.Kind, FaultOf(refusal)) };
        }

        return refused.Count == 0 ? [] : await GiveUpAsync(claims, refused, cancellationToken);
    }

    /// <summary>The hash by which a person's e-mail is known; null for none.</summary>
    public static string? EmailHashOf(ShapedPerson person) => HashOf(person, AddressClaim.Email);

    private IEnumerable<AddressClaim> Claims(PersonalRow row, PersonFacts facts)
    {
        if (facts.Shaped is not { } shaped || facts.Sent?.AttributesHash == shaped.Hash)
        {
            return [];
        }

        return _kinds
            .Where(kind => shaped.AttributesJson.Contains($"\"{kind}\":", StringComparison.Ordinal))
            .Select(kind => new AddressClaim(
                row.PersonId, kind, row.PersonKey ?? AddressClaim.NoKey, HashOf(shaped, kind), identities.HashOf(row.PersonId)));
    }

    private static ShapeFault FaultOf(RefusedAddress refused)
    {
        var word = refused.Kind == AddressClaim.Email ? "e-mail" : refused.Kind;
        return refused.OtherId == RefusedAddress.Blocked
            ? new ShapeFault(RowReasons.BlockedEmail, refused.Kind, $"{refused.PersonId} goes without its {word}: somebody with it is suppressed")
            : new ShapeFault(RowReasons.SharedEmail, refused.Kind, $"{refused.PersonId} goes without its {word} as long as {refused.OtherId} has it");
    }

    /// <summary>
    /// Has guests give up what a customer asks for, and former ids of the customer too: the customer is touched once Customer.io
    /// has accepted that.
    /// </summary>
    private async Task<IReadOnlyList<Yielding>> GiveUpAsync(
        IReadOnlyList<AddressClaim> claims, IReadOnlyList<RefusedAddress> refused, CancellationToken cancellationToken)
    {
        var keys = claims.Where(claim => claim.PersonKey != AddressClaim.NoKey)
            .DistinctBy(claim => claim.PersonId, StringComparer.Ordinal)
            .ToDictionary(claim => claim.PersonId, claim => claim.PersonKey, StringComparer.Ordinal);
        var asked = refused.Where(r => r.OtherId != RefusedAddress.Blocked && keys.ContainsKey(r.PersonId)).ToList();
        await identities.LearnAsync(asked.Select(r => r.OtherId), cancellationToken);
        var yielding = asked
            .Where(r => r.OtherId.StartsWith(GuestId.Prefix, StringComparison.Ordinal)
                || identities.LinkOf(r.OtherId)?.PersonKey == keys[r.PersonId])
            .GroupBy(r => r.OtherId, r => r.Kind, StringComparer.Ordinal)
            .ToDictionary(holder => holder.Key, holder => (IReadOnlyList<string>)[.. holder.Distinct(StringComparer.Ordinal)], StringComparer.Ordinal);
        if (yielding.Count == 0)
        {
            return [];
        }

        // Of a guest who was not sent yet nothing has to be taken back; the next claim finds the address free.
        var sent = await store.ReadSentPeopleAsync([.. yielding.Keys], cancellationToken);
        await store.ClaimAddressesAsync(
            [
                .. from id in sent.Keys
                   from kind in yielding[id]
                   select new AddressClaim(id, kind, AddressClaim.NoKey, null, identities.HashOf(id)),
            ],
            cancellationToken);
        return [.. sent.Select(person => new Yielding(person.Value, yielding[person.Key]))];
    }

    /// <summary>E-mails without regard to case; a phone is E.164 and gets a word before it, so that the two never meet.</summary>
    private static string? HashOf(ShapedPerson person, string kind)
    {
        if (person.Text(kind) is not { } address)
        {
            return null;
        }

        return kind == AddressClaim.Phone
            ? TextHash.Of($"phone:{address}")
            : EmailAddress.Normalize(address) is { Length: > 0 } normal ? TextHash.Of(normal) : null;
    }
}
