using System.Text;
using Outbox.Core;

namespace Outbox.Tests.Core;

public sealed class JsonScratchTests
{
    [Fact]
    public void One_write_leaves_nothing_to_the_next()
    {
        Assert.Equal("""["a long text, longer than the next one"]""", Array("a long text, longer than the next one"));
        Assert.Equal("""["é"]""", Array("é"));
    }

    [Fact]
    public void A_write_within_a_write_has_a_buffer_of_its_own() =>
        Assert.Equal("""["[\"inner\"]"]""", JsonScratch.Write(
            0,
            static (json, _) =>
            {
                json.WriteStartArray();
                json.WriteStringValue(Array("inner"));
                json.WriteEndArray();
            },
            static utf8 => Encoding.UTF8.GetString(utf8)));

    [Fact]
    public void A_write_that_fails_leaves_nothing_behind()
    {
        Assert.Throws<InvalidOperationException>(() => JsonScratch.Write(
            0,
            static (json, _) =>
            {
                json.WriteStartArray();
                throw new InvalidOperationException();
            },
            static utf8 => utf8.Length));
        Assert.Equal("""["next"]""", Array("next"));
    }

    private static string Array(string text) => JsonScratch.Write(
        text,
        static (json, text) =>
        {
            json.WriteStartArray();
            json.WriteStringValue(text);
            json.WriteEndArray();
        },
        static utf8 => Encoding.UTF8.GetString(utf8));
}
