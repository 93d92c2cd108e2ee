using static Outbox.Mapping.Capture.TSql.TSqlText;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>INSERT … SELECT into the outbox.</summary>
/// <remarks>
/// The rows come from a derived table. The message's number is a sequence's default, and NEXT VALUE FOR is refused in a
/// statement with DISTINCT, UNION, EXCEPT or INTERSECT (MS NEXT VALUE FOR, error 11721): those stand within the derived table,
/// as does what is read of a row, so that it is read once.
/// </remarks>
internal static class TSqlInsert
{
    /// <summary>The name of the derived table.</summary>
    public const string Values = "r";

    /// <summary>Rows of a source that pass a condition.</summary>
    /// <param name="values">The columns and their expressions.</param>
    /// <param name="from">What follows FROM.</param>
    /// <param name="condition">The condition; not <see cref="Predicate.Never"/>.</param>
    /// <param name="option">The OPTION clause; null for none.</param>
    public static string Of(IReadOnlyList<TSqlValue> values, string from, Predicate condition, string? option = null) =>
        Of(values, from, condition.Terms, NamesSomebody(values), option);

    /// <summary>The same with conditions on the values that were read.</summary>
    /// <param name="values">The columns and their expressions.</param>
    /// <param name="from">What follows FROM.</param>
    /// <param name="terms">Conditions on the source's rows.</param>
    /// <param name="outerTerms">Conditions on the columns of <see cref="Values"/>.</param>
    /// <param name="option">The OPTION clause; null for none.</param>
    /// <param name="most">Rows at most; null for all.</param>
    public static string Of(
        IReadOnlyList<TSqlValue> values,
        string from,
        IReadOnlyList<string> terms,
        IReadOnlyList<string> outerTerms,
        string? option = null,
        int? most = null)
    {
        var read = values.Where(v => v.From is TSqlValueSource.Row or TSqlValueSource.HiddenRow).ToList();
        var columns = values.Where(v => v.From != TSqlValueSource.HiddenRow).ToList();
        var row = $"""
            FROM
            (
                SELECT
            {Indent(string.Join(",\n", read.Select(v => $"{v.Expression} AS {v.Column}")), 2)}
            {Indent("FROM" + (from.StartsWith('\n') ? "" : " ") + from + Where(terms))}
            ) AS {Values}{Where(outerTerms)}
            """;
        string Value(TSqlValue value) => value.From == TSqlValueSource.Row ? $"{Values}.{value.Column}" : value.Expression;
        if (most is null)
        {
            return $"""
                INSERT INTO outbox.Message
                    ({string.Join(", ", columns.Select(v => v.Column))})
                SELECT
                {Indent(string.Join(",\n", columns.Select(Value)))}
                {row}{(option is null ? "" : "\n" + option)};
                """;
        }

        // NEXT VALUE FOR is refused beside TOP as well.
        return $"""
            INSERT INTO outbox.Message
                ({string.Join(", ", columns.Select(v => v.Column))})
            SELECT{List(columns.Select(v => "y." + v.Column))}
            FROM
            (
                SELECT TOP ({most})
            {Indent(string.Join(",\n", columns.Select(v => v.From == TSqlValueSource.Row ? Value(v) : $"{Value(v)} AS {v.Column}")), 2)}
            {Indent(row)}
            ) AS y{(option is null ? "" : "\n" + option)};
            """;
    }

    /// <summary>A fault.</summary>
    /// <param name="capturedBy">The capture, or the table where all of its captures are meant.</param>
    /// <param name="code">The code.</param>
    /// <param name="detail">The detail's expression; no personal data.</param>
    /// <param name="rows">The expression of the number of rows.</param>
    public static string Fault(string capturedBy, string code, string detail, string rows) => $"""
        INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
        VALUES ({Text(capturedBy)}, '{code}', {detail}, {rows});
        """;

    /// <summary>An event of nobody is shown as a dead row; of anything else nothing would be left to say.</summary>
    private static IReadOnlyList<string> NamesSomebody(IReadOnlyList<TSqlValue> values) =>
        values.Any(v => v.Column == "PersonKey") && !values.Any(v => v.Column == "EventId") ? [$"{Values}.PersonKey IS NOT NULL"] : [];

    private static string Where(IReadOnlyList<string> terms) => terms.Count == 0
        ? ""
        : $"\nWHERE {string.Join("\n  AND ", terms.Select(t => t.Replace("\n", "\n  ", StringComparison.Ordinal)))}";
}
