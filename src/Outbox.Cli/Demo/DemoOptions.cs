using Outbox.Cli.Demo.Shop;

namespace Outbox.Cli.Demo;

/// <summary>How the demo is played.</summary>
/// <param name="File">The SQLite file to make; null for one in the demo's folder.</param>
/// <param name="Server">The server on which to make a database instead; null for none.</param>
/// <param name="Keep">Whether database and folder stay after a good run.</param>
/// <param name="Seed">Of everything that chance decides: the shop's deeds, the sandbox's faults, the kills.</param>
/// <param name="Orders">Orders that the shop takes.</param>
internal sealed record DemoOptions(string? File, string? Server, bool Keep, int Seed, int Orders)
{
    /// <summary>Fewer make no play with two kills in it.</summary>
    public const int FewestOrders = 40;

    /// <summary>Enough for well over a thousand writes.</summary>
    public const int DefaultOrders = 300;

    /// <summary>Where the shop is to be; nothing is made yet.</summary>
    public IShopDatabase Database(DemoFolder folder, TimeProvider time) => Server is null
        ? new SqliteShopDatabase(Path.GetFullPath(File ?? folder.PathOf("shop.db")))
        : new SqlServerShopDatabase(Server, SqlServerShopDatabase.NameOf(Seed, time), time);
}
