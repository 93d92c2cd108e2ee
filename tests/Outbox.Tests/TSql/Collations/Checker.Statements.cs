using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Outbox.Tests.TSql.Collations;

/// <content>Statements that do something.</content>
internal sealed partial class Checker
{
    private void Walk(IEnumerable<TSqlStatement> statements)
    {
        foreach (var statement in statements)
        {
            Walk(statement);
        }
    }

    private void Walk(TSqlStatement? statement)
    {
        var scope = new Scope();
        switch (statement)
        {
            case BeginEndBlockStatement block:
                Walk(block.StatementList.Statements);
                break;
            case TryCatchStatement tried:
                Walk(tried.TryStatements.Statements);
                Walk(tried.CatchStatements.Statements);
                break;
            case IfStatement choice:
                Check(choice.Predicate, scope);
                Walk(choice.ThenStatement);
                Walk(choice.ElseStatement);
                break;
            case WhileStatement loop:
                Check(loop.Predicate, scope);
                Walk(loop.Statement);
                break;
            case DeclareVariableStatement declared:
                foreach (var element in declared.Declarations)
                {
                    Declare(element);
                }

                break;
            case DeclareTableVariableStatement table:
                DeclareTable(table.Body);
                break;
            case SetVariableStatement set:
                Variable(set.Variable);
                Result(set.Expression, scope);
                break;
            case PrintStatement print:
                Result(print.Expression, scope);
                break;
            case ReturnStatement returned:
                Result(returned.Expression, scope);
                break;
            case ThrowStatement thrown:
                foreach (var part in new[] { thrown.ErrorNumber, thrown.Message, thrown.State })
                {
                    Result(part, scope);
                }

                break;
            case RaiseErrorStatement raised:
                foreach (var part in raised.OptionalParameters.Prepend(raised.ThirdParameter).Prepend(raised.SecondParameter).Prepend(raised.FirstParameter))
                {
                    Result(part, scope);
                }

                break;
            case ExecuteStatement execute:
                Execute(execute.ExecuteSpecification);
                break;
            case StatementWithCtesAndXmlNamespaces data:
                With(data.WithCtesAndXmlNamespaces);
                Data(data, scope);
                _ctes.RemoveAt(_ctes.Count - 1);
                break;
            case SetCommandStatement or PredicateSetStatement or null:
                break;
            default:
                Define(statement);
                break;
        }
    }

    private void Data(StatementWithCtesAndXmlNamespaces statement, Scope scope)
    {
        switch (statement)
        {
            case SelectStatement select:
                var columns = Query(select.QueryExpression, scope);
                if (select.Into is { } into)
                {
                    _temporary[FullName(into)] = (FullName(into), [.. columns.Select(c => c with { Label = c.Label.AsColumn() })]);
                    columns.Where(c => !_isShops && c.Label.IsText && c.Label.AsColumn().Collation != Label.Binary).ToList()
                        .ForEach(c => Report(Fault.NotBinary, into, $"{c.Name} is {c.Label}"));
                }

                break;
            case InsertStatement insert:
                Insert(insert.InsertSpecification, scope);
                break;
            case UpdateStatement { UpdateSpecification: var update }:
                Target(update.Target, update.FromClause, scope, out var updated);
                Result(update.TopRowFilter?.Expression, scope);
                foreach (var set in update.SetClauses)
                {
                    Set(set, updated, scope);
                }

                Check(update.WhereClause?.SearchCondition, scope);
                Output(update.OutputIntoClause, update.OutputClause, updated, scope);
                break;
            case DeleteStatement { DeleteSpecification: var delete }:
                Target(delete.Target, delete.FromClause, scope, out var deleted);
                Result(delete.TopRowFilter?.Expression, scope);
                Check(delete.WhereClause?.SearchCondition, scope);
                Output(delete.OutputIntoClause, delete.OutputClause, deleted, scope);
                break;
            default:
                Unknown(statement);
                break;
        }
    }

    private void Insert(InsertSpecification insert, Scope scope)
    {
        var target = TargetColumns(insert.Target, scope);
        foreach (var column in insert.Columns)
        {
            ColumnOf(column, target);
            _visited.Add(column);
        }

        Result(insert.TopRowFilter?.Expression, scope);
        switch (insert.InsertSource)
        {
            case ValuesInsertSource values:
                foreach (var value in values.RowValues.SelectMany(r => r.ColumnValues))
                {
                    Result(value, scope);
                }

                break;
            case SelectInsertSource select:
                Query(select.Select, scope);
                break;
            case ExecuteInsertSource execute:
                Execute(execute.Execute);
                break;
            default:
                Unknown(insert.InsertSource);
                break;
        }

        Output(insert.OutputIntoClause, insert.OutputClause, target.Sources[0].Columns, scope);
    }

    private void Set(SetClause clause, IReadOnlyList<Column> target, Scope scope)
    {
        if (clause is not AssignmentSetClause set)
        {
            Unknown(clause);
            return;
        }

        if (set.Variable is { } variable)
        {
            Variable(variable);
        }

        if (set.Column is { } column)
        {
            var own = new Scope(scope);
            own.Sources.Add(new Source(column.MultiPartIdentifier.Count > 1 ? column.MultiPartIdentifier.Identifiers[0].Value : "", target));
            _visited.Add(column);
            ColumnOf(column, own);
        }

        Result(set.NewValue, scope);
    }

    /// <summary>The target of UPDATE and DELETE: a table, or the alias that FROM gives it.</summary>
    private void Target(TableReference target, FromClause? from, Scope scope, out IReadOnlyList<Column> columns)
    {
        foreach (var table in from?.TableReferences ?? [])
        {
            From(table, scope);
        }

        if (from is not null && target is NamedTableReference { SchemaObject.Identifiers: { Count: 1 } names }
            && scope.Sources.FirstOrDefault(s => Same(s.Name, names[0].Value)) is { } alias)
        {
            _visited.Add(target);
            Spelled(alias.Name, names[0].Value, target);
            columns = alias.Columns;
            return;
        }

        var own = TargetColumns(target, scope);
        columns = own.Sources[0].Columns;
        if (from is null)
        {
            scope.Sources.AddRange(own.Sources);
        }
    }

    private Scope TargetColumns(TableReference target, Scope outer)
    {
        var own = new Scope(outer);
        From(target, own);
        return own;
    }

    private void Output(OutputIntoClause? into, OutputClause? output, IReadOnlyList<Column> target, Scope scope)
    {
        var rows = new Scope(scope);
        rows.Sources.Add(new Source("inserted", target));
        rows.Sources.Add(new Source("deleted", target));
        if (output is not null)
        {
            Columns(output.SelectColumns, rows);
        }

        if (into is null)
        {
            return;
        }

        Columns(into.SelectColumns, rows);
        var own = TargetColumns(into.IntoTable, scope);
        foreach (var column in into.IntoTableColumns)
        {
            _visited.Add(column);
            ColumnOf(column, own);
        }
    }

    private void Execute(ExecuteSpecification execute)
    {
        if (execute.Variable is { } result)
        {
            Variable(result);
        }

        if (execute.ExecutableEntity is ExecutableStringList { Strings: [StringLiteral text] })
        {
            RunDynamic(text, []);
            return;
        }

        if (execute.ExecutableEntity is not ExecutableProcedureReference { ProcedureReference.ProcedureReference.Name: { } name } procedure)
        {
            Unknown(execute);
            return;
        }

        foreach (var parameter in procedure.Parameters)
        {
            if (parameter.ParameterValue is VariableReference table && _tableVariables.ContainsKey(table.Name))
            {
                TableVariable(table);
            }
            else
            {
                Result(parameter.ParameterValue, new Scope());
            }
        }

        var full = FullName(name);
        var isSystems = BuiltIns.Procedures.TryGetValue(name.BaseIdentifier.Value, out var names);
        if (isSystems)
        {
            Spelled(BuiltIns.Procedures.Keys.Single(k => Same(k, name.BaseIdentifier.Value)), name.BaseIdentifier.Value, name);
            if (Same(name.BaseIdentifier.Value, "sp_executesql"))
            {
                Dynamic(procedure);
                return;
            }
        }
        else if (_objects.Procedures.TryGetValue(full, out var own))
        {
            Spelled(_objects.Declared(full)!, full, name);
            names = [.. own];
        }

        foreach (var parameter in procedure.Parameters.Where(p => p.Variable is not null).Select(p => p.Variable))
        {
            _visited.Add(parameter);
            if (names?.FirstOrDefault(n => Same(n, parameter.Name)) is { } declared)
            {
                Spelled(declared, parameter.Name, parameter);
            }
            else
            {
                Report(Fault.Unresolved, parameter, "no such parameter");
            }
        }
    }

    private void Dynamic(ExecutableProcedureReference procedure)
    {
        foreach (var named in procedure.Parameters.Where(p => p.Variable is not null))
        {
            _visited.Add(named.Variable);
        }

        if (procedure.Parameters[0].ParameterValue is VariableReference variable && BuiltIns.Built.TryGetValue($"{_script} {variable.Name}", out var sample))
        {
            RunDynamic(new StringLiteral { Value = sample, ScriptTokenStream = variable.ScriptTokenStream, FirstTokenIndex = variable.FirstTokenIndex, LastTokenIndex = variable.LastTokenIndex }, []);
            return;
        }

        if (procedure.Parameters[0].ParameterValue is not StringLiteral text)
        {
            Unknown(procedure.Parameters[0]);
            return;
        }

        var declared = procedure.Parameters.Count > 1 && procedure.Parameters[1].ParameterValue is StringLiteral list
            ? list.Value.Split(',').Select(p => p.Trim().Split(' ')).Select(p => (p[0], p[1].Contains("char", StringComparison.Ordinal) ? Label.Default : Label.NotText))
            : [];
        RunDynamic(text, declared);
    }
}
