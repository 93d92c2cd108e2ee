using Dapper;

namespace Outbox.Stores.SqlServer;

/// <content>E-mails.</content>
public sealed partial class SqlServerOutboxStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, string>> ClaimEmailsAsync(
        IReadOnlyList<EmailClaim> claims, CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        var refused = await connection.QueryAsync<(string PersonId, string OtherId)>(
            Procedure("ClaimEmails", new { Emails = TableValues.Emails(claims) }, cancellationToken));
        return (IReadOnlyDictionary<string, string>)refused.ToDictionary(r => r.PersonId, r => r.OtherId, StringComparer.Ordinal);
    }, cancellationToken);
}
