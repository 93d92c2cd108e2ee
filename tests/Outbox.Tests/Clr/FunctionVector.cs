using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Outbox.Tests.Clr;

/// <summary>
/// An entry of <c>tests/vectors/functions.tsv</c>, to which C#, the SQL CLR assembly and T-SQL are held: a function, its
/// arguments and its answer between tabs. Texts are ASCII; other UTF-16 units are <c>\uXXXX</c>, since JSON readers refuse
/// half pairs; NULL is <c>\N</c>.
/// </summary>
/// <param name="Function">Its name in the schema outbox.</param>
/// <param name="Arguments">Null for NULL.</param>
/// <param name="Answer">As text; null for NULL, or for no row. A row of DecodeUlid is its columns with a bar between them.</param>
public sealed partial record FunctionVector(string Function, IReadOnlyList<string?> Arguments, string? Answer)
{
    /// <summary>Reads the file's lines.</summary>
    public static IEnumerable<FunctionVector> Read(IEnumerable<string> lines) =>
        from line in lines
        where line.Length > 0
        let parts = line.Split('\t')
        select new FunctionVector(parts[0], [.. parts[1..^1].Select(Unescape)], Unescape(parts[^1]));

    /// <summary>The line of the file.</summary>
    public string Line() => string.Join('\t', [Function, .. Arguments.Select(Escape), Escape(Answer)]);

    /// <summary>For a failure: the line, cut.</summary>
    public override string ToString() => Line() is { Length: > 400 } line ? line[..400] + "…" : Line();

    private static string Escape(string? text)
    {
        if (text is null)
        {
            return @"\N";
        }

        var line = new StringBuilder(text.Length + 16);
        foreach (var unit in text)
        {
            _ = unit is >= ' ' and <= '~' and not '\\' ? line.Append(unit) : line.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
        }

        return line.ToString();
    }

    private static string? Unescape(string text) => text == @"\N"
        ? null
        : Unit().Replace(text, unit => ((char)int.Parse(unit.ValueSpan[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    [GeneratedRegex(@"\\u[0-9a-f]{4}")]
    private static partial Regex Unit();
}
