using System.Data.Common;
using Dapper;
using Outbox.Cli.Demo.Journal;

namespace Outbox.Cli.Demo.Shop;

/// <summary>One transaction of a desk: its statements, and what they mean once they are through.</summary>
internal sealed class ShopTransaction(
    IShopDatabase database, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
{
    private readonly List<Fact> _facts = [];
    private readonly List<Action> _then = [];

    /// <summary>Statements run.</summary>
    public int Writes { get; private set; }

    /// <summary>What the commit must bring.</summary>
    public IReadOnlyList<Fact> Facts => _facts;

    /// <summary>The present moment, as SQL.</summary>
    public string NowUtc => database.NowUtc;

    public async Task ExecuteAsync(string sql, object? parameters = null)
    {
        await connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));
        Writes++;
    }

    /// <summary>Inserts one row and returns the key that the database gave it.</summary>
    public async Task<long> InsertAsync(string insert, string keyColumn, object parameters)
    {
        var key = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            database.ReturningKey(insert, keyColumn), parameters, transaction, cancellationToken: cancellationToken));
        Writes++;
        return key;
    }

    /// <summary>Inserts several rows by one statement.</summary>
    /// <param name="insertInto"><c>INSERT INTO table (columns)</c>.</param>
    /// <param name="rows">The values, at least one row.</param>
    public async Task InsertRowsAsync(string insertInto, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var parameters = new DynamicParameters();
        var values = new List<string>();
        foreach (var row in rows)
        {
            var names = row.Select((_, i) => $"@p{values.Count}_{i}").ToArray();
            for (var i = 0; i < names.Length; i++)
            {
                parameters.Add(names[i], row[i]);
            }

            values.Add($"({string.Join(", ", names)})");
        }

        await ExecuteAsync($"{insertInto} VALUES {string.Join(", ", values)}", parameters);
    }

    /// <summary>Reads within the transaction.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object parameters) =>
        [.. await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken))];

    /// <summary>The commit must bring this event.</summary>
    public void Brings(Fact fact) => _facts.Add(fact);

    /// <summary>Runs once the transaction is through, and not where it is rolled back.</summary>
    public void Then(Action action) => _then.Add(action);

    /// <summary>Runs what was to follow the commit.</summary>
    public void Settle() => _then.ForEach(action => action());
}
