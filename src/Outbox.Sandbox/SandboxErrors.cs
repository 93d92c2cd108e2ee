using Outbox.Core.Errors;

namespace Outbox.Sandbox;

/// <summary>The sandbox's entries of the error registry.</summary>
public static class SandboxErrors
{
    /// <summary>Another program listens on the port.</summary>
    public static readonly ErrorCode PortInUse = new("OBX601", "The sandbox's port is in use", ErrorKind.Configuration);

    /// <summary>The address is not one that the sandbox can listen on.</summary>
    public static readonly ErrorCode BadAddress = new("OBX602", "The sandbox cannot listen on this address", ErrorKind.Configuration);

    /// <summary>An option is outside its range.</summary>
    public static readonly ErrorCode BadOption = new("OBX603", "A sandbox option is out of range", ErrorKind.Configuration);
}
