using Dapper;

namespace Outbox.Stores.SqlServer;

/// <content>The brake on mass death.</content>
public sealed partial class SqlServerOutboxStore
{
    /// <inheritdoc/>
    public Task<BrakeState> ReadBrakeAsync(CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        var row = await connection.QuerySingleOrDefaultAsync<BrakeRow>(Procedure("ReadBrake", null, cancellationToken));
        return row is null
            ? BrakeState.Never(StatusSets.Utc(await connection.ExecuteScalarAsync<DateTime>(Procedure("ReadClock", null, cancellationToken))))
            : new BrakeState(
                StatusSets.Utc(row.Now),
                StatusSets.Utc(row.HeldAt),
                new BrakeHold(row.HeldBy ?? "", row.Dead, row.Settled, row.Code),
                StatusSets.Utc(row.ResumedAt),
                StatusSets.Utc(row.AcceptedUntil));
    }, cancellationToken);

    /// <inheritdoc/>
    public Task HoldSendingAsync(BrakeHold hold, CancellationToken cancellationToken) => RunAsync(
        connection => connection.ExecuteAsync(Procedure("HoldSending", new { hold.Owner, hold.Dead, hold.Settled, hold.Code }, cancellationToken)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ProbeSendingAsync(TimeSpan every, CancellationToken cancellationToken) => RunAsync(
        connection => connection.ExecuteScalarAsync<bool>(Procedure("ProbeSending", new { EveryMs = (int)every.TotalMilliseconds }, cancellationToken)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ResumeSendingAsync(string by, TimeSpan accepting, CancellationToken cancellationToken) => RunAsync(
        connection => connection.ExecuteScalarAsync<bool>(Procedure("ResumeSending", new { Minutes = (int)accepting.TotalMinutes, By = by }, cancellationToken)),
        cancellationToken);

    private sealed record BrakeRow
    {
        public DateTime Now { get; init; }

        public DateTime? HeldAt { get; init; }

        public string? HeldBy { get; init; }

        public int Dead { get; init; }

        public int Settled { get; init; }

        public string? Code { get; init; }

        public DateTime? ResumedAt { get; init; }

        public DateTime? AcceptedUntil { get; init; }
    }
}
