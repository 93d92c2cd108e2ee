using Outbox.Core.Errors;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint;

namespace Outbox.Tests.Mapping;

public sealed class DatabaseLintTests
{
    private const string Good = "table: Orders, when: inserted, id: OrderId, person: CustomerId, occurred_at: PlacedAt";

    private static readonly IReadOnlyList<(ErrorCode Code, Engine Engine, Severity Severity, string Yaml)> Bad =
    [
        (DatabaseLintCodes.UnknownTable, Engine.SqlServer, Severity.Error, People("table: ¤Custmers, id: CustomerId")),
        (DatabaseLintCodes.UnknownTable, Engine.SqlServer, Severity.Error, People("table: ¤crm.Customers, id: CustomerId")),
        (DatabaseLintCodes.UnknownTable, Engine.Sqlite, Severity.Error, Event(Good + ", view: { name: ¤Nowhere, on: OrderId }")),
        (DatabaseLintCodes.UnknownColumn, Engine.SqlServer, Severity.Error, People("table: Customers, id: ¤CustomrId")),
        (DatabaseLintCodes.UnknownColumn, Engine.SqlServer, Severity.Error, Event(Good + ", where: { ¤Stat: A }")),
        (DatabaseLintCodes.UnknownColumn, Engine.SqlServer, Severity.Error, Event(Good + ", properties: { a: { column: Total, as: cents, currency: ¤Cur }, b: Note }").Replace(" a: ", " a_cents: ", StringComparison.Ordinal)),
        (DatabaseLintCodes.UnknownColumn, Engine.SqlServer, Severity.Error, Event(Good + ", properties: { a: { lookup: Stores, on: { StoreId: ¤Id }, column: Name } }")),
        (DatabaseLintCodes.UnknownColumn, Engine.SqlServer, Severity.Error, Event(Good + ", properties: { a: { each: OrderLines, on: OrderId, properties: { b: ¤Skuu } } }")),
        (DatabaseLintCodes.UnknownColumn, Engine.SqlServer, Severity.Error, People("table: Customers, id: CustomerId, view: { name: Lifecycle, on: CustomerId, columns: { ¤first_order: { as: timestamp } } }")),
        (DatabaseLintCodes.NotATable, Engine.SqlServer, Severity.Error, Event("table: ¤Facts, when: inserted, id: OrderId, person: OrderCount")),
        (DatabaseLintCodes.NotATable, Engine.Sqlite, Severity.Error, People("table: Customers, id: CustomerId, touched_by: [{ table: ¤Due, person: CustomerId }]")),
        (DatabaseLintCodes.NoPrimaryKey, Engine.SqlServer, Severity.Error, Event("table: ¤Log, when: inserted, id: Id, person: CustomerId, occurred_at: At")),
        (DatabaseLintCodes.NoPrimaryKey, Engine.Sqlite, Severity.Warning, Event("table: ¤Log, when: inserted, id: Id, person: CustomerId, occurred_at: At")),
        (DatabaseLintCodes.NullableId, Engine.SqlServer, Severity.Error, Event(Good.Replace("id: OrderId", "id: [OrderId, ¤CustomerId]", StringComparison.Ordinal))),
        (DatabaseLintCodes.IdType, Engine.SqlServer, Severity.Error, Event(Good.Replace("id: OrderId", "id: [OrderId, ¤Total]", StringComparison.Ordinal))),
        (DatabaseLintCodes.IdType, Engine.Sqlite, Severity.Error, Event(Good.Replace("id: OrderId", "id: [OrderId, ¤Weight]", StringComparison.Ordinal))),
        (DatabaseLintCodes.IdType, Engine.Sqlite, Severity.Warning, Schedule("id: [CustomerId, ¤DueDate]")),
        (DatabaseLintCodes.IdTooLong, Engine.SqlServer, Severity.Error, Event(Good.Replace("id: OrderId", "id: [¤OrderId, Number]", StringComparison.Ordinal))),
        (DatabaseLintCodes.IdTooLong, Engine.SqlServer, Severity.Error, Event(Good.Replace("id: OrderId", "id: [OrderId, ¤Note]", StringComparison.Ordinal))),
        (DatabaseLintCodes.IdTooLong, Engine.Sqlite, Severity.Warning, Event(Good.Replace("id: OrderId", "id: [OrderId, ¤Note]", StringComparison.Ordinal))),
        (DatabaseLintCodes.ConversionType, Engine.SqlServer, Severity.Error, Event(Good + ", properties: { ¤a_cents: { column: PlacedAt, as: cents, currency: USD } }")),
        (DatabaseLintCodes.ConversionType, Engine.SqlServer, Severity.Error, Event(Good + ", properties: { ¤a: { column: Seconds, as: timestamp } }")),
        (DatabaseLintCodes.ConversionType, Engine.SqlServer, Severity.Error, Event(Good + ", properties: { ¤a: { column: PlacedAt, as: boolean } }")),
        (DatabaseLintCodes.ConversionType, Engine.SqlServer, Severity.Error, Event(Good.Replace("occurred_at: PlacedAt", "occurred_at: ¤Seconds", StringComparison.Ordinal))),
        (DatabaseLintCodes.NotUnique, Engine.SqlServer, Severity.Error, Event(Good + ", properties: { a: { lookup: Stores, on: { Note: ¤City }, column: Name } }")),
        (DatabaseLintCodes.NotUnique, Engine.SqlServer, Severity.Error, People("table: Customers, id: ¤Name")),
        (DatabaseLintCodes.UnsupportedColumn, Engine.SqlServer, Severity.Error, People("table: Customers, id: CustomerId, attributes: { photo: ¤Photo }")),
        (DatabaseLintCodes.UnsupportedColumn, Engine.SqlServer, Severity.Error, Event(Good + ", view: { name: ¤Blobs, on: OrderId }")),
        (DatabaseLintCodes.SchemaCollision, Engine.Sqlite, Severity.Error, Event(Good.Replace("table: Orders", "table: ¤sales.Customers, properties: { a: X }", StringComparison.Ordinal))),
        (DatabaseLintCodes.OwnTable, Engine.Sqlite, Severity.Error, Event("table: ¤outbox_Message, when: inserted, id: MessageId, person: PersonId")),
        (DatabaseLintCodes.OwnTable, Engine.SqlServer, Severity.Error, Event("table: ¤outbox.Message, when: inserted, id: MessageId, person: PersonId")),
        (DatabaseLintCodes.SharedId, Engine.SqlServer, Severity.Warning, Event(Good.Replace("id: OrderId", "id: ¤StoreId", StringComparison.Ordinal))),
        (DatabaseLintCodes.LiteralType, Engine.SqlServer, Severity.Error, Event(Good + ", where: { ¤StoreId: Berlin }")),
        (DatabaseLintCodes.LiteralType, Engine.SqlServer, Severity.Error, Event(Good + ", where: { ¤Status: 3 }")),
        (DatabaseLintCodes.LiteralType, Engine.Sqlite, Severity.Error, Event(Good + ", where: { ¤PlacedAt: yesterday }")),
        (DatabaseLintCodes.KeyType, Engine.SqlServer, Severity.Error, Event(Good.Replace("person: CustomerId", "person: ¤Ref", StringComparison.Ordinal))),
        (DatabaseLintCodes.KeyType, Engine.SqlServer, Severity.Error, Event(Good + ", properties: { a: { lookup: Stores, on: { ¤PlacedAt: StoreId }, column: Name } }")),
        (DatabaseLintCodes.LiteralType, Engine.SqlServer, Severity.Error, Event(Good + ", where: { ¤OpensAt: noon }")),
        (DatabaseLintCodes.DottedColumn, Engine.SqlServer, Severity.Error, Event(Good + ", properties: { a: ¤Ship.City }")),
        (DatabaseLintCodes.DottedColumn, Engine.SqlServer, Severity.Error, People("table: Customers, id: CustomerId, touched_by: [{ table: Orders, person: { lookup: Stores, on: { ¤Ship.City: Code }, column: StoreId } }]")),
        (DatabaseLintCodes.UnreachableTable, Engine.SqlServer, Severity.Error, Event("table: ¤Foreign, when: inserted, id: Id, person: Id, occurred_at: At")),
        (DatabaseLintCodes.HiddenColumn, Engine.SqlServer, Severity.Error, People("table: Customers, id: CustomerId, attributes: { nick: ¤Nick }")),
        (LintCodes.TransitionId, Engine.SqlServer, Severity.Error, Event("table: OrderLines, when: { changed: Sku }, id: [¤OrderId, LineNo], person: { lookup: Orders, on: OrderId, column: CustomerId }, occurred_at: At")),
        (LintCodes.NotSnakeCase, Engine.SqlServer, Severity.Error, Event(Good + ", view: { name: ¤Facts, on: OrderId }")),
        (LintCodes.CentsNotInteger, Engine.SqlServer, Severity.Error, Event(Good + ", view: { name: ¤Money, on: OrderId }")),
        (LintCodes.DuplicateProperty, Engine.SqlServer, Severity.Error, People("table: Customers, id: CustomerId, attributes: { order_count: IsTest }, view: { name: ¤Lifecycle, on: CustomerId }")),
        (LintCodes.TooManyAttributes, Engine.SqlServer, Severity.Error, People("table: Customers, id: CustomerId, view: { name: ¤Wide, on: CustomerId }")),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Bad.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_mistake_is_found_where_it_stands(int index)
    {
        var (code, engine, severity, marked) = Bad[index];
        var (text, at) = Marked.Read(marked);
        var findings = Check(text, engine);
        var told = string.Join("\n", findings.Select(f => FindingText.Render("outbox.yml", f)));
        Assert.True(findings.Any(f => f.Code == code && f.At == at && f.Severity == severity), $"Expected {code} at {at} in\n{text}\nbut found\n{told}");
        var besides = findings.Where(f => f.Code != code && f.Severity == Severity.Error).ToList();
        Assert.True(besides.Count == 0 || code == DatabaseLintCodes.SchemaCollision, $"Found besides {code}:\n{told}");
    }

    [Fact]
    public void Every_code_has_a_case()
    {
        var tested = Bad.Select(c => c.Code).Where(DatabaseLintCodes.All.Contains).Distinct().OrderBy(c => c.Id, StringComparer.Ordinal);
        Assert.Equal(DatabaseLintCodes.All, tested);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.SqlServer)]
    public void A_mapping_that_fits_has_no_findings(Engine engine)
    {
        var findings = Check(Marked.Read("¤" + """
            version: 1
            source: shop
            time_zone: UTC
            people:
              table: dbo.customers
              id: customerid
              where: { IsTest: false, Code: 6f9619ff-8b86-d011-b42d-00c04fc964ff, Born: [2020-01-31] }
              attributes: { name: Name, email: { column: Email, as: email } }
              view: { name: Lifecycle, on: CustomerId }
            events:
              order_placed:
                table: Orders
                when: { column: Status, becomes: Placed }
                id: [OrderId, PlacedAt]
                person: CustomerId
                occurred_at: PlacedAt
                properties:
                  value_cents: { column: Total, as: cents, currency: Currency }
                  store: { lookup: Stores, on: StoreId, column: Name }
                  items: { each: OrderLines, on: OrderId, properties: { sku: Sku, at: { column: At, as: timestamp } } }
            feeds:
              - { table: Log, name: Event, id: Id, person: CustomerId, occurred_at: At }
            """).Text, engine);
        Assert.Empty(findings.Select(f => FindingText.Render("outbox.yml", f)));
    }

    [Theory]
    [InlineData("table: Custmers, id: CustomerId", "Did you mean 'dbo.Customers'?")]
    [InlineData("table: crm.Customers, id: CustomerId", "Did you mean 'dbo.Customers'?")]
    [InlineData("table: Customers, id: CustomrId", "Did you mean 'CustomerId'?")]
    public void The_mend_names_what_was_meant(string people, string mend) =>
        Assert.Equal(mend, Assert.Single(Check(People(people), Engine.SqlServer)).Mend);

    private static IReadOnlyList<Finding> Check(string text, Engine engine)
    {
        var read = MappingLint.CheckText(text);
        Assert.NotNull(read.Document);
        return DatabaseLint.Check(read.Document, Shop.Catalog(engine));
    }

    private static string People(string people) => $"version: 1\nsource: shop\ntime_zone: UTC\npeople: {{ {people} }}\n";

    private static string Event(string parts) => People("table: Customers, id: CustomerId") + $"events: {{ order_placed: {{ {parts} }} }}\n";

    private static string Schedule(string id) =>
        People("table: Customers, id: CustomerId") + $"schedules: {{ order_due: {{ view: Due, cron: '0 2 * * *', {id}, person: CustomerId, occurred_at: DueAt }} }}\n";
}
