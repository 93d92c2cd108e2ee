using System.Text;
using Microsoft.Extensions.Time.Testing;
using Outbox.Sandbox.Faults;

namespace Outbox.Tests.Sandbox;

public class FaultSwitchboardTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_switch_runs_out_by_itself()
    {
        var switchboard = new FaultSwitchboard(1, new(), _time);
        switchboard.Change(new() { DownSeconds = 10, UnauthorizedSeconds = 20 });

        Assert.Equal(Fault.Down, switchboard.Draw(1));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(Fault.Unauthorized, switchboard.Draw(2));
        Assert.Equal(10, switchboard.Current.UnauthorizedSeconds);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(Fault.None, switchboard.Draw(3));
    }

    [Fact]
    public void A_change_keeps_what_it_does_not_name()
    {
        var (settings, error) = Read("""{"slow":0.5,"retry_after_seconds":3}""", new() { Cut = 0.25 });

        Assert.Null(error);
        Assert.Equal(new FaultSettings { Cut = 0.25, Slow = 0.5, RetryAfterSeconds = 3 }, settings);
    }

    [Theory]
    [InlineData("""{"slwo":0.5}""", "slwo")]
    [InlineData("""{"cut":1,"slow":1.5}""", "slow")]
    [InlineData("""{"slow":-0.1}""", "slow")]
    [InlineData("""{"slow":"0.1"}""", "slow")]
    [InlineData("[]", "object")]
    [InlineData("{", "JSON")]
    public void A_change_that_makes_no_sense_is_refused_as_a_whole(string json, string part)
    {
        var (settings, error) = Read(json, new());

        Assert.Contains(part, error, StringComparison.Ordinal);
        Assert.Equal(new FaultSettings(), settings);
    }

    private static (FaultSettings, string?) Read(string json, FaultSettings current) =>
        FaultSettingsReader.Read(Encoding.UTF8.GetBytes(json), current);
}
