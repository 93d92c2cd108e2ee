using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Outbox.Tests.TSql;

/// <summary>
/// What the product's procedures may do about locks, as far as a text shows it: nobody waits for the shop's open
/// transactions for long, no range is locked, and no lock that was not got is taken for an empty queue.
/// </summary>
public sealed class LockingTests
{
    private static readonly string[] SoftReads = ["READ UNCOMMITTED"];

    private static IReadOnlyList<Script> All =>
        [.. Scripts.Product, .. Scripts.Deployment, .. Scripts.OfSample, .. Scripts.OfEverything, .. Scripts.Reads];

    private static IReadOnlyList<Script> Procedures => [.. Scripts.Product.Where(s => s.Name.Contains("/procedures/", StringComparison.Ordinal))];

    [Fact]
    public void The_database_is_looked_up_by_its_name()
    {
        // DB_ID() need not be the number that sys.databases has (Microsoft, "DB_ID", Azure SQL Database).
        Assert.Empty(All.SelectMany(script => Find<QuerySpecification>(script)
            .Where(query => TablesOf(query).Any(table => Name(table) == "sys.databases"))
            .Where(query => Text(query).Contains("DB_ID", StringComparison.OrdinalIgnoreCase))
            .Select(query => $"{script.Name}:{query.StartLine}")));
    }

    [Fact]
    public void No_procedure_holds_a_range_to_see_that_something_is_not_there()
    {
        Assert.Empty(Procedures.SelectMany(script => Find<TableHint>(script)
            .Where(hint => hint.HintKind is TableHintKind.HoldLock or TableHintKind.Serializable)
            .Select(hint => $"{script.Name}:{hint.StartLine}")));
    }

    [Fact]
    public void A_join_of_a_table_of_rows_with_the_outbox_seeks()
    {
        // Hash and merge joins scan the clustered key, and wait for the shop's open transactions on the way.
        Assert.Empty(Procedures.SelectMany(script => Find<FromClause>(script)
            .Where(from => Inside<VariableTableReference>(from).Count > 0)
            .SelectMany(from => Inside<NamedTableReference>(from).Except(Inside<UnqualifiedJoin>(from).SelectMany(join => Inside<NamedTableReference>(join.SecondTableReference))))
            .Where(table => Name(table) is "outbox.Message" or "outbox.Person" or "outbox.Guest" or "outbox.Removal" or "outbox.Address")
            .Where(table => !Hints(table).Contains(TableHintKind.ReadPast) && Inside<ForceSeekTableHint>(table).Count == 0 && !Allowed(script, table))
            .Select(table => $"{script.Name}:{table.StartLine} {Name(table)}")));
    }

    [Fact]
    public void What_the_dispatcher_runs_waits_for_a_lock_no_longer_than_it_says()
    {
        var granted = Granted("outbox_dispatcher");
        Assert.NotEmpty(granted);
        Assert.Empty(Procedures
            .Where(script => granted.Contains(Path.GetFileNameWithoutExtension(script.Name)))
            .Where(script => Find<NamedTableReference>(script).Any())
            .Where(script => !SoftReads.Any(level => script.Text.Contains(level, StringComparison.Ordinal)))
            .Where(script => !Find<SetCommandStatement>(script).Any(IsLockTimeout))
            .Select(script => script.Name));
    }

    [Fact]
    public void An_application_lock_is_the_dispatchers_own_and_one_that_is_not_got_is_said()
    {
        var calls = Procedures.SelectMany(script => Find<ExecuteStatement>(script).Select(call => (script, call)))
            .Where(found => Text(found.call).Contains("sp_getapplock", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(calls);
        Assert.Empty(calls
            .Where(found => found.call.ExecuteSpecification.Variable is null
                || !Text(found.call).Contains("@DbPrincipal = N'outbox_dispatcher'", StringComparison.Ordinal)
                || !found.script.Text.Contains("IF @Locked < 0\n    THROW 50450", StringComparison.Ordinal))
            .Select(found => $"{found.script.Name}:{found.call.StartLine}"));
    }

    [Fact]
    public void A_read_that_passes_over_locked_rows_looks_twice_and_reads_what_it_picked_in_full()
    {
        var read = Procedures.Single(script => script.Name.EndsWith("/ReadLanes.sql", StringComparison.Ordinal));
        var picked = Find<FromClause>(read)
            .Where(from => Inside<VariableTableReference>(from).Any(t => t.Variable.Name == "@Read"))
            .SelectMany(from => from.TableReferences.SelectMany(Inside<NamedTableReference>))
            .ToList();
        Assert.Contains(picked, table => Hints(table).Contains(TableHintKind.ReadPast));
        Assert.Equal(2, picked.Count(table => Inside<ForceSeekTableHint>(table).Count > 0 && !Hints(table).Contains(TableHintKind.ReadPast)));
        Assert.Contains("DELETE r\n    FROM @Read AS r\n    INNER JOIN @Late", read.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Former")]
    [InlineData("Wanted")]
    [InlineData("EventId")]
    public void A_join_on_a_column_with_a_filtered_index_says_that_it_is_not_null(string column)
    {
        // A join alone does not imply it, and the optimizer then passes over the index (Microsoft, "Create filtered indexes").
        Assert.Empty(Procedures.SelectMany(script => Find<QuerySpecification>(script)
            .Where(query => Inside<BooleanComparisonExpression>(query).Any(c => IsColumn(c.FirstExpression, column) && c.SecondExpression is ColumnReferenceExpression
                || (c.FirstExpression is ColumnReferenceExpression && IsColumn(c.SecondExpression, column))))
            .Where(query => !Inside<BooleanIsNullExpression>(query).Any(n => n.IsNot && IsColumn(n.Expression, column)))
            .Select(query => $"{script.Name}:{query.StartLine}")));
    }

    /// <summary>Reads of outbox.Address by the columns of its own indexes, and deletions of less than 4,000 rows.</summary>
    private static bool Allowed(Script script, NamedTableReference table) =>
        script.Name.EndsWith("/ClaimAddresses.sql", StringComparison.Ordinal) && Name(table) == "outbox.Address";

    private static HashSet<string> Granted(string role) =>
        [.. Scripts.Product.Single(script => script.Name.EndsWith("/Grants.sql", StringComparison.Ordinal)).Text
            .Split('\n')
            .Where(line => line.StartsWith("GRANT EXECUTE ON OBJECT::outbox.", StringComparison.Ordinal) && line.Contains($"TO {role}", StringComparison.Ordinal))
            .Select(line => line["GRANT EXECUTE ON OBJECT::outbox.".Length..].Split(' ')[0])];

    private static bool IsLockTimeout(SetCommandStatement statement) =>
        statement.Commands.OfType<GeneralSetCommand>().Any(command => command.CommandType == GeneralSetCommandType.LockTimeout);

    private static bool IsColumn(ScalarExpression expression, string column) =>
        expression is ColumnReferenceExpression { MultiPartIdentifier.Identifiers: [.., var last] } && last.Value == column;

    private static IEnumerable<TableHintKind> Hints(NamedTableReference table) => table.TableHints.Select(hint => hint.HintKind);

    private static IEnumerable<NamedTableReference> TablesOf(QuerySpecification query) =>
        query.FromClause is { } from ? Inside<NamedTableReference>(from) : [];

    private static string Name(NamedTableReference table) => string.Join('.', table.SchemaObject.Identifiers.Select(i => i.Value));

    private static string Text(TSqlFragment fragment) => string.Concat(
        Enumerable.Range(fragment.FirstTokenIndex, fragment.LastTokenIndex - fragment.FirstTokenIndex + 1).Select(i => fragment.ScriptTokenStream[i].Text));

    private static IReadOnlyList<T> Find<T>(Script script)
        where T : TSqlFragment
    {
        using var reader = new StringReader(script.Text);
        return Inside<T>(new TSql140Parser(true).Parse(reader, out _));
    }

    private static List<T> Inside<T>(TSqlFragment fragment)
        where T : TSqlFragment
    {
        var visitor = new Collector<T>();
        fragment.Accept(visitor);
        return visitor.Found;
    }

    private sealed class Collector<T> : TSqlFragmentVisitor
        where T : TSqlFragment
    {
        public List<T> Found { get; } = [];

        public override void Visit(TSqlFragment fragment)
        {
            if (fragment is T found)
            {
                Found.Add(found);
            }
        }
    }
}
