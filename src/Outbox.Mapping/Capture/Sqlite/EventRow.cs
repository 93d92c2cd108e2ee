using Outbox.Core.Events;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using static Outbox.Mapping.Capture.Sqlite.SqliteText;

namespace Outbox.Mapping.Capture.Sqlite;

/// <summary>The columns of an event's outbox row and the expressions that fill them.</summary>
internal static class EventRow
{
    /// <summary>Of a mapped event.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="table">The table or view of the row.</param>
    /// <param name="mapped">The event.</param>
    /// <param name="row">The row's name in the statement.</param>
    /// <param name="before">The row before the write; null where there is none.</param>
    public static IReadOnlyList<(string Column, string Value)> Of(
        CapturePlan plan, CatalogTable table, MappedEvent mapped, string row, string? before) =>
    [
        ("Kind", "'event'"),
        ("CapturedBy", Text(mapped.CapturedBy)),
        ("EventId", EventId(table, mapped, row)),
        ("EventName", Text(mapped.Name)),
        .. Tail(plan, table, mapped.Person, mapped.OccurredAt, CapturedColumns.Of(mapped, plan.Mapping.People.Guests), row, before),
    ];

    /// <summary>Of a row that names its event itself.</summary>
    public static IReadOnlyList<(string Column, string Value)> Of(CapturePlan plan, CatalogTable table, Feed feed, string row)
    {
        var name = Column(row, feed.NameColumn.Name);
        return
        [
            ("Kind", "'event'"),
            ("CapturedBy", Text(feed.CapturedBy)),
            ("EventId", SqliteCanonical.EventId($"coalesce({name}, '{CanonicalText.Null}')", table, row, [feed.Id.Name])),
            ("EventName", $"CAST({name} AS TEXT)"),
            .. Tail(plan, table, feed.Person, feed.OccurredAt, CapturedColumns.Of(feed, plan.Mapping.People.Guests), row, null),
        ];
    }

    /// <summary>The event id's expression.</summary>
    private static string EventId(CatalogTable table, MappedEvent mapped, string row) =>
        SqliteCanonical.EventId(Text(mapped.Name), table, row, mapped.Id.Select(id => id.Name))
            .Replace($"{Text(mapped.Name)} || ':' || ", $"{Text(mapped.Name + ":")} || ", StringComparison.Ordinal);

    /// <summary>Person, time and captured values.</summary>
    private static IEnumerable<(string Column, string Value)> Tail(
        CapturePlan plan,
        CatalogTable table,
        PersonReference person,
        OccurredAt? occurredAt,
        IReadOnlyList<CapturedColumn> captured,
        string row,
        string? before)
    {
        if (person is DirectPerson direct)
        {
            yield return ("PersonKey", SqliteCanonical.Key(table, row, direct.Column.Name));
        }

        if (occurredAt is not null)
        {
            yield return ("OccurredAtRaw", $"CAST({Column(row, occurredAt.Column.Name)} AS TEXT)");
            yield return ("OccurredAtZone", Text(occurredAt.Zone ?? plan.Mapping.TimeZone));
        }

        yield return ("Captured", Object(captured.Select(c => (
            c.Key,
            c.Before ? before is null ? "NULL" : Raw(table, before, c.Column) : Raw(table, row, c.Column)))));
    }
}
