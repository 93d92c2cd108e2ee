using Outbox.Core.Errors;

namespace Outbox.Mapping.Capture;

/// <summary>
/// What a capture leaves in <c>Fault</c>, OBX430 to OBX439, and what <c>EmitEvent</c> refuses, OBX440 to OBX449. The SQL of the engines writes the codes.
/// </summary>
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

    /// <summary>A person's key that is longer than the outbox keeps.</summary>
    public static readonly ErrorCode KeyTooLong = new("OBX434", "Key too long to capture", ErrorKind.Row);

    /// <summary>A change of the schema took away what a trigger names; the guard let it through, and disabled the trigger.</summary>
    public static readonly ErrorCode CaptureLost = new("OBX435", "Capture lost by a schema change", ErrorKind.Row);

    /// <summary>A change of the schema that the guard refused.</summary>
    public static readonly ErrorCode ChangeRefused = new("OBX436", "Schema change refused", ErrorKind.Database);

    /// <summary><c>EmitEvent</c>: no event's name.</summary>
    public static readonly ErrorCode EmittedName = new("OBX440", "Emitted event's name refused", ErrorKind.Row);

    /// <summary><c>EmitEvent</c>: no key that an event id can be made of.</summary>
    public static readonly ErrorCode EmittedKey = new("OBX441", "Emitted event's key refused", ErrorKind.Row);

    /// <summary><c>EmitEvent</c>: no person's key.</summary>
    public static readonly ErrorCode EmittedPerson = new("OBX442", "Emitted event's person refused", ErrorKind.Row);

    /// <summary><c>EmitEvent</c>: properties that cannot be sent.</summary>
    public static readonly ErrorCode EmittedProperties = new("OBX443", "Emitted event's properties refused", ErrorKind.Row);

    /// <summary><c>EmitEvent</c>: a time that no fact has.</summary>
    public static readonly ErrorCode EmittedTime = new("OBX444", "Emitted event's time refused", ErrorKind.Row);
}
