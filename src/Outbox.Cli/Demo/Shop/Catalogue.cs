using Dapper;

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
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            """
            SELECT p.ProductId, p.Sku, p.Name, c.Name AS Category, p.ListPrice, p.UnitCost, p.StockOnHand, p.ReorderPoint, p.ConsumptionDays
            FROM Products AS p
            JOIN Categories AS c ON c.CategoryId = p.CategoryId
            ORDER BY p.ProductId
            """,
            cancellationToken: cancellationToken));
        return new Catalogue([.. rows.Select(r => r.ToProduct())]);
    }

    // SQLite answers with its own number types; Dapper converts into properties, not into records.
    private sealed class Row
    {
        public int ProductId { get; set; }

        public string Sku { get; set; } = "";

        public string Name { get; set; } = "";

        public string Category { get; set; } = "";

        public decimal ListPrice { get; set; }

        public decimal UnitCost { get; set; }

        public int StockOnHand { get; set; }

        public int ReorderPoint { get; set; }

        public int? ConsumptionDays { get; set; }

        public Product ToProduct() => new()
        {
            ProductId = ProductId,
            Sku = Sku,
            Name = Name,
            Category = Category,
            ListPrice = ListPrice,
            UnitCost = UnitCost,
            StockOnHand = StockOnHand,
            ReorderPoint = ReorderPoint,
            ConsumptionDays = ConsumptionDays,
        };
    }
}
