using Outbox.Core;

namespace Outbox.Tests.Core;

public sealed class JsonScratchTests
{
    [Fact]
    public void One_write_leaves_nothing_to_the_next()
    {
        Assert.Equal("""{"a":"a long text, longer than the next one"}""", Of("a long text, longer than the next one"));
        Assert.Equal("""{"a":"é"}""", Of("é"));
    }

    [Fact]
    public void A_write_within_a_write_has_a_buffer_of_its_own() =>
        Assert.Equal("""{"outer":"{\"a\":\"inner\"}"}""", JsonScratch.Text(static json => json.WriteString("outer", Of("inner"))));

    [Fact]
    public void A_write_that_fails_leaves_nothing_behind()
    {
        Assert.Throws<InvalidOperationException>(() => JsonScratch.Text(static json =>
        {
            json.WriteString("a", "lost");
            throw new InvalidOperationException();
        }));
        Assert.Equal("""{"a":"next"}""", Of("next"));
    }

    private static string Of(string text) => JsonScratch.Text(json => json.WriteString("a", text));
}
