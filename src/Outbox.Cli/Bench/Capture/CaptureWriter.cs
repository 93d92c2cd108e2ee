using System.Data.Common;
using Outbox.Cli.Bench.Shop;

namespace Outbox.Cli.Bench.Capture;

/// <summary>Writes orders, so many a statement, and measures how long a statement with its commit takes.</summary>
internal sealed class CaptureWriter(BenchShop shop, BenchContext context)
{
    private int _next = 1;

    /// <summary>By one kind of write, statement after statement, each in a transaction of its own.</summary>
    /// <param name="statement"><c>WriteOrders</c> with the trigger, <c>WritePlain</c> without, <c>WriteByHand</c>, <c>WriteBare</c>.</param>
    /// <param name="rows">Rows a statement, 1 or more.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Microseconds a statement: the median of the statements, so that a checkpoint in one of them does not count.</returns>
    public async Task<double> RunAsync(string statement, int rows, CancellationToken cancellationToken)
    {
        await shop.RunAsync("Clear", null, cancellationToken);
        await using var connection = await shop.OpenAsync(cancellationToken);
        var statements = Statements(rows);
        var times = new List<double>(statements);
        for (var i = -1; i < statements; i++)
        {
            var start = context.Time.GetTimestamp();
            await WriteAsync(connection, statement, rows, cancellationToken);
            if (i >= 0)
            {
                times.Add(context.Time.GetElapsedTime(start).TotalMicroseconds);
            }
        }

        return Rounds.Median(times);
    }

    /// <summary>Statements of a round.</summary>
    public int Statements(int rows) => Math.Clamp(context.Sizes.CaptureRows / rows, 5, context.Sizes.MostStatements);

    private async Task WriteAsync(DbConnection connection, string statement, int rows, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await shop.RunAsync(connection, statement, new { first = _next, rows, people = context.Sizes.People }, cancellationToken, transaction);
        await transaction.CommitAsync(cancellationToken);
        _next += rows;
    }
}
