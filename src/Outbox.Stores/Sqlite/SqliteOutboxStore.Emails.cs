using Dapper;

namespace Outbox.Stores.Sqlite;

/// <content>E-mails.</content>
public sealed partial class SqliteOutboxStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, string>> ClaimEmailsAsync(
        IReadOnlyList<EmailClaim> claims, CancellationToken cancellationToken) => WriteAsync(async (connection, transaction) =>
    {
        var hashes = new { hashes = StoredJson.Write(claims.Select(claim => claim.EmailHash).OfType<string>().Distinct()) };
        var blocked = await connection.QueryAsync<(string EmailHash, string PersonHash)>(
            Command("ReadBlockedEmails", hashes, cancellationToken, transaction));
        var holders = await connection.QueryAsync<(string PersonId, string EmailHash, long Waits)>(Command(
            "ReadEmailHolders",
            hashes,
            cancellationToken,
            transaction));
        var refused = Refuse(claims, holders.ToLookup(h => h.EmailHash, h => (h.PersonId, Waits: h.Waits == 1)), blocked.ToLookup(b => b.EmailHash, b => b.PersonHash));
        await connection.ExecuteAsync(Command(
            "SaveEmails",
            new
            {
                emails = StoredJson.Write(claims.Select(claim => refused.ContainsKey(claim.PersonId)
                    ? new { claim.PersonId, claim.PersonKey, EmailHash = (string?)null, Wanted = claim.PersonKey.Length > 0 ? claim.EmailHash : null }
                    : new { claim.PersonId, claim.PersonKey, claim.EmailHash, Wanted = (string?)null })),
            },
            cancellationToken,
            transaction));
        return (IReadOnlyDictionary<string, string>)refused;
    }, cancellationToken);

    /// <summary>Frees the e-mails of those who were identified without them or removed, and touches who waits for one.</summary>
    private static async Task ReleaseEmailsAsync(Func<string, object, Task> write, Completion completion)
    {
        var accepted = completion.People.Where(person => person.AttributesHash is not null).Select(person => person.PersonId).ToList();
        if (accepted.Count + completion.Forgotten.Count == 0)
        {
            return;
        }

        var people = new { people = StoredJson.Write(accepted), forgotten = StoredJson.Write(completion.Forgotten) };
        await write("TouchWaiting", people);
        await write("ReleaseEmails", people);
        await write("ForgetEmails", people);
    }

    private static Dictionary<string, string> Refuse(
        IReadOnlyList<EmailClaim> claims, ILookup<string, (string PersonId, bool Waits)> holders, ILookup<string, string> blocked)
    {
        var refused = new Dictionary<string, string>(StringComparer.Ordinal);
        var granted = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var claim in claims.OrderBy(claim => claim.PersonKey.Length == 0).ThenBy(claim => claim.PersonId, StringComparer.Ordinal))
        {
            if (claim.EmailHash is not { } hash)
            {
                continue;
            }

            if (blocked[hash].Any(person => person != claim.PersonHash))
            {
                refused[claim.PersonId] = EmailClaim.Blocked;
            }
            else if (holders[hash].Where(other => claim.PersonKey.Length == 0 || !other.Waits)
                .Select(other => other.PersonId).FirstOrDefault(other => other != claim.PersonId) is { } holder)
            {
                refused[claim.PersonId] = holder;
            }
            else if (!granted.TryAdd(hash, claim.PersonId))
            {
                refused[claim.PersonId] = granted[hash];
            }
        }

        return refused;
    }
}
