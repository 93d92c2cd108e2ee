using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml;

namespace Outbox.Tests.Golden;

/// <summary>A mapping over names that mean something to whatever the SQL passes through: templates, sqlcmd, DbUp, JSON paths, comments.</summary>
internal static class NastyMapping
{
    private const string Yaml =
        """
        version: 1
        source: nasty
        time_zone: UTC
        people:
          table: "s@table.+SUSER_SNAME()+"
          id: x@hash
          attributes: { email: "the:mail", go: GO, sql: "$(X)" }
          touched_by:
            - { table: "s@table.$(Bookings)", person: x@hash }
        events:
          booked:
            table: "s@table.$(Bookings)"
            when: inserted
            id: "a{b}"
            once: true
            person: x@hash
            properties:
              percent: "100%"
              comment: "/*c*/ --d"
              lines: "GO 5"
              command: ":setvar X 1"
              email: { lookup: "s@table.+SUSER_SNAME()+", on: x@hash, column: "the:mail" }
              parts: { each: "s@table.GO", on: { "GO 5": "%s{0}" }, properties: { value: "@name" } }
          removed: { table: "s@table.GO", when: deleted, id: "@schema", once: true, person: "back\\slash" }
        """;

    /// <summary>The mapping.</summary>
    public static MappingDocument Read()
    {
        var result = MappingReader.Read(Yaml);
        Assert.True(result.Document is not null, string.Join('\n', result.Findings));
        return result.Document;
    }

    /// <summary>The mapping's text.</summary>
    public static string Text => Yaml;

    /// <summary>The tables that it names.</summary>
    public static DatabaseCatalog Catalog(Engine engine) => new(engine,
    [
        Table(engine, "+SUSER_SNAME()+", "x@hash", "x@hash", "the:mail", "GO", "$(X)"),
        Table(engine, "$(Bookings)", "a{b}", "a{b}", "x@hash", "100%", "/*c*/ --d", "GO 5", ":setvar X 1"),
        Table(engine, "GO", "@schema", "@schema", "%s{0}", "@name", "back\\slash"),
    ]);

    private static CatalogTable Table(Engine engine, string name, string key, params string[] columns) => new(
        new TableName("s@table", name),
        IsView: false,
        [.. columns.Select(c => new CatalogColumn(
            c, engine == Engine.Sqlite ? "NVARCHAR(50)" : "nvarchar(50)", ColumnKind.Text, IsNullable: c != key, 50, Collation: engine == Engine.Sqlite ? null : "Latin1_General_CI_AS"))],
        [key],
        []);
}
