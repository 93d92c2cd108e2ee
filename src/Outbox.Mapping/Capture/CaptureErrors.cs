using Outbox.Core.Errors;

namespace Outbox.Mapping.Capture;

/// <summary>What a capture leaves in <c>Fault</c>, OBX430 to OBX449. The SQL of the engines writes the codes.</summary>
public static class CaptureErrors
{
    /// <summary>A table's or an event type's switch was off when a row was written.</summary>
    public static readonly ErrorCode SwitchedOff = new("OBX430", "Capture switched off", ErrorKind.Row);

    /// <summary>A statement wrote more rows than a trigger takes on.</summary>
    public static readonly ErrorCode TooManyRows = new("OBX431", "Statement too large to capture", ErrorKind.Row);

    /// <summary>An error within the capture; the shop's write went through.</summary>
    public static readonly ErrorCode CaptureFailed = new("OBX432", "Capture failed", ErrorKind.Row);

    /// <summary>A statement changed the keys of several rows, so that before and after cannot be paired.</summary>
    public static readonly ErrorCode KeysChanged = new("OBX433", "Keys changed in several rows", ErrorKind.Row);
}
