using System.Globalization;
using Outbox.Contract.Tests.Engines;
using Outbox.Stores;

namespace Outbox.Contract.Tests.Behaviour.Ownership;

/// <summary>When schedules ran, and what the outbox is bound to.</summary>
public abstract class ScheduleContract(ContractEngine engine) : ContractTests(engine)
{
    private static readonly DateTime Monday = new(2026, 11, 23, 2, 0, 0, 250, DateTimeKind.Utc);
    private static readonly ScheduleWindow Window = new("replenishment_due", Monday, Monday.AddDays(3));

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    /// <summary>As text: the driver would send a time with a third of the precision.</summary>
    private object Instant(DateTime utc) =>
        Shop.Instant(utc) is DateTime time ? time.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture) : Shop.Instant(utc);

    [Fact]
    public async Task The_window_of_a_run_stands_in_the_table_and_the_next_begins_where_a_success_ends()
    {
        await MigrateOrderEventAsync("inserted");
        var lane = (await Shop.HoldAsync(Stop))[0];
        var states = await Store.ReadSchedulesAsync(Stop);
        Assert.Empty(states.LastSuccess);
        Assert.InRange(states.Now, Now.AddMinutes(-1), Now.AddMinutes(1));

        Assert.True(await Store.OpenScheduleAsync(Window, lane, Stop));
        var table = Shop.Own("Schedule");
        Assert.Equal(1, await Shop.ScalarAsync<int>(
            $"SELECT COUNT(*) FROM {table} WHERE Name = 'replenishment_due' AND WindowFrom = @From AND WindowTo = @To",
            new { From = Instant(Window.From), To = Instant(Window.To) }));

        await Store.RecordScheduleAsync(Window, lane, null, Stop);
        Assert.Empty((await Store.ReadSchedulesAsync(Stop)).LastSuccess);
        Assert.Equal(1, await Shop.ScalarAsync<int>($"SELECT COUNT(*) FROM {table} WHERE LastFailureAt IS NOT NULL"));

        Assert.True(await Store.OpenScheduleAsync(Window, lane, Stop));
        await Store.RecordScheduleAsync(Window, lane, 7, Stop);
        Assert.Equal(Window.To, Assert.Single((await Store.ReadSchedulesAsync(Stop)).LastSuccess).Value);
        Assert.Equal(7, await Shop.ScalarAsync<int>($"SELECT LastEvents FROM {table}"));
    }

    [Fact]
    public async Task Only_the_owner_of_lane_0_runs_a_schedule()
    {
        await MigrateOrderEventAsync("inserted");
        var lanes = await Shop.HoldAsync(Stop);
        Assert.False(await Store.OpenScheduleAsync(Window, lanes[0] with { Token = lanes[0].Token + 1 }, Stop));
        Assert.True(await Store.OpenScheduleAsync(Window, lanes[0], Stop));
        await Store.ReleaseLanesAsync("test", lanes, isLast: false, Stop);
        Assert.False(await Store.OpenScheduleAsync(Window with { To = Monday }, lanes[0], Stop));
        await Store.RecordScheduleAsync(Window, lanes[0], 7, Stop);
        Assert.Empty((await Store.ReadSchedulesAsync(Stop)).LastSuccess);
    }

    [Fact]
    public async Task An_outbox_is_bound_once_and_adopted_as_often_as_said()
    {
        await MigrateOrderEventAsync("inserted");
        var found = await Store.ReadBindingAsync(Stop);
        Assert.Null(found.Bound);
        Assert.NotEmpty(found.Database);
        var first = new OutboxBinding(found.Server, found.Database, 1, "eu");
        await Store.BindAsync(first, Stop);
        await Store.BindAsync(first with { EnvironmentId = 2 }, Stop);
        Assert.Equal(new BindingFound(found.Server, found.Database, first), await Store.ReadBindingAsync(Stop));

        // Another place, the same workspace: what it accepted of people is still true.
        await Store.CompleteAsync([], new Completion([], [new SentPerson("p", "hash", 1)], [], [], null), Stop);
        await Store.AdoptAsync(first with { Server = "elsewhere" }, Stop);
        Assert.Single(await Store.ReadSentPeopleAsync(["p"], Stop));
        await Store.AdoptAsync(first with { EnvironmentId = 2 }, Stop);
        Assert.Empty(await Store.ReadSentPeopleAsync(["p"], Stop));
        Assert.Equal(first with { EnvironmentId = 2 }, (await Store.ReadBindingAsync(Stop)).Bound);
    }

    [Fact]
    public async Task An_outbox_that_was_never_bound_can_be_adopted()
    {
        await MigrateOrderEventAsync("inserted");
        var found = await Store.ReadBindingAsync(Stop);
        var binding = new OutboxBinding(found.Server, found.Database, 1, "us");
        await Store.AdoptAsync(binding, Stop);
        Assert.Equal(binding, (await Store.ReadBindingAsync(Stop)).Bound);
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteSchedules() : ScheduleContract(new SqliteEngine());

/// <summary>On SQL Server.</summary>
public sealed class SqlServerSchedules() : ScheduleContract(new SqlServerEngine());
