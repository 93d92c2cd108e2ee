using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Outbox.Tests.TSql.Rules;

/// <summary>What a trigger writes about an error can fail as well: it must not fail the shop's write.</summary>
public sealed class CatchTests
{
    [Fact]
    public void A_trigger_writes_nothing_in_a_catch_block_outside_of_a_try() => Tree.AssertClean(Scripts.Triggers, Find);

    [Fact]
    public void Every_statement_that_captures_stands_in_a_try()
    {
        Tree.AssertClean(Scripts.Triggers, tree => tree.All<InsertStatement>()
            .Where(insert => !tree.All<TryCatchStatement>().Any(t => insert.IsWithin(t)))
            .Select(insert => ((TSqlFragment)insert, "can fail the shop's write")));
    }

    [Fact]
    public void An_insert_without_a_guard_is_seen() =>
        Assert.NotEmpty(Find(Tree.Of("BEGIN TRY SELECT 1; END TRY BEGIN CATCH INSERT outbox.Fault (Code) VALUES ('a'); END CATCH")));

    private static IEnumerable<(TSqlFragment, string)> Find(TSqlFragment tree)
    {
        var all = tree.All<TryCatchStatement>();
        return all.SelectMany(t => t.CatchStatements.All<InsertStatement>()
            .Where(insert => !all.Any(inner => inner != t && inner.IsWithin(t.CatchStatements) && insert.IsWithin(inner.TryStatements)))
            .Select(insert => ((TSqlFragment)insert, "can fail the shop's write")));
    }
}
