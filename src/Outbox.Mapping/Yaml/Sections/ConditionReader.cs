using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml.Values;

namespace Outbox.Mapping.Yaml.Sections;

/// <summary>Reads <c>when</c>.</summary>
internal static class ConditionReader
{
    private enum Word
    {
        Inserted,
        Deleted,
    }

    private static readonly Dictionary<string, Word> Words = new(StringComparer.Ordinal)
    {
        ["inserted"] = Word.Inserted,
        ["deleted"] = Word.Deleted,
    };

    public static Condition? Read(Element element)
    {
        if (element.IsScalar)
            return ReadWord(element);
        if (element.Section() is not { } section)
            return null;
        var condition = ReadMap(section);
        section.Close();
        return condition;
    }

    /// <summary><c>{ column, becomes }</c>, with <c>from</c> where it may stand.</summary>
    public static Becomes? ReadBecomes(Section section, bool allowFrom)
    {
        var column = section.Required("column", Names.Column, "column: Status");
        var to = section.Required("becomes", ValueTests.Read, "becomes: Completed");
        var from = allowFrom ? section.Optional("from", ValueTests.Read) : null;
        return column is null || to is null ? null : new Becomes(column, to, from, section.Owner.At);
    }

    private static Condition? ReadWord(Element element) => Values.Words.Read(element, Words) switch
    {
        Word.Inserted => new Inserted(element.At),
        Word.Deleted => new Deleted(element.At),
        _ => null,
    };

    private static Condition? ReadMap(Section section)
    {
        if (section.Has("all"))
            return section.Optional("all", ReadList) is { } all ? new AllOf(all, section.Owner.At) : null;
        if (section.Has("any"))
            return section.Optional("any", ReadList) is { } any ? new AnyOf(any, section.Owner.At) : null;
        if (section.Has("changed"))
            return section.Optional("changed", ReadColumns) is { } columns ? new Changed(columns, section.Owner.At) : null;
        if (section.Has("column") || section.Has("becomes"))
            return ReadBecomes(section, allowFrom: true);
        section.Owner.Report(
            LintCodes.MissingKey, $"{section.Owner.Name.Quoted()} does not say which write is meant.",
            "Write inserted, deleted, { column: Status, becomes: Completed }, { changed: Price }, { all: […] } or { any: […] }.");
        return null;
    }

    private static List<Condition>? ReadList(Element element)
    {
        var conditions = element.Items()?.Select(Read).ToList();
        return conditions is { Count: > 0 } && !conditions.Contains(null) ? [.. conditions.OfType<Condition>()] : null;
    }

    private static IReadOnlyList<ColumnReference>? ReadColumns(Element element) => ColumnListReader.Read(element);
}
