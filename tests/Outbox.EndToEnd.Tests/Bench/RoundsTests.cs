using Outbox.Cli.Bench;

namespace Outbox.EndToEnd.Tests.Bench;

public sealed class RoundsTests
{
    [Theory]
    [InlineData(new[] { 3.0, 1, 2 }, 2)]
    [InlineData(new[] { 4.0, 1, 2, 3 }, 2.5)]
    [InlineData(new[] { 7.0 }, 7)]
    public void The_median_stands_in_the_middle(double[] values, double median) => Assert.Equal(median, Rounds.Median(values));

    [Fact]
    public void A_ratio_compares_what_was_measured_in_the_same_round() =>
        Assert.Equal(2, Rounds.Ratio([20, 2, 200], [10, 1, 100]));

    [Fact]
    public async Task Every_round_begins_with_another_contender()
    {
        var order = new List<char>();
        Func<CancellationToken, Task<double>> Contender(char name) => _ =>
        {
            order.Add(name);
            return Task.FromResult((double)name);
        };

        var figures = await Rounds.RunAsync(3, [Contender('a'), Contender('b'), Contender('c')], TestContext.Current.CancellationToken);

        Assert.Equal("abcbcacab", string.Concat(order));
        Assert.All(figures[1], figure => Assert.Equal('b', figure));
    }
}
