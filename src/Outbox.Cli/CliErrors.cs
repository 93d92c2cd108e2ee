using Outbox.Core.Errors;

namespace Outbox.Cli;

/// <summary>The command line's entries of the error registry.</summary>
public static class CliErrors
{
    /// <summary>A setting that the command cannot do without.</summary>
    public static readonly ErrorCode SettingMissing = new("OBX501", "Setting missing", ErrorKind.Configuration);

    /// <summary>A setting whose value cannot be used.</summary>
    public static readonly ErrorCode SettingInvalid = new("OBX502", "Setting invalid", ErrorKind.Configuration);

    /// <summary>A file that cannot be read.</summary>
    public static readonly ErrorCode FileUnreadable = new("OBX503", "File unreadable", ErrorKind.Configuration);

    /// <summary>The mapping has findings that are errors; they are listed above it.</summary>
    public static readonly ErrorCode MappingRefused = new("OBX504", "Mapping refused", ErrorKind.Mapping);

    /// <summary>A file that cannot be written.</summary>
    public static readonly ErrorCode FileUnwritable = new("OBX505", "File unwritable", ErrorKind.Configuration);

    /// <summary>A process of the demo that stopped on its own.</summary>
    public static readonly ErrorCode ChildStopped = new("OBX506", "Child process stopped", ErrorKind.Configuration);

    /// <summary>Another program listens where health and metrics should be served.</summary>
    public static readonly ErrorCode HealthPortInUse = new("OBX510", "Health port in use", ErrorKind.Configuration);

    /// <summary>An address that health and metrics cannot be served on.</summary>
    public static readonly ErrorCode HealthAddress = new("OBX511", "Health address invalid", ErrorKind.Configuration);
}
