using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Outbox.Tests.TSql;

/// <summary>What later scripts change of earlier ones: a model takes definitions, and no ALTER TABLE … ADD and no DROP INDEX.</summary>
internal static class Changes
{
    /// <summary>The definitions as they are in the end, in the order of the first ones.</summary>
    public static List<TSqlStatement> Fold(IEnumerable<TSqlStatement> statements)
    {
        var all = new List<TSqlStatement>();
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case AlterTableAddTableElementStatement added:
                    var at = all.FindIndex(s => s is CreateTableStatement table && Name(table.SchemaObjectName) == Name(added.SchemaObjectName));
                    Assert.True(at >= 0, $"{Name(added.SchemaObjectName)} is altered, and nothing creates it.");
                    all[at] = With((CreateTableStatement)all[at], added.Definition);
                    break;
                case DropIndexStatement dropped:
                    foreach (var clause in dropped.DropIndexClauses.Cast<DropIndexClause>())
                    {
                        var gone = all.RemoveAll(s => s is CreateIndexStatement index
                            && index.Name.Value == clause.Index.Value && Name(index.OnName) == Name(clause.Object));
                        Assert.True(gone == 1, $"{clause.Index.Value} is dropped, and nothing creates it.");
                    }

                    break;
                default:
                    all.Add(statement);
                    break;
            }
        }

        return all;
    }

    private static CreateTableStatement With(CreateTableStatement table, TableDefinition added)
    {
        foreach (var column in added.ColumnDefinitions)
        {
            table.Definition.ColumnDefinitions.Add(column);
        }

        foreach (var constraint in added.TableConstraints)
        {
            table.Definition.TableConstraints.Add(constraint);
        }

        // Whoever reads a definition reads its text.
        new Sql140ScriptGenerator().GenerateScript(table, out var text);
        using var reader = new StringReader(text);
        var script = (TSqlScript)new TSql140Parser(initialQuotedIdentifiers: true).Parse(reader, out _);
        return (CreateTableStatement)script.Batches[0].Statements[0];
    }

    private static string Name(SchemaObjectName name) => $"{name.SchemaIdentifier?.Value}.{name.BaseIdentifier.Value}";
}
