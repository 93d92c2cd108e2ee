using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml.Values;

namespace Outbox.Mapping.Yaml.Sections;

/// <summary>A key and what stands before it in the id: <c>CustomerId</c>, or <c>{ column, prefix }</c>.</summary>
/// <param name="Column">The column.</param>
/// <param name="Prefix">Empty for none.</param>
internal sealed record PrefixedKey(ColumnReference Column, string Prefix)
{
    /// <summary>Reads it.</summary>
    /// <param name="element">The value of <c>id</c>.</param>
    /// <param name="example">A column that fits, for the mend.</param>
    public static PrefixedKey? Read(Element element, string example)
    {
        if (element.IsScalar)
            return Names.Column(element) is { } lone ? new PrefixedKey(lone, "") : null;
        if (element.Section() is not { } section)
            return null;
        var column = section.Required("column", Names.Column, "column: " + example);
        var prefix = section.Optional("prefix", Scalars.Prefix) ?? "";
        section.Close();
        return column is null ? null : new PrefixedKey(column, prefix);
    }
}
