using Outbox.Core.Errors;
using Outbox.Dispatcher;

namespace Outbox.Tests.Dispatcher.Plan;

public sealed class OptionsTests
{
    [Fact]
    public void The_defaults_are_in_range() => new DispatcherOptions().Validate();

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public void A_setting_out_of_range_is_named(int readSize)
    {
        var error = Assert.Throws<OutboxException>(() => new DispatcherOptions { ReadSize = readSize }.Validate());

        Assert.Equal("OBX470", error.Code.Id);
        Assert.Equal("Outbox:Dispatch:ReadSize", error.Where);
    }
}
