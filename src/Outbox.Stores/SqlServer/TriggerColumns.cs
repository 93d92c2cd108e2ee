using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Outbox.Stores.SqlServer;

/// <summary>
/// The columns of its table that a trigger names: without one of them it is invalid, and every write of the table fails with
/// error 207. Read in the trigger's own text, so that they are what binds and not what was meant to. Pure.
/// </summary>
internal static class TriggerColumns
{
    /// <summary>The columns, each once, as the text writes them.</summary>
    /// <param name="sql">The trigger.</param>
    /// <exception cref="InvalidOperationException">It cannot be parsed: a defect of the writer.</exception>
    public static IReadOnlyList<string> Of(string sql)
    {
        using var reader = new StringReader(sql);
        var script = new TSql170Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        if (errors.Count > 0)
        {
            throw new InvalidOperationException($"A generated trigger cannot be parsed: line {errors[0].Line}: {errors[0].Message}");
        }

        var aliases = new AliasVisitor();
        script.Accept(aliases);
        var columns = new ColumnVisitor(aliases.Names);
        script.Accept(columns);
        return [.. columns.Found.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];
    }

    private static bool IsOfTrigger(SchemaObjectName name) =>
        name.SchemaIdentifier is null && name.BaseIdentifier.Value.ToUpperInvariant() is "INSERTED" or "DELETED";

    /// <summary>What stands for the rows that were written.</summary>
    private sealed class AliasVisitor : TSqlFragmentVisitor
    {
        public HashSet<string> Names { get; } = new(["inserted", "deleted"], StringComparer.OrdinalIgnoreCase);

        public override void Visit(NamedTableReference node)
        {
            if (IsOfTrigger(node.SchemaObject) && node.Alias is not null)
            {
                Names.Add(node.Alias.Value);
            }
        }
    }

    private sealed class ColumnVisitor(HashSet<string> names) : TSqlFragmentVisitor
    {
        private readonly Stack<bool> _ofTrigger = new([false]);

        public List<string> Found { get; } = [];

        /// <summary>A column by itself belongs to the nearest FROM: to the rows that were written, where that reads nothing else.</summary>
        public override void ExplicitVisit(QuerySpecification node)
        {
            _ofTrigger.Push(node.FromClause is null ? _ofTrigger.Peek() : node.FromClause.TableReferences.All(t => t is NamedTableReference named && IsOfTrigger(named.SchemaObject)));
            base.ExplicitVisit(node);
            _ofTrigger.Pop();
        }

        public override void Visit(ColumnReferenceExpression node)
        {
            if (node.MultiPartIdentifier is not { Identifiers: { Count: > 0 } parts })
            {
                return;
            }

            if (parts.Count == 1 ? _ofTrigger.Peek() : parts.Count == 2 && names.Contains(parts[0].Value))
            {
                Found.Add(parts[^1].Value);
            }
        }

        public override void Visit(UpdateCall node) => Found.Add(node.Identifier.Value);
    }
}
