using CsCheck;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint;

namespace Outbox.Tests.Mapping;

public sealed class FuzzTests
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ":", ": ", "- ", "\n", "\t", "\r", "'", "\"", "#", "&a ", "*a", "!!x ", "? ", "|", ">", "%", "@", "`", ",",
        "---\n", "...\n", "null", "~", "\\", "\0", "\uFEFF", "\uD800", "é", "😀", "<<: ", "  ", "\"\\uD800\"", "inserted", "{}", "[]", "9999999999",
    ];

    private static readonly Gen<string> Piece = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]);

    private static readonly Gen<Func<string, string>> Mutation = Gen.Select(Gen.Double.Unit, Gen.Double.Unit, Gen.Int[0, 3], Piece)
        .Select((from, to, kind, piece) => new Func<string, string>(text =>
        {
            var a = (int)(from * text.Length);
            var b = Math.Min(text.Length, a + (int)(to * 20));
            return kind switch
            {
                0 => text.Insert(a, piece),
                1 => text.Remove(a, b - a),
                2 => text.Insert((int)(to * text.Length), text[a..b]),
                _ => text.Remove(a, b - a).Insert(a, piece),
            };
        }));

    [Fact]
    public void No_text_makes_the_reader_throw() => Mutation.Array[1, 6].Sample(
        mutations =>
        {
            var text = mutations.Aggregate(FullExample.Text, (t, mutate) => mutate(t));
            var result = MappingLint.CheckText(text);
            Assert.All(result.Findings, f => Assert.True(f.At is { Line: >= 1, Column: >= 1 }));
            Assert.Equal(result.Document is null, result.Findings.Any(f => f.Severity == Severity.Error));
            if (result.Readable is { } readable)
                DatabaseLint.Check(readable, new DatabaseCatalog(Engine.SqlServer, []));
        },
        iter: 5_000);

    [Fact]
    public void No_string_makes_the_reader_throw() => Piece.Array[0, 30].Sample(
        pieces => MappingLint.CheckText(string.Concat(pieces)).Findings.Count > 0,
        iter: 5_000);
}
