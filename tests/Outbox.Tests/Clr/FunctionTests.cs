using System.Text.Json;
using CsCheck;
using Outbox.Core.Events;
using Outbox.Core.People;

namespace Outbox.Tests.Clr;

/// <summary>What holds of every text; the carried assembly and the product's code beside each other.</summary>
public sealed class FunctionTests
{
    /// <summary>Every UTF-16 unit, half pairs and NULs among them, with those that matter to a reader of JSON often.</summary>
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Char,
        Gen.Char["{}[]\",:\\u0123456789abcdef-+.eE tfn_"],
        Gen.Char[(char)0xD800, (char)0xDFFF]).Array[0, 60].Select(units => new string(units));

    private static readonly Gen<string> Objects = Gen.Int.Select(seed => new Random(seed)).Select(RandomJson.Object);

    [Fact]
    public void The_assembly_and_the_product_give_the_same_answers() => Gen.Select(Texts, Texts).Sample((a, b) =>
    {
        foreach (var vector in (FunctionVector[])[
            new("EventUlid", [a, b], Reference.EventUlid(a, b)),
            new("PropertiesFault", [a], Reference.PropertiesFault(a)),
            new("Utf8Length", [a], Reference.Utf8Length(a)),
            new("NormalizeEmail", [a], EmailAddress.Normalize(a)),
            new("DecodeUlid", [a], Reference.DecodeUlid(a)),
            new("DecodeUlid", [Reference.EventUlid(a, b)], Reference.DecodeUlid(Reference.EventUlid(a, b)))])
        {
            Assert.Equal(vector.Answer, CarriedFunctions.Answer(vector));
            Assert.Equal(vector.Answer, Functions.Answer(vector));
        }
    });

    [Fact]
    public void What_is_taken_is_an_object_to_any_reader_of_JSON() => Gen.OneOf(Texts, Objects, Gen.Select(Objects, Gen.Int[0, 400], Gen.Char, Spoiled)).Sample(json =>
    {
        var fault = PropertiesFault.Of(json);
        if (fault is null)
        {
            using var read = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = PropertiesFault.MaxDepth });
            Assert.Equal(JsonValueKind.Object, read.RootElement.ValueKind);
        }
        else if (fault.StartsWith("not JSON", StringComparison.Ordinal))
        {
            // Half a surrogate pair is not even text to that reader.
            var refusal = Assert.ThrowsAny<Exception>(() => JsonDocument.Parse(json));
            Assert.True(refusal is JsonException or ArgumentException, refusal.ToString());
        }
    });

    [Fact]
    public void A_ulid_decoded_is_the_head_of_the_hash_that_it_was_made_of() => Gen.Select(Texts, Texts).Sample((source, id) =>
    {
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{source}\n{id}"));
        var decoded = CarriedFunctions.Answer(new FunctionVector("DecodeUlid", [EventUlid.Derive(source, id)], null));
        Assert.Equal(Convert.ToHexStringLower(hash.AsSpan(0, 14)), decoded!.Split('|')[1]);
    });

    [Fact]
    public void An_address_normalised_twice_is_normalised_once() => Texts.Sample(email =>
        EmailAddress.Normalize(EmailAddress.Normalize(email)) == EmailAddress.Normalize(email));

    [Fact]
    public void Every_capital_has_the_small_letter_that_Unicode_gives_it() => Assert.Equal(
        EmailAddress.SmallLetters, string.Concat(EmailAddress.Capitals.Select(char.ToLowerInvariant)));

    [Fact]
    public void The_white_space_is_that_of_Unicode() => Assert.Equal(
        EmailAddress.WhiteSpace, string.Concat(Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(char.IsWhiteSpace)));

    [Fact]
    public void The_letters_in_T_SQL_are_those_of_the_product()
    {
        var sql = TSql.Scripts.Product.Single(s => s.Name.EndsWith("NormalizeEmail.sql", StringComparison.Ordinal)).Text;
        var literals = string.Concat(sql.Split("N'").Skip(1).Where(part => part[0] is not '.').Select(part => part[..part.IndexOf('\'', StringComparison.Ordinal)]));
        Assert.Equal(EmailAddress.Capitals + EmailAddress.SmallLetters, literals);
    }

    private static string Spoiled(string json, int at, char unit) => json.Insert(at % (json.Length + 1), unit.ToString());
}
