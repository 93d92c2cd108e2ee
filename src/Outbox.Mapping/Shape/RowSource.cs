using System.Text.Json;

namespace Outbox.Mapping.Shape;

/// <summary>Where the raw values of one row stand. Missing parts read as no value.</summary>
/// <param name="Row">The row's own values by column.</param>
/// <param name="Lookups">Looked-up values by property.</param>
/// <param name="Lines">Arrays of other rows by property.</param>
/// <param name="ViewRow">The view's row by column.</param>
internal readonly record struct RowSource(JsonElement Row, JsonElement Lookups, JsonElement Lines, JsonElement ViewRow)
{
    /// <summary>Of a captured row and what its related module read.</summary>
    public static RowSource OfCapture(JsonElement captured, JsonElement related) => new(
        captured, RawText.Member(related, "lookups"), RawText.Member(related, "each"), RawText.Member(related, "view"));

    /// <summary>Of a person's row.</summary>
    public static RowSource OfPerson(JsonElement person) => new(
        RawText.Member(person, "row"), RawText.Member(person, "lookups"), default, RawText.Member(person, "view"));

    /// <summary>Of a line within <c>each</c>.</summary>
    public static RowSource OfLine(JsonElement line) => new(
        RawText.Member(line, "row"), RawText.Member(line, "lookups"), default, default);

    /// <summary>A value of the row.</summary>
    public JsonElement Own(string? key) => key is null ? default : RawText.Member(Row, key);

    /// <summary>A looked-up value.</summary>
    public JsonElement Lookup(string property) => RawText.Member(Lookups, property);

    /// <summary>A value of the view.</summary>
    public JsonElement View(string? column) => column is null ? default : RawText.Member(ViewRow, column);

    /// <summary>The lines of an array.</summary>
    public IEnumerable<JsonElement> Each(string property)
    {
        var lines = RawText.Member(Lines, property);
        return lines.ValueKind == JsonValueKind.Array ? lines.EnumerateArray() : [];
    }
}
