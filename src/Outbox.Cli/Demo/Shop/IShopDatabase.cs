using System.Data.Common;

namespace Outbox.Cli.Demo.Shop;

/// <summary>What differs between engines for whoever writes to the shop; all else is ordinary SQL.</summary>
internal interface IShopDatabase
{
    /// <summary>For a person: where the shop is, without a password.</summary>
    string Place { get; }

    /// <summary>What the other commands take as <c>--connection</c>, credentials included.</summary>
    string Connection { get; }

    /// <summary>The present moment in UTC, as a SQL expression.</summary>
    string NowUtc { get; }

    /// <summary>Makes the database, new and empty.</summary>
    Task CreateAsync(CancellationToken cancellationToken);

    /// <summary>Creates the shop's tables and views and fills its shelves; the database is new.</summary>
    Task CreateShopAsync(CancellationToken cancellationToken);

    /// <summary>A new open connection, foreign keys enforced.</summary>
    Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>The statement made to return the key that the database gave the row.</summary>
    /// <param name="insert">An INSERT of one row.</param>
    /// <param name="keyColumn">The key.</param>
    string ReturningKey(string insert, string keyColumn);

    /// <summary>Whether the server rolled the transaction back to break a deadlock: whoever meets that begins again.</summary>
    bool IsDeadlock(DbException error);

    /// <summary>Removes the database, where it is the demo's own.</summary>
    Task RemoveAsync(CancellationToken cancellationToken);
}
