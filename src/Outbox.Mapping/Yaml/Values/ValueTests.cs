using System.Text.RegularExpressions;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml.Tree;

namespace Outbox.Mapping.Yaml.Values;

/// <summary>Reads what a column is tested for: a literal, a list of them, <c>null</c> or <c>not_null</c>.</summary>
internal static partial class ValueTests
{
    public static ValueTest? Read(Element element)
    {
        if (!element.IsScalar)
            return element.Items() is { Count: > 0 } items ? OneOf([.. items.Select(ListedLiteral)]) : null;
        return element.Scalar() switch
        {
            null => null,
            { IsNull: true } => new IsNull(),
            { IsPlain: true, Value: "not_null" } => new IsNotNull(),
            var scalar => OneOf([Literal(element, scalar)]),
        };
    }

    private static IsOneOf? OneOf(IReadOnlyList<Literal?> values) =>
        values.Contains(null) ? null : new IsOneOf([.. values.OfType<Literal>()]);

    private static Literal? ListedLiteral(Element item)
    {
        if (item.Scalar() is not { } scalar)
            return null;
        if (!scalar.IsNull && scalar is not { IsPlain: true, Value: "not_null" })
            return Literal(item, scalar);
        item.Report(
            LintCodes.BadValue, $"A list of values holds {scalar.Value}, which no value equals.",
            "Test for null by itself, with `any` around the two conditions; quote the word where the text is meant.");
        return null;
    }

    private static Literal? Literal(Element element, YamlScalar scalar)
    {
        if (!Names.IsPlainText(scalar.Value))
        {
            element.Report(
                LintCodes.BadValue, $"The value {scalar.Value.Quoted()} has a control character or half a surrogate pair.",
                "Compare with another column, or let a view tell the case apart.");
            return null;
        }

        return scalar switch
        {
            { IsPlain: true, Value: "true" or "True" or "TRUE" } => new Literal("1", true),
            { IsPlain: true, Value: "false" or "False" or "FALSE" } => new Literal("0", true),
            _ => new Literal(scalar.Value, scalar.IsPlain && Number().IsMatch(scalar.Value)),
        };
    }

    // As SQL and JSON write them. 007 is a text: a postcode or article number, most likely. 38 digits: decimal(38).
    [GeneratedRegex(@"\A-?(0|[1-9][0-9]{0,18})(\.[0-9]{1,19})?\z")]
    private static partial Regex Number();
}
