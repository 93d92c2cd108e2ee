using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Outbox.Tests.TSql;

/// <summary>
/// The binder looks past every query that reads a table variable or a table parameter. So each of them is a table of its
/// own for the binder, with the same columns, and the query is bound like any other.
/// </summary>
internal sealed class StandIns : TSqlFragmentVisitor
{
    private readonly Dictionary<string, TableDefinition> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<VariableTableReference> _uses = [];
    private readonly Dictionary<string, TableDefinition> _types;

    private StandIns(Dictionary<string, TableDefinition> types) => _types = types;

    /// <summary>The definition as a model takes it, after its stand-ins.</summary>
    public static IEnumerable<string> Of(TSqlStatement definition, Dictionary<string, TableDefinition> types)
    {
        var found = new StandIns(types);
        definition.Accept(found);
        if (definition is not ProcedureStatementBody procedure || found._tables.Count == 0)
        {
            return [Text(definition, [])];
        }

        string Name(string variable) => $"outbox.[{variable} of {procedure.ProcedureReference.Name.BaseIdentifier.Value}]";
        var names = found._uses.Where(u => found._tables.ContainsKey(u.Variable.Name)).ToDictionary(u => u.Variable.FirstTokenIndex, u => Name(u.Variable.Name));
        return
        [
            .. found._tables.Select(t => $"CREATE TABLE {Name(t.Key)} ({Text(t.Value, [])})"),
            Text(definition, names),
        ];
    }

    /// <inheritdoc/>
    public override void Visit(DeclareTableVariableBody node) => _tables[node.VariableName.Value] = node.Definition;

    /// <inheritdoc/>
    public override void Visit(ProcedureParameter node)
    {
        if (node.Modifier == ParameterModifier.ReadOnly)
        {
            _tables[node.VariableName.Value] = _types[((UserDataTypeReference)node.DataType).Name.BaseIdentifier.Value];
        }
    }

    /// <inheritdoc/>
    public override void Visit(VariableTableReference node) => _uses.Add(node);

    /// <summary>A fragment's text with some tokens replaced; CREATE OR ALTER, which a model does not take, as CREATE.</summary>
    private static string Text(TSqlFragment fragment, Dictionary<int, string> replaced)
    {
        var all = fragment.ScriptTokenStream;
        var tokens = Enumerable.Range(fragment.FirstTokenIndex, fragment.LastTokenIndex - fragment.FirstTokenIndex + 1).ToList();
        var words = tokens.Where(i => all[i].TokenType is not (TSqlTokenType.WhiteSpace or TSqlTokenType.SingleLineComment or TSqlTokenType.MultilineComment)).Take(3).ToList();
        if (words.Select(i => all[i].TokenType).SequenceEqual([TSqlTokenType.Create, TSqlTokenType.Or, TSqlTokenType.Alter]))
        {
            tokens = [.. tokens.Except(words.Skip(1))];
        }

        return string.Concat(tokens.Select(i => replaced.GetValueOrDefault(i) ?? all[i].Text));
    }
}
