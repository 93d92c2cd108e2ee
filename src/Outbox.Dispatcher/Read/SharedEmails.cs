using Outbox.Core;
using Outbox.Core.People;
using Outbox.Dispatcher.Plan;
using Outbox.Mapping.Shape;
using Outbox.Stores;

namespace Outbox.Dispatcher.Read;

/// <summary>
/// No two people can have one e-mail at Customer.io: it would give the profile of the one the id of the other, or ignore all
/// that is said of the other. Who has it keeps it, the other goes without it, and a fault names both. A guest gives it up to
/// a customer, and so does whoever is the customer by now.
/// </summary>
/// <param name="store">Knows whose e-mail is whose.</param>
/// <param name="identities">Knows who is whom.</param>
internal sealed class SharedEmails(IPlanReader store, IdentityReader identities)
{
    private const string Attribute = "email";
    private const string Member = "\"email\":";

    /// <summary>Clears the e-mails that other people have.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="people">Their persons; those who go without their e-mail are replaced.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Who gives an e-mail up, and what Customer.io last accepted of them.</returns>
    public async Task<IReadOnlyList<SentPerson>> LeaveOutAsync(
        IEnumerable<PersonalRow> rows, Dictionary<string, PersonFacts> people, CancellationToken cancellationToken)
    {
        var claims = rows
            .DistinctBy(row => row.PersonId, StringComparer.Ordinal)
            .Where(row => people[row.PersonId] is { Shaped: { } shaped } facts
                && facts.Sent?.AttributesHash != shaped.Hash
                && shaped.AttributesJson.Contains(Member, StringComparison.Ordinal))
            .Select(row => new EmailClaim(row.PersonId, row.PersonKey ?? EmailClaim.NoKey, HashOf(people[row.PersonId].Shaped!), identities.HashOf(row.PersonId)))
            .Where(claim => claim.EmailHash is not null || people[claim.PersonId].Sent is not null)
            .ToList();
        if (claims.Count == 0)
        {
            return [];
        }

        var refused = await store.ClaimEmailsAsync(claims, cancellationToken);
        foreach (var (person, other) in refused)
        {
            var fault = other == EmailClaim.Blocked
                ? new ShapeFault(RowReasons.BlockedEmail, Attribute, $"{person} goes without its e-mail: somebody with it is suppressed")
                : new ShapeFault(RowReasons.SharedEmail, Attribute, $"{person} goes without its e-mail as long as {other} has it");
            people[person] = people[person] with { Shaped = people[person].Shaped!.Clear(Attribute, fault) };
        }

        return refused.Count == 0 ? [] : await GiveUpAsync(claims.Where(claim => refused.ContainsKey(claim.PersonId)), refused, cancellationToken);
    }

    /// <summary>
    /// Has guests give up what a customer asks for, and former ids of the customer too: the customer is touched once Customer.io
    /// has accepted that.
    /// </summary>
    private async Task<IReadOnlyList<SentPerson>> GiveUpAsync(
        IEnumerable<EmailClaim> claims, IReadOnlyDictionary<string, string> refused, CancellationToken cancellationToken)
    {
        var customers = claims
            .Where(claim => claim.PersonKey != EmailClaim.NoKey && refused[claim.PersonId] != EmailClaim.Blocked)
            .ToList();
        await identities.LearnAsync(customers.Select(claim => refused[claim.PersonId]), cancellationToken);
        var yielding = customers
            .Where(claim => refused[claim.PersonId] is var holder
                && (holder.StartsWith(GuestId.Prefix, StringComparison.Ordinal) || identities.LinkOf(holder)?.PersonKey == claim.PersonKey))
            .Select(claim => refused[claim.PersonId])
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (yielding.Count == 0)
        {
            return [];
        }

        // Of a guest who was not sent yet nothing has to be taken back; the next claim finds the e-mail free.
        var sent = await store.ReadSentPeopleAsync(yielding, cancellationToken);
        await store.ClaimEmailsAsync([.. sent.Keys.Select(id => new EmailClaim(id, EmailClaim.NoKey, null, identities.HashOf(id)))], cancellationToken);
        return [.. sent.Values];
    }

    /// <summary>The hash by which a person's e-mail is known; null for none.</summary>
    public static string? HashOf(ShapedPerson person) => person.Text(Attribute) is { } email && EmailAddress.Normalize(email) is { Length: > 0 } normal
        ? TextHash.Of(normal)
        : null;
}
