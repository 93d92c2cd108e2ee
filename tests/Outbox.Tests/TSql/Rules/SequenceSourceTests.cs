using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Outbox.Tests.TSql.Rules;

/// <summary>
/// NEXT VALUE FOR is refused in a statement that uses DISTINCT, UNION, EXCEPT or INTERSECT (MS NEXT VALUE FOR, error 11721), also
/// as a column's default. Where an INSERT needs one of them, it stands in a derived table.
/// </summary>
public sealed class SequenceSourceTests
{
    private static readonly IReadOnlySet<string> Numbered = Scripts.Product
        .SelectMany(s => Tree.Of(s.Text).All<CreateTableStatement>())
        .Where(t => t.All<NextValueForExpression>().Count > 0)
        .Select(t => t.SchemaObjectName.BaseIdentifier.Value)
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    [Fact]
    public void The_tables_with_a_sequence_are_known() => Assert.Superset(new HashSet<string> { "Message", "Fault" }, Numbered.ToHashSet());

    [Fact]
    public void No_insert_that_takes_a_number_has_a_set_operation_of_its_own()
    {
        IReadOnlyList<Script> all = [.. Scripts.Product, .. Scripts.Deployment, .. Scripts.Golden, .. Scripts.OfSample];
        Assert.Contains(all.SelectMany(s => Tree.Of(s.Text).All<InsertStatement>()), TakesNumber);
        Tree.AssertClean(all, Find);
    }

    [Theory]
    [InlineData("INSERT outbox.Message (Kind, Lane) SELECT DISTINCT 'touch', Lane FROM t")]
    [InlineData("INSERT INTO outbox.Message (Kind) SELECT 'a' UNION ALL SELECT 'b'")]
    [InlineData("INSERT INTO outbox.Fault (Code) SELECT x.Code FROM t AS x WHERE EXISTS (SELECT x.A EXCEPT SELECT x.B)")]
    [InlineData("WITH c AS (SELECT 1 AS n UNION SELECT 2) INSERT INTO outbox.Fault (RowsHit) SELECT n FROM c")]
    public void A_set_operation_is_seen(string sql) => Assert.NotEmpty(Find(Tree.Of(sql)));

    [Theory]
    [InlineData("INSERT INTO outbox.Message (Kind, Lane) SELECT 'touch', x.Lane FROM (SELECT DISTINCT Lane FROM t) AS x")]
    [InlineData("INSERT INTO outbox.Lane (Lane) SELECT DISTINCT Lane FROM t")]
    public void A_derived_table_or_a_table_without_a_sequence_is_let_be(string sql) => Assert.Empty(Find(Tree.Of(sql)));

    private static IEnumerable<(TSqlFragment, string)> Find(TSqlFragment tree) => tree.All<InsertStatement>().Where(TakesNumber).SelectMany(insert =>
    {
        var derived = insert.All<QueryDerivedTable>();
        return insert.All<BinaryQueryExpression>().Cast<TSqlFragment>()
            .Concat(insert.All<QuerySpecification>().Where(q => q.UniqueRowFilter == UniqueRowFilter.Distinct))
            .Where(set => !derived.Any(set.IsWithin))
            .Select(set => (set, $"{Target(insert)} takes a number of a sequence: put {set.Text()} into a derived table"));
    });

    private static bool TakesNumber(InsertStatement insert) => Numbered.Contains(Target(insert));

    private static string Target(InsertStatement insert) =>
        insert.InsertSpecification.Target is NamedTableReference table ? table.SchemaObject.BaseIdentifier.Value : "";
}
