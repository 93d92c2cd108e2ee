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
        foreach (var line in report.Drifted.Select(name => $"drifted   {name}: somebody had changed, disabled or dropped it").Concat(lines))
        {
            output.WriteLine(line);
        }

        if (report.Clr is { } clr)
        {
            output.WriteLine($"clr       {clr}");
        }
    }

    /// <summary>Writes what an uninstall removed.</summary>
    public static void WriteDropped(TextWriter output, IReadOnlyList<string> dropped)
    {
        foreach (var name in dropped)
        {
            output.WriteLine($"dropped   {name}");
        }
    }

    /// <summary>Writes what this login may not see.</summary>
    public static void WriteNotSeen(TextWriter output, IReadOnlyList<string> notSeen)
    {
        foreach (var what in notSeen)
        {
            output.WriteLine($"unseen    {what}");
        }
    }

    /// <summary>Writes the writers that a trigger would break, and where could not be looked.</summary>
    public static void WriteWriters(TextWriter output, WriterReport writers)
    {
        foreach (var writer in writers.Broken)
        {
            output.WriteLine($"breaks    {writer.Table}: {writer.Source}: error {writer.Error}: {writer.Statement}");
        }

        foreach (var place in writers.NotChecked)
        {
            output.WriteLine($"unchecked {place}");
        }
    }
}
