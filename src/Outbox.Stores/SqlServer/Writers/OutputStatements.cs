using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Outbox.Mapping.Capture;

namespace Outbox.Stores.SqlServer.Writers;

/// <summary>What a text says of OUTPUT.</summary>
/// <param name="Uses">Its statements with OUTPUT.</param>
/// <param name="Unread">Why some of it could not be read; null where all of it was.</param>
internal sealed record OutputReading(IReadOnlyList<OutputUse> Uses, string? Unread);

/// <summary>Reads the statements with OUTPUT of a module or a batch. Pure.</summary>
internal static partial class OutputStatements
{
    private const int MaxStatement = 120;

    /// <summary>Reads a text.</summary>
    /// <param name="text">A module's definition or a batch; a prepared statement's list of parameters may stand before it.</param>
    /// <param name="quotedIdentifiers">What QUOTED_IDENTIFIER was for it, as far as that is known; the other is tried as well.</param>
    public static OutputReading Read(string text, bool quotedIdentifiers = true)
    {
        var (script, error) = Parse(text, quotedIdentifiers);
        if (script is null)
        {
            return new OutputReading([], error);
        }

        var visitor = new Visitor();
        script.Accept(visitor);
        return new OutputReading(visitor.Found, visitor.Unread);
    }

    /// <summary>The tables that a text reads or writes, as named.</summary>
    public static IReadOnlyList<NamedTarget> TablesOf(string text, bool quotedIdentifiers = true)
    {
        var (script, _) = Parse(text, quotedIdentifiers);
        return script is null ? [] : NamesIn(script);
    }

    private static IReadOnlyList<NamedTarget> NamesIn(TSqlFragment fragment)
    {
        var tables = new TableVisitor();
        fragment.Accept(tables);
        return [.. tables.Found.Select(Target)];
    }

    private static (TSqlFragment? Script, string? Error) Parse(string text, bool quotedIdentifiers)
    {
        string? error = null;
        foreach (var quoted in new[] { quotedIdentifiers, !quotedIdentifiers })
        {
            using var reader = new StringReader(Parameters().Replace(text, "", 1));
            var script = new TSql170Parser(quoted).Parse(reader, out var errors);
            if (errors.Count == 0)
            {
                return (script, null);
            }

            error ??= $"line {errors[0].Line}: {errors[0].Message}";
        }

        return (null, error);
    }

    private static NamedTarget Target(SchemaObjectName name) => new(
        name.ServerIdentifier is null ? name.DatabaseIdentifier?.Value : "\0another server",
        name.SchemaIdentifier?.Value is { Length: > 0 } schema ? schema : null,
        name.BaseIdentifier.Value);

    /// <summary>The plan cache keeps <c>(@p0 int,@p1 nvarchar(4000))INSERT …</c>.</summary>
    [GeneratedRegex(@"^\s*\((?=@)([^()]|\([^()]*\))*\)")]
    private static partial Regex Parameters();

    private sealed partial class Visitor : TSqlFragmentVisitor
    {
        public List<OutputUse> Found { get; } = [];

        public string? Unread { get; private set; }

        public override void Visit(InsertStatement node) => Statement(node, node.InsertSpecification);

        public override void Visit(UpdateStatement node) => Statement(node, node.UpdateSpecification);

        public override void Visit(DeleteStatement node) => Statement(node, node.DeleteSpecification);

        public override void Visit(MergeStatement node) => Statement(node, node.MergeSpecification);

        /// <summary>SQL in a string, for EXEC or sp_executesql; of one that is put together from pieces nobody can say what it does.</summary>
        public override void Visit(StringLiteral node)
        {
            if (!Output().IsMatch(node.Value) || !Write().IsMatch(node.Value))
            {
                return;
            }

            var inner = Read(node.Value);
            Found.AddRange(inner.Uses);
            Unread ??= inner.Unread is { } why ? $"SQL in a string that is no whole statement ({why})" : null;
        }

        private void Statement(StatementWithCtesAndXmlNamespaces statement, DataModificationSpecification node)
        {
            var targets = new TargetNames(statement.WithCtesAndXmlNamespaces);
            Check(node, targets);
            var nested = new NestedVisitor();
            node.Accept(nested);
            foreach (var inner in nested.Found)
            {
                Check(inner, targets);
                Add(targets.Of(node.Target, null), OutputForm.FilledByNested, [WriteOperation.Insert], node);
            }
        }

        private void Check(DataModificationSpecification node, TargetNames targets)
        {
            if (node.OutputClause is not null)
            {
                Add(targets.Of(node.Target, FromOf(node)), OutputForm.Returned, ActionsOf(node), node);
            }

            if (node.OutputIntoClause is { IntoTable: { } filled })
            {
                Add(targets.Of(filled, null), OutputForm.Filled, [WriteOperation.Insert], node);
            }
        }

        private void Add(IReadOnlyList<NamedTarget> targets, OutputForm form, IReadOnlyCollection<WriteOperation> actions, TSqlFragment node)
        {
            if (targets.Count > 0)
            {
                Found.Add(new OutputUse(targets, form, actions, TextOf(node)));
            }
        }

        private static FromClause? FromOf(DataModificationSpecification node) => (node as UpdateDeleteSpecificationBase)?.FromClause;

        private static IReadOnlyCollection<WriteOperation> ActionsOf(DataModificationSpecification node) => node switch
        {
            InsertSpecification => [WriteOperation.Insert],
            UpdateSpecification => [WriteOperation.Update],
            DeleteSpecification => [WriteOperation.Delete],
            MergeSpecification merge => merge.ActionClauses.Select(clause => clause.Action switch
            {
                InsertMergeAction => WriteOperation.Insert,
                UpdateMergeAction => WriteOperation.Update,
                _ => WriteOperation.Delete,
            }).ToHashSet(),
            _ => [],
        };

        private static string TextOf(TSqlFragment node)
        {
            var tokens = node.ScriptTokenStream.Skip(node.FirstTokenIndex).Take(node.LastTokenIndex - node.FirstTokenIndex + 1);
            var text = WhiteSpace().Replace(string.Concat(tokens.Select(Shown)), " ").Trim();
            return text.Length > MaxStatement ? text[..MaxStatement] + "…" : text;
        }

        private static string Shown(TSqlParserToken token) => token.TokenType switch
        {
            TSqlTokenType.AsciiStringLiteral or TSqlTokenType.UnicodeStringLiteral or TSqlTokenType.AsciiStringOrQuotedIdentifier => "'…'",
            TSqlTokenType.Integer or TSqlTokenType.Numeric or TSqlTokenType.Real or TSqlTokenType.Money or TSqlTokenType.HexLiteral => "…",
            TSqlTokenType.SingleLineComment or TSqlTokenType.MultilineComment => " ",
            _ => token.Text,
        };

        [GeneratedRegex(@"\bOUTPUT\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
        private static partial Regex Output();

        [GeneratedRegex(@"\b(INSERT|UPDATE|DELETE|MERGE)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
        private static partial Regex Write();

        [GeneratedRegex(@"\s+")]
        private static partial Regex WhiteSpace();
    }

    /// <summary>What a statement's target stands for: an alias of its FROM, a common table expression, or a table.</summary>
    private sealed class TargetNames(WithCtesAndXmlNamespaces? with)
    {
        public IReadOnlyList<NamedTarget> Of(TableReference? target, FromClause? from) =>
            target is NamedTableReference named ? [.. Resolve(named.SchemaObject, from, []).Distinct()] : [];

        private IEnumerable<NamedTarget> Resolve(SchemaObjectName name, FromClause? from, IReadOnlyCollection<CommonTableExpression> seen)
        {
            var alone = name.SchemaIdentifier is null && name.DatabaseIdentifier is null && name.ServerIdentifier is null;
            var text = name.BaseIdentifier.Value;
            if (!alone)
            {
                return [Target(name)];
            }

            if (text.StartsWith('#'))
            {
                return [];
            }

            var sources = new SourceVisitor(text);
            from?.Accept(sources);
            if (sources.Queries.Count > 0)
            {
                return sources.Queries.SelectMany(TablesIn);
            }

            if (sources.Tables.Count > 0)
            {
                return sources.Tables.SelectMany(table => Resolve(table, null, seen));
            }

            return with?.CommonTableExpressions.FirstOrDefault(c => Same(c.ExpressionName.Value, text) && !seen.Contains(c)) is { } query
                ? TablesIn(query.QueryExpression, [.. seen, query])
                : [Target(name)];
        }

        private IEnumerable<NamedTarget> TablesIn(TSqlFragment query) => TablesIn(query, []);

        private IEnumerable<NamedTarget> TablesIn(TSqlFragment query, IReadOnlyCollection<CommonTableExpression> seen)
        {
            var tables = new TableVisitor();
            query.Accept(tables);
            return tables.Found.SelectMany(table => Resolve(table, null, seen));
        }
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    /// <summary>UPDATE o … FROM dbo.Orders AS o; UPDATE Orders … FROM sales.Orders; DELETE x FROM (SELECT TOP (9) … FROM dbo.Orders) AS x.</summary>
    private sealed class SourceVisitor(string name) : TSqlFragmentVisitor
    {
        public List<SchemaObjectName> Tables { get; } = [];

        public List<TSqlFragment> Queries { get; } = [];

        public override void Visit(NamedTableReference node)
        {
            if (Same(node.Alias?.Value ?? node.SchemaObject.BaseIdentifier.Value, name))
            {
                Tables.Add(node.SchemaObject);
            }
        }

        public override void Visit(QueryDerivedTable node)
        {
            if (node.Alias is not null && Same(node.Alias.Value, name))
            {
                Queries.Add(node.QueryExpression);
            }
        }
    }

    private sealed class TableVisitor : TSqlFragmentVisitor
    {
        public List<SchemaObjectName> Found { get; } = [];

        public override void Visit(NamedTableReference node) => Found.Add(node.SchemaObject);
    }

    private sealed class NestedVisitor : TSqlFragmentVisitor
    {
        public List<DataModificationSpecification> Found { get; } = [];

        public override void Visit(DataModificationTableReference node) => Found.Add(node.DataModificationSpecification);
    }
}
