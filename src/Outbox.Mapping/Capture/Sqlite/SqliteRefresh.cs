using Outbox.Mapping.Model;
using static Outbox.Mapping.Capture.Sqlite.SqliteText;

namespace Outbox.Mapping.Capture.Sqlite;

/// <summary>The read of the values that change with the clock.</summary>
internal static class SqliteRefresh
{
    /// <summary>The module's name.</summary>
    public const string ModuleName = "RefreshPeople";

    /// <summary>Columns <c>PersonKey, Value</c>: a person's values as one text. The store compares their hashes with the last ones.</summary>
    public static GeneratedModule Write(CapturePlan plan, Refresh refresh)
    {
        const string Row = "v";
        var view = plan.Table(refresh.View.Name);
        var values = view.Columns
            .Where(c => !string.Equals(c.Name, refresh.Person.Name, StringComparison.OrdinalIgnoreCase))
            .Select(c => c.Name);
        return new GeneratedModule(ModuleName, $"""
            SELECT
                {SqliteCanonical.Key(view, Row, refresh.Person.Name)} AS PersonKey,
            {Indent(Object(Row, values))} AS Value
            FROM {Name(refresh.View.Name)} AS {Row}
            WHERE {Column(Row, refresh.Person.Name)} IS NOT NULL
            """);
    }
}
