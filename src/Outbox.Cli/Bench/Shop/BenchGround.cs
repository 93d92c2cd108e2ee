using System.Globalization;
using Outbox.Cli.Demo.Shop;

namespace Outbox.Cli.Bench.Shop;

/// <summary>Where the benchmark's databases stand: files of a folder, or databases of a server. All are removed at the end.</summary>
internal sealed class BenchGround(BenchOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly List<BenchShop> _shops = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("outbox-bench-").FullName;

    /// <summary>A folder for files.</summary>
    public string Folder => _folder;

    /// <summary>A new shop.</summary>
    public async Task<BenchShop> OpenShopAsync(CancellationToken cancellationToken)
    {
        var number = _shops.Count + 1;
        IShopDatabase database = options.Server is { } server
            ? new SqlServerShopDatabase(server, Name(number), time)
            : new SqliteShopDatabase(Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"shop{number}.db")));
        var shop = new BenchShop(database, options.Engine, options.Sizes.People);
        _shops.Add(shop);
        await shop.CreateAsync(cancellationToken);
        return shop;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var shop in _shops)
        {
            await shop.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string Name(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"outbox_bench_{time.GetUtcNow():yyyyMMddHHmmssfff}_{number}");
}
