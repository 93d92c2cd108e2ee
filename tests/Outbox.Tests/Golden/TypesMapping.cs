using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml;

namespace Outbox.Tests.Golden;

/// <summary>A mapping over columns of every type of SQL Server, with names and collations that need care.</summary>
internal static class TypesMapping
{
    private const string Yaml =
        """
        version: 1
        source: types
        time_zone: Europe/Berlin
        people:
          table: sales.Members
          id: { column: Code }
          where: { Active: true }
          attributes: { level: Level }
          view: { name: sales.MemberFacts, on: Code }
          touched_by:
            - { table: sales.Odd Table, person: Member }
            - { table: sales.Odd Table, person: { lookup: sales.Members, on: { Reference: Number, Key: Guid }, column: Code } }
          deleted: { when: { column: Level, becomes: [gone, left] }, then: delete }
          guests: { table: sales.Odd Table, when_null: Member, email: Mail }
        events:
          everything:
            table: sales.Odd Table
            when: { any: [deleted, inserted, { changed: [Long, Narrow, Größe, Stamp, Ratio] }, { column: Order, becomes: not_null }] }
            where:
              Flag: true
              Order: [7, 8]
              Amount: 7.50
              Cash: "1,000"
              Ratio: 1e-3
              Day: "2026-11-23"
              Then: ["2026-11-23 10:11:12.007", "1700-01-01"]
              Exact: "2026-11-23T10:11:12.1234567"
              Minute: "2026-11-23 10:11"
              Moment: "2026-11-23T10:11:12+02:00"
              Key: 6F9619FF-8B86-D011-B42D-00C04FC964FF
              Narrow: [plain, "Größe", "it's"]
              Größe: "a$(b)c"
              Hour: "10:30"
            id: [Tenant, Order, Flag, Day, Then, Minute, Exact, Tenths, Whole, Moment, Seconds, Key, Narrow, Größe, Long]
            person: Member
            occurred_at: Day
            properties: { stamp: Stamp, ratio: Ratio, cash: Cash, hour: Hour }
          one_tenant:
            table: sales.Odd Table
            when: { column: Flag, becomes: 1 }
            where: { Tenant: 1, Order: 2 }
            once: true
            id: [Tenant, Order]
            person: { lookup: sales.Members, on: { Narrow: Number }, column: Code }
            occurred_at: { column: Moment }
            properties:
              by_text: { lookup: sales.Members, on: { Order: Code }, column: Level }
              lines: { each: sales.Lines, on: { Key: OrderKey, Narrow: Label }, properties: { value: Value } }
          member_levelled:
            table: sales.Members
            when: { changed: Level }
            id: [Code, Level]
            person: Code
        """;

    /// <summary>The mapping.</summary>
    public static MappingDocument Read()
    {
        var result = MappingReader.Read(Yaml);
        Assert.True(result.Document is not null, string.Join('\n', result.Findings));
        return result.Document;
    }

    /// <summary>The tables that it names.</summary>
    public static DatabaseCatalog Catalog { get; } = new(Engine.SqlServer,
    [
        Table("Members", ["Number"],
            Column("Number", "int", ColumnKind.Integer) with { IsIdentity = true },
            Text("Code", "varchar(60)", "Cyrillic_General_CI_AS") with { IsNullable = false },
            Text("Level", "nvarchar(20)"),
            Column("Active", "bit", ColumnKind.Boolean),
            Column("Guid", "uniqueidentifier", ColumnKind.Guid),
            Column("Changed", "rowversion", ColumnKind.Binary)),
        Table("Odd Table", ["Tenant", "Order"],
            Column("Tenant", "smallint", ColumnKind.Integer),
            Column("Order", "bigint", ColumnKind.Integer),
            Column("Flag", "bit", ColumnKind.Boolean),
            Column("Amount", "decimal(19, 4)", ColumnKind.Decimal),
            Column("Cash", "money", ColumnKind.Decimal),
            Column("Ratio", "float", ColumnKind.Float),
            Column("Day", "date", ColumnKind.Date),
            Column("Hour", "time(7)", ColumnKind.Time),
            Column("Then", "datetime", ColumnKind.DateTime),
            Column("Minute", "smalldatetime", ColumnKind.DateTime),
            Column("Exact", "datetime2(7)", ColumnKind.DateTime),
            Column("Tenths", "datetime2(1)", ColumnKind.DateTime),
            Column("Whole", "datetime2(0)", ColumnKind.DateTime),
            Column("Moment", "datetimeoffset(7)", ColumnKind.DateTimeOffset),
            Column("Seconds", "datetimeoffset(0)", ColumnKind.DateTimeOffset),
            Column("Key", "uniqueidentifier", ColumnKind.Guid),
            Text("Narrow", "varchar(20)"),
            Text("Größe", "nvarchar(20)", "Turkish_100_CS_AS"),
            Text("Long", "nvarchar(max)"),
            Text("Member", "varchar(max)", "Cyrillic_General_CI_AS"),
            Text("Mail", "varchar(254)"),
            Column("Reference", "int", ColumnKind.Integer),
            Column("Stamp", "varbinary(8)", ColumnKind.Binary)),
        Table("Lines", ["LineId"],
            Column("LineId", "int", ColumnKind.Integer),
            Text("OrderKey", "nvarchar(40)"),
            Text("Label", "nvarchar(20)", "Turkish_100_CS_AS"),
            Column("Value", "decimal(9, 2)", ColumnKind.Decimal)),
        new(new TableName("sales", "MemberFacts"), IsView: true, [Text("Code", "varchar(60)", "Cyrillic_General_CI_AS"), Column("order_count", "int", ColumnKind.Integer)], [], []),
    ]);

    private static CatalogTable Table(string name, string[] key, params CatalogColumn[] columns) =>
        new(new TableName("sales", name), IsView: false, columns, key, []);

    private static CatalogColumn Column(string name, string type, ColumnKind kind) => new(name, type, kind, IsNullable: false);

    private static CatalogColumn Text(string name, string type, string collation = "Latin1_General_CI_AS")
    {
        var length = type.Split('(', ')')[1];
        return new(name, type, ColumnKind.Text, IsNullable: true, length == "max" ? null : int.Parse(length, null), Collation: collation);
    }
}
