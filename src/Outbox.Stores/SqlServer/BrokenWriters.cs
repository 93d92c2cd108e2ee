using Dapper;
using Microsoft.Data.SqlClient;
using Outbox.Mapping.Model;

namespace Outbox.Stores.SqlServer;

/// <summary>Looks through modules, the plan cache and Query Store for writers that a first trigger would break.</summary>
internal static class BrokenWriters
{
    private static readonly (string Query, string Place, string Right)[] Places =
    [
        ("ReadModuleTexts", "modules", "VIEW DEFINITION on the database"),
        ("ReadPlanCache", "plan cache", "VIEW SERVER STATE (from 2022 on VIEW SERVER PERFORMANCE STATE)"),
        ("ReadQueryStore", "Query Store", "VIEW DATABASE STATE"),
    ];

    /// <summary>Looks for writers of the tables.</summary>
    public static async Task<WriterReport> FindAsync(
        SqlConnection connection, IReadOnlyCollection<TableName> mapped, CancellationToken cancellationToken)
    {
        var guarded = await connection.QueryAsync<(string Schema, string Table)>(Command("ReadTablesWithTriggers"));
        var tables = mapped
            .Where(m => !guarded.Any(g => string.Equals(g.Table, m.Name, StringComparison.OrdinalIgnoreCase)
                && string.Equals(g.Schema, m.Schema ?? "dbo", StringComparison.OrdinalIgnoreCase)))
            .ToList();
        if (tables.Count == 0)
        {
            return WriterReport.Nothing;
        }

        var broken = new List<BrokenWriter>();
        var notChecked = new List<string>();
        foreach (var (query, place, right) in Places)
        {
            try
            {
                // Synchronously, as LongRows says.
                foreach (var (source, text) in connection.Query<(string Source, string Text)>(Command(query)))
                {
                    broken.AddRange(OutputStatements.Find(text, tables)
                        .Select(found => new BrokenWriter(found.Table.ToString(), source, found.Statement)));
                }
            }
            catch (SqlException error) when (error.Class < 20)
            {
                notChecked.Add($"{place}: needs {right} ({error.Message.ReplaceLineEndings(" ").Trim()})");
            }
        }

        return new WriterReport([.. broken.Distinct()], notChecked);

        CommandDefinition Command(string name) => new(SqlServerTexts.Deploy(name), cancellationToken: cancellationToken);
    }
}
