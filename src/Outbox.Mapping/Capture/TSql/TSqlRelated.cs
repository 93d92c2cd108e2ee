using Outbox.Mapping.Catalog;
using static Outbox.Mapping.Capture.TSql.TSqlText;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>Reads of other tables by the captured values of key columns.</summary>
internal sealed class TSqlRelated(CapturePlan plan)
{
    /// <summary>An index takes 1,700 bytes of keys (MS Maximum capacity specifications): more characters than that no key has.</summary>
    private const int LongestKey = 1_700;

    /// <summary>
    /// The procedure of a capture. Parameter <c>@Rows</c>: <c>[{"MessageId":1,"Captured":{"COLUMN":value,…}}]</c>; sets
    /// <c>person</c>, <c>lookups:NAME</c>, <c>each:NAME</c>, <c>view</c> as far as the capture has them.
    /// </summary>
    public GeneratedModule Write(RelatedParts parts) => new TSqlProcedure(
        parts.ModuleName,
        "@Rows nvarchar(max)",
        [
            $"What {parts.CapturedBy} needs of other tables, by the captured values of @Rows:",
            "[{\"MessageId\":1,\"Captured\":{\"COLUMN\":value}}]. Every set's first column says by its name what it is and by",
            "its value which row it belongs to.",
        ],
        TSqlProcedure.ReadLocks,
        "Nothing is changed.",
        Reads(parts))
    {
        LockTimeout = TSqlProcedure.ShortWait,
    }.Write();

    /// <summary>The statements that read, by the parameter <c>@Rows</c>.</summary>
    public IReadOnlyList<string> Reads(RelatedParts parts)
    {
        var captured = CapturedFrom(parts.CapturedBy);
        var keys = parts.KeyColumns.Select(c => Declared(captured, c)).ToList();
        var reads = new TSqlParts(plan, "@Keys AS k", "k.MessageId", c => Column(captured, "k", c), c => Declared(captured, c));
        return
        [
            Fill(keys),
            .. parts.Person is { } person ? [reads.Person(person)] : Array.Empty<string>(),
            .. parts.Lookups.Select(reads.Lookup),
            .. parts.Each.Select(reads.Each),
            .. parts.View is { } view ? [reads.View(view)] : Array.Empty<string>(),
        ];
    }

    /// <summary>The keys in the types of their columns; a value that no longer is of its column's type is NULL and matches nothing.</summary>
    private static string Fill(IReadOnlyList<CatalogColumn> keys)
    {
        var width = keys.Max(k => Math.Max(Name(k.Name).Length, "MessageId".Length));
        string Padded(string name) => name.PadRight(width);
        return $"""
            DECLARE @Keys TABLE
            (
            {Indent(string.Join(",\n", keys.Select(k => $"{Padded(Name(k.Name))} {TypeOf(k)} NULL").Prepend($"{Padded("MessageId")} bigint NOT NULL PRIMARY KEY")))}
            );

            INSERT INTO @Keys
                (MessageId, {string.Join(", ", keys.Select(k => Name(k.Name)))})
            SELECT{List(keys.Select(ValueOf).Prepend("r.MessageId"))}
            FROM OPENJSON(@Rows) WITH
            (
            {Indent(string.Join(",\n", keys.Select(k => $"{Padded(Name(k.Name))} {TextOf(k)} {CapturedPath(k.Name)}").Prepend($"{Padded("MessageId")} bigint '$.MessageId'")))}
            ) AS r;
            """;
    }

    /// <remarks>The column can have been made longer since: a key that were cut would find another row.</remarks>
    private static string TypeOf(CatalogColumn column)
    {
        var type = TSqlType.Of(column).Widest;
        return column.Collation is null || column.Kind != ColumnKind.Text ? type : $"{type} COLLATE {column.Collation}";
    }

    /// <summary>The key in the type of its column; a text that no key of an index can be matches nothing.</summary>
    private static string ValueOf(CatalogColumn column)
    {
        var value = TSqlMatch.Parse($"r.{Name(column.Name)}", column);
        return column.Kind == ColumnKind.Text && !TSqlType.Of(column).IsMax
            ? $"CASE WHEN LEN({value}) <= {LongestKey} THEN {value} END"
            : value;
    }

    /// <summary>What OPENJSON reads it as: a text in UTF-16, since its varchar has the database's code page and not the column's.</summary>
    private static string TextOf(CatalogColumn column) => column.Kind switch
    {
        ColumnKind.Text or ColumnKind.Unknown => "nvarchar(max)",
        ColumnKind.Binary => TSqlType.Of(column).Widest,
        _ => "nvarchar(100)",
    };

    private CatalogTable CapturedFrom(string capturedBy)
    {
        var mapping = plan.Mapping;
        return plan.Table(
            mapping.MappedEvents.FirstOrDefault(e => e.CapturedBy == capturedBy)?.From.Name
            ?? mapping.Feeds.FirstOrDefault(f => f.CapturedBy == capturedBy)?.Table.Name
            ?? mapping.People.TouchedBy.FirstOrDefault(t => t.CapturedBy == capturedBy)?.Table.Name
            ?? mapping.Relations.First(r => r.Relation.CapturedBy == capturedBy).Relation.Table.Name);
    }
}
