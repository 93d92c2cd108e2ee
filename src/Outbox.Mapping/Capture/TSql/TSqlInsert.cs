using static Outbox.Mapping.Capture.TSql.TSqlText;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>INSERT … SELECT into the outbox.</summary>
internal static class TSqlInsert
{
    /// <summary>Rows of a source that pass a condition.</summary>
    /// <param name="values">The columns and their expressions.</param>
    /// <param name="from">What follows FROM.</param>
    /// <param name="condition">The condition; not <see cref="Predicate.Never"/>.</param>
    /// <param name="option">The OPTION clause; null for none.</param>
    public static string Of(IReadOnlyList<(string Column, string Value)> values, string from, Predicate condition, string? option = null)
    {
        var where = condition.Terms.Count == 0 ? "" : $"\nWHERE {string.Join("\n  AND ", condition.Terms.Select(t => t.Replace("\n", "\n  ", StringComparison.Ordinal)))}";
        return $"""
            INSERT INTO outbox.Message
                ({string.Join(", ", values.Select(v => v.Column))})
            SELECT
            {Indent(string.Join(",\n", values.Select(v => v.Value)))}
            FROM{(from.StartsWith('\n') ? "" : " ")}{from}{where}{(option is null ? "" : "\n" + option)};
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
}
