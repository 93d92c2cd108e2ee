using System.Data.Common;
using System.Globalization;

namespace Outbox.Cli.Demo.Shop;

/// <summary>The shelves, read from the shop's tables.</summary>
internal sealed class Catalogue
{
    private Catalogue(IReadOnlyList<Product> products)
    {
        All = products;
        Sold = [.. products.Where(p => p.IsSold)];
        Consumed = [.. products.Where(p => p.IsSold && p.ConsumptionDays is not null)];
        ForCarts = [.. products.Where(p => p.IsForCarts)];
        Awaited = [.. products.Where(p => p.IsAwaited)];
    }

    public IReadOnlyList<Product> All { get; }

    public IReadOnlyList<Product> Sold { get; }

    public IReadOnlyList<Product> Consumed { get; }

    public IReadOnlyList<Product> ForCarts { get; }

    public IReadOnlyList<Product> Awaited { get; }

    public static async Task<Catalogue> ReadAsync(IShopDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT p.ProductId, p.Sku, p.Name, c.Name AS Category, p.ListPrice, p.UnitCost, p.StockOnHand, p.ReorderPoint, p.ConsumptionDays
            FROM Products AS p
            JOIN Categories AS c ON c.CategoryId = p.CategoryId
            ORDER BY p.ProductId
            """;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var products = new List<Product>();
        while (await reader.ReadAsync(cancellationToken))
        {
            products.Add(Read(reader));
        }

        return new Catalogue(products);
    }

    // By value, not by type: SQLite keeps a price of 7.00 as an integer and one of 7.25 as a real.
    private static Product Read(DbDataReader reader) => new()
    {
        ProductId = Number(reader, 0),
        Sku = reader.GetString(1),
        Name = reader.GetString(2),
        Category = reader.GetString(3),
        ListPrice = Convert.ToDecimal(reader.GetValue(4), CultureInfo.InvariantCulture),
        UnitCost = Convert.ToDecimal(reader.GetValue(5), CultureInfo.InvariantCulture),
        StockOnHand = Number(reader, 6),
        ReorderPoint = Number(reader, 7),
        ConsumptionDays = reader.IsDBNull(8) ? null : Number(reader, 8),
    };

    private static int Number(DbDataReader reader, int column) =>
        Convert.ToInt32(reader.GetValue(column), CultureInfo.InvariantCulture);
}
