using Dapper;

namespace Outbox.Stores.Sqlite;

/// <content>Parts of the mapping that are held.</content>
public sealed partial class SqliteOutboxStore
{
    /// <inheritdoc/>
    public Task HoldAsync(HeldPart part, TimeSpan retryAfter, CancellationToken cancellationToken) => WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(Command(
            "HoldPart",
            new { part = part.Part, error = part.Error, subject = part.Subject, line = part.Line, retryMs = (long)retryAfter.TotalMilliseconds },
            cancellationToken,
            transaction)),
        cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseHeldAsync(IReadOnlyCollection<string> parts, CancellationToken cancellationToken) => WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(Command(
            "ReleaseParts", new { parts = StoredJson.Write(parts) }, cancellationToken, transaction)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<HeldPart>> ReadHeldPartsAsync(CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        var rows = await connection.QueryAsync<(string Part, string Error, string? Subject, long? Line, string HeldAt)>(
            Command("ReadHeldParts", null, cancellationToken));
        return (IReadOnlyList<HeldPart>)[.. rows.Select(r => new HeldPart(r.Part, r.Error, r.Subject, (int?)r.Line, SqliteTime.Read(r.HeldAt)))];
    }, cancellationToken);
}
