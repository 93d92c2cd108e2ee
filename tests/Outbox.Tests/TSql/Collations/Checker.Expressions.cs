using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Outbox.Tests.TSql.Collations;

/// <content>Expressions and conditions.</content>
internal sealed partial class Checker
{
    /// <summary>The label of an expression that ends here: in a select list, a parameter, an assignment.</summary>
    private Label Result(ScalarExpression? expression, Scope scope)
    {
        if (expression is null)
        {
            return Label.Null;
        }

        var label = Of(expression, scope);
        if (label.Kind == LabelKind.None)
        {
            Report(Fault.Conflict, expression, "columns of different collations");
        }

        return label;
    }

    private Label Of(ScalarExpression expression, Scope scope)
    {
        _visited.Add(expression);
        var label = Inner(expression, scope);
        if (expression is not PrimaryExpression { Collation: { } collation })
        {
            return label;
        }

        var stated = collation.Value.ToUpperInvariant() switch
        {
            "DATABASE_DEFAULT" => Label.Explicit(Label.Database),
            "CATALOG_DEFAULT" => Label.Explicit(Label.CatalogNames),
            _ => Label.Explicit(collation.Value),
        };
        if (!label.IsText && label.Kind != LabelKind.Null)
        {
            Report(Fault.Conflict, expression, "COLLATE of what is no text (Msg 447)");
        }
        else if (label.Kind == LabelKind.Explicit)
        {
            Report(label.Collation == stated.Collation ? Fault.Redundant : Fault.Conflict, expression, "COLLATE of what is under COLLATE already");
        }
        else if (label.Kind == LabelKind.Implicit && label.Collation == stated.Collation)
        {
            Report(Fault.Redundant, expression, $"COLLATE of what is {label} already");
        }

        return stated;
    }

    private Label Inner(ScalarExpression expression, Scope scope)
    {
        switch (expression)
        {
            case StringLiteral:
                return Label.Default;
            case NullLiteral or DefaultLiteral:
                return Label.Null;
            case Literal:
                return Label.NotText;
            case VariableReference variable:
                return Variable(variable);
            case GlobalVariableExpression global:
                return global.Name.ToUpperInvariant() is "@@SERVERNAME" or "@@VERSION" or "@@SERVICENAME" or "@@LANGUAGE" ? Label.Default : Label.NotText;
            case ColumnReferenceExpression column:
                return ColumnOf(column, scope);
            case ParenthesisExpression inner:
                return Of(inner.Expression, scope);
            case UnaryExpression unary:
                Result(unary.Expression, scope);
                return Label.NotText;
            case BinaryExpression binary:
                return Binary(binary, scope);
            case CastCall cast:
                return Converted(cast.DataType, Of(cast.Parameter, scope));
            case TryCastCall cast:
                return Converted(cast.DataType, Of(cast.Parameter, scope));
            case ConvertCall convert:
                Result(convert.Style, scope);
                return Converted(convert.DataType, Of(convert.Parameter, scope));
            case TryConvertCall convert:
                Result(convert.Style, scope);
                return Converted(convert.DataType, Of(convert.Parameter, scope));
            case CoalesceExpression coalesce:
                return Chosen(coalesce, coalesce.Expressions.Select(e => Of(e, scope)));
            case IIfCall iif:
                Check(iif.Predicate, scope);
                return Chosen(iif, [Of(iif.ThenExpression, scope), Of(iif.ElseExpression, scope)]);
            case NullIfExpression nullIf:
                var first = Of(nullIf.FirstExpression, scope);
                Compared(nullIf, [first, Of(nullIf.SecondExpression, scope)]);
                return first;
            case SimpleCaseExpression choice:
                Compared(choice, choice.WhenClauses.Select(w => Of(w.WhenExpression, scope)).Prepend(Of(choice.InputExpression, scope)));
                return Chosen(choice, choice.WhenClauses.Select(w => Of(w.ThenExpression, scope)).Append(Else(choice.ElseExpression, scope)));
            case SearchedCaseExpression choice:
                foreach (var when in choice.WhenClauses)
                {
                    Check(when.WhenExpression, scope);
                }

                return Chosen(choice, choice.WhenClauses.Select(w => Of(w.ThenExpression, scope)).Append(Else(choice.ElseExpression, scope)));
            case LeftFunctionCall left:
                return left.Parameters.Select(p => Compared(left, [Of(p, scope)])).ToList()[0];
            case RightFunctionCall right:
                return right.Parameters.Select(p => Compared(right, [Of(p, scope)])).ToList()[0];
            case AtTimeZoneCall at:
                Result(at.DateValue, scope);
                Result(at.TimeZone, scope);
                return Label.NotText;
            case ParameterlessCall call:
                return call.ParameterlessCallType == ParameterlessCallType.CurrentTimestamp ? Label.NotText : Label.Default;
            case NextValueForExpression next:
                Named(next.SequenceName);
                return Label.NotText;
            case ScalarSubquery query:
                var columns = Query(query.QueryExpression, scope);
                return columns.Count == 1 ? columns[0].Label.AsColumn() : Unknown(query);
            case FunctionCall function:
                return Function(function, scope);
            default:
                return Unknown(expression);
        }
    }

    private Label Else(ScalarExpression? expression, Scope scope) => expression is null ? Label.Null : Of(expression, scope);

    private Label Unknown(TSqlFragment fragment)
    {
        Report(Fault.Unresolved, fragment, $"what is a {fragment.GetType().Name}?");
        return Label.Null;
    }

    private Label Binary(BinaryExpression binary, Scope scope)
    {
        var (a, b) = (Of(binary.FirstExpression, scope), Of(binary.SecondExpression, scope));
        return binary.BinaryExpressionType != BinaryExpressionType.Add || a.Kind == LabelKind.NotText || b.Kind == LabelKind.NotText
            ? Label.NotText
            : Combined(binary, [a, b]);
    }

    /// <summary>CASE, COALESCE and UNION ALL are not collation-sensitive: what has no collation fails where it is used.</summary>
    private Label Chosen(TSqlFragment at, IEnumerable<Label> labels)
    {
        var result = Label.Null;
        foreach (var label in labels)
        {
            if (!result.TryCombine(label, out var combined))
            {
                Report(Fault.Conflict, at, $"{result} and {label}");
            }

            result = combined;
        }

        return result;
    }

    /// <summary>A collation-sensitive operator or function: what it does depends on the collation.</summary>
    private Label Compared(TSqlFragment at, IEnumerable<Label> labels)
    {
        var result = Combined(at, labels);
        if (result.IsText)
        {
            _compared.Add(result.Collation);
        }

        return result;
    }

    /// <summary>Several texts become one, or one is read: no collation may be missing.</summary>
    private Label Combined(TSqlFragment at, IEnumerable<Label> labels)
    {
        var all = labels.ToList();
        var result = Chosen(at, all);
        if (result.Kind != LabelKind.None)
        {
            return result;
        }

        Report(Fault.Conflict, at, string.Join(" and ", all.Where(l => l.IsText).Distinct()));
        return Label.Null;
    }

    private Label Converted(DataTypeReference type, Label input)
    {
        if (!IsText(type))
        {
            return Label.NotText;
        }

        if (input.IsText && type is SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.Char or SqlDataTypeOption.VarChar })
        {
            // The code page is the collation's.
            _compared.Add(input.Collation);
        }

        return input.IsText || input.Kind == LabelKind.Null ? input : Label.Default;
    }

    private void Check(BooleanExpression? condition, Scope scope)
    {
        if (condition is null)
        {
            return;
        }

        _visited.Add(condition);
        switch (condition)
        {
            case BooleanBinaryExpression both:
                Check(both.FirstExpression, scope);
                Check(both.SecondExpression, scope);
                break;
            case BooleanNotExpression not:
                Check(not.Expression, scope);
                break;
            case BooleanParenthesisExpression inner:
                Check(inner.Expression, scope);
                break;
            case BooleanIsNullExpression isNull:
                Of(isNull.Expression, scope);
                break;
            case BooleanComparisonExpression comparison:
                Compared(comparison, [Of(comparison.FirstExpression, scope), Of(comparison.SecondExpression, scope)]);
                break;
            case BooleanTernaryExpression between:
                Compared(between, [Of(between.FirstExpression, scope), Of(between.SecondExpression, scope), Of(between.ThirdExpression, scope)]);
                break;
            case LikePredicate like:
                Result(like.EscapeExpression, scope);
                Stated(like, Compared(like, [Of(like.FirstExpression, scope), Of(like.SecondExpression, scope)]), [like.SecondExpression]);
                break;
            case InPredicate list:
                if (list.Subquery is { } subquery)
                {
                    Compared(list, [Of(list.Expression, scope), Of(subquery, scope)]);
                }
                else
                {
                    Compared(list, list.Values.Select(v => Of(v, scope)).Prepend(Of(list.Expression, scope)));
                }

                break;
            case ExistsPredicate exists:
                _visited.Add(exists.Subquery);
                Query(exists.Subquery.QueryExpression, scope);
                break;
            case UpdateCall update:
                if (_triggerTable?.FirstOrDefault(c => Same(c.Name, update.Identifier.Value)) is { } column)
                {
                    Spelled(column.Name, update.Identifier.Value, update);
                }
                else
                {
                    Report(Fault.Unresolved, update, "no column of the trigger's table");
                }

                break;
            default:
                Unknown(condition);
                break;
        }
    }

    /// <summary>What an operator does with letters must not depend on the database.</summary>
    private void Stated(TSqlFragment at, Label label, IEnumerable<ScalarExpression> patterns)
    {
        if (!_isShops && label.IsText && !label.IsStated && patterns.Any(p => p is not StringLiteral literal || literal.Value.Any(c => char.IsLetter(c) || c == '[')))
        {
            Report(Fault.Unstated, at, $"under {label}");
        }
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
