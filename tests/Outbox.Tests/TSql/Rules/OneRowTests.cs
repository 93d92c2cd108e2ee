using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Outbox.Tests.TSql.Rules;

/// <summary>
/// A statement of the shop that hits one row must not wait for a memory grant. Joins by hashing, and whatever sorts or groups,
/// ask for one: in a trigger they stand where several rows are certain.
/// </summary>
public sealed class OneRowTests
{
    [Fact]
    public void Triggers_hash_and_sort_for_several_rows_only()
    {
        Assert.NotEmpty(Scripts.Triggers);
        Assert.Contains(Scripts.Triggers, s => s.Text.Contains("HASH JOIN", StringComparison.Ordinal));
        Tree.AssertClean(Scripts.Triggers, Find);
    }

    [Theory]
    [InlineData("INSERT t SELECT i.a FROM inserted AS i INNER HASH JOIN deleted AS d ON d.a = i.a")]
    [InlineData("IF @New > 0 INSERT t SELECT x.a FROM (SELECT a FROM inserted UNION SELECT a FROM deleted) AS x")]
    [InlineData("IF @New = 1 INSERT t SELECT a FROM inserted GROUP BY a")]
    [InlineData("INSERT t SELECT i.a FROM inserted AS i INNER JOIN deleted AS d ON d.a = i.a")]
    [InlineData("INSERT t SELECT a FROM inserted ORDER BY a")]
    public void What_asks_for_memory_is_seen(string sql) => Assert.NotEmpty(Find(Tree.Of(sql)));

    [Theory]
    [InlineData("IF @New = 1 SET @x = 1 ELSE INSERT t SELECT i.a FROM inserted AS i INNER HASH JOIN deleted AS d ON d.a = i.a")]
    [InlineData("IF @New > 1 AND UPDATE(a) INSERT t SELECT a FROM inserted GROUP BY a")]
    [InlineData("INSERT t SELECT i.a FROM inserted AS i CROSS JOIN deleted AS d WHERE i.b = 1")]
    [InlineData("INSERT t SELECT d.a FROM deleted AS d WHERE NOT EXISTS (SELECT 1 FROM inserted AS i WHERE i.a = d.a) OPTION (LOOP JOIN)")]
    public void What_does_not_is_let_be(string sql) => Assert.Empty(Find(Tree.Of(sql)));

    private static IEnumerable<(TSqlFragment, string)> Find(TSqlFragment tree)
    {
        var several = tree.All<IfStatement>().SelectMany(Several).ToList();
        var joins = tree.All<InsertStatement>()
            .Where(insert => !insert.OptimizerHints.Any(h => h.HintKind == OptimizerHintKind.LoopJoin))
            .SelectMany(insert => insert.All<QualifiedJoin>().Cast<TSqlFragment>()
                .Concat(insert.All<ExistsPredicate>().Where(e => e.All<NamedTableReference>().Any(t => t.SchemaObject.BaseIdentifier.Value is "inserted" or "deleted"))));
        return joins
            .Concat(tree.All<QualifiedJoin>().Where(j => j.JoinHint == JoinHint.Hash))
            .Concat(tree.All<GroupByClause>())
            .Concat(tree.All<OrderByClause>())
            .Concat(tree.All<BinaryQueryExpression>().Where(IsOfTables))
            .Concat(tree.All<QuerySpecification>().Where(q => q.UniqueRowFilter == UniqueRowFilter.Distinct))
            .Distinct()
            .Where(found => !several.Any(found.IsWithin))
            .Select(found => (found, $"asks for memory where one row may have been hit: {found.Text()}"));
    }

    /// <summary>The branches that run for several rows alone.</summary>
    private static IEnumerable<TSqlFragment> Several(IfStatement statement)
    {
        var condition = statement.Predicate.Text();
        if (condition.StartsWith("@New > 1", StringComparison.Ordinal))
        {
            yield return statement.ThenStatement;
        }

        if (condition is "@New = 1" or "@RowsHit = 1" && statement.ElseStatement is not null)
        {
            yield return statement.ElseStatement;
        }
    }

    /// <summary>UNION, EXCEPT and INTERSECT of rows; of two rows of constants they compare and sort nothing.</summary>
    private static bool IsOfTables(BinaryQueryExpression set) =>
        !(set.BinaryQueryExpressionType == BinaryQueryExpressionType.Union && set.All) && set.All<FromClause>().Count > 0;
}
