using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Outbox.Tests.TSql.Collations;

/// <content>Queries.</content>
internal sealed partial class Checker
{
    /// <summary>The columns of a query, with the labels of their expressions.</summary>
    private IReadOnlyList<Column> Query(QueryExpression query, Scope outer)
    {
        switch (query)
        {
            case QueryParenthesisExpression inner:
                return Query(inner.QueryExpression, outer);
            case QuerySpecification select:
                return Select(select, outer);
            case BinaryQueryExpression both:
                var (first, second) = (Query(both.FirstQueryExpression, outer), Query(both.SecondQueryExpression, outer));
                if (first.Count != second.Count)
                {
                    Report(Fault.Unresolved, both, $"{first.Count} columns and {second.Count}");
                    return first;
                }

                // UNION ALL is not collation-sensitive, but what has no collation fails in a select list (Msg 451).
                var columns = first.Zip(second, (a, b) => a with
                {
                    Label = both is { BinaryQueryExpressionType: BinaryQueryExpressionType.Union, All: true }
                        ? Combined(both.SecondQueryExpression, [a.Label, b.Label])
                        : Compared(both.SecondQueryExpression, [a.Label, b.Label]),
                }).ToList();
                Order(both.OrderByClause, new Scope(outer) { Aliases = [.. columns.Select(c => c with { Label = c.Label.AsColumn() })] });
                return columns;
            default:
                Unknown(query);
                return [];
        }
    }

    private List<Column> Select(QuerySpecification select, Scope outer)
    {
        var scope = new Scope(outer);
        foreach (var table in select.FromClause?.TableReferences ?? [])
        {
            From(table, scope);
        }

        Result(select.TopRowFilter?.Expression, outer);
        Check(select.WhereClause?.SearchCondition, scope);
        foreach (var grouping in select.GroupByClause?.GroupingSpecifications ?? [])
        {
            if (grouping is ExpressionGroupingSpecification by)
            {
                Compared(by.Expression, [Of(by.Expression, scope)]);
            }
            else
            {
                Unknown(grouping);
            }
        }

        Check(select.HavingClause?.SearchCondition, scope);
        var columns = Columns(select.SelectElements, scope);
        if (select.UniqueRowFilter == UniqueRowFilter.Distinct)
        {
            _compared.AddRange(columns.Where(c => c.Label.IsText).Select(c => c.Label.Collation));
        }

        Order(select.OrderByClause, new Scope(scope) { Aliases = [.. columns.Where(c => c.Name.Length > 0).Select(c => c with { Label = c.Label.AsColumn() })] });
        Result(select.OffsetClause?.OffsetExpression, scope);
        Result(select.OffsetClause?.FetchExpression, scope);

        // One text, of which no page says whose collation it has: the stricter is taken.
        return select.ForClause is null ? columns : [new Column("", Label.Implicit(Label.Database))];
    }

    private List<Column> Columns(IEnumerable<SelectElement> elements, Scope scope)
    {
        var columns = new List<Column>();
        foreach (var element in elements)
        {
            switch (element)
            {
                case SelectScalarExpression expression:
                    var name = expression.ColumnName?.Value ?? (expression.Expression as ColumnReferenceExpression)?.MultiPartIdentifier.Identifiers[^1].Value ?? "";
                    columns.Add(new Column(name, Result(expression.Expression, scope)));
                    break;
                case SelectSetVariable variable:
                    Variable(variable.Variable);
                    Result(variable.Expression, scope);
                    break;
                case SelectStarExpression star:
                    var qualifier = Scope.Parts(star.Qualifier);
                    columns.AddRange(scope.Sources.Where(s => qualifier.Count == 0 || Same(s.Name, string.Join('.', qualifier))).SelectMany(s => s.Columns));
                    break;
                default:
                    Unknown(element);
                    break;
            }
        }

        return columns;
    }

    private void Order(OrderByClause? order, Scope scope)
    {
        foreach (var element in order?.OrderByElements ?? [])
        {
            Compared(element.Expression, [Of(element.Expression, scope)]);
        }
    }

    /// <summary>Adds what a FROM names; what is joined by APPLY sees what stands before it.</summary>
    private void From(TableReference table, Scope scope)
    {
        _visited.Add(table);
        switch (table)
        {
            case QualifiedJoin join:
                From(join.FirstTableReference, scope);
                From(join.SecondTableReference, scope);
                Check(join.SearchCondition, scope);
                break;
            case UnqualifiedJoin join:
                From(join.FirstTableReference, scope);
                From(join.SecondTableReference, scope);
                break;
            case JoinParenthesisTableReference inner:
                From(inner.Join, scope);
                break;
            case NamedTableReference named:
                var (name, columns) = Table(named.SchemaObject);
                scope.Sources.Add(new Source(named.Alias?.Value ?? name, columns));
                break;
            case VariableTableReference variable:
                var rows = TableVariable(variable.Variable);
                scope.Sources.Add(new Source(variable.Alias?.Value ?? variable.Variable.Name, rows));
                break;
            case QueryDerivedTable derived:
                Add(scope, derived, Shown(Query(derived.QueryExpression, scope), derived.Columns));
                break;
            case InlineDerivedTable values:
                Add(scope, values, Shown(Rows(values.RowValues, scope), values.Columns));
                break;
            case SchemaObjectFunctionTableReference function:
                foreach (var parameter in function.Parameters)
                {
                    Result(parameter, scope);
                }

                var (_, returned) = Table(function.SchemaObject);
                Add(scope, function, returned);
                break;
            case GlobalFunctionTableReference split when Same(split.Name.Value, "STRING_SPLIT"):
                var text = Compared(split, split.Parameters.Select(p => Of(p, scope)));
                scope.Sources.Add(new Source(split.Alias?.Value ?? split.Name.Value, [new Column("value", text.AsColumn())]));
                break;
            case OpenJsonTableReference json:
                scope.Sources.Add(new Source(json.Alias?.Value ?? "OPENJSON", Json(json, scope)));
                break;
            default:
                Unknown(table);
                break;
        }
    }

    private static void Add(Scope scope, TableReferenceWithAliasAndColumns table, IReadOnlyList<Column> columns) =>
        scope.Sources.Add(new Source(table.Alias?.Value ?? "", columns));

    /// <summary>A derived table's columns under the names that stand behind its alias.</summary>
    private static IReadOnlyList<Column> Shown(IReadOnlyList<Column> columns, IList<Identifier> names) =>
        [.. columns.Select((c, i) => new Column(i < names.Count ? names[i].Value : c.Name, c.Label.AsColumn()))];

    private List<Column> Rows(IList<RowValue> rows, Scope scope)
    {
        var all = rows.Select(r => r.ColumnValues.Select(v => Of(v, scope)).ToList()).ToList();
        return [.. Enumerable.Range(0, all[0].Count).Select(i => new Column("", Combined(rows[0], all.Select(r => r[i]))))];
    }

    /// <summary>
    /// "OPENJSON": the key has a BIN2 collation, the value that of the text. Columns of WITH take no COLLATE and have the
    /// database's default.
    /// </summary>
    private IReadOnlyList<Column> Json(OpenJsonTableReference json, Scope scope)
    {
        var text = Of(json.Variable, scope);
        if (json.RowPattern is ScalarExpression path)
        {
            Result(path, scope);
        }

        if (json.SchemaDeclarationItems.Count == 0)
        {
            return [new Column("key", Label.Implicit(Label.Binary)), new Column("value", text.AsColumn()), new Column("type", Label.NotText)];
        }

        return
        [
            .. json.SchemaDeclarationItems.Select(i =>
            {
                Result(i.Mapping as ScalarExpression, scope);
                SpelledType(i.ColumnDefinition.DataType);
                return new Column(i.ColumnDefinition.ColumnIdentifier.Value, IsText(i.ColumnDefinition.DataType) ? Label.Implicit(Label.Database) : Label.NotText);
            }),
        ];
    }

    private (string Name, IReadOnlyList<Column> Columns) Table(SchemaObjectName name)
    {
        var full = FullName(name);
        foreach (var ctes in Enumerable.Reverse(_ctes))
        {
            if (ctes.TryGetValue(full, out var cte))
            {
                Spelled(cte.Name, full, name);
                return cte;
            }
        }

        var found = _temporary.TryGetValue(full, out var temporary) ? temporary
            : _triggerTable is not null && (Same(full, "inserted") || Same(full, "deleted")) ? (full.ToLowerInvariant(), _triggerTable)
            : _objects.Table(full) ?? SystemObjects.Find(full) ?? (_isShops && name.Identifiers.Count == 1 ? Unqualified(full) : null);
        if (found is not { } table)
        {
            Report(Fault.Unresolved, name, "no such table");
            return (full, []);
        }

        Spelled(table.Name, full, name);
        return table;
    }

    /// <summary>The shop's statements may leave dbo out.</summary>
    private (string Name, IReadOnlyList<Column> Columns)? Unqualified(string name) =>
        _objects.Table("dbo." + name) is { } table ? (table.Name["dbo.".Length..], table.Columns) : null;

    private IReadOnlyList<Column> TableVariable(VariableReference variable)
    {
        _visited.Add(variable);
        if (!_tableVariables.TryGetValue(variable.Name, out var table))
        {
            Report(Fault.Unresolved, variable, "no such table variable");
            return [];
        }

        Spelled(table.Name, variable.Name, variable);
        return table.Columns;
    }

    private void With(WithCtesAndXmlNamespaces? with)
    {
        var ctes = new Dictionary<string, (string Name, IReadOnlyList<Column> Columns)>(StringComparer.OrdinalIgnoreCase);
        _ctes.Add(ctes);
        foreach (var cte in with?.CommonTableExpressions ?? [])
        {
            var name = cte.ExpressionName.Value;
            if (cte.QueryExpression is BinaryQueryExpression { FirstQueryExpression: { } anchor } recursive)
            {
                ctes[name] = (name, Shown(Query(anchor, new Scope()), cte.Columns));
                ctes[name] = (name, Shown(Query(recursive, new Scope()), cte.Columns));
            }
            else
            {
                ctes[name] = (name, Shown(Query(cte.QueryExpression, new Scope()), cte.Columns));
            }
        }
    }
}
