using Outbox.Cli.Demo.Compare;
using Outbox.Cli.Demo.Journal;
using Outbox.Cli.Demo.Processes;
using Outbox.Cli.Demo.Screen;
using Outbox.Cli.Demo.Shop;
using Outbox.Core.Events;
using Outbox.Sandbox.Faults;
using Outbox.Sandbox.Query;

namespace Outbox.Cli.Demo;

/// <summary>One run of the demo, from the empty database to the closing line.</summary>
internal sealed class DemoRun(DemoOptions options, DemoScreen screen, TimeProvider time)
{
    private const int Desks = 2;

    private static readonly FaultSettings Faults = new()
    {
        TooManyRequests = 0.05,
        RetryAfterSeconds = 1,
        ServerError = 0.05,
        Slow = 0.04,
        SlowMilliseconds = 400,
        Cut = 0.04,
    };

    private readonly CommitJournal _journal = new();

    /// <summary>Plays, compares and tells the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var folder = DemoFolder.Create();
        var database = await CreateDatabaseAsync(folder, cancellationToken);
        try
        {
            var comparison = await RunAsync(folder, database, cancellationToken);
            if (comparison.Holds && !options.Keep)
            {
                await database.RemoveAsync(cancellationToken);
                folder.Remove();
                screen.Close(comparison);
            }
            else
            {
                SayWhere(folder, database);
                screen.Close(comparison);
            }

            return comparison.Holds ? ExitCodes.Done : ExitCodes.CheckFailed;
        }
        catch (Exception error) when (cancellationToken.IsCancellationRequested)
        {
            // A key pressed on a terminal stops the children too: what they say then is no failure.
            await database.RemoveAsync(CancellationToken.None);
            folder.Remove();
            throw new OperationCanceledException("The demo was stopped.", error, cancellationToken);
        }
        catch (Exception)
        {
            SayWhere(folder, database);
            throw;
        }
    }

    private async Task<IShopDatabase> CreateDatabaseAsync(DemoFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            var database = options.Database(folder, time);
            await database.CreateAsync(cancellationToken);
            return database;
        }
        catch
        {
            folder.Remove();
            throw;
        }
    }

    private void SayWhere(DemoFolder folder, IShopDatabase database)
    {
        screen.Say($"database: {database.Place}");
        screen.Say($"files: {folder.Path}");
    }

    private async Task<Comparison> RunAsync(DemoFolder folder, IShopDatabase database, CancellationToken cancellationToken)
    {
        var processes = new DemoProcesses(folder, database.Connection);
        screen.Say($"A coffee shop opens in {database.Place}");
        await database.CreateShopAsync(cancellationToken);
        var catalogue = await Catalogue.ReadAsync(database, cancellationToken);
        var context = new DeskContext(time, new ShopClock(time), catalogue, _journal, options.Seed);
        await using var first = await Desk.OpenAsync(database, context, 0, cancellationToken);
        await using var second = await Desk.OpenAsync(database, context, 1, cancellationToken);
        Desk[] desks = [first, second];
        foreach (var desk in desks)
        {
            await ShopHistory.LoadAsync(desk, cancellationToken);
        }

        screen.Say("outbox migrate: tables, mapping and triggers");
        await processes.MigrateAsync(cancellationToken);

        await using var sandbox = processes.StartSandbox(options.Seed);
        var address = new Uri(await sandbox.AwaitLineAsync(cancellationToken));
        using var http = new HttpClient { BaseAddress = address };
        var client = new SandboxClient(http);
        await client.SetFaultsAsync(Faults, cancellationToken);
        screen.Say($"outbox sandbox: {address} stands in for Customer.io, and fails now and then");

        var arrivals = new Arrivals(client, time);
        await using var store = Engines.Store(database.Connection);
        await using var lives = new DispatcherLives(processes, arrivals, address);
        var backlog = new Backlog(store, arrivals, time);
        try
        {
            await PlayAsync(desks, lives, arrivals, backlog, cancellationToken);
        }
        catch (HttpRequestException)
        {
            // Whoever asks the sandbox notices first that it is gone; its log says why.
            await sandbox.FailIfStoppedAsync(time, cancellationToken);
            throw;
        }

        var comparison = new Comparer(id => EventUlid.Derive(ShopSample.Source, id)).Compare(
            _journal.Expected(),
            await arrivals.EventsAsync(cancellationToken),
            _journal.ExpectedPeople(),
            await arrivals.PeopleAsync(cancellationToken));
        screen.Show(comparison, await arrivals.StatsAsync(cancellationToken), await backlog.StatusAsync(cancellationToken), _journal, lives.Kills);
        return comparison;
    }

    private async Task PlayAsync(
        IReadOnlyList<Desk> desks, DispatcherLives lives, Arrivals arrivals, Backlog backlog, CancellationToken cancellationToken)
    {
        var play = new Play(
            [.. desks.Select(d => (d, PlayPlan.Make(options.Orders / Desks, isWarehouse: d.Number == 0, options.Seed + d.Number).Deeds))],
            time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await lives.StartAsync(cancellationToken);
        var work = WorkAsync(play, lives, backlog, stop.Token);
        var picture = screen.FollowAsync(play, _journal, arrivals, lives, stop.Token);
        try
        {
            // The first that fails ends the others: a dispatcher that died by itself would never drain the rest.
            await await Task.WhenAny(work, lives.Died);
        }
        finally
        {
            await stop.CancelAsync();
            await picture;
        }
    }

    private async Task WorkAsync(Play play, DispatcherLives lives, Backlog backlog, CancellationToken cancellationToken)
    {
        using var together = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] tasks = [play.RunAsync(together.Token), lives.RunAsync(play, KillPlan.Make(play.Total, options.Seed), together.Token)];
        await foreach (var task in Task.WhenEach(tasks))
        {
            if (!task.IsCompletedSuccessfully)
            {
                await together.CancelAsync();
                await task;
            }
        }

        await backlog.WaitAsync(_journal.Expected().Count, cancellationToken);
    }
}
