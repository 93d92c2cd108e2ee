using System.Data.Common;

namespace Outbox.Cli.Demo.Shop;

/// <summary>What differs between engines for whoever writes to the shop; all else is ordinary SQL.</summary>
internal interface IShopDatabase
{
    /// <summary>The present moment in UTC, as a SQL expression.</summary>
    string NowUtc { get; }

    /// <summary>A new open connection, foreign keys enforced.</summary>
    Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Creates the shop's tables and views and fills its shelves; the database is new.</summary>
    Task CreateShopAsync(CancellationToken cancellationToken);

    /// <summary>The statement made to return the key that the database gave the row.</summary>
    /// <param name="insert">An INSERT of one row.</param>
    /// <param name="keyColumn">The key.</param>
    string ReturningKey(string insert, string keyColumn);
}
