using Outbox.Cli.Demo.Compare;
using static Outbox.EndToEnd.Tests.Demo.Samples;

namespace Outbox.EndToEnd.Tests.Demo;

public sealed class JsonDifferenceTests
{
    [Theory]
    [InlineData("""{"a":1,"b":[true,null]}""", """{"b":[true,null],"a":1.0}""")]
    [InlineData("\"é\"", "\"\\u00e9\"")]
    [InlineData("100", "1e2")]
    public void Values_that_mean_the_same_are_equal(string one, string other) => Assert.Null(JsonDifference.Find(Json(one), Json(other)));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":"1"}""", "$.a: expected 1, got \"1\"")]
    [InlineData("""{"a":null}""", "{}", "$.a: expected null, got nothing")]
    [InlineData("{}", """{"a":null}""", "$.a: expected nothing, got null")]
    [InlineData("[1,2]", "[2,1]", "$[0]: expected 1, got 2")]
    [InlineData("[1]", "[1,1]", "$: expected 1 entries, got 2")]
    [InlineData("true", "false", "$: expected true, got false")]
    public void The_first_difference_is_named(string expected, string actual, string difference) =>
        Assert.Equal(difference, JsonDifference.Find(Json(expected), Json(actual)));
}
