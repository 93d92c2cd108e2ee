using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Outbox.Tests.TSql.Rules;

/// <summary>
/// The index of event ids leaves out the rows without one. A filtered index serves a query whose predicate is its filter (MS
/// Create filtered indexes): a comparison with a column or a variable alone is none.
/// </summary>
public sealed class EventIdLookupTests
{
    [Fact]
    public void The_index_holds_no_row_without_an_event_id()
    {
        var index = Scripts.Product.SelectMany(s => Tree.Of(s.Text).All<CreateIndexStatement>()).Single(i => i.Name.Value == "IX_Message_EventId");
        Assert.Equal("EventId IS NOT NULL", index.FilterPredicate?.Text());
    }

    [Fact]
    public void Whoever_looks_an_event_id_up_says_that_it_is_not_null()
    {
        IReadOnlyList<Script> all = [.. Scripts.Product, .. Scripts.Golden, .. Scripts.OfSample];
        Tree.AssertClean(all, Find);
    }

    [Theory]
    [InlineData("SELECT 1 FROM outbox.Message AS m WHERE m.EventId = @Id")]
    [InlineData("SELECT 1 FROM t AS x INNER JOIN outbox.Message AS m ON m.EventId = x.EventId")]
    public void One_that_does_not_is_seen(string sql) => Assert.NotEmpty(Find(Tree.Of(sql)));

    [Fact]
    public void One_that_does_is_let_be() =>
        Assert.Empty(Find(Tree.Of("SELECT 1 FROM outbox.Message AS m WHERE m.EventId = @Id AND m.EventId IS NOT NULL")));

    private static IEnumerable<(TSqlFragment, string)> Find(TSqlFragment tree) => tree.All<QuerySpecification>().Cast<TSqlFragment>()
        .Concat(tree.All<UpdateSpecification>())
        .Concat(tree.All<DeleteSpecification>())
        .SelectMany(query =>
        {
            var aliases = Sources(query).Where(t => t.SchemaObject.BaseIdentifier.Value == "Message" && t.SchemaObject.SchemaIdentifier?.Value == "outbox")
                .Select(t => t.Alias?.Value ?? "Message").ToHashSet(StringComparer.OrdinalIgnoreCase);
            var text = query.Text();
            var inner = query.All<QuerySpecification>().Where(q => q != query).ToList();
            return query.All<BooleanComparisonExpression>()
                .Where(c => c.ComparisonType == BooleanComparisonType.Equals && !inner.Any(c.IsWithin))
                .Select(c => (Comparison: c, Column: new[] { c.FirstExpression, c.SecondExpression }.OfType<ColumnReferenceExpression>()
                    .FirstOrDefault(e => IsEventId(e) && (e.MultiPartIdentifier.Count == 1 ? aliases.Count == 1 : aliases.Contains(e.MultiPartIdentifier[0].Value)))))
                .Where(c => c.Column is not null && !text.Contains($"{c.Column.Text()} IS NOT NULL", StringComparison.OrdinalIgnoreCase))
                .Select(c => ((TSqlFragment)c.Comparison, $"is looked up without the index: {c.Comparison.Text()}"));
        })
        .DistinctBy(f => f.Item1.FirstTokenIndex);

    private static bool IsEventId(ColumnReferenceExpression column) => column.MultiPartIdentifier?.Identifiers[^1].Value == "EventId";

    /// <summary>The tables that a query itself names, without those of its subqueries.</summary>
    private static IEnumerable<NamedTableReference> Sources(TSqlFragment query)
    {
        var inner = query.All<QuerySpecification>().Where(q => q != query).ToList();
        return query.All<NamedTableReference>().Where(t => !inner.Any(t.IsWithin));
    }
}
