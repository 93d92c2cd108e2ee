using System.Globalization;
using Outbox.Stores;

namespace Outbox.Dispatcher.Doctor;

/// <summary>
/// How far this machine's clock and the database's are apart. Stamps and leases are the database's; requests, logs and
/// latencies are this machine's.
/// </summary>
internal static class ClockExam
{
    /// <summary>Customer.io's stamps are whole seconds.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(2);

    /// <summary>Looks.</summary>
    public static async Task<Stores.Reading.Examination> LookAsync(IOutboxStore store, TimeProvider clock, CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow().UtcDateTime;
        var there = await store.ReadClockAsync(cancellationToken);
        var after = clock.GetUtcNow().UtcDateTime;
        var apart = Apart(before, there, after);
        return new(
            apart <= Most
                ? []
                : [new(DoctorCodes.ClocksApart.Code.Id, "this machine and the database", string.Create(
                    CultureInfo.InvariantCulture, $"{apart.TotalSeconds:0.0} s: {before:HH:mm:ss}Z here, {there:HH:mm:ss}Z there"))],
            [],
            []);
    }

    /// <summary>How far at least, whatever the way took. Pure.</summary>
    internal static TimeSpan Apart(DateTime before, DateTime there, DateTime after) =>
        there < before ? before - there : there > after ? there - after : TimeSpan.Zero;
}
