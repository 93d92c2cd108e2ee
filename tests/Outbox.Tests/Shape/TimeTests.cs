using Outbox.Mapping.Model;
using Outbox.Mapping.Shape;
using static Outbox.Tests.Shape.ShapeBench;

namespace Outbox.Tests.Shape;

public sealed class TimeTests
{
    [Theory]
    [InlineData("America/New_York", "2026-03-08 01:59:59.999", "2026-03-08T06:59:59.999Z")]
    [InlineData("America/New_York", "2026-03-08 02:00:00", "2026-03-08T07:00:00.000Z")] // the gap begins: 03:00 EDT
    [InlineData("America/New_York", "2026-03-08 02:30:00", "2026-03-08T07:30:00.000Z")]
    [InlineData("America/New_York", "2026-03-08 03:00:00", "2026-03-08T07:00:00.000Z")]
    [InlineData("America/New_York", "2026-11-01 00:59:59", "2026-11-01T04:59:59.000Z")]
    [InlineData("America/New_York", "2026-11-01 01:30:00", "2026-11-01T05:30:00.000Z")] // twice: the earlier, EDT
    [InlineData("America/New_York", "2026-11-01 02:00:00", "2026-11-01T07:00:00.000Z")]
    [InlineData("Europe/Berlin", "2026-03-29 01:59:59", "2026-03-29T00:59:59.000Z")]
    [InlineData("Europe/Berlin", "2026-03-29 02:30:00", "2026-03-29T01:30:00.000Z")]
    [InlineData("Europe/Berlin", "2026-03-29 03:00:00", "2026-03-29T01:00:00.000Z")]
    [InlineData("Europe/Berlin", "2026-10-25 02:30:00", "2026-10-25T00:30:00.000Z")]
    [InlineData("Europe/Berlin", "2026-10-25 03:00:00", "2026-10-25T02:00:00.000Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-04 02:15:00", "2026-10-03T15:45:00.000Z")] // a gap of half an hour: 02:45 at +11
    [InlineData("Australia/Lord_Howe", "2026-04-05 01:45:00", "2026-04-04T14:45:00.000Z")] // twice: +11 before +10:30
    [InlineData("Australia/Lord_Howe", "2026-04-05 02:00:00", "2026-04-04T15:30:00.000Z")]
    [InlineData("UTC", "2026-03-08 02:30:00", "2026-03-08T02:30:00.000Z")]
    [InlineData("Etc/UTC", "0001-01-01 00:00:00", "0001-01-01T00:00:00.000Z")]
    [InlineData("UTC", "9999-12-31 23:59:59.9999999", "9999-12-31T23:59:59.999Z")]
    public void A_local_time_is_resolved_by_one_rule(string zone, string raw, string expected) =>
        Assert.Equal($"\"{expected}\"", Timestamp(raw, zone));

    [Theory]
    [InlineData("2026-11-23 08:05:09", "2026-11-23T13:05:09.000Z")]
    [InlineData("2026-11-23T08:05:09", "2026-11-23T13:05:09.000Z")]
    [InlineData("2026-11-23T08:05:09.1", "2026-11-23T13:05:09.100Z")]
    [InlineData("2026-11-23T08:05:09.1239999", "2026-11-23T13:05:09.123Z")]
    [InlineData("2026-11-23T08:05:09Z", "2026-11-23T08:05:09.000Z")]
    [InlineData("2026-11-23 08:05:09.5Z", "2026-11-23T08:05:09.500Z")]
    [InlineData("2026-11-23T08:05:09+05:30", "2026-11-23T02:35:09.000Z")]
    [InlineData("2026-11-23 08:05:09.1234567 -05:00", "2026-11-23T13:05:09.123Z")]
    [InlineData(" 2026-11-23 ", "2026-11-23T05:00:00.000Z")]
    public void An_offset_wins_over_the_zone(string raw, string expected) => Assert.Equal($"\"{expected}\"", Timestamp(raw, null));

    [Theory]
    [InlineData("")]
    [InlineData("tomorrow")]
    [InlineData("2026-02-30")]
    [InlineData("2026-11-23 24:00:00")]
    [InlineData("2026-11-23 08:05:09.12345678")]
    [InlineData("23.11.2026")]
    [InlineData("11/23/2026")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("0001-01-01 00:00:00")]
    [InlineData("9999-12-31 23:59:59")]
    [InlineData("10000-01-01")]
    [InlineData("2026-11-23T08:05:09+25:00")]
    public void What_is_no_time_is_null_and_a_fault(string raw)
    {
        Assert.Equal("null OBX403", Timestamp(raw, null));
        Assert.Equal("null OBX403", ConvertAttribute(Quote(raw), new Conversion(ConversionKind.Timestamp)));
    }

    [Fact]
    public void A_number_is_no_time() => Assert.Equal("null OBX403", Convert("1700000000", new Conversion(ConversionKind.Timestamp)));

    [Theory]
    [InlineData("2026-11-23T08:05:09.999Z", "1795421109")]
    [InlineData("1969-12-31T23:59:59.5Z", "-1")]
    [InlineData("2026-11-23 08:05:09", "1795439109")]
    public void An_attribute_carries_unix_seconds(string raw, string expected) =>
        Assert.Equal(expected, ConvertAttribute(Quote(raw), new Conversion(ConversionKind.Timestamp)));

    [Theory]
    [InlineData("2026-11-23", "\"2026-11-23\"", "1795392000")]
    [InlineData("2026-11-23 23:59:59", "\"2026-11-23\"", "1795392000")]
    [InlineData("2026-11-23T00:00:00+14:00", "\"2026-11-23\"", "1795392000")]
    [InlineData("0001-01-01", "\"0001-01-01\"", "-62135596800")]
    [InlineData("2026-11-23 garbage", "null OBX403", "null OBX403")]
    [InlineData("2026-13-01", "null OBX403", "null OBX403")]
    [InlineData("x", "null OBX403", "null OBX403")]
    public void A_date_stays_the_date_that_is_written(string raw, string inData, string inAttribute)
    {
        Assert.Equal(inData, Convert(Quote(raw), new Conversion(ConversionKind.Date)));
        Assert.Equal(inAttribute, ConvertAttribute(Quote(raw), new Conversion(ConversionKind.Date)));
    }

    [Theory]
    [InlineData("2026-11-23 08:05:09", null, "2026-11-23T13:05:09.000Z")]
    [InlineData("2026-11-23 08:05:09", "Europe/Berlin", "2026-11-23T07:05:09.000Z")]
    [InlineData("2026-11-23T08:05:09.1239Z", "Europe/Berlin", "2026-11-23T08:05:09.123Z")]
    public void The_time_of_the_fact_is_read_in_its_zone(string raw, string? zone, string expected)
    {
        var shaped = Occurred(raw, zone);

        Assert.Equal(expected, shaped.OccurredAt.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF'Z'", null).Replace("09Z", "09.000Z", StringComparison.Ordinal));
        Assert.Equal(DateTimeKind.Utc, shaped.OccurredAt.Kind);
        Assert.Empty(shaped.Faults);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("soon")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("1900-01-01")]
    [InlineData("1969-12-31T23:59:59Z")]
    public void Without_a_readable_time_the_time_of_capture_is_taken_with_a_fault(string? raw)
    {
        var shaped = Occurred(raw, null);

        Assert.Equal(new DateTime(2026, 11, 24, 1, 2, 3, 456, DateTimeKind.Utc), shaped.OccurredAt);
        Assert.Equal(RowErrors.NoOccurredAt, Assert.Single(shaped.Faults).Code);
        Assert.Null(shaped.DeadReason);
    }

    [Fact]
    public void An_event_without_a_mapped_time_happened_when_it_was_captured()
    {
        var shaped = ShapeRow("{}", null);

        Assert.Equal(new DateTime(2026, 11, 24, 1, 2, 3, 456, DateTimeKind.Utc), shaped.OccurredAt);
        Assert.Empty(shaped.Faults);
    }

    private static ShapedEvent Occurred(string? raw, string? zone) =>
        ShaperOf(Map(Event() with { OccurredAt = new OccurredAt(Column("At"), zone) }))
            .ShapeEvent(Message("{}") with { OccurredAtRaw = raw, OccurredAtZone = zone }, null);

    private static string Timestamp(string raw, string? zone) =>
        Convert(Quote(raw), new Conversion(ConversionKind.Timestamp, Zone: zone));
}
