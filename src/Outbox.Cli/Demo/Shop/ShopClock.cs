using NodaTime;

namespace Outbox.Cli.Demo.Shop;

/// <summary>The shop's time: whole milliseconds that never step back, and the clock on its wall.</summary>
internal sealed class ShopClock(TimeProvider time)
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    private readonly Lock _gate = new();
    private DateTime _last;

    /// <summary>UTC, cut to milliseconds, later than every value before.</summary>
    public DateTime Next()
    {
        var now = time.GetUtcNow().UtcDateTime;
        now = new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Unspecified);
        lock (_gate)
        {
            _last = now > _last ? now : _last.AddMilliseconds(1);
            return _last;
        }
    }

    /// <summary>What the clock on the wall shows at an instant.</summary>
    /// <param name="utc">The instant, UTC.</param>
    public static DateTime OnTheWall(DateTime utc) =>
        Instant.FromDateTimeUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).InZone(NewYork).ToDateTimeUnspecified();

    /// <summary>
    /// The instant that a reader must take the wall's clock for: the earlier one in the hour that autumn repeats.
    /// </summary>
    /// <param name="wall">A time that the wall did show.</param>
    public static DateTime ReadFromWall(DateTime wall) =>
        NewYork.MapLocal(LocalDateTime.FromDateTime(wall)).First().ToDateTimeUtc();
}
