using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Outbox.Stores;
using Outbox.Stores.SqlServer;

namespace Outbox.Tests.TSql;

/// <summary>Application locks (Microsoft Learn, "sp_getapplock").</summary>
public sealed class ApplicationLockTests
{
    [Fact]
    public void Every_application_lock_is_the_dispatchers_role_s_and_one_that_is_not_got_is_said()
    {
        var found = new List<string>();
        var wrong = new List<string>();
        foreach (var script in Scripts.Product.Concat(Scripts.Deployment).Concat(Scripts.OfEverything).Append(new("the script", Text())))
        {
            using var reader = new StringReader(script.Text);
            var fragment = Installed.Parser(SqlServerVersion.Sql170).Parse(reader, out _);
            var visitor = new LockVisitor();
            fragment.Accept(visitor);
            found.AddRange(visitor.Found.Select(_ => script.Name));
            wrong.AddRange(visitor.Wrong.Select(line => $"{script.Name}:{line}"));
        }

        Assert.True(found.Count >= 10, string.Join(", ", found));
        Assert.Empty(wrong);
    }

    private static string Text() => DeploymentScript.Write(
        "shop", [new DeploymentStep("one", StepKind.Object, ["SELECT 1;"])], WriterReport.Nothing);

    /// <summary>
    /// A lock of public's could be taken by anybody in the database. The answer below zero must go somewhere: to a THROW or
    /// RAISERROR, or to whoever asked.
    /// </summary>
    private sealed class LockVisitor : TSqlFragmentVisitor
    {
        private readonly HashSet<ExecuteStatement> _said = [];

        public List<int> Found { get; } = [];

        public List<string> Wrong { get; } = [];

        public override void Visit(TSqlBatch node) => Look(node.Statements);

        public override void Visit(StatementList node) => Look(node.Statements);

        public override void Visit(ExecuteStatement node)
        {
            if (node.ExecuteSpecification?.ExecutableEntity is not ExecutableProcedureReference called
                || called.ProcedureReference?.ProcedureReference?.Name.BaseIdentifier.Value is not { } name
                || name.ToUpperInvariant() is not ("SP_GETAPPLOCK" or "SP_RELEASEAPPLOCK"))
            {
                return;
            }

            Found.Add(node.StartLine);
            var principal = called.Parameters.SingleOrDefault(p => string.Equals(p.Variable?.Name, "@DbPrincipal", StringComparison.OrdinalIgnoreCase));
            if (principal?.ParameterValue is not StringLiteral { Value: "outbox_dispatcher" })
            {
                Wrong.Add($"{node.StartLine} {name} names no @DbPrincipal = 'outbox_dispatcher'");
            }

            if (string.Equals(name, "sp_getapplock", StringComparison.OrdinalIgnoreCase) && !_said.Contains(node))
            {
                Wrong.Add($"{node.StartLine} what {name} answers is not looked at");
            }
        }

        private void Look(IList<TSqlStatement> statements)
        {
            for (var i = 0; i < statements.Count; i++)
            {
                if (statements[i] is ExecuteStatement { ExecuteSpecification.Variable.Name: { } variable } statement
                    && statements.Skip(i + 1).Take(2).Any(next => IsSaid(variable, next)))
                {
                    _said.Add(statement);
                }
            }
        }

        private static bool IsSaid(string variable, TSqlStatement next) => next switch
        {
            IfStatement test => Tokens(test.Predicate).Contains(variable, StringComparison.OrdinalIgnoreCase)
                && (Tokens(test.ThenStatement).Contains("THROW", StringComparison.OrdinalIgnoreCase) || Tokens(test.ThenStatement).Contains("RAISERROR", StringComparison.OrdinalIgnoreCase)),
            SelectStatement answer => Tokens(answer).Contains(variable, StringComparison.OrdinalIgnoreCase),
            _ => false,
        };

        private static string Tokens(TSqlFragment fragment) => string.Concat(
            fragment.ScriptTokenStream.Skip(fragment.FirstTokenIndex).Take(fragment.LastTokenIndex - fragment.FirstTokenIndex + 1).Select(t => t.Text));
    }
}
