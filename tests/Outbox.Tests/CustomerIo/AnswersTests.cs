using System.Text;
using Outbox.CustomerIo;

namespace Outbox.Tests.CustomerIo;

public class AnswersTests
{
    [Theory]
    [InlineData(200, "{}", AnswerKind.Accepted, false)]
    [InlineData(200, "{}\n", AnswerKind.Accepted, false)]
    [InlineData(200, "{\"errors\":[]}", AnswerKind.Accepted, false)]
    [InlineData(200, "{\"errors\":null}", AnswerKind.Accepted, false)]
    [InlineData(200, "", AnswerKind.NotUnderstood, true)]
    [InlineData(200, "<html>Sign in to the guest network</html>", AnswerKind.NotUnderstood, true)]
    [InlineData(200, "[]", AnswerKind.NotUnderstood, true)]
    [InlineData(200, "{} trailing", AnswerKind.NotUnderstood, true)]
    [InlineData(200, "{\"errors\":\"all wrong\"}", AnswerKind.NotUnderstood, true)]
    [InlineData(201, "{}", AnswerKind.NotUnderstood, true)]
    [InlineData(204, "", AnswerKind.NotUnderstood, true)]
    [InlineData(301, "", AnswerKind.NotUnderstood, false)]
    [InlineData(303, "", AnswerKind.NotUnderstood, false)]
    [InlineData(400, "{}", AnswerKind.NotUnderstood, false)]
    [InlineData(400, "<html>", AnswerKind.NotUnderstood, false)]
    [InlineData(200, "{\"status\":\"ok\"}", AnswerKind.NotUnderstood, true)]
    [InlineData(200, "{\"errors\":[{\"code\":\"W-17\",\"message\":\"blocked\"}]}", AnswerKind.NotUnderstood, true)]
    [InlineData(400, "{\"message\":\"blocked\"}", AnswerKind.NotUnderstood, false)]
    [InlineData(400, "{\"errors\":[]}", AnswerKind.NotUnderstood, false)]
    [InlineData(400, "{\"errors\":[{\"status\":\"400\",\"title\":\"Bad request\"}]}", AnswerKind.NotUnderstood, false)]
    [InlineData(400, "{\"errors\":[{\"reason\":\"invalid\"", AnswerKind.NotUnderstood, false)]
    [InlineData(413, "<html>413 Request Entity Too Large</html>", AnswerKind.NotUnderstood, false)]
    [InlineData(401, "{}", AnswerKind.Unauthorized, false)]
    [InlineData(401, "", AnswerKind.Unauthorized, false)]
    [InlineData(403, " \r\n<!DOCTYPE html>", AnswerKind.NotUnderstood, false)]
    [InlineData(403, "{}", AnswerKind.Unauthorized, false)]
    [InlineData(404, "{}", AnswerKind.NotUnderstood, false)]
    [InlineData(405, "", AnswerKind.NotUnderstood, false)]
    [InlineData(407, "", AnswerKind.NotUnderstood, false)]
    [InlineData(408, "", AnswerKind.TryAgain, false)]
    [InlineData(409, "", AnswerKind.NotUnderstood, false)]
    [InlineData(413, "", AnswerKind.NotUnderstood, false)]
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
    [InlineData("{\"errors\":[{\"batch_index\":1,\"reason\":\"invalid\"},{\"batch_index\":3,\"reason\":\"invalid\"}]}")]
    [InlineData("{\"errors\":[{\"batch_index\":1},{\"reason\":\"invalid\"}]}")]
    [InlineData("{\"errors\":[{\"batch_index\":0,\"reason\":\"\\ud800\"}]}")]
    public void A_207_that_leaves_a_doubt_about_its_items_is_not_understood(string body)
    {
        var answer = Classify(207, body, 3);

        Assert.Equal(AnswerKind.NotUnderstood, answer.Kind);
        Assert.True(answer.IsAmbiguous);
        Assert.Empty(answer.Refusals);
    }

    [Fact]
    public void Errors_under_a_200_count_as_under_a_207() => Assert.Equal(
        [new ItemRefusal(1, "invalid", null, null)], Classify(200, """{"errors":[{"batch_index":1,"reason":"invalid"}]}""", 3).Refusals);

    [Fact]
    public void Two_errors_about_one_item_refuse_it_once() => Assert.Equal(
        [new ItemRefusal(1, "a", null, null)],
        Classify(207, """{"errors":[{"batch_index":1,"reason":"a"},{"batch_index":1,"reason":"b"}]}""", 3).Refusals);

    [Fact]
    public void An_error_of_another_item_is_no_word_about_an_item_alone() =>
        Assert.Equal(AnswerKind.NotUnderstood, Classify(400, """{"errors":[{"batch_index":7,"reason":"invalid"}]}""", 1).Kind);

    [Theory]
    [InlineData("""{"errors":[{"batch_index":0,"reason":"a"},{"batch_index":0,"reason":"b"}]}""", AnswerKind.Refused)]
    [InlineData("""{"errors":[{"reason":"a"}]}""", AnswerKind.NotUnderstood)]
    [InlineData("""{"errors":[{"batch_index":1,"reason":"a"}]}""", AnswerKind.NotUnderstood)]
    public void A_207_to_one_item_refuses_it_where_it_names_it(string body, AnswerKind kind)
    {
        var answer = Classify(207, body, 1);

        Assert.Equal(kind, answer.Kind);
        Assert.Equal(kind == AnswerKind.Refused ? ["a"] : [], answer.Refusals.Select(r => r.Reason));
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
        Assert.Equal([-1, 1, -1], Classify(400, """{"errors":[{"reason":"invalid"},{"batch_index":1,"reason":"invalid"},{"batch_index":-5,"reason":"invalid"}]}""", 3).Refusals.Select(r => r.Index));

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
