using Dapper;

namespace Outbox.Stores.SqlServer;

/// <content>Addresses.</content>
public sealed partial class SqlServerOutboxStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<RefusedAddress>> ClaimAddressesAsync(
        IReadOnlyList<AddressClaim> claims, CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        var refused = await connection.QueryAsync<(string PersonId, string Kind, string OtherId)>(
            Procedure("ClaimAddresses", new { Addresses = TableValues.Addresses(claims) }, cancellationToken));
        return (IReadOnlyList<RefusedAddress>)[.. refused.Select(r => new RefusedAddress(r.PersonId, r.Kind, r.OtherId))];
    }, cancellationToken);
}
