using Outbox.Mapping.Capture;
using Outbox.Mapping.Capture.TSql;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using Outbox.Tests.Golden;

namespace Outbox.Tests.TSql.Collations;

/// <summary>Scripts that are installed or run beside each other, and what they find there.</summary>
/// <param name="Objects">What they find.</param>
/// <param name="Scripts">The scripts.</param>
/// <param name="IsShops">Whether they are the shop's own.</param>
internal sealed record Installation(Objects Objects, IReadOnlyList<Script> Scripts, bool IsShops = false)
{
    private static readonly Objects Outbox = Make(new Objects(), [.. TSql.Scripts.Deployment.Where(s => s.Name.EndsWith("Bootstrap.sql", StringComparison.Ordinal)), .. TSql.Scripts.Product, .. TSql.Scripts.Deployment]);

    private static readonly Objects Bench = Make(Outbox.Copy(), TSql.Scripts.Bench, isShops: true);

    private static readonly Objects Shop = Make(Outbox.Copy(), TSql.Scripts.Sample, isShops: true);

    /// <summary>All.</summary>
    public static IReadOnlyList<Installation> All { get; } =
    [
        new(Outbox, [.. TSql.Scripts.Product, .. TSql.Scripts.Deployment, .. TSql.Scripts.Shop, .. TSql.Scripts.Agent, .. TSql.Scripts.Written]),
        new(Bench, TSql.Scripts.Bench, IsShops: true),
        new(Shop, TSql.Scripts.Sample, IsShops: true),
        new(Shop, [.. TSql.Scripts.Demo], IsShops: true),
        .. Mapped(TSql.Scripts.SampleMapping(), SampleCatalog.Read()),
        .. Mapped(EverythingMapping.Read(), EverythingMapping.Catalog(Engine.SqlServer)),
        .. Mapped(TypesMapping.Read(), TypesMapping.Catalog),
    ];

    /// <summary>A shop beside the outbox.</summary>
    public static Installation Beside(Script shop) => new(Make(Outbox.Copy(), [shop], isShops: true), [shop], IsShops: true);

    /// <summary>What is wrong with them.</summary>
    public IEnumerable<Finding> Check() => Scripts.SelectMany(Check);

    /// <summary>What is wrong with one of them, or with what somebody made of it.</summary>
    public IReadOnlyList<Finding> Check(Script script) => Checker.Check(Objects.Copy(), script, IsShops);

    /// <summary>The collations by which a script compares.</summary>
    public IReadOnlyList<string> Compared(Script script) => Checker.Look(Objects.Copy(), script, IsShops).Compared;

    /// <summary>What a mapping makes of its tables as they are, and of the same where no two columns have the same collation.</summary>
    private static IEnumerable<Installation> Mapped(MappingDocument mapping, DatabaseCatalog catalog)
    {
        yield return Of(mapping, catalog);
        yield return Of(mapping, catalog with { Tables = [.. catalog.Tables.Select(Apart)] });
    }

    private static CatalogTable Apart(CatalogTable table) => table with
    {
        Columns =
        [
            .. table.Columns.Select(c => c.Kind != ColumnKind.Text ? c : c with
            {
                Collation = string.Concat($"Of_{table.Name.Name}_{c.Name}".Select(x => char.IsAsciiLetterOrDigit(x) ? x : '_')),
            }),
        ],
    };

    private static Installation Of(MappingDocument mapping, DatabaseCatalog catalog)
    {
        var plan = CapturePlan.For(mapping, catalog);
        List<Script> scripts =
        [
            .. TSqlWriter.Triggers(plan).Concat<GeneratedObject>(TSqlWriter.Modules(plan)).Select(o => new Script(o.Name, o.Sql)),
            .. TSqlWriter.Reads(plan).Concat(ShopReads.Of(plan, TSqlWriter.Source)).Select(o => new Script("read of " + o.Name, o.Sql)),
            .. mapping.Events.OfType<TableEvent>().Select(e => new Script("facts of " + e.Name, TableFacts.Count(mapping, e, catalog) ?? "")),
            .. new[] { PeopleChecks.Of(mapping, catalog) }.SelectMany(c => new[] { c.SharedEmails, c.ViewRows }).OfType<string>().Select(sql => new Script("check of people", sql)),
        ];
        var objects = Outbox.Copy();
        objects.AddShop(catalog);
        return new(Make(objects, scripts), scripts);
    }

    private static Objects Make(Objects objects, IEnumerable<Script> scripts, bool isShops = false)
    {
        objects.AddName("dbo");
        foreach (var script in scripts)
        {
            Checker.Check(objects, script, isShops);
        }

        return objects;
    }
}
