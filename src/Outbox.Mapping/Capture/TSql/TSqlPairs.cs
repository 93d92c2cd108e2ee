using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using static Outbox.Mapping.Capture.TSql.TSqlText;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>How an update's rows before and after are put together: by the primary key, which the update may change.</summary>
internal sealed class TSqlPairs(CatalogTable table, People? people)
{
    /// <summary>Goes with the join hint, which fixes the order anyway and would say so by a warning (8625) to the shop.</summary>
    public const string Option = "OPTION (FORCE ORDER)";

    /// <summary>The rows of a statement that updated one: nothing else can belong together, whatever became of the key.</summary>
    public const string OfOneRow = "inserted AS i\nCROSS JOIN deleted AS d";

    /// <summary>The columns of the key; of people without a primary key their id.</summary>
    public IReadOnlyList<CatalogColumn> Key { get; } =
        [.. (table.PrimaryKey.Count > 0 ? table.PrimaryKey : people is null ? [] : [people.Id.Name]).Select(c => Declared(table, c))];

    /// <summary>Whether an update can change the key.</summary>
    public bool CanChange => !Key.All(c => c.IsIdentity);

    /// <summary>The key columns of which an update must name one to change the key; null where one is computed.</summary>
    public IReadOnlyList<string>? Named => Key.Any(c => c.IsComputed) ? null : [.. Key.Where(c => !c.IsIdentity).Select(c => c.Name)];

    /// <summary>
    /// The rows of a statement that updated several. Hashed, because a plan made for one row would compare each row with
    /// each other one.
    /// </summary>
    /// <param name="kind">INNER or LEFT.</param>
    public string Of(string kind) => $"inserted AS i\n{kind} HASH JOIN deleted AS d ON {On}";

    /// <summary>The same without the hint.</summary>
    public string Plain => $"inserted AS i\nINNER JOIN deleted AS d ON {On}";

    private string On => string.Join(" AND ", Key.Select(c => $"d.{Name(c.Name)} = i.{Name(c.Name)}"));

    /// <summary>
    /// Whether a condition may fix the whole key to constants: then nothing is left to hash by, and the hint would be
    /// refused (error 8622).
    /// </summary>
    public bool IsFixedBy(TableEvent mapped)
    {
        var constant = mapped.Where.Where(f => f.Test is IsOneOf).Select(f => f.Column.Name)
            .Concat(UpdateColumns.Of(mapped.When))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Key.All(c => constant.Contains(c.Name));
    }

    /// <summary>Keys that one of the two pseudo-tables has and the other has not. No join: see above.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="isNew">Whether those of inserted are meant.</param>
    /// <param name="alias">The name of the derived table.</param>
    public static string OnlyIn(IReadOnlyList<string> columns, bool isNew, string alias)
    {
        var names = string.Join(", ", columns.Select(Name));
        return $"""
            (
                SELECT {names}
                FROM
                (
                    SELECT {names}, 1 AS IsNew FROM inserted
                    UNION ALL
                    SELECT {names}, 0 AS IsNew FROM deleted
                ) AS u
                GROUP BY {names}
                HAVING {(isNew ? "MIN(IsNew) = 1" : "MAX(IsNew) = 0")}
            ) AS {alias}
            """;
    }
}
