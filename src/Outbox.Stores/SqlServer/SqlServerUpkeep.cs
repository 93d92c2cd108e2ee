using System.Data;
using Dapper;
using Microsoft.Data.SqlClient;

namespace Outbox.Stores.SqlServer;

/// <summary>Runs <c>outbox.Purge</c> and <c>outbox.Resync</c>, as a SQL Agent job would; needs the role <c>outbox_operator</c>.</summary>
public sealed class SqlServerUpkeep(SqlServerConnector connector) : IOutboxUpkeep
{
    /// <inheritdoc/>
    public async Task<PurgeReport> PurgeAsync(PurgeOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        try
        {
            await using var connection = await connector.OpenAsync(cancellationToken);
            var (trimmed, removed) = await connection.QuerySingleAsync<(long, long)>(new CommandDefinition(
                "outbox.Purge",
                new { options.RetentionDays, options.DedupeDays, PurgeOptions.FaultDays, Execute = options.Execute ? "Y" : "N" },
                commandTimeout: 0,
                commandType: CommandType.StoredProcedure,
                cancellationToken: cancellationToken));
            return new PurgeReport(trimmed, removed);
        }
        catch (SqlException error) when (connector.Explain(error, passingIsFinal: true) is var explained && explained != error)
        {
            throw explained;
        }
    }

    /// <inheritdoc/>
    public async Task<int> ResyncAsync(string? person, bool execute, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await connector.OpenAsync(cancellationToken);
            return await connection.ExecuteScalarAsync<int>(new CommandDefinition(
                "outbox.Resync",
                new { Person = person, All = person is null, Execute = execute ? "Y" : "N" },
                commandTimeout: 0,
                commandType: CommandType.StoredProcedure,
                cancellationToken: cancellationToken));
        }
        catch (SqlException error) when (connector.Explain(error, passingIsFinal: true) is var explained && explained != error)
        {
            throw explained;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RequeuedRows>> RequeueAsync(RequeueFilter filter, bool execute, string by, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(new
        {
            filter.EventName, filter.Code, filter.Person, All = filter == new RequeueFilter(), By = by, Execute = execute ? "Y" : "N",
        });

        // Dapper sends a DateTime as datetime, which has a third of the precision.
        parameters.Add("From", filter.From, DbType.DateTime2);
        parameters.Add("To", filter.To, DbType.DateTime2);
        try
        {
            await using var connection = await connector.OpenAsync(cancellationToken);
            var rows = await connection.QueryAsync<(string Name, string Code, long Total, long Late)>(new CommandDefinition(
                "outbox.Requeue", parameters, commandTimeout: 0, commandType: CommandType.StoredProcedure, cancellationToken: cancellationToken));
            return [.. rows.Select(row => new RequeuedRows(row.Name, row.Code, row.Total, row.Late))];
        }
        catch (SqlException error) when (connector.Explain(error, passingIsFinal: true) is var explained && explained != error)
        {
            throw explained;
        }
    }
}
