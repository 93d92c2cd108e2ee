using Outbox.Core.Errors;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Draft;

/// <summary>Which tables are what. Pure: the same tables and answers give the same guess.</summary>
/// <param name="Catalog">The tables.</param>
/// <param name="Relations">Their foreign keys.</param>
/// <param name="Answers">What was said.</param>
/// <param name="People">The people table.</param>
/// <param name="Key">Its key.</param>
/// <param name="Orders">The table of orders; null for none.</param>
/// <param name="Person">The column of an order that names the person; null where there are no orders.</param>
/// <param name="Lines">The lines of orders; null for none.</param>
/// <param name="LineOrder">The column of a line that names the order.</param>
/// <param name="Products">What the lines are of; null for none.</param>
/// <param name="LineProduct">The column of a line that names the product.</param>
/// <param name="Status">The column of an order that says how far it is; null for none.</param>
/// <param name="Why">The reasons.</param>
public sealed record ShopGuess(
    DatabaseCatalog Catalog,
    IReadOnlyList<Relation> Relations,
    DraftAnswers Answers,
    CatalogTable People,
    CatalogColumn Key,
    CatalogTable? Orders,
    CatalogColumn? Person,
    CatalogTable? Lines,
    string? LineOrder,
    CatalogTable? Products,
    string? LineProduct,
    CatalogColumn? Status,
    IReadOnlyList<Guess> Why)
{
    /// <summary>The word for no table.</summary>
    public const string None = "none";

    /// <summary>Guesses.</summary>
    /// <exception cref="OutboxException">OBX196, OBX197: no people table, or an answer that names what is not there.</exception>
    public static ShopGuess Of(DatabaseCatalog catalog, IReadOnlyList<Relation> relations, DraftAnswers answers)
    {
        var links = new Links(catalog, relations);
        var why = new List<Guess>();
        var people = PeopleGuess.Find(links, answers, why);
        var key = PeopleGuess.KeyOf(people, answers, why);
        var orders = OrdersGuess.Find(links, people, key, answers, why);
        var person = orders is null ? null : links.PersonOf(orders, people, key);
        var lines = orders is null ? null : LinesGuess.Find(links, orders, why);
        var products = lines is null ? null : LinesGuess.ProductsOf(links, lines.Value.Table, orders!, why);
        var status = orders?.Columns.Where(Columns.IsStatus).OrderBy(c => c.Name.Length).FirstOrDefault();
        if (status is not null)
        {
            why.Add(new Guess("status", $"{orders!.Name}.{status.Name}", "its name; its words are read from the last rows"));
        }

        return new ShopGuess(
            catalog, relations, answers, people, key, orders, person,
            lines?.Table, lines?.Column, products?.Table, products?.Column, status, why);
    }

    /// <summary>The table that was named.</summary>
    /// <exception cref="OutboxException">OBX197: it is not there, or is a view.</exception>
    internal static CatalogTable Named(DatabaseCatalog catalog, string name, string option)
    {
        var parts = name.Split('.');
        var table = catalog.Find(parts.Length == 2 ? new TableName(parts[0], parts[1]) : new TableName(null, name))
            ?? catalog.Tables.FirstOrDefault(t => string.Equals(t.Name.Name, name, StringComparison.OrdinalIgnoreCase));
        var tables = catalog.Tables.Where(t => !t.IsView).Select(t => t.Name.ToString()).ToList();
        if (table is null)
        {
            throw new OutboxException(
                DraftErrors.UnknownName, $"The database has no table '{name}'.", option,
                NearestName.Of(name, tables.Concat(catalog.Tables.Select(t => t.Name.Name))) is { } near
                    ? $"Did you mean '{near}'?"
                    : $"Give one of: {string.Join(", ", tables.Take(20))}{(tables.Count > 20 ? ", …" : "")}.");
        }

        return !table.IsView ? table : throw new OutboxException(
            DraftErrors.UnknownName, $"'{table.Name}' is a view: writes are captured from tables.", option, "Give the table under it.");
    }
}
