using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using static Outbox.Mapping.Capture.TSql.TSqlText;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>How an update's rows before and after are put together: by the primary key, which the update may change.</summary>
internal sealed class TSqlPairs(CatalogTable table, People? people)
{
    /// <summary>Goes with the join hint, which fixes the order anyway and would say so by a warning (8625) to the shop.</summary>
    public const string Option = "OPTION (FORCE ORDER)";

    /// <summary>
    /// Of a statement that hit one row. A plan is kept for statements of any size, and a join by hashing or sorting asks for
    /// memory first: where the server is short of it, the shop's transaction would wait for a grant (RESOURCE_SEMAPHORE).
    /// </summary>
    public const string LoopOption = "OPTION (LOOP JOIN)";

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

    /// <summary>The keys of the rows, before and after, each once.</summary>
    public static string Each(IReadOnlyList<string> columns, string alias)
    {
        var names = string.Join(", ", columns.Select(Name));
        return $"""
            (
                SELECT {names} FROM inserted
                UNION
                SELECT {names} FROM deleted
            ) AS {alias}
            """;
    }

    /// <summary>The same of a single row.</summary>
    public static string EachOfOneRow(IReadOnlyList<string> columns, string alias) => $"""
        (
            SELECT {string.Join(", ", columns.Select(Name))} FROM inserted
            UNION ALL
            SELECT {string.Join(", ", columns.Select(c => "d." + Name(c)))} FROM deleted AS d
            WHERE NOT EXISTS (SELECT 1 FROM inserted AS i WHERE {string.Join(" AND ", columns.Select(c => $"i.{Name(c)} = d.{Name(c)}"))})
        ) AS {alias}
        """;

    /// <summary>The old row of a single one whose key is another by now.</summary>
    public static string OnlyOldOfOneRow(string column, string alias) => $"""
        deleted AS {alias}
        WHERE NOT EXISTS (SELECT 1 FROM inserted AS i WHERE i.{Name(column)} = {alias}.{Name(column)})
        """;

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
