using System.Runtime.CompilerServices;
using Outbox.Mapping.Capture;
using Outbox.Mapping.Capture.TSql;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml;
using Outbox.Tests.Golden;

namespace Outbox.Tests.TSql;

/// <summary>A T-SQL text and what it is called in a failure.</summary>
internal sealed record Script(string Name, string Text);

/// <summary>All T-SQL that is installed: the product's files, the sample's, and what is made of the mappings.</summary>
internal static class Scripts
{
    private static readonly string Root = FindRoot();

    /// <summary>The tables and what runs on them; in the order in which they are installed.</summary>
    public static IReadOnlyList<Script> Product { get; } =
        [.. Files("database/sqlserver/deploy").Where(f => Path.GetFileName(f.Name) == "Bootstrap.sql"), .. Files("database/sqlserver/migrations"), .. Files("database/sqlserver/programmable")];

    /// <summary>What <c>outbox migrate</c> runs besides; statements, no definitions.</summary>
    public static IReadOnlyList<Script> Deployment { get; } = Files("database/sqlserver/deploy");

    /// <summary>What is read of a database that need not have an outbox.</summary>
    public static IReadOnlyList<Script> Shop { get; } = Files("database/sqlserver/shop");

    /// <summary>The job that a DBA makes.</summary>
    public static IReadOnlyList<Script> Agent { get; } = Files("deploy/sql-agent");

    /// <summary>The benchmark's tables, and what runs on them.</summary>
    public static IReadOnlyList<Script> Bench { get; } = [.. Files("database/bench/sqlserver").OrderBy(s => !s.Name.EndsWith("schema.sql", StringComparison.Ordinal))];

    /// <summary>Statements that stand in the product's code.</summary>
    public static IReadOnlyList<Script> Written { get; } = CodeTexts.In(Path.Combine(Root, "src/Outbox.Stores/SqlServer"));

    /// <summary>Statements of the shop that is played.</summary>
    public static IReadOnlyList<Script> Demo { get; } = CodeTexts.In(Path.Combine(Root, "src/Outbox.Cli/Demo/Shop"));

    /// <summary>The sample shop.</summary>
    public static IReadOnlyList<Script> Sample { get; } = Files("database/samples/coffee-shop/sqlserver");

    /// <summary>What the sample's mapping makes of its tables.</summary>
    public static IReadOnlyList<Script> OfSample { get; } = Generated(SampleMapping(), SampleCatalog.Read());

    /// <summary>The approved files: triggers and procedures as they are made of mappings.</summary>
    public static IReadOnlyList<Script> Golden { get; } = [.. Files("tests/Outbox.Tests/Golden/SqlServer"), .. Files("tests/Outbox.Tests/Golden/SqlServerTypes")];

    /// <summary>The approved triggers.</summary>
    public static IReadOnlyList<Script> Triggers { get; } = [.. Golden.Where(s => s.Text.Contains("CREATE OR ALTER TRIGGER", StringComparison.Ordinal))];

    /// <summary>What the mapping of the golden files makes of its tables.</summary>
    public static IReadOnlyList<Script> OfEverything { get; } = Generated(EverythingMapping.Read(), EverythingMapping.Catalog(Engine.SqlServer));

    /// <summary>The tables of the mapping of the golden files.</summary>
    public static IReadOnlyList<Script> EverythingTables { get; } = [.. EverythingMapping.Catalog(Engine.SqlServer).Tables.Select(CreateTable)];

    /// <summary>What the mapping over columns of every type makes of its tables.</summary>
    public static IReadOnlyList<Script> OfTypes { get; } = Generated(TypesMapping.Read(), TypesMapping.Catalog);

    /// <summary>The tables of that mapping.</summary>
    public static IReadOnlyList<Script> TypesTables { get; } =
        [new("the schema sales", "CREATE SCHEMA sales AUTHORIZATION dbo;"), .. TypesMapping.Catalog.Tables.Select(CreateTable)];

    /// <summary>What the mapping over nasty names makes of its tables.</summary>
    public static IReadOnlyList<Script> OfNasty { get; } = Generated(NastyMapping.Read(), NastyMapping.Catalog(Engine.SqlServer));

    /// <summary>The tables of that mapping.</summary>
    public static IReadOnlyList<Script> NastyTables { get; } =
        [new("the schema s@table", "CREATE SCHEMA [s@table] AUTHORIZATION dbo;"), .. NastyMapping.Catalog(Engine.SqlServer).Tables.Select(CreateTable)];

    private static IReadOnlyList<Script> Generated(MappingDocument mapping, DatabaseCatalog catalog)
    {
        var plan = CapturePlan.For(mapping, catalog);
        return [.. TSqlWriter.Triggers(plan).Concat<GeneratedObject>(TSqlWriter.Modules(plan)).Select(o => new Script(o.Name, o.Sql))];
    }

    /// <summary>What a preview reads of tables and views: statements, no definitions.</summary>
    public static IReadOnlyList<Script> Reads { get; } =
    [
        .. Files("database/sqlserver/shop"),
        .. OfReads(SampleMapping(), SampleCatalog.Read()),
        .. OfReads(EverythingMapping.Read(), EverythingMapping.Catalog(Engine.SqlServer)),
        .. OfReads(TypesMapping.Read(), TypesMapping.Catalog),
    ];

    private static IEnumerable<Script> OfReads(MappingDocument mapping, DatabaseCatalog catalog)
    {
        var plan = CapturePlan.For(mapping, catalog);
        return TSqlWriter.Reads(plan).Concat(ShopReads.Of(plan, TSqlWriter.Source)).Select(o => new Script("read of " + o.Name, o.Sql));
    }

    /// <summary>The sample's mapping.</summary>
    public static MappingDocument SampleMapping()
    {
        var result = MappingReader.Read(File.ReadAllText(Path.Combine(Root, "database/samples/coffee-shop/outbox.yml")));
        Assert.True(result.Document is not null, string.Join('\n', result.Findings));
        return result.Document;
    }

    private static IReadOnlyList<Script> Files(string folder)
    {
        var files = Directory.EnumerateFiles(Path.Combine(Root, folder), "*.sql", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        return [.. files.Select(file => new Script(Path.GetRelativePath(Root, file), File.ReadAllText(file)))];
    }

    /// <summary>A view of the catalog is made a view, over nothing.</summary>
    public static Script CreateTable(CatalogTable table)
    {
        var name = $"[{table.Name.Schema}].[{table.Name.Name}]";
        if (table.IsView)
        {
            return new(name, $"CREATE VIEW {name} AS SELECT {string.Join(", ", table.Columns.Select(c => $"CONVERT({c.DeclaredType}, NULL) AS [{c.Name}]"))};");
        }

        var columns = table.Columns.Select(c =>
            $"{Bracketed(c.Name)} {c.DeclaredType}{(c.Collation is null ? "" : $" COLLATE {c.Collation}")}{(c.IsIdentity ? " IDENTITY" : "")} {(c.IsNullable && !table.PrimaryKey.Contains(c.Name) ? "NULL" : "NOT NULL")}");
        return new(name, $"CREATE TABLE {name} ({string.Join(", ", columns)}, PRIMARY KEY ({string.Join(", ", table.PrimaryKey.Select(Bracketed))}));");
    }

    private static string Bracketed(string name) => $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]";

    private static string FindRoot([CallerFilePath] string caller = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(caller)!);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Outbox.sln")))
            folder = folder.Parent;
        Assert.NotNull(folder);
        return folder.FullName;
    }
}
