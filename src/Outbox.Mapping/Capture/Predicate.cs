namespace Outbox.Mapping.Capture;

/// <summary>A condition that may be known before any row is seen.</summary>
internal sealed record Predicate
{
    /// <summary>Every row passes.</summary>
    public static readonly Predicate Always = new() { Terms = [] };

    /// <summary>No row passes.</summary>
    public static readonly Predicate Never = new() { Terms = [], IsNever = true };

    /// <summary>What must all hold, for a line of WHERE each; none where every row passes.</summary>
    public required IReadOnlyList<string> Terms { get; init; }

    /// <summary>Whether no row can pass.</summary>
    public bool IsNever { get; private init; }

    /// <summary>The condition in one line; null where it is <see cref="Always"/> or <see cref="Never"/>.</summary>
    public string? Sql => Terms.Count == 0 ? null : string.Join(" AND ", Terms);

    private bool IsAlways => Terms.Count == 0 && !IsNever;

    /// <summary>Decided by the row: a comparison, or what stands in brackets.</summary>
    public static Predicate Of(string sql) => new() { Terms = [sql] };

    /// <summary>All of them.</summary>
    public static Predicate And(params IEnumerable<Predicate> predicates)
    {
        var all = predicates.ToList();
        return all.Exists(p => p.IsNever) ? Never : new() { Terms = [.. all.SelectMany(p => p.Terms).Distinct()] };
    }

    /// <summary>At least one.</summary>
    public static Predicate Or(params IEnumerable<Predicate> predicates)
    {
        var possible = predicates.Where(p => !p.IsNever).ToList();
        return possible switch
        {
            [] => Never,
            [var only] => only,
            _ when possible.Exists(p => p.IsAlways) => Always,
            _ => Of($"({string.Join("\n    OR ", possible.Select(p => p.Terms.Count == 1 ? p.Sql : $"({p.Sql})"))})"),
        };
    }
}
