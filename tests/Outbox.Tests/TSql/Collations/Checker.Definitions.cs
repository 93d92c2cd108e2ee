using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Outbox.Tests.TSql.Collations;

/// <content>Statements that define something.</content>
internal sealed partial class Checker
{
    private void Define(TSqlStatement statement)
    {
        switch (statement)
        {
            case CreateTableStatement table:
                CreateTable(table);
                break;
            case AlterTableAddTableElementStatement added:
                var name = FullName(added.SchemaObjectName);
                Named(added.SchemaObjectName);
                _objects.Extend(name, Columns(added.Definition, isOurs: Same(added.SchemaObjectName.SchemaIdentifier.Value, "outbox"), Label.Database));
                break;
            case CreateTypeTableStatement type:
                _objects.AddName(FullName(type.Name));
                _objects.Types[FullName(type.Name)] = Columns(type.Definition, !_isShops, Label.Database);
                break;
            case CreateIndexStatement index:
                IndexOf(index);
                break;
            case ViewStatementBody view:
                View(view);
                break;
            case ProcedureStatementBody procedure:
                Module(procedure.Parameters);
                _objects.AddName(FullName(procedure.ProcedureReference.Name));
                _objects.Procedures[FullName(procedure.ProcedureReference.Name)] = [.. procedure.Parameters.Select(p => p.VariableName.Value)];
                Walk(procedure.StatementList.Statements);
                break;
            case TriggerStatementBody trigger:
                Module([]);
                _triggerTable = trigger.TriggerObject.Name is { } on ? Table(on).Columns : [];
                Walk(trigger.StatementList.Statements);
                _triggerTable = null;
                break;
            case FunctionStatementBody function:
                Function(function);
                break;
            case CreateSequenceStatement sequence:
                _objects.AddName(FullName(sequence.Name));
                break;
            case CreateSchemaStatement schema:
                _objects.AddName(schema.Name.Value);
                break;
            case CreateRoleStatement role:
                _objects.AddName(role.Name.Value);
                break;
            case CreateUserStatement user:
                _objects.AddName(user.Name.Value);
                break;
            case GrantStatement grant:
                if (grant.SecurityTargetObject is { ObjectName.MultiPartIdentifier: { } on2 })
                {
                    var full = string.Join('.', Scope.Parts(on2));
                    if (_objects.Declared(full) is { } declared)
                    {
                        Spelled(declared, full, grant);
                    }
                    else
                    {
                        Report(Fault.Unresolved, grant, "no such object");
                    }
                }

                foreach (var principal in grant.Principals.Where(p => p.Identifier is not null))
                {
                    if (_objects.Declared(principal.Identifier.Value) is { } role)
                    {
                        Spelled(role, principal.Identifier.Value, grant);
                    }
                    else
                    {
                        Report(Fault.Unresolved, grant, "no such role");
                    }
                }

                break;
            case CreateAssemblyStatement assembly:
                foreach (var content in assembly.Parameters)
                {
                    Result(content, new Scope());
                }

                break;
            case DropObjectsStatement drop:
                foreach (var dropped in drop.Objects.Where(o => _objects.Declared(FullName(o)) is not null))
                {
                    Named(dropped);
                }

                break;
        }
    }

    private void CreateTable(CreateTableStatement table)
    {
        var name = FullName(table.SchemaObjectName);
        if (name.StartsWith('#'))
        {
            _temporary[name] = (name, Columns(table.Definition, !_isShops, Label.TempDb));
            return;
        }

        var isOurs = Same(table.SchemaObjectName.SchemaIdentifier?.Value ?? "", "outbox");
        _objects.AddTable(name, Columns(table.Definition, isOurs, Label.Database));
    }

    /// <summary>The columns of a definition, whose constraints are looked at too.</summary>
    private List<Column> Columns(TableDefinition definition, bool isOurs, string otherwise)
    {
        var columns = new List<Column>();
        foreach (var column in definition.ColumnDefinitions)
        {
            SpelledType(column.DataType);
            var label = Label.NotText;
            if (column.ComputedColumnExpression is null && IsText(column.DataType))
            {
                label = Label.Implicit(column.Collation?.Value ?? otherwise);

                // A copy of a shop's column, with which it is compared, has that one's collation.
                if (isOurs && column.Collation is null)
                {
                    Report(Fault.NotBinary, column, "no COLLATE");
                }
                else if (isOurs && label.Collation != Label.Binary && !_script.StartsWith("Related_", StringComparison.Ordinal) && !_script.StartsWith("read of Related_", StringComparison.Ordinal))
                {
                    Report(Fault.NotBinary, column, label.ToString());
                }
            }

            columns.Add(new Column(column.ColumnIdentifier.Value, label));
        }

        var scope = new Scope();
        scope.Sources.Add(new Source("", columns));
        foreach (var column in definition.ColumnDefinitions)
        {
            Result(column.DefaultConstraint?.Expression, new Scope());
            if (column.ComputedColumnExpression is { } computed)
            {
                var label = Result(computed, scope).AsColumn();
                columns[columns.FindIndex(c => c.Name == column.ColumnIdentifier.Value)] = new Column(column.ColumnIdentifier.Value, label);
                if (isOurs && label.IsText && label.Collation != Label.Binary)
                {
                    Report(Fault.NotBinary, column, label.ToString());
                }
            }

            column.Constraints.ToList().ForEach(c => Constraint(c, scope));
            Indexed(column.Index, scope);
        }

        definition.TableConstraints.ToList().ForEach(c => Constraint(c, scope));
        definition.Indexes.ToList().ForEach(i => Indexed(i, scope));
        return columns;
    }

    private void Constraint(ConstraintDefinition constraint, Scope scope)
    {
        switch (constraint)
        {
            case CheckConstraintDefinition check:
                Check(check.CheckCondition, scope);
                break;
            case UniqueConstraintDefinition unique:
                foreach (var column in unique.Columns)
                {
                    Result(column.Column, scope);
                }

                break;
            case DefaultConstraintDefinition def:
                Result(def.Expression, scope);
                break;
        }
    }

    private void Indexed(IndexDefinition? index, Scope scope)
    {
        foreach (var column in index?.Columns ?? [])
        {
            Result(column.Column, scope);
        }

        foreach (var column in index?.IncludeColumns ?? [])
        {
            Result(column, scope);
        }

        Check(index?.FilterPredicate, scope);
    }

    private void IndexOf(CreateIndexStatement index)
    {
        var scope = new Scope();
        scope.Sources.Add(new Source("", Table(index.OnName).Columns));
        foreach (var column in index.Columns.Select(c => c.Column).Concat(index.IncludeColumns))
        {
            Result(column, scope);
        }

        Check(index.FilterPredicate, scope);
    }

    private void View(ViewStatementBody view)
    {
        With(view.SelectStatement.WithCtesAndXmlNamespaces);
        var columns = Query(view.SelectStatement.QueryExpression, new Scope());
        _ctes.RemoveAt(_ctes.Count - 1);
        var name = FullName(view.SchemaObjectName);
        if (name.StartsWith("outbox.", StringComparison.OrdinalIgnoreCase))
        {
            foreach (var column in columns.Where(c => c.Label.IsText && c.Label.Collation != Label.Binary))
            {
                Report(Fault.NotBinary, view.SchemaObjectName, $"{column.Name} is {column.Label}");
            }
        }

        _objects.AddTable(name, Shown(columns, view.Columns));
    }

    private void Function(FunctionStatementBody function)
    {
        var name = FullName(function.Name);
        Module(function.Parameters);
        _objects.AddName(name);
        switch (function.ReturnType)
        {
            case ScalarFunctionReturnType scalar:
                // No page says it: the stricter is taken.
                _objects.Functions[name] = IsText(scalar.DataType) ? Label.Implicit(Label.Database) : Label.NotText;
                break;
            case TableValuedFunctionReturnType table:
                // The grammar of a SQL CLR function's table has no COLLATE.
                var isClr = function.MethodSpecifier is not null;
                var columns = Columns(table.DeclareTableVariableBody.Definition, !isClr && !_isShops, Label.Database);
                _objects.AddTable(name, columns);
                if (table.DeclareTableVariableBody.VariableName is { } variable)
                {
                    _tableVariables[variable.Value] = (variable.Value, columns);
                }

                break;
            case SelectFunctionReturnType select:
                _objects.AddTable(name, Shown(Query(select.SelectStatement.QueryExpression, new Scope()), []));
                break;
            default:
                Unknown(function);
                break;
        }

        Walk(function.StatementList?.Statements ?? []);
    }

    private void Module(IEnumerable<ProcedureParameter> parameters)
    {
        _takesParameters = false;
        foreach (var parameter in parameters)
        {
            if (parameter.Modifier == ParameterModifier.ReadOnly)
            {
                var type = ((UserDataTypeReference)parameter.DataType).Name;
                Named(type);
                _tableVariables[parameter.VariableName.Value] = (parameter.VariableName.Value, _objects.Types.GetValueOrDefault(FullName(type)) ?? []);
            }
            else
            {
                Declare(parameter);
            }
        }
    }

    private void Declare(DeclareVariableElement element)
    {
        SpelledType(element.DataType);
        Result(element.Value, new Scope());
        if (element.DataType is UserDataTypeReference { Name.SchemaIdentifier: not null } user && _objects.Types.TryGetValue(FullName(user.Name), out var columns))
        {
            Named(user.Name);
            _tableVariables[element.VariableName.Value] = (element.VariableName.Value, columns);
            return;
        }

        _variables[element.VariableName.Value] = (element.VariableName.Value, IsText(element.DataType) ? Label.Default : Label.NotText);
    }

    private void DeclareTable(DeclareTableVariableBody table) =>
        _tableVariables[table.VariableName.Value] = (table.VariableName.Value, Columns(table.Definition, !_isShops, Label.Database));
}
