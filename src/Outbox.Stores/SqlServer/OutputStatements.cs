using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Outbox.Mapping.Model;

namespace Outbox.Stores.SqlServer;

/// <summary>
/// Finds statements with OUTPUT and without INTO on given tables: they fail with error 334 once the table has an enabled
/// trigger (Microsoft Learn, "OUTPUT clause").
/// </summary>
internal static partial class OutputStatements
{
    private const int MaxStatement = 120;

    /// <summary>The tables that such statements of a text write, each with the statement's beginning. None where it cannot be parsed.</summary>
    /// <param name="text">A module's definition or a batch; a prepared statement's list of parameters may stand before it.</param>
    /// <param name="tables">The tables to look for.</param>
    public static IReadOnlyList<(TableName Table, string Statement)> Find(string text, IReadOnlyCollection<TableName> tables)
    {
        var parser = new TSql170Parser(initialQuotedIdentifiers: true);
        using var reader = new StringReader(Parameters().Replace(text, "", 1));
        var script = parser.Parse(reader, out var errors);
        if (errors.Count > 0)
        {
            return [];
        }

        var visitor = new Visitor(tables);
        script.Accept(visitor);
        return visitor.Found;
    }

    /// <summary>The plan cache keeps <c>(@p0 int,@p1 nvarchar(4000))INSERT …</c>.</summary>
    [GeneratedRegex(@"^\s*\((?=@)([^()]|\([^()]*\))*\)")]
    private static partial Regex Parameters();

    private sealed class Visitor(IReadOnlyCollection<TableName> tables) : TSqlFragmentVisitor
    {
        public List<(TableName Table, string Statement)> Found { get; } = [];

        public override void Visit(InsertSpecification node) => Check(node, null);

        public override void Visit(UpdateSpecification node) => Check(node, node.FromClause);

        public override void Visit(DeleteSpecification node) => Check(node, node.FromClause);

        public override void Visit(MergeSpecification node) => Check(node, null);

        private void Check(DataModificationSpecification node, FromClause? from)
        {
            if (node.OutputClause is not null && node.Target is NamedTableReference target
                && tables.FirstOrDefault(t => Matches(t, Resolve(target.SchemaObject, from))) is { } table)
            {
                Found.Add((table, TextOf(node)));
            }
        }

        /// <summary>UPDATE o … FROM dbo.Orders AS o: the target is an alias.</summary>
        private static SchemaObjectName Resolve(SchemaObjectName target, FromClause? from)
        {
            var aliases = new AliasVisitor(target.BaseIdentifier.Value);
            from?.Accept(aliases);
            return target.SchemaIdentifier is null ? aliases.Table ?? target : target;
        }

        private static bool Matches(TableName table, SchemaObjectName name) =>
            string.Equals(table.Name, name.BaseIdentifier.Value, StringComparison.OrdinalIgnoreCase)
            && string.Equals(table.Schema ?? "dbo", name.SchemaIdentifier?.Value ?? "dbo", StringComparison.OrdinalIgnoreCase);

        private static string TextOf(TSqlFragment node)
        {
            var tokens = node.ScriptTokenStream.Skip(node.FirstTokenIndex).Take(node.LastTokenIndex - node.FirstTokenIndex + 1);
            var text = WhiteSpace().Replace(string.Concat(tokens.Select(t => t.Text)), " ");
            return text.Length > MaxStatement ? text[..MaxStatement] + "…" : text;
        }
    }

    private sealed class AliasVisitor(string alias) : TSqlFragmentVisitor
    {
        public SchemaObjectName? Table { get; private set; }

        public override void Visit(NamedTableReference node)
        {
            if (string.Equals(node.Alias?.Value, alias, StringComparison.OrdinalIgnoreCase))
            {
                Table = node.SchemaObject;
            }
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
