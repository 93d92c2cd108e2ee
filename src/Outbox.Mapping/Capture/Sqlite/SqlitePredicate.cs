namespace Outbox.Mapping.Capture.Sqlite;

/// <summary>A condition that may be known before any row is seen.</summary>
/// <param name="Sql">The condition; null where it is <see cref="Always"/> or <see cref="Never"/>.</param>
/// <param name="Constant">The answer where it is known.</param>
internal sealed record SqlitePredicate(string? Sql, bool? Constant)
{
    /// <summary>Every row passes.</summary>
    public static readonly SqlitePredicate Always = new(null, true);

    /// <summary>No row passes.</summary>
    public static readonly SqlitePredicate Never = new(null, false);

    /// <summary>Decided by the row.</summary>
    public static SqlitePredicate Of(string sql) => new(sql, null);

    /// <summary>Whether no row can pass.</summary>
    public bool IsNever => Constant == false;

    /// <summary>All of them.</summary>
    public static SqlitePredicate And(IEnumerable<SqlitePredicate> predicates) => Join(predicates, Always, Never, "AND");

    /// <summary>At least one.</summary>
    public static SqlitePredicate Or(IEnumerable<SqlitePredicate> predicates) => Join(predicates, Never, Always, "OR");

    private static SqlitePredicate Join(
        IEnumerable<SqlitePredicate> predicates, SqlitePredicate neutral, SqlitePredicate decisive, string word)
    {
        var list = predicates.Where(p => p != neutral).ToList();
        return list switch
        {
            [] => neutral,
            _ when list.Contains(decisive) => decisive,
            [var only] => only,
            _ => Of(string.Join($" {word} ", list.Select(p => $"({p.Sql})"))),
        };
    }
}
