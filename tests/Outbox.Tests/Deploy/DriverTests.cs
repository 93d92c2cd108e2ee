using System.Runtime.CompilerServices;
using Outbox.Stores.SqlServer;

namespace Outbox.Tests.Deploy;

public sealed class DriverTests
{
    [Fact]
    public void The_driver_takes_packets_apart_by_its_newer_way_whoever_uses_the_store()
    {
        RuntimeHelpers.RunClassConstructor(typeof(SqlServerConnector).TypeHandle);
        Assert.True(AppContext.TryGetSwitch("Switch.Microsoft.Data.SqlClient.UseCompatibilityProcessSni", out var isCompatible));
        Assert.False(isCompatible);
    }
}
