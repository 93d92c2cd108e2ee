using System.Security.Cryptography;
using System.Text;
using Outbox.Core.People;
using Outbox.Dispatcher.Plan;
using Outbox.Mapping.Shape;
using Outbox.Stores;

namespace Outbox.Dispatcher.Read;

/// <summary>
/// No two people can have one e-mail at Customer.io: it would give the profile of the one the id of the other, or ignore all
/// that is said of the other. Who has it keeps it, the other goes without it, and a fault names both.
/// </summary>
/// <param name="store">Knows whose e-mail is whose.</param>
internal sealed class SharedEmails(IEmailStore store)
{
    private const string Attribute = "email";
    private const string Member = "\"email\":";

    /// <summary>Clears the e-mails that other people have.</summary>
    /// <param name="rows">Rows; a guest's are passed over, whose id is made of the e-mail.</param>
    /// <param name="people">Their persons; those who go without their e-mail are replaced.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task LeaveOutAsync(
        IEnumerable<PersonalRow> rows, Dictionary<string, PersonFacts> people, CancellationToken cancellationToken)
    {
        var claims = rows
            .Where(row => row.PersonKey is not null)
            .DistinctBy(row => row.PersonId, StringComparer.Ordinal)
            .Where(row => people[row.PersonId] is { Shaped: { } shaped } facts
                && facts.Sent?.AttributesHash != shaped.Hash
                && shaped.AttributesJson.Contains(Member, StringComparison.Ordinal))
            .Select(row => new EmailClaim(row.PersonId, row.PersonKey!, HashOf(people[row.PersonId].Shaped!)))
            .Where(claim => claim.EmailHash is not null || people[claim.PersonId].Sent is not null)
            .ToList();
        if (claims.Count == 0)
        {
            return;
        }

        foreach (var (person, other) in await store.ClaimEmailsAsync(claims, cancellationToken))
        {
            var fault = new ShapeFault(
                RowReasons.SharedEmail, Attribute, $"{person} goes without its e-mail as long as {other} has it");
            people[person] = people[person] with { Shaped = people[person].Shaped!.Clear(Attribute, fault) };
        }
    }

    private static string? HashOf(ShapedPerson person) => person.Text(Attribute) is { } email && EmailAddress.Normalize(email) is { Length: > 0 } normal
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(normal)))
        : null;
}
