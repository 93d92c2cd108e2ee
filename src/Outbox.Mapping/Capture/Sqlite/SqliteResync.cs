using static Outbox.Mapping.Capture.Sqlite.SqliteText;

namespace Outbox.Mapping.Capture.Sqlite;

/// <summary>The list of people whom an operator has sent again.</summary>
internal static class SqliteResync
{
    /// <summary>The module's name.</summary>
    public const string ModuleName = "Resync";

    /// <summary>Parameter <c>@person</c>: a key's text, null for all; column <c>PersonKey</c>.</summary>
    public static GeneratedModule Write(CapturePlan plan)
    {
        var people = plan.Mapping.People;
        var table = plan.Table(people.Table.Name);
        var key = SqliteCanonical.Key(table, "p", people.Id.Name);
        var filter = new SqliteConditions(table).Where(people.Where, "p");
        return new GeneratedModule(ModuleName, $"""
            SELECT DISTINCT {key} AS PersonKey
            FROM {Name(people.Table.Name)} AS p
            WHERE {string.Join("\n  AND ", [$"(@person IS NULL OR {Column("p", people.Id.Name)} = @person)", .. filter.Terms])}
            """);
    }
}
