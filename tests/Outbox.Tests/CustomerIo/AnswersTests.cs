using System.Text;
using Outbox.CustomerIo;

namespace Outbox.Tests.CustomerIo;

public class AnswersTests
{
    [Theory]
    [InlineData(200, "{}", AnswerKind.Accepted, false)]
    [InlineData(200, " {\"new\":\"key\"}\n", AnswerKind.Accepted, false)]
    [InlineData(200, "{\"errors\":[]}", AnswerKind.Accepted, false)]
    [InlineData(200, "{\"errors\":null}", AnswerKind.Accepted, false)]
    [InlineData(200, "", AnswerKind.TryAgain, true)]
    [InlineData(200, "<html>Sign in to the guest network</html>", AnswerKind.TryAgain, true)]
    [InlineData(200, "[]", AnswerKind.TryAgain, true)]
    [InlineData(200, "{} trailing", AnswerKind.TryAgain, true)]
    [InlineData(200, "{\"errors\":\"all wrong\"}", AnswerKind.Unclear, true)]
    [InlineData(201, "{}", AnswerKind.TryAgain, true)]
    [InlineData(204, "", AnswerKind.TryAgain, true)]
    [InlineData(301, "", AnswerKind.TryAgain, false)]
    [InlineData(303, "", AnswerKind.TryAgain, false)]
    [InlineData(400, "{}", AnswerKind.Refused, false)]
    [InlineData(400, "<html>", AnswerKind.Refused, false)]
    [InlineData(401, "{}", AnswerKind.Unauthorized, false)]
    [InlineData(403, "{}", AnswerKind.Unauthorized, false)]
    [InlineData(404, "{}", AnswerKind.TryAgain, false)]
    [InlineData(405, "", AnswerKind.TryAgain, false)]
    [InlineData(407, "", AnswerKind.TryAgain, false)]
    [InlineData(408, "", AnswerKind.TryAgain, false)]
    [InlineData(409, "", AnswerKind.TryAgain, false)]
    [InlineData(413, "", AnswerKind.Refused, false)]
    [InlineData(429, "", AnswerKind.TryAgain, false)]
    [InlineData(500, "{}", AnswerKind.TryAgain, true)]
    [InlineData(501, "", AnswerKind.TryAgain, true)]
    [InlineData(503, "", AnswerKind.TryAgain, true)]
    [InlineData(524, "", AnswerKind.TryAgain, true)]
    public void An_answer_has_one_meaning(int status, string body, AnswerKind kind, bool isAmbiguous)
    {
        var answer = Classify(status, body, 3);

        Assert.Equal((kind, (int?)status, isAmbiguous), (answer.Kind, answer.HttpStatus, answer.IsAmbiguous));
        Assert.Equal(kind == AnswerKind.Accepted, answer.Detail is null);
        Assert.Empty(answer.Refusals);
    }

    [Fact]
    public void A_207_that_names_each_item_once_refuses_those_in_order()
    {
        var answer = Classify(207, """
            {"errors":[{"batch_index":2,"reason":"invalid","field":"attributes.plan","message":"too long"},{"batch_index":0,"reason":"required","field":"name","message":"m"}]}
            """, 3);

        Assert.Equal(AnswerKind.PartlyAccepted, answer.Kind);
        Assert.False(answer.IsAmbiguous);
        Assert.Equal(
            [new ItemRefusal(0, "required", "name", "m"), new ItemRefusal(2, "invalid", "attributes.plan", "too long")], answer.Refusals);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData("{\"errors\":[]}")]
    [InlineData("{\"errors\":{}}")]
    [InlineData("{\"errors\":[{\"batch_index\":0")]
    [InlineData("{\"errors\":[{\"reason\":\"invalid\"}]}")]
    [InlineData("{\"errors\":[\"invalid\"]}")]
    [InlineData("{\"errors\":[{\"batch_index\":null}]}")]
    [InlineData("{\"errors\":[{\"batch_index\":\"0\"}]}")]
    [InlineData("{\"errors\":[{\"batch_index\":0.5}]}")]
    [InlineData("{\"errors\":[{\"batch_index\":-1}]}")]
    [InlineData("{\"errors\":[{\"batch_index\":3}]}")]
    [InlineData("{\"errors\":[{\"batch_index\":99999999999}]}")]
    [InlineData("{\"errors\":[{\"batch_index\":1},{\"batch_index\":1}]}")]
    [InlineData("{\"errors\":[{\"batch_index\":1},{\"reason\":\"invalid\"}]}")]
    [InlineData("{\"errors\":[{\"batch_index\":0,\"reason\":\"\\ud800\"}]}")]
    public void A_207_that_leaves_a_doubt_about_its_items_is_unclear(string body)
    {
        var answer = Classify(207, body, 3);

        Assert.Equal(AnswerKind.Unclear, answer.Kind);
        Assert.True(answer.IsAmbiguous);
        Assert.Empty(answer.Refusals);
    }

    [Fact]
    public void Errors_under_a_200_count_as_under_a_207() => Assert.Equal(
        [new ItemRefusal(1, "unspecified", null, null)], Classify(200, """{"errors":[{"batch_index":1}]}""", 3).Refusals);

    [Fact]
    public void Whatever_a_207_to_one_item_says_is_about_that_item()
    {
        var answer = Classify(207, """{"errors":[{"reason":"a"},{"batch_index":0,"reason":"b"}]}""", 1);

        Assert.Equal(AnswerKind.Refused, answer.Kind);
        Assert.Equal(["a", "b"], answer.Refusals.Select(r => r.Reason));
        Assert.All(answer.Refusals, r => Assert.Equal(0, r.Index));
        Assert.Equal(AnswerKind.Unclear, Classify(207, """{"errors":[{"batch_index":1}]}""", 1).Kind);
    }

    [Fact]
    public void A_refused_item_says_why()
    {
        var answer = Classify(400, """{"errors":[{"reason":"invalid","field":"attributes.plan","message":"too long"}]}""", 1);

        Assert.Equal([new ItemRefusal(0, "invalid", "attributes.plan", "too long")], answer.Refusals);
        Assert.Equal("""HTTP 400: {"errors":[{"reason":"invalid","field":"attributes.plan","message":"too long"}]}""", answer.Detail);
    }

    [Fact]
    public void A_refused_batch_blames_no_item_that_is_not_named() =>
        Assert.Equal([-1, 1, -1], Classify(400, """{"errors":[{"reason":"invalid"},{"batch_index":1},{"batch_index":-5}]}""", 3).Refusals.Select(r => r.Index));

    [Fact]
    public void An_answer_passes_on_what_it_asked_to_wait() =>
        Assert.Equal(TimeSpan.FromSeconds(7), Answers.Classify(new Reply(429, TimeSpan.FromSeconds(7), default), 1).RetryAfter);

    [Fact]
    public void The_detail_is_one_line_of_at_most_a_thousand_characters_and_cuts_no_character_in_two()
    {
        Assert.Equal("HTTP 502: <html> Bad gateway", Classify(502, "<html>\r\n\t\u0000 Bad gateway\n", 1).Detail);

        var long502 = Classify(502, "x" + string.Concat(Enumerable.Repeat("😀", 800)), 1).Detail!;
        Assert.Equal(999, long502.Length);
        Assert.True(char.IsLowSurrogate(long502[^1]));
    }

    private static TrackAnswer Classify(int status, string body, int items) =>
        Answers.Classify(new Reply(status, null, Encoding.UTF8.GetBytes(body)), items);
}
