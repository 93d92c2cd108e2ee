using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Outbox.Tests.TSql.Collations;

/// <content>Columns, variables, types and functions by their names.</content>
internal sealed partial class Checker
{
    private Label ColumnOf(ColumnReferenceExpression reference, Scope scope)
    {
        if (reference.ColumnType == ColumnType.Wildcard)
        {
            return Label.NotText;
        }

        if (reference.ColumnType != ColumnType.Regular)
        {
            return reference.ColumnType == ColumnType.PseudoColumnAction ? Label.Default : Unknown(reference);
        }

        var parts = Scope.Parts(reference.MultiPartIdentifier);
        if (scope.Find(parts[..^1], parts[^1]) is not { } found)
        {
            Report(Fault.Unresolved, reference, "no such column");
            return Label.Null;
        }

        Spelled(found.Column.Name, parts[^1], reference);
        if (parts.Count > 1 && found.Source is { } source)
        {
            var qualifier = string.Join('.', parts[..^1]);
            Spelled(parts.Count == 2 ? source.Name.Split('.')[^1] : source.Name, qualifier, reference);
        }

        return found.Column.Label;
    }

    private Label Variable(VariableReference variable)
    {
        _visited.Add(variable);
        if (_variables.TryGetValue(variable.Name, out var declared))
        {
            Spelled(declared.Name, variable.Name, variable);
            return declared.Label;
        }

        if (!_takesParameters)
        {
            Report(Fault.Unresolved, variable, "no such variable");
            return Label.Null;
        }

        _variables[variable.Name] = (variable.Name, Label.Default);
        return Label.Default;
    }

    private Label Function(FunctionCall function, Scope scope)
    {
        var name = function.FunctionName.Value;
        foreach (var partition in function.OverClause?.Partitions ?? [])
        {
            Compared(partition, [Of(partition, scope)]);
        }

        Order(function.OverClause?.OrderByClause, scope);
        Order(function.WithinGroupClause?.OrderByClause, scope);
        if (function.CallTarget is MultiPartIdentifierCallTarget target)
        {
            foreach (var parameter in function.Parameters)
            {
                Result(parameter, scope);
            }

            var full = $"{string.Join('.', Scope.Parts(target.MultiPartIdentifier))}.{name}";
            if (!_objects.Functions.TryGetValue(full, out var returned))
            {
                return Unknown(function);
            }

            Spelled(_objects.Declared(full)!, full, function);
            return returned;
        }

        if (function.CallTarget is ExpressionCallTarget { Expression: { } xml })
        {
            // A method of xml ("value() method"): the paths are no text of the database.
            Of(xml, scope);
            return Label.Default;
        }

        if (Same(name, "DATEADD") || Same(name, "DATEDIFF") || Same(name, "DATEPART") || Same(name, "DATENAME") || Same(name, "DATEDIFF_BIG"))
        {
            // The first is a word of the language and looks like a column.
            _visited.Add(function.Parameters[0]);
            foreach (var parameter in function.Parameters.Skip(1))
            {
                Result(parameter, scope);
            }

            return Same(name, "DATENAME") ? Label.Default : Label.NotText;
        }

        var labels = function.Parameters.Select(p => Of(p, scope)).ToList();
        if (BuiltIns.ByName.Contains(name) && function.Parameters[0] is StringLiteral named)
        {
            NamedByText(named);
        }

        if (BuiltIns.NotText.Contains(name) || BuiltIns.Default.Contains(name))
        {
            labels.ForEach(l => _ = BuiltIns.Sensitive.Contains(name) ? Compared(function, [l]) : Combined(function, [l]));
            return BuiltIns.Default.Contains(name) ? Label.Default : Label.NotText;
        }

        if (BuiltIns.OfFirst.Contains(name) || BuiltIns.OfJson.Contains(name))
        {
            labels.ForEach(l => _ = BuiltIns.Sensitive.Contains(name) ? Compared(function, [l]) : Combined(function, [l]));
            if (BuiltIns.Cased.Contains(name) && !IsHexadecimal(function.Parameters[0], labels[0]))
            {
                Stated(function, labels[0], [function.Parameters[0] is StringLiteral ? function : function.Parameters[0]]);
            }

            return labels[0].Kind == LabelKind.Null && BuiltIns.OfJson.Contains(name) ? Label.Default : labels[0];
        }

        if (BuiltIns.Comparing.Contains(name))
        {
            Stated(function, Compared(function, labels.Take(2)), function.Parameters.Take(1));
            return Label.NotText;
        }

        if (!BuiltIns.OfAll.Contains(name))
        {
            return Unknown(function);
        }

        var all = Same(name, "CONCAT") ? labels.Where(l => l.IsText).Prepend(Label.Default) : Same(name, "STUFF") ? [labels[0], labels[3]] : labels;
        var result = BuiltIns.Sensitive.Contains(name) ? Compared(function, all) : Combined(function, all);
        if (BuiltIns.Cased.Contains(name))
        {
            Stated(function, result, function.Parameters.Skip(1).Take(1));
        }

        return result;
    }

    /// <summary>A GUID or bytes as text: its letters, A to F, are the same in every language.</summary>
    private static bool IsHexadecimal(ScalarExpression expression, Label label) =>
        label.Kind == LabelKind.Default && expression is ConvertCall { Parameter: not (StringLiteral or VariableReference) };

    private void NamedByText(StringLiteral literal)
    {
        var name = literal.Value.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
        if (name.StartsWith('#') || name.StartsWith("tempdb..", StringComparison.Ordinal))
        {
            return;
        }

        if (_objects.Declared(name) is { } declared)
        {
            Spelled(declared, name, literal);
        }
        else
        {
            Report(Fault.Unresolved, literal, "no such object");
        }
    }

    private void Named(SchemaObjectName name)
    {
        var full = FullName(name);
        if (_objects.Declared(full) is { } declared)
        {
            Spelled(declared, full, name);
        }
        else
        {
            Report(Fault.Unresolved, name, "no such object");
        }
    }

    private static string FullName(SchemaObjectName name) =>
        string.Join('.', name.Identifiers.Select(i => i.Value));

    private static bool IsText(DataTypeReference type) => type switch
    {
        SqlDataTypeReference sql => sql.SqlDataTypeOption is SqlDataTypeOption.Char or SqlDataTypeOption.VarChar or SqlDataTypeOption.NChar
            or SqlDataTypeOption.NVarChar or SqlDataTypeOption.Text or SqlDataTypeOption.NText,
        UserDataTypeReference user => Same(user.Name.BaseIdentifier.Value, "sysname"),
        _ => false,
    };

    /// <summary>Names of types are looked up by the catalog's collation: the system's are lower-case.</summary>
    private void SpelledType(DataTypeReference? type)
    {
        if (type?.Name is { } name && name.SchemaIdentifier is null && name.BaseIdentifier.Value.Any(char.IsUpper))
        {
            Report(Fault.Spelling, type, $"{name.BaseIdentifier.Value} is lower-case");
        }
    }
}
