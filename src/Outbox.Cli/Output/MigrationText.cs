using Outbox.Stores;

namespace Outbox.Cli.Output;

/// <summary>What a migration changed, a line each.</summary>
internal static class MigrationText
{
    /// <summary>Writes the report.</summary>
    public static void Write(TextWriter output, MigrationReport report)
    {
        var lines = report.Migrations.Select(name => $"migrated  {name}")
            .Concat(report.Dropped.Select(name => $"dropped   {name}"))
            .Concat(report.Replaced.Select(name => $"replaced  {name}"))
            .Concat(report.Created.Select(name => $"created   {name}"))
            .Concat(report.MappingChanged ? ["stored    the mapping"] : [])
            .DefaultIfEmpty("nothing to do: the database is as the mapping says");
        foreach (var line in lines)
        {
            output.WriteLine(line);
        }
    }
}
