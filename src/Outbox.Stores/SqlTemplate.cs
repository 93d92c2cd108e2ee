using System.Text.RegularExpressions;

namespace Outbox.Stores;

/// <summary>Statements of the product with literals for parameters, where a statement takes no parameters (DDL, scripts).</summary>
internal static partial class SqlTemplate
{
    /// <summary>
    /// The statement with each <c>@parameter</c> replaced by its literal, in one pass: a value is never looked through for
    /// another parameter, whatever the names of a shop's tables are.
    /// </summary>
    /// <param name="sql">The statement.</param>
    /// <param name="values">The parameters, without <c>@</c>, and their literals. Other variables of the statement stay.</param>
    public static string Fill(string sql, params ReadOnlySpan<(string Parameter, string Literal)> values)
    {
        var literals = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (parameter, literal) in values)
        {
            literals.Add(parameter, literal);
        }

        return Parameter().Replace(sql, found => literals.GetValueOrDefault(found.Groups["name"].Value) ?? found.Value);
    }

    [GeneratedRegex(@"@(?<name>\w+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();
}
