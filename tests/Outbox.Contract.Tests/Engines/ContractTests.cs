using Outbox.Core.Messages;
using Outbox.Stores;
using Outbox.TestServers.Dialect;

namespace Outbox.Contract.Tests.Engines;

/// <summary>
/// What every test class of the suite begins with: a new database of the engine, and the count for the closing line.
/// Behaviour stands in the abstract classes; a class for each engine inherits it.
/// </summary>
public abstract class ContractTests(ContractEngine engine) : IAsyncLifetime
{
    private ContractDatabase? _shop;

    /// <summary>The database of this test.</summary>
    protected ContractDatabase Shop => _shop!;

    /// <summary>Its store.</summary>
    protected IOutboxStore Store => Shop.Store;

    /// <summary>Ends with the test run.</summary>
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        string? why;
        try
        {
            why = await engine.UnavailableAsync();
            _shop = why is null ? await engine.CreateAsync(Stop) : null;
        }
        catch
        {
            ContractTally.Count(engine.Name, TestResult.Failed);
            throw;
        }

        if (why is not null)
        {
            ContractTally.Count(engine.Name, TestResult.Skipped);
            Assert.Skip(why);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_shop is not null)
        {
            ContractTally.Count(engine.Name, TestContext.Current.TestState?.Result ?? TestResult.Failed);
            await _shop.DisposeAsync();
        }
    }

    /// <summary>Skips the test, with the server's own words, where the engine lacks something that the test is about.</summary>
    protected async Task NeedAsync(Trait trait)
    {
        if (await Shop.LacksAsync(trait) is { } why)
        {
            Assert.Skip(why);
        }
    }

    /// <summary>Installs a mapping made of the suite's people and some more sections.</summary>
    protected Task<MigrationReport> MigrateAsync(string sections, string people = Mappings.People) =>
        Shop.MigrateAsync(Mappings.Of(sections, people), Stop);

    /// <summary>Installs one event of the table Orders.</summary>
    protected Task<MigrationReport> MigrateOrderEventAsync(string when, string more = "") =>
        MigrateAsync($"events:\n  order_event: {{ table: Orders, id: OrderId, person: CustomerId, once: true, when: {when}{more} }}");

    /// <summary>Runs the shop's SQL.</summary>
    protected Task<int> ShopAsync(string sql, object? parameters = null) => Shop.ExecuteAsync(sql, parameters);

    /// <summary>The pending events' ids, in order.</summary>
    protected async Task<IReadOnlyList<string?>> EventIdsAsync() =>
        [.. (await Shop.PendingAsync(Stop)).Where(m => m.Kind == MessageKind.Event).Select(m => m.EventId)];

    /// <summary>The pending rows in words: <c>touch people 1</c>, <c>event order_event:1</c>.</summary>
    protected async Task<IReadOnlyList<string>> RowsAsync() =>
        [.. (await Shop.PendingAsync(Stop)).Select(m => m.Kind == MessageKind.Event
            ? $"event {m.EventId}"
            : $"{m.Kind.ToString().ToLowerInvariant()} {m.CapturedBy} {m.PersonKey ?? m.Captured}")];

    /// <summary>
    /// Asserts the rows, statement by statement; those of one statement in any order where the engine promises none.
    /// </summary>
    protected void AssertStatements(IReadOnlyList<string?> actual, params string[][] statements)
    {
        var rest = actual.AsEnumerable();
        foreach (var expected in statements)
        {
            var rows = rest.Take(expected.Length).ToList();
            rest = rest.Skip(expected.Length);
            if (Shop.OrdersRows)
            {
                Assert.Equal(expected, rows);
            }
            else
            {
                Assert.Equal(expected.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
            }
        }

        Assert.Empty(rest);
    }

    /// <summary>The one pending event.</summary>
    protected async Task<OutboxMessage> SingleEventAsync() =>
        Assert.Single(await Shop.PendingAsync(Stop), m => m.Kind == MessageKind.Event);

    /// <summary>The codes of the recorded faults.</summary>
    protected Task<IReadOnlyList<string>> FaultsAsync() => Shop.ColumnAsync($"SELECT Code FROM {Shop.Own("Fault")} ORDER BY FaultId");
}
