using Microsoft.Data.SqlClient;

namespace Outbox.TestServers;

/// <summary>A login with a user in one database; it goes with the test.</summary>
/// <param name="name">Of both.</param>
/// <param name="connectionString">As that login.</param>
/// <param name="drop">Drops the login.</param>
public sealed class TestLogin(string name, string connectionString, Func<Task> drop) : IAsyncDisposable
{
    /// <summary>Its name, and its user's.</summary>
    public string Name => name;

    /// <summary>To the database, as this login.</summary>
    public string ConnectionString => connectionString;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await using (var pooled = new SqlConnection(connectionString))
        {
            SqlConnection.ClearPool(pooled);
        }

        await drop();
    }
}
