using System.Text.Json.Nodes;
using Outbox.Contract.Tests.Engines;
using Outbox.Core.Messages;

namespace Outbox.Contract.Tests.Behaviour;

/// <summary>
/// A key column is made wider after <c>migrate</c>: keys that agree in all that the column could hold before are still the keys of
/// two customers, in the trigger and in whatever is read.
/// </summary>
public abstract class WidenedContract(ContractEngine engine) : ContractTests(engine)
{
    private const string Mapping =
        """
        people: { table: Members, id: Code, attributes: { email: Email }, touched_by: [{ table: Bookings, person: Code }] }
        events:
          booked:
            table: Bookings
            id: Code
            once: true
            person: Code
            when: inserted
            properties: { email: { lookup: Members, on: Code, column: Email }, seats: { each: Seats, on: Code, properties: { seat: Seat } } }
          seated: { table: Seats, id: [SeatId], once: true, person: { lookup: Bookings, on: Code, column: Code }, when: inserted }
        """;

    private const string Common = "0123456789";

    [Theory]
    [InlineData("varchar")]
    [InlineData("nvarchar")]
    public async Task Two_customers_whose_keys_begin_alike_stay_two(string type)
    {
        await InstallAsync($"{type}(10)");
        await WidenAsync($"{type}(60)");
        string[] keys = [Common + "-a", Common + "-b"];
        await ShopAsync($"INSERT INTO Members (Code, Email) VALUES ('{keys[0]}', 'a@x.test'), ('{keys[1]}', 'b@x.test')");
        await ShopAsync($"INSERT INTO Bookings (BookingId, Code) VALUES (1, '{keys[0]}'), (2, '{keys[1]}')");
        await ShopAsync($"INSERT INTO Seats (SeatId, Code, Seat) VALUES (1, '{keys[0]}', 'left'), (2, '{keys[1]}', 'right')");

        var people = await Store.ReadPeopleAsync(keys, Stop);
        Assert.Equal(["a@x.test", "b@x.test"], keys.Select(k => JsonNode.Parse(people[k].Json)!["row"]!["Email"]!.GetValue<string>()));
        Assert.Equal(keys, keys.Select(k => people[k].Key));

        var rows = await Shop.PendingAsync(Stop);
        Assert.Empty(await FaultsAsync());
        Assert.Equal(keys, rows.Where(m => m.Kind == MessageKind.Touch).Select(m => m.PersonKey).Distinct().Order(StringComparer.Ordinal));
        var booked = rows.Where(m => m.EventName == "booked").OrderBy(m => m.EventId, StringComparer.Ordinal).ToList();
        Assert.Equal(keys.Select(k => $"booked:{k}"), booked.Select(m => m.EventId));
        Assert.Equal(keys, booked.Select(m => m.PersonKey));
        var related = await Store.ReadRelatedAsync("booked", booked, Stop);
        Assert.Equal(["a@x.test", "b@x.test"], booked.Select(m => Of(related[m.MessageId])["lookups"]!["email"]!["value"]!.GetValue<string>()));
        Assert.Equal(["left", "right"], booked.Select(m => Of(related[m.MessageId])["each"]!["seats"]![0]!["row"]!["Seat"]!.GetValue<string>()));
        var seated = rows.Where(m => m.EventName == "seated").OrderBy(m => m.EventId, StringComparer.Ordinal).ToList();
        var whose = await Store.ReadRelatedAsync("seated", seated, Stop);
        Assert.Equal(keys, seated.Select(m => Of(whose[m.MessageId])["person"]!["key"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_number_that_no_longer_fits_its_former_type_is_found()
    {
        await InstallAsync("int");
        await WidenAsync("bigint");
        await ShopAsync("INSERT INTO Members (Code, Email) VALUES (5000000000, 'a@x.test')");
        await ShopAsync("INSERT INTO Bookings (BookingId, Code) VALUES (1, 5000000000)");
        Assert.Equal("a@x.test", JsonNode.Parse((await Store.ReadPeopleAsync(["5000000000"], Stop))["5000000000"].Json)!["row"]!["Email"]!.GetValue<string>());
        var booked = Assert.Single(await Shop.PendingAsync(Stop), m => m.EventName == "booked");
        Assert.Equal("5000000000", booked.PersonKey);
        Assert.Equal("a@x.test", Of((await Store.ReadRelatedAsync("booked", [booked], Stop))[booked.MessageId])["lookups"]!["email"]!["value"]!.GetValue<string>());
    }

    private static JsonNode Of(string json) => JsonNode.Parse(json)!;

    private async Task InstallAsync(string type)
    {
        await ShopAsync($"CREATE TABLE Members (MemberId int NULL, Code {type} NOT NULL, Email nvarchar(100) NULL)");
        await ShopAsync("CREATE UNIQUE INDEX UX_Members_Code ON Members (Code)");
        await ShopAsync($"CREATE TABLE Bookings (BookingId int NOT NULL PRIMARY KEY, Code {type} NULL)");
        await ShopAsync($"CREATE TABLE Seats (SeatId int NOT NULL PRIMARY KEY, Code {type} NULL, Seat nvarchar(20) NULL)");
        await Shop.MigrateAsync(Mappings.Of("", Mapping), Stop);
    }

    private async Task WidenAsync(string type)
    {
        foreach (var statement in Widen(type))
        {
            await ShopAsync(statement);
        }
    }

    /// <summary>The statements that give the column Code of all three tables another type.</summary>
    protected abstract IReadOnlyList<string> Widen(string type);
}

/// <summary>On SQLite, where a declared length binds nothing and no statement changes it.</summary>
public sealed class SqliteWidened() : WidenedContract(new SqliteEngine())
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> Widen(string type) => [];
}

/// <summary>On SQL Server.</summary>
public sealed class SqlServerWidened() : WidenedContract(new SqlServerEngine(ownDatabase: true))
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> Widen(string type) =>
    [
        "DROP INDEX UX_Members_Code ON dbo.Members",
        $"ALTER TABLE dbo.Members ALTER COLUMN Code {type}",
        "CREATE UNIQUE INDEX UX_Members_Code ON dbo.Members (Code)",
        $"ALTER TABLE dbo.Bookings ALTER COLUMN Code {type}",
        $"ALTER TABLE dbo.Seats ALTER COLUMN Code {type}",
    ];
}
