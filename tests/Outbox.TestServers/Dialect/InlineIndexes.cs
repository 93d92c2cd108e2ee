using System.Text.RegularExpressions;

namespace Outbox.TestServers.Dialect;

/// <summary>Indexes that stand at the end of a CREATE TABLE, as statements of their own.</summary>
internal static partial class InlineIndexes
{
    /// <summary>Moves them out.</summary>
    public static string MoveOut(string sql) => Table().Replace(sql, table =>
    {
        var indexes = Index().Matches(table.Groups["indexes"].Value).Select(i =>
            $"CREATE INDEX {i.Groups["name"].Value} ON {table.Groups["table"].Value} {i.Groups["columns"].Value};");
        return table.Groups["columns"].Value + table.Groups["comment"].Value + "\n);\n" + string.Join('\n', indexes);
    });

    [GeneratedRegex(@"(?<columns>^CREATE TABLE (?<table>\S+)\s*\n\((?:(?!\n\);).)*?),(?<comment>[ \t]*(--[^\n]*)?)(?<indexes>(\n\s+INDEX \w+ \([^)]*\),?)+)\n\);", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Table();

    [GeneratedRegex(@"INDEX (?<name>\w+) (?<columns>\([^)]*\))", RegexOptions.ExplicitCapture)]
    private static partial Regex Index();
}
