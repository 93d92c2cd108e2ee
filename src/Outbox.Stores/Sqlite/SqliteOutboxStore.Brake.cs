using Dapper;

namespace Outbox.Stores.Sqlite;

/// <content>The brake on mass death.</content>
public sealed partial class SqliteOutboxStore
{
    /// <inheritdoc/>
    public Task<BrakeState> ReadBrakeAsync(CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        var row = await connection.QuerySingleOrDefaultAsync<BrakeRow>(Command("ReadBrake", null, cancellationToken));
        return row is null
            ? BrakeState.Never(SqliteTime.Read((await connection.ExecuteScalarAsync<string>(Command("ReadClock", null, cancellationToken)))!))
            : new BrakeState(
                SqliteTime.Read(row.Now),
                SqliteTime.ReadOrNull(row.HeldAt),
                new BrakeHold(row.HeldBy ?? "", (int)row.Dead, (int)row.Settled, row.Code),
                SqliteTime.ReadOrNull(row.ResumedAt),
                SqliteTime.ReadOrNull(row.AcceptedUntil));
    }, cancellationToken);

    /// <inheritdoc/>
    public Task HoldSendingAsync(BrakeHold hold, CancellationToken cancellationToken) => WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(Command(
            "HoldSending", new { owner = hold.Owner, dead = hold.Dead, settled = hold.Settled, code = hold.Code }, cancellationToken, transaction)),
        cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> ProbeSendingAsync(TimeSpan every, CancellationToken cancellationToken) => await WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(
            Command("ProbeSending", new { everyMs = (long)every.TotalMilliseconds }, cancellationToken, transaction)),
        cancellationToken) > 0;

    /// <inheritdoc/>
    public async Task<bool> ResumeSendingAsync(string by, TimeSpan accepting, CancellationToken cancellationToken) => await WriteAsync(
        async (connection, transaction) =>
        {
            var minutes = (int)accepting.TotalMinutes;
            var rows = await connection.ExecuteAsync(Command("ResumeSending", new { minutes }, cancellationToken, transaction));
            if (rows > 0)
            {
                var operationId = await connection.ExecuteScalarAsync<long>(Command(
                    "BeginOperation", new { name = "resume-sending", doneBy = by, parameters = $"minutes {minutes}" }, cancellationToken, transaction));
                await connection.ExecuteAsync(Command("EndOperation", new { operationId, rows = (long?)null }, cancellationToken, transaction));
            }

            return rows;
        },
        cancellationToken) > 0;

    private sealed record BrakeRow
    {
        public string Now { get; init; } = "";

        public string? HeldAt { get; init; }

        public string? HeldBy { get; init; }

        public long Dead { get; init; }

        public long Settled { get; init; }

        public string? Code { get; init; }

        public string? ResumedAt { get; init; }

        public string? AcceptedUntil { get; init; }
    }
}
