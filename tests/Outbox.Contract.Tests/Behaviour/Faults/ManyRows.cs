using System.Globalization;

namespace Outbox.Contract.Tests.Behaviour.Faults;

/// <summary>Statements that write many rows, in SQL that every engine reads.</summary>
internal static class ManyRows
{
    private const string Digits =
        "d AS (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)";

    /// <summary>Orders 1 to <paramref name="count"/> (999,999 at most), of customers 0 to 99, in one statement.</summary>
    public static string Orders(int count, string status) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        WITH {Digits}
        INSERT INTO Orders (OrderId, CustomerId, Status)
        SELECT v.i, v.i % 100, '{status}'
        FROM (
            SELECT a.n + 10 * b.n + 100 * c.n + 1000 * e.n + 10000 * f.n + 100000 * g.n AS i
            FROM d AS a CROSS JOIN d AS b CROSS JOIN d AS c CROSS JOIN d AS e CROSS JOIN d AS f CROSS JOIN d AS g
        ) AS v
        WHERE v.i BETWEEN 1 AND {count}
        """);
}
