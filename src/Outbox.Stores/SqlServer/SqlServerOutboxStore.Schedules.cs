using System.Data;
using Dapper;
using Outbox.Mapping.Capture.TSql;
using Outbox.Mapping.Model;

namespace Outbox.Stores.SqlServer;

/// <content>Schedules, and the binding.</content>
public sealed partial class SqlServerOutboxStore
{
    /// <summary>A schedule's view may look at all orders of all customers.</summary>
    private const int DueSeconds = 600;

    /// <inheritdoc/>
    public Task<ScheduleStates> ReadSchedulesAsync(CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        await using var sets = await connection.QueryMultipleAsync(Procedure("ReadSchedules", null, cancellationToken));
        var now = await sets.ReadSingleAsync<DateTime>();
        var rows = await sets.ReadAsync<(string Name, DateTime? LastSuccessAt)>();
        return new ScheduleStates(
            DateTime.SpecifyKind(now, DateTimeKind.Utc),
            rows.Where(r => r.LastSuccessAt is not null)
                .ToDictionary(r => r.Name, r => DateTime.SpecifyKind(r.LastSuccessAt!.Value, DateTimeKind.Utc), StringComparer.Ordinal));
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> OpenScheduleAsync(ScheduleWindow window, LaneToken lane, CancellationToken cancellationToken) => RunAsync(
        connection => connection.ExecuteScalarAsync<bool>(Procedure(
            "OpenSchedule",
            Parameters(("Name", window.Schedule, null), ("Token", lane.Token, null), ("Owner", lane.Owner, null), ("WindowFrom", window.From, DbType.DateTime2), ("WindowTo", window.To, DbType.DateTime2)),
            cancellationToken)),
        cancellationToken);

    /// <inheritdoc/>
    public async Task<int> FireScheduleAsync(string schedule, CancellationToken cancellationToken)
    {
        var total = 0;
        while (true)
        {
            // A run inserts so many at most, each in a transaction of its own; the next finds what is left.
            var rows = await RunAsync(
                connection => connection.ExecuteScalarAsync<int>(new CommandDefinition(
                    $"outbox.{TSqlWriter.DueModule(schedule)}",
                    commandType: CommandType.StoredProcedure,
                    commandTimeout: DueSeconds,
                    cancellationToken: cancellationToken)),
                cancellationToken);
            total += rows;
            if (schedule == Refresh.Name || rows < TSqlWriter.DueMost)
            {
                return total;
            }
        }
    }

    /// <inheritdoc/>
    public Task RecordScheduleAsync(ScheduleWindow window, LaneToken lane, int? events, CancellationToken cancellationToken) => RunAsync(
        connection => connection.ExecuteAsync(Procedure(
            "RecordSchedule",
            Parameters(("Name", window.Schedule, null), ("Token", lane.Token, null), ("Owner", lane.Owner, null), ("WindowTo", window.To, DbType.DateTime2), ("Events", events, DbType.Int32)),
            cancellationToken)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<BindingFound> ReadBindingAsync(CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        await using var sets = await connection.QueryMultipleAsync(Procedure("ReadBinding", null, cancellationToken));
        var (server, database) = await sets.ReadSingleAsync<(string, string)>();
        var bound = (await sets.ReadAsync<(string Server, string Database, long EnvironmentId, string Region)>()).ToList();
        return new BindingFound(
            server, database, bound is [var (boundServer, boundDatabase, id, region)] ? new OutboxBinding(boundServer, boundDatabase, id, region) : null);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task BindAsync(OutboxBinding binding, CancellationToken cancellationToken) => BindAsync("Bind", binding, cancellationToken);

    /// <inheritdoc/>
    public Task AdoptAsync(OutboxBinding binding, CancellationToken cancellationToken) => BindAsync("Adopt", binding, cancellationToken);

    private Task BindAsync(string procedure, OutboxBinding binding, CancellationToken cancellationToken) => RunAsync(
        connection => connection.ExecuteAsync(Procedure(
            procedure,
            new { ServerName = binding.Server, DatabaseName = binding.Database, binding.EnvironmentId, binding.Region },
            cancellationToken)),
        cancellationToken);

    // Dapper sends a DateTime as datetime, which has a third of the precision.
    private static DynamicParameters Parameters(params ReadOnlySpan<(string Name, object? Value, DbType? Type)> values)
    {
        var parameters = new DynamicParameters();
        foreach (var (name, value, type) in values)
        {
            parameters.Add(name, value, type);
        }

        return parameters;
    }
}
