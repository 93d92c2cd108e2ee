using System.Data.Common;
using System.Text.Json;
using Dapper;
using Outbox.Cli.Bench.Shop;

namespace Outbox.Cli.Bench.Drain;

/// <summary>The baselines' queue: bytes and a state.</summary>
internal sealed class ItemQueue(BenchShop shop)
{
    /// <summary>Fills it.</summary>
    public async Task FillAsync(IEnumerable<ReadOnlyMemory<byte>> items, CancellationToken cancellationToken)
    {
        await using var connection = await shop.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var id = 0;
        foreach (var item in items)
        {
            await shop.RunAsync(connection, "AddItem", new { id = ++id, item = item.ToArray() }, cancellationToken, transaction);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Up to so many that are to be sent, in order.</summary>
    public async Task<IReadOnlyList<(int Id, byte[] Item)>> ReadAsync(DbConnection connection, int limit, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = shop.Text("ReadItems");
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@limit", limit);
        command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var items = new List<(int, byte[])>(limit);
        while (reader.Read())
        {
            items.Add((reader.GetInt32(0), (byte[])reader.GetValue(1)));
        }

        return items;
    }

    /// <summary>Marks some as sent, by one statement.</summary>
    public Task MarkAsync(DbConnection connection, IEnumerable<int> ids, CancellationToken cancellationToken) =>
        shop.RunAsync(connection, "MarkItems", new { ids = JsonSerializer.Serialize(ids) }, cancellationToken);

    /// <summary>Marks one as sent.</summary>
    public Task MarkAsync(DbConnection connection, int id, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(shop.Text("MarkItem"), new { id }, cancellationToken: cancellationToken));
}
