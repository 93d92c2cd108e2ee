using System.Globalization;
using System.Text.RegularExpressions;
using Outbox.Contract.Tests.Engines;
using Outbox.TestServers.Dialect;

namespace Outbox.Contract.Tests.Behaviour;

/// <summary>An event id is the same text whichever engine makes it.</summary>
public abstract class EventIdContract(ContractEngine engine) : ContractTests(engine)
{
    public static TheoryData<string, object?, string> Values => new()
    {
        { "ANumber", 9_223_372_036_854_775_807L, "9223372036854775807" },
        { "ANumber", -42L, "-42" },
        { "AFlag", 1L, "1" },
        { "ADate", "2026-11-23", "2026-11-23" },
        { "ADate", "2026-11-23 10:11:12", "2026-11-23" },
        { "ATime", "2026-11-23 10:11:12", "2026-11-23T10:11:12.000" },
        { "ATime", "2026-11-23T10:11:12.5", "2026-11-23T10:11:12.500" },
        { "ATime", "2026-12-31 23:59:59.9999999", "2026-12-31T23:59:59.999" },
        { "ATime", "2026-11-23 10:11:12.1234567", "2026-11-23T10:11:12.123" },
        { "AMoment", "2026-11-23 10:11:12.1239+02:00", "2026-11-23T08:11:12.123" },
        { "AMoment", "2026-12-31 23:59:59.9999999+00:00", "2026-12-31T23:59:59.999" },
        { "AMoment", "2026-11-23 23:30:00-01:00", "2026-11-24T00:30:00.000" },
        { "AGuid", "6F9619FF-8B86-D011-B42D-00C04FC964FF", "6f9619ff-8b86-d011-b42d-00c04fc964ff" },
        { "AText", "Zürich 🦘  ", "Zürich 🦘" },
        { "AText", "a:b%c", "a%3Ab%25c" },
        { "AText", "", "" },
        { "AText", null, "%00" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_value_has_one_canonical_text(string column, object? value, string canonical)
    {
        await MigrateAsync($"events: {{ probe: {{ table: Keys, id: {column}, person: KeyId, when: inserted }} }}");
        await NeedAsync(value as string);
        await ShopAsync($"INSERT INTO Keys (KeyId, {column}) VALUES (1, @value)", new { value });
        Assert.Equal($"probe:{canonical}", (await SingleEventAsync()).EventId);
    }

    public static TheoryData<string> Vectors => [.. EventIdVector.All.Where(v => v.Parts.Count > 0).Select(v => v.Name)];

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task The_id_is_that_of_the_vector(string name)
    {
        var vector = EventIdVector.All.Single(v => v.Name == name);
        foreach (var part in vector.Parts)
        {
            await NeedAsync(part.Value);
        }

        var columns = vector.Parts.Select((part, i) => (Name: $"p{i}", part.Kind, part.Value)).ToList();
        await ShopAsync($"CREATE TABLE Vectors (VectorId INTEGER NOT NULL PRIMARY KEY, {string.Join(", ", columns.Select(c => $"{c.Name} {TypeOf(c.Kind)} NULL"))})");
        await MigrateAsync($"events: {{ {vector.Event}: {{ table: Vectors, id: [{string.Join(", ", columns.Select(c => c.Name))}], person: VectorId, when: inserted }} }}");
        await ShopAsync(
            $"INSERT INTO Vectors VALUES (1, {string.Join(", ", columns.Select(c => "@" + c.Name))})",
            columns.ToDictionary(c => c.Name, c => ValueOf(c.Kind, c.Value)));
        Assert.Equal(vector.EventId, (await SingleEventAsync()).EventId);
    }

    [Fact]
    public async Task Parts_that_contain_the_separator_stay_apart()
    {
        await MigrateAsync("events: { probe: { table: Keys, id: [AText, AnotherText], person: KeyId, when: inserted } }");
        await ShopAsync("INSERT INTO Keys (KeyId, AText, AnotherText) VALUES (1, 'a:b', 'c'), (2, 'a', 'b:c')");
        AssertStatements(await EventIdsAsync(), ["probe:a%3Ab:c", "probe:a:b%3Ac"]);
    }

    [Fact]
    public async Task A_person_key_is_trimmed_but_not_escaped()
    {
        await MigrateAsync("events: { probe: { table: Keys, id: KeyId, person: AText, when: inserted } }");
        await ShopAsync("INSERT INTO Keys (KeyId, AText) VALUES (1, 'a:b% ')");
        Assert.Equal("a:b%", (await SingleEventAsync()).PersonKey);
    }

    /// <summary>Skips the test where the engine cannot hold a value.</summary>
    protected virtual Task NeedAsync(string? value) => Task.CompletedTask;

    /// <summary>The engine's type for a vector's kind.</summary>
    protected abstract string TypeOf(string kind);

    /// <summary>The value as an application of the engine writes it.</summary>
    protected abstract object? ValueOf(string kind, string? value);
}

/// <summary>On SQLite, where a time column takes any text.</summary>
public sealed class SqliteEventIds() : EventIdContract(new SqliteEngine())
{
    [Theory]
    [InlineData("ATime", "now")]
    [InlineData("ATime", "tomorrow")]
    [InlineData("ADate", "now")]
    [InlineData("ADate", "12:30")]
    public async Task A_time_that_cannot_be_read_is_its_text_and_never_the_clock(string column, string value)
    {
        await MigrateAsync($"events: {{ probe: {{ table: Keys, id: {column}, person: KeyId, when: inserted }} }}");
        await ShopAsync($"INSERT INTO Keys (KeyId, {column}) VALUES (1, @value)", new { value });
        Assert.Equal("probe:" + value.Replace(":", "%3A", StringComparison.Ordinal), (await SingleEventAsync()).EventId);
    }

    /// <inheritdoc/>
    protected override string TypeOf(string kind) => kind switch
    {
        "integer" => "BIGINT",
        "boolean" => "BIT",
        "date" => "DATE",
        "datetime" => "DATETIME",
        "datetimeoffset" => "DATETIMEOFFSET",
        "guid" => "UNIQUEIDENTIFIER",
        _ => "NVARCHAR(255)",
    };

    /// <inheritdoc/>
    protected override object? ValueOf(string kind, string? value) => kind switch
    {
        "integer" => long.Parse(value!, CultureInfo.InvariantCulture),
        "boolean" => value == "true" ? 1L : 0L,
        _ => value,
    };
}

/// <summary>On SQL Server.</summary>
public sealed class SqlServerEventIds() : EventIdContract(new SqlServerEngine())
{
    private static readonly Regex SeventhDigit = new(@"\.\d{7}", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    protected override string TypeOf(string kind) => kind switch
    {
        "integer" => "bigint",
        "boolean" => "bit",
        "date" => "date",
        "datetime" => "datetime2(7)",
        "datetimeoffset" => "datetimeoffset(7)",
        "guid" => "uniqueidentifier",
        _ => "nvarchar(255)",
    };

    /// <inheritdoc/>
    protected override object? ValueOf(string kind, string? value) => kind switch
    {
        "integer" => long.Parse(value!, CultureInfo.InvariantCulture),
        "boolean" => value == "true",
        _ => value,
    };

    /// <inheritdoc/>
    protected override async Task NeedAsync(string? value)
    {
        if (value is not null && SeventhDigit.IsMatch(value))
        {
            await NeedAsync(Trait.SevenDigitTimes);
        }
    }
}
