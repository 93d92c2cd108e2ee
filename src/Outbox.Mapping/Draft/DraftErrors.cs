using Outbox.Core.Errors;

namespace Outbox.Mapping.Draft;

/// <summary>Why <c>init</c> can write no mapping: OBX196 to OBX198.</summary>
public static class DraftErrors
{
    /// <summary>No table looks like people.</summary>
    public static readonly ErrorCode NoPeople = new("OBX196", "No people table found", ErrorKind.Configuration);

    /// <summary>A table, column, zone or code that was given and is not there.</summary>
    public static readonly ErrorCode UnknownName = new("OBX197", "Given name unknown", ErrorKind.Configuration);

    /// <summary>The file to write is there already.</summary>
    public static readonly ErrorCode FileExists = new("OBX198", "File exists", ErrorKind.Configuration);
}
