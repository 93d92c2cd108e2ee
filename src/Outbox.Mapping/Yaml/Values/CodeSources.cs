using Outbox.Core.Errors;
using Outbox.Mapping.Codes;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Yaml.Values;

/// <summary>Reads currencies and regions: a code, or a column that holds one.</summary>
internal static class CodeSources
{
    private sealed record CodeList(string What, ErrorCode Unknown, Func<string, bool> IsKnown, Func<IEnumerable<string>> Codes, string Example);

    private static readonly CodeList Currencies =
        new("ISO 4217 currency", LintCodes.UnknownCurrency, Currency.IsKnown, () => Currency.Codes, "USD");

    private static readonly CodeList Regions =
        new("ISO 3166 region", LintCodes.UnknownRegion, Region.IsKnown, () => Region.Codes, "US");

    public static CodeSource? OfCurrency(Element element) => Read(element, Currencies);

    public static CodeSource? OfRegion(Element element) => Read(element, Regions);

    private static CodeSource? Read(Element element, CodeList list)
    {
        if (!element.IsScalar)
            return element.Section() is { } section ? ReadMap(section, list) : null;
        if (element.Text() is not { } text)
            return null;
        if (list.IsKnown(text))
            return new CodeSource(text, null);

        // A column in lower case that spells a code is rarer than a code in lower case.
        if (!text.Any(char.IsUpper) && list.IsKnown(text.ToUpperInvariant()))
        {
            element.Report(
                list.Unknown, $"{text.Quoted()} is no {list.What} in lower case.",
                $"Write {text.ToUpperInvariant()}, or {{ column: {text} }} where a column is meant.");
            return null;
        }

        return Names.Column(element) is { } column ? new CodeSource(null, column) : null;
    }

    private static CodeSource? ReadMap(Section section, CodeList list)
    {
        var source = section.Has("code") && section.Optional("code", Scalars.Text) is { } code
            ? Constant(section.Find("code")!, code, list)
            : null;
        var column = section.Has("code")
            ? null
            : section.Required("column", Names.Column, "column: " + list.What.Split(' ')[^1]);
        section.Close();
        return column is null ? source : new CodeSource(null, column);
    }

    private static CodeSource? Constant(Element element, string code, CodeList list)
    {
        if (list.IsKnown(code))
            return new CodeSource(code, null);
        element.Report(
            list.Unknown, $"There is no {list.What} {code.Quoted()}.",
            NearestName.Mend(code, list.Codes(), $"Write a code such as {list.Example}."));
        return null;
    }
}
