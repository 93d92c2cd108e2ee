using Dapper;

namespace Outbox.Stores.SqlServer;

/// <content>Parts of the mapping that are held.</content>
public sealed partial class SqlServerOutboxStore
{
    /// <inheritdoc/>
    public Task HoldAsync(HeldPart part, TimeSpan retryAfter, CancellationToken cancellationToken) => RunAsync(
        connection => connection.ExecuteAsync(Procedure(
            "HoldPart",
            new { part.Part, part.Error, part.Subject, part.Line, RetryMs = (int)retryAfter.TotalMilliseconds },
            cancellationToken)),
        cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseHeldAsync(IReadOnlyCollection<string> parts, CancellationToken cancellationToken) => RunAsync(
        connection => connection.ExecuteAsync(Procedure("ReleaseParts", new { Parts = TableValues.Keys(parts) }, cancellationToken)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<HeldPart>> ReadHeldPartsAsync(CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        var rows = await connection.QueryAsync<(string Part, string Error, string? Subject, int? Line, DateTime HeldAt)>(
            Procedure("ReadHeldParts", null, cancellationToken));
        return (IReadOnlyList<HeldPart>)[.. rows.Select(r => new HeldPart(r.Part, r.Error, r.Subject, r.Line, Utc(r.HeldAt)))];
    }, cancellationToken);
}
