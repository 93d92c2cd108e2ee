using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using Outbox.Mapping.Preview;

namespace Outbox.Tests.Preview;

public sealed class EventKeyTests
{
    private static readonly CatalogTable Table = new(
        new TableName("dbo", "T"),
        IsView: false,
        [
            Column("Number", ColumnKind.Integer), Column("Day", ColumnKind.Date), Column("At", ColumnKind.DateTime), Column("Moment", ColumnKind.DateTimeOffset),
            Column("Key", ColumnKind.Guid), Column("Word", ColumnKind.Text), Column("Flag", ColumnKind.Boolean), Column("Any", ColumnKind.Unknown),
        ],
        ["Number"],
        []);

    [Theory]
    [InlineData("Number", "1001", "1001")]
    [InlineData("Number", "-7", "-7")]
    [InlineData("Number", "007", "7")]
    [InlineData("Number", "thing_done:1001", "1001")]
    [InlineData("Day", "2026-11-23", "2026-11-23")]
    [InlineData("At", "2026-11-23 10:11", "2026-11-23T10:11:00.000")]
    [InlineData("At", "2026-11-23T10:11:12.1239999", "2026-11-23T10:11:12.123")]
    [InlineData("At", "2026-11-23", "2026-11-23T00:00:00.000")]
    [InlineData("Moment", "2026-11-23T10:11:12.007", "2026-11-23T10:11:12.007")]
    [InlineData("Key", "6F9619FF-8B86-D011-B42D-00C04FC964FF", "6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("Word", "a:b %3A %25", "a:b : %")]
    [InlineData("Flag", "1", "1")]
    [InlineData("Any", "2026-11-23", "2026-11-23")]
    [InlineData("Number,Day", "42:2026-11-23", "42|2026-11-23")]
    [InlineData("Key,At", "6f9619ff-8b86-d011-b42d-00c04fc964ff:2026-11-23T10:11:12.000", "6f9619ff-8b86-d011-b42d-00c04fc964ff|2026-11-23T10:11:12.000")]
    [InlineData("Word,Number", "a%3Ab:7", "a:b|7")]
    public void A_key_is_read_as_an_event_id_has_it(string columns, string text, string parts)
    {
        var read = EventKey.Parse(text, Source(columns), Table, out var wrong);
        Assert.True(read is not null, wrong);
        Assert.Equal(parts, string.Join('|', read));
    }

    [Theory]
    [InlineData("Number", "abc", "'abc' is no key")]
    [InlineData("Number", "", "'' is no key")]
    [InlineData("Number", "99999999999999999999", "is no key")]
    [InlineData("Number", "9999999999999999999", "is not a whole number")]
    [InlineData("Number", "1:2", "is no key")]
    [InlineData("Number", "other_event:1", "is no key")]
    [InlineData("Number", "1; DROP TABLE T", "is no key")]
    [InlineData("Day", "2026-02-30", "is not a date")]
    [InlineData("Day", "23.11.2026", "is no key")]
    [InlineData("At", "2026-11-23T25:00", "is not a time")]
    [InlineData("Key", "6f9619ff-8b86-d011-b42d-00c04fc964f", "is no")]
    [InlineData("Word", "", "empty")]
    [InlineData("Number,Day", "42", "is no key")]
    public void A_malformed_key_is_said_to_be_one(string columns, string text, string says)
    {
        Assert.Null(EventKey.Parse(text, Source(columns), Table, out var wrong));
        Assert.Contains(says, wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void The_form_of_a_key_is_told() =>
        Assert.Equal("Number:Day, a whole number and a date (yyyy-MM-dd)", EventKey.Form(Source("Number,Day"), Table));

    private static PreviewSource Source(string columns) => new("thing_done", Table.Name, columns.Split(','), null, null);

    private static CatalogColumn Column(string name, ColumnKind kind) => new(name, "", kind, IsNullable: false);
}
