using Dapper;

namespace Outbox.Stores.Sqlite;

/// <content>Addresses.</content>
public sealed partial class SqliteOutboxStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<RefusedAddress>> ClaimAddressesAsync(
        IReadOnlyList<AddressClaim> claims, CancellationToken cancellationToken) => WriteAsync(async (connection, transaction) =>
    {
        var hashes = new { hashes = StoredJson.Write(claims.Select(claim => claim.AddressHash).OfType<string>().Distinct()) };
        var blocked = await connection.QueryAsync<(string EmailHash, string PersonHash)>(
            Command("ReadBlockedEmails", hashes, cancellationToken, transaction));
        var holders = await connection.QueryAsync<(string PersonId, string AddressHash, long Waits)>(
            Command("ReadAddressHolders", hashes, cancellationToken, transaction));
        var refused = Refuse(
            claims,
            holders.ToLookup(h => h.AddressHash, h => (h.PersonId, Waits: h.Waits == 1)),
            blocked.ToLookup(b => b.EmailHash, b => b.PersonHash));
        var without = refused.Select(r => (r.PersonId, r.Kind)).ToHashSet();
        await connection.ExecuteAsync(Command(
            "SaveAddresses",
            new
            {
                addresses = StoredJson.Write(claims.Select(claim => without.Contains((claim.PersonId, claim.Kind))
                    ? new { claim.PersonId, claim.Kind, claim.PersonKey, AddressHash = (string?)null, Wanted = claim.PersonKey.Length > 0 ? claim.AddressHash : null }
                    : new { claim.PersonId, claim.Kind, claim.PersonKey, claim.AddressHash, Wanted = (string?)null })),
            },
            cancellationToken,
            transaction));
        return refused;
    }, cancellationToken);

    /// <summary>Frees the addresses of those who were identified without them or removed, and touches who waits for one.</summary>
    private static async Task ReleaseAddressesAsync(Func<string, object, Task> write, Completion completion)
    {
        var accepted = completion.People.Where(person => person.AttributesHash is not null).Select(person => person.PersonId).ToList();
        if (accepted.Count + completion.Forgotten.Count == 0)
        {
            return;
        }

        var people = new { people = StoredJson.Write(accepted), forgotten = StoredJson.Write(completion.Forgotten) };
        await write("TouchWaiting", people);
        await write("ReleaseAddresses", people);
        await write("ForgetAddresses", people);
    }

    private static IReadOnlyList<RefusedAddress> Refuse(
        IReadOnlyList<AddressClaim> claims, ILookup<string, (string PersonId, bool Waits)> holders, ILookup<string, string> blocked)
    {
        var refused = new List<RefusedAddress>();
        var granted = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var claim in claims.OrderBy(claim => claim.PersonKey.Length == 0).ThenBy(claim => claim.PersonId, StringComparer.Ordinal))
        {
            if (claim.AddressHash is not { } hash)
            {
                continue;
            }

            if (blocked[hash].Any(person => person != claim.PersonHash))
            {
                refused.Add(new RefusedAddress(claim.PersonId, claim.Kind, RefusedAddress.Blocked));
            }
            else if (holders[hash].Where(other => claim.PersonKey.Length == 0 || !other.Waits)
                .Select(other => other.PersonId).FirstOrDefault(other => other != claim.PersonId) is { } holder)
            {
                refused.Add(new RefusedAddress(claim.PersonId, claim.Kind, holder));
            }
            else if (!granted.TryAdd(hash, claim.PersonId))
            {
                refused.Add(new RefusedAddress(claim.PersonId, claim.Kind, granted[hash]));
            }
        }

        return refused;
    }
}
