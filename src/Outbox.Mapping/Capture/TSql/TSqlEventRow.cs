using Outbox.Core.Events;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using static Outbox.Mapping.Capture.TSql.TSqlText;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>The columns of an outbox row and the expressions that fill them.</summary>
internal static class TSqlEventRow
{
    /// <summary>Of a mapped event.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="table">The table or view of the row.</param>
    /// <param name="mapped">The event.</param>
    /// <param name="row">The row's name in the statement.</param>
    /// <param name="before">The name of the row before the write; null where there is none.</param>
    public static IReadOnlyList<TSqlValue> Of(
        CapturePlan plan, CatalogTable table, MappedEvent mapped, string row, string? before) =>
    [
        TSqlValue.Constant("Kind", "'event'"),
        TSqlValue.Constant("CapturedBy", Text(mapped.CapturedBy)),
        TSqlValue.Read("EventId", TSqlCanonical.EventId(Text(mapped.Name + ":"), table, row, mapped.Id.Select(id => id.Name))),
        TSqlValue.Constant("EventName", Text(mapped.Name)),
        .. Tail(plan, table, mapped.From.Name, mapped.Person, mapped.OccurredAt, CapturedColumns.Of(mapped, plan.Mapping.People.Guests), row, before),
    ];

    /// <summary>Of a row that names its event itself.</summary>
    public static IReadOnlyList<TSqlValue> Of(CapturePlan plan, CatalogTable table, Feed feed, string row)
    {
        var name = TSqlCanonical.Unicode(Declared(table, feed.NameColumn.Name), Column(table, row, feed.NameColumn.Name));
        return
        [
            TSqlValue.Constant("Kind", "'event'"),
            TSqlValue.Constant("CapturedBy", Text(feed.CapturedBy)),
            TSqlValue.Read("EventId", TSqlCanonical.EventId($"ISNULL({name}, N'{CanonicalText.Null}') + N':'", table, row, [feed.Id.Name])),
            TSqlValue.Read("EventName", name),
            .. Tail(plan, table, feed.Table.Name, feed.Person, feed.OccurredAt, CapturedColumns.Of(feed, plan.Mapping.People.Guests), row, null),
        ];
    }

    /// <summary>Of anything that says something about a person of the row.</summary>
    public static IReadOnlyList<TSqlValue> Of(string kind, string capturedBy, CatalogTable table, string row, string person) =>
    [
        TSqlValue.Constant("Kind", $"'{kind}'"),
        TSqlValue.Constant("CapturedBy", Text(capturedBy)),
        TSqlValue.Read("PersonKey", TSqlCanonical.Key(table, row, person)),
        TSqlValue.Lane(TSqlLane.OfKey),
    ];

    /// <summary>Of a merge of a person's former key into the present one.</summary>
    public static IReadOnlyList<TSqlValue> Merge(CatalogTable table, People people) =>
    [
        .. Of("merge", "people", table, TSqlConditions.Old, people.Id.Name),
        TSqlValue.Read("Captured", Into($"{TSqlCanonical.Key(table, TSqlConditions.New, people.Id.Name)} AS [into]")),
    ];

    /// <summary>Of a merge of a guest into the person whose key the row got.</summary>
    public static IReadOnlyList<TSqlValue> Merge(CatalogTable table, Guests guests) =>
    [
        TSqlValue.Constant("Kind", "'merge'"),
        TSqlValue.Constant("CapturedBy", "N'guests'"),
        TSqlValue.Hidden("GuestEmail", GuestEmail(table, guests)),
        TSqlValue.Lane(TSqlLane.OfEmail),
        TSqlValue.Read("Captured", Into(
            $"{GuestEmail(table, guests)} AS guest_email",
            $"{TSqlCanonical.Key(table, TSqlConditions.New, guests.WhenNull.Name)} AS [into]")),
    ];

    /// <summary>The guest's e-mail, as it was: the same write may have taken it away.</summary>
    public static string GuestEmail(CatalogTable table, Guests guests)
    {
        var column = Declared(table, guests.Email.Name);
        return TSqlCanonical.Unicode(
            column, $"COALESCE({Column(table, TSqlConditions.Old, guests.Email.Name)}, {Column(table, TSqlConditions.New, guests.Email.Name)})");
    }

    private static string Into(params IEnumerable<string> members) =>
        $"(\n    SELECT{List(members).Replace("\n", "\n    ", StringComparison.Ordinal)}\n    FOR JSON PATH, WITHOUT_ARRAY_WRAPPER\n)";

    /// <summary>Of a touch whose person is looked up.</summary>
    public static IReadOnlyList<TSqlValue> Touch(string capturedBy, CatalogTable table, string row, IReadOnlyList<CapturedColumn> keys) =>
    [
        TSqlValue.Constant("Kind", "'touch'"),
        TSqlValue.Constant("CapturedBy", Text(capturedBy)),
        TSqlValue.Constant("Lane", TSqlLane.Unrouted),
        TSqlValue.Read("Captured", Object(table, keys, row, before: null)),
    ];

    /// <summary>Of a person who has to do with an object, or no longer has.</summary>
    public static IReadOnlyList<TSqlValue> Relation(ObjectRelation relation, CatalogTable table, string row) =>
    [
        .. Of("relation", relation.CapturedBy, table, row, relation.Person.Name),
        TSqlValue.Read("Captured", Object(table, [new(relation.Object.Name, Before: false), new(relation.Person.Name, Before: false)], row, before: null)),
    ];

    private static IEnumerable<TSqlValue> Tail(
        CapturePlan plan,
        CatalogTable table,
        TableName mappedAs,
        PersonReference person,
        OccurredAt? occurredAt,
        IReadOnlyList<CapturedColumn> captured,
        string row,
        string? before)
    {
        var guests = plan.Mapping.People.Guests;
        if (person is DirectPerson { Column: var column })
        {
            yield return TSqlValue.Read("PersonKey", TSqlCanonical.Key(table, row, column.Name));
            if (CapturedColumns.HasGuests(mappedAs, column, guests))
            {
                yield return TSqlValue.Hidden(
                    "GuestEmail", TSqlCanonical.Unicode(Declared(table, guests!.Email.Name), Column(table, row, guests.Email.Name)));
                yield return TSqlValue.Lane(TSqlLane.OfKeyOrEmail);
            }
            else
            {
                yield return TSqlValue.Lane(TSqlLane.OfKey);
            }
        }
        else
        {
            yield return TSqlValue.Constant("Lane", TSqlLane.Unrouted);
        }

        if (occurredAt is not null)
        {
            yield return TSqlValue.Read("OccurredAtRaw", TSqlCanonical.RawTime(table, row, occurredAt.Column.Name));
            yield return TSqlValue.Constant("OccurredAtZone", $"'{(occurredAt.Zone ?? plan.Mapping.TimeZone).Replace("'", "''", StringComparison.Ordinal)}'");
        }

        yield return TSqlValue.Read("Captured", Object(table, captured, row, before));
    }

    /// <remarks>A key is the column's own name, in the database's spelling; FOR JSON would nest one that holds a dot, which lint refuses.</remarks>
    private static string Object(CatalogTable table, IReadOnlyList<CapturedColumn> captured, string row, string? before)
    {
        var columns = captured.Select(c => (c.Before, before) switch
        {
            (false, _) => Column(table, row, c.Column),
            (true, null) => $"NULL AS {Key(c)}",
            (true, _) => $"{Column(table, before, c.Column)} AS {Key(c)}",
        });
        return $"(\n    SELECT{Indented(List(columns))}\n    FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER\n)";

        string Key(CapturedColumn c) => Name((c with { Column = Spelling(table, c.Column) }).Key);

        static string Indented(string list) => list.Replace("\n", "\n    ", StringComparison.Ordinal);
    }
}
