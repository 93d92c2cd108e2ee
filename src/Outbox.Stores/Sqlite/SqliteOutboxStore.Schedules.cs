using Dapper;
using Outbox.Mapping.Capture.Sqlite;
using Outbox.Mapping.Model;

namespace Outbox.Stores.Sqlite;

/// <content>Schedules, and the binding.</content>
public sealed partial class SqliteOutboxStore
{
    /// <inheritdoc/>
    public Task<ScheduleStates> ReadSchedulesAsync(CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        var now = await connection.ExecuteScalarAsync<string>(Command("ReadClock", null, cancellationToken));
        var rows = await connection.QueryAsync<(string Name, string? LastSuccessAt)>(Command("ReadSchedules", null, cancellationToken));
        return new ScheduleStates(
            SqliteTime.Read(now!),
            rows.Where(r => r.LastSuccessAt is not null).ToDictionary(r => r.Name, r => SqliteTime.Read(r.LastSuccessAt!), StringComparer.Ordinal));
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> OpenScheduleAsync(ScheduleWindow window, LaneToken lane, CancellationToken cancellationToken) => RunAsync(
        async connection => await connection.ExecuteAsync(Command(
            "OpenSchedule",
            new { name = window.Schedule, token = lane.Token, owner = lane.Owner, windowFrom = SqliteTime.Write(window.From), windowTo = SqliteTime.Write(window.To) },
            cancellationToken)) > 0,
        cancellationToken);

    /// <inheritdoc/>
    public Task<int> FireScheduleAsync(string schedule, CancellationToken cancellationToken) => schedule == Refresh.Name
        ? RefreshPeopleAsync(cancellationToken)
        : RunAsync(connection => connection.ExecuteAsync(new CommandDefinition(
            _modules[SqliteWriter.DueModule(schedule)], cancellationToken: cancellationToken)),
        cancellationToken);

    /// <inheritdoc/>
    public Task RecordScheduleAsync(ScheduleWindow window, LaneToken lane, int? events, CancellationToken cancellationToken) => RunAsync(
        connection => connection.ExecuteAsync(Command(
            "RecordSchedule", new { name = window.Schedule, token = lane.Token, owner = lane.Owner, windowTo = SqliteTime.Write(window.To), events }, cancellationToken)),
        cancellationToken);

    /// <summary>A file is known by its full path: whoever copies it to another place must say which of the two sends.</summary>
    public Task<BindingFound> ReadBindingAsync(CancellationToken cancellationToken) => RunAsync(async connection =>
    {
        var bound = await connection.QuerySingleOrDefaultAsync<(string Server, string Database, long EnvironmentId, string Region)?>(
            Command("ReadBinding", null, cancellationToken));
        return new BindingFound(
            "",
            Path.GetFullPath(connector.File),
            bound is { } b ? new OutboxBinding(b.Server, b.Database, b.EnvironmentId, b.Region) : null);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task BindAsync(OutboxBinding binding, CancellationToken cancellationToken) => WriteAsync(
        (connection, transaction) => connection.ExecuteAsync(Command("Bind", Values(binding), cancellationToken, transaction)),
        cancellationToken);

    /// <inheritdoc/>
    public Task AdoptAsync(OutboxBinding binding, CancellationToken cancellationToken) => WriteAsync(
        async (connection, transaction) =>
        {
            await connection.ExecuteAsync(Command("ForgetWorkspace", Values(binding), cancellationToken, transaction));
            return await connection.ExecuteAsync(Command("Adopt", Values(binding), cancellationToken, transaction));
        },
        cancellationToken);

    private static object Values(OutboxBinding binding) => new
    {
        serverName = binding.Server,
        databaseName = binding.Database,
        environmentId = binding.EnvironmentId,
        region = binding.Region,
    };
}
