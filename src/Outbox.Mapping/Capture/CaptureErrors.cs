using Outbox.Core.Errors;

namespace Outbox.Mapping.Capture;

/// <summary>What a capture leaves in <c>Fault</c>, OBX430 to OBX449. The SQL of the engines writes the codes.</summary>
public static class CaptureErrors
{
    /// <summary>A table's or an event type's switch was off when a row was written.</summary>
    public static readonly ErrorCode SwitchedOff = new("OBX430", "Capture switched off", ErrorKind.Row);
}
