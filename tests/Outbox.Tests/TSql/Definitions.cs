using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Outbox.Tests.TSql;

/// <summary>
/// The statements of a script that define something: a model holds definitions and runs nothing. What is left out must be
/// known here, so that nothing escapes the binder unseen.
/// </summary>
internal static class Definitions
{
    /// <summary>The definitions of a script.</summary>
    public static IReadOnlyList<TSqlStatement> Of(Script script)
    {
        using var reader = new StringReader(script.Text);
        var fragment = Installed.Parser(SqlServerVersion.Sql140).Parse(reader, out var errors);
        Assert.True(errors.Count == 0, $"{script.Name}: {string.Join(", ", errors.Select(e => $"{e.Line}: {e.Message}"))}");
        return [.. ((TSqlScript)fragment).Batches.SelectMany(b => b.Statements).Select(s => Definition(s, script)).OfType<TSqlStatement>()];
    }

    private static TSqlStatement? Definition(TSqlStatement statement, Script script)
    {
        switch (statement)
        {
            case CreateTableStatement or CreateTypeTableStatement or CreateSequenceStatement or CreateSchemaStatement or CreateRoleStatement
                or CreateIndexStatement or GrantStatement:
            case AlterTableAddTableElementStatement or DropIndexStatement:
            case ViewStatementBody or ProcedureStatementBody or TriggerStatementBody or FunctionStatementBody:
                return statement;
            case IfStatement { ThenStatement: CreateRoleStatement role, ElseStatement: null }:
                // The guard is against a second run.
                return role;
            case IfStatement { ThenStatement: CreateUserStatement user, ElseStatement: null }:
                return user;
            case IfStatement { ThenStatement: CreateTableStatement journal, ElseStatement: null }:
                return journal;
            // An option of newer versions, set by dynamic SQL, LOCK_ESCALATION, and SET of the session that runs the script: no
            // name is bound by them. Inserts and what leads to them are seed data, and a model has no rows.
            case IfStatement { ThenStatement: ExecuteStatement, ElseStatement: null } or AlterTableSetStatement:
            case PredicateSetStatement or SetCommandStatement:
            case InsertStatement or UpdateStatement or DeclareVariableStatement or SetVariableStatement:
                return null;
            default:
                Assert.Fail($"{script.Name}: is a {statement.GetType().Name} a definition?");
                return null;
        }
    }
}
