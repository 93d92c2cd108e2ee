namespace Outbox.EndToEnd.Tests.Crash.Shop;

/// <summary>The tables of a shop, and its mapping.</summary>
/// <param name="Mapping">The <c>outbox.yml</c>.</param>
/// <param name="Sqlite">Statements that make the tables on SQLite.</param>
/// <param name="SqlServer">Statements that make the tables on SQL Server.</param>
internal sealed record ShopDesign(string Mapping, IReadOnlyList<string> Sqlite, IReadOnlyList<string> SqlServer)
{
    /// <summary>The statements for an engine.</summary>
    public IReadOnlyList<string> TablesOf(string engine) => engine == SqliteFaultShop.Name ? Sqlite : SqlServer;
}
