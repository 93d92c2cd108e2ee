using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Yaml;

namespace Outbox.Tests.Mapping;

public sealed class AttributeLintTests
{
    private const string Head = "version: 1\nsource: shop\ntime_zone: UTC\n";
    private const string People = "people: { table: Customers, id: CustomerId }\n";

    [Fact]
    public void Objects_and_a_refresh_are_read()
    {
        const string yaml = Head
            + "people: { table: Customers, id: CustomerId, refresh: { view: Lifecycle, person: CustomerId, cron: \"0 3 * * *\", cron_zone: Europe/Berlin } }\n"
            + "objects: { store: { type: 1, table: Stores, id: { column: StoreId, prefix: s_ }, attributes: { store_name: Name }, touched_by: [{ table: Orders, object: StoreId }], people: [{ table: Orders, view: Due, object: StoreId, person: CustomerId }, { table: Orders, object: StoreId, person: CustomerId }] } }\n";
        var mapping = MappingReader.Read(yaml).Document!;

        Assert.Empty(MappingLint.Check(mapping));
        Assert.Equal(("people.refresh", "0 3 * * *", "Europe/Berlin"), mapping.Timetables.Select(t => (t.Name, t.Cron, t.CronZone)).Single());
        Assert.Equal("object:1:s_7", mapping.Objects[0].KnownAs("7"));
        Assert.Equal(["objects:store:Orders", "objects:store:Orders#2"], mapping.Relations.Select(r => r.Relation.CapturedBy));
        Assert.Empty(DatabaseLint.Check(mapping with { Objects = [mapping.Objects[0] with { People = [] }] }, Shop.Catalog(Engine.SqlServer)));
    }

    [Theory]
    [InlineData("product: { type: one, table: T, id: A }", "OBX183")]
    [InlineData("a: { type: 1, table: T, id: A }, b: { type: 1, table: U, id: A }", "OBX184")]
    [InlineData("Product: { type: 1, table: T, id: A }", "OBX116")]
    [InlineData("product: { type: 1, table: T, id: A, attributes: { relationship: A } }", "OBX129")]
    [InlineData("product: { type: 1, table: T, id: A, attributes: { price: A } }", "OBX117")]
    [InlineData("product: { table: T, id: A }", "OBX109")]
    [InlineData("product: { type: 1, table: T, id: A, people: [{ table: U, object: A }] }", "OBX109")]
    public void A_bad_object_is_found(string objects, string code) =>
        Assert.Equal([code], MappingLint.CheckText($"{Head}{People}objects: {{ {objects} }}\n").Findings.Select(f => f.Code.Id));

    [Theory]
    [InlineData("store: { type: 1, table: Nowhere, id: StoreId }", "OBX150")]
    [InlineData("store: { type: 1, table: Stores, id: Nothing }", "OBX151")]
    [InlineData("store: { type: 1, table: Stores, id: City }", "OBX158")]
    [InlineData("store: { type: 1, table: Facts, id: OrderId }", "OBX152")]
    [InlineData("store: { type: 1, table: Stores, id: StoreId, touched_by: [{ table: Orders, object: Shop }] }", "OBX151")]
    [InlineData("store: { type: 1, table: Stores, id: StoreId, people: [{ table: Orders, object: StoreId, person: Ref }] }", "OBX164")]
    [InlineData("store: { type: 1, table: Stores, id: StoreId, view: { name: Facts, on: { StoreId: OrderId } } }", "OBX116")]
    public void An_object_must_fit_the_database(string objects, string code) =>
        Assert.Equal([code], Check($"{Head}{People}objects: {{ {objects} }}\n"));

    [Fact]
    public void A_refresh_needs_something_to_compare()
    {
        var catalog = Shop.Catalog(Engine.SqlServer);
        catalog = catalog with
        {
            Tables = [.. catalog.Tables, catalog.Find(new(null, "Lifecycle"))! with { Name = new("dbo", "Bare"), Columns = [catalog.Find(new(null, "Lifecycle"))!.Columns[0]] }],
        };
        var mapping = MappingReader.Read(Head + "people: { table: Customers, id: CustomerId, refresh: { view: Bare, person: CustomerId, cron: \"0 3 * * *\" } }\n").Document!;

        Assert.Equal(["OBX182"], DatabaseLint.Check(mapping, catalog).Select(f => f.Code.Id));
    }

    private static IEnumerable<string> Check(string yaml) =>
        DatabaseLint.Check(MappingReader.Read(yaml).Document!, Shop.Catalog(Engine.SqlServer)).Select(f => f.Code.Id);
}
