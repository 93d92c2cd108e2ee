using Outbox.Core.Errors;

namespace Outbox.Mapping.Shape;

/// <summary>What can be wrong with one value or row when it is shaped. Faults leave a value out; reasons make a row dead.</summary>
public static class RowErrors
{
    /// <summary>Fault: not a number.</summary>
    public static readonly ErrorCode NotANumber = new("OBX401", "Not a number", ErrorKind.Row);

    /// <summary>Fault: an amount too large, or in a currency that is not known.</summary>
    public static readonly ErrorCode NotAnAmount = new("OBX402", "Not an amount", ErrorKind.Row);

    /// <summary>Fault: not a time, or outside the years 1 to 9999.</summary>
    public static readonly ErrorCode NotATime = new("OBX403", "Not a time", ErrorKind.Row);

    /// <summary>Fault: neither true nor false.</summary>
    public static readonly ErrorCode NotABoolean = new("OBX404", "Not a boolean", ErrorKind.Row);

    /// <summary>Fault: no phone number of its region.</summary>
    public static readonly ErrorCode NotAPhone = new("OBX405", "Not a phone number", ErrorKind.Row);

    /// <summary>Fault: not JSON.</summary>
    public static readonly ErrorCode NotJson = new("OBX406", "Not JSON", ErrorKind.Row);

    /// <summary>Fault: half a surrogate pair, replaced by U+FFFD.</summary>
    public static readonly ErrorCode BrokenText = new("OBX407", "Broken text", ErrorKind.Row);

    /// <summary>Fault: an attribute above 1,000 bytes, cut; or above 300 attributes, left out.</summary>
    public static readonly ErrorCode AttributeLimit = new("OBX408", "Attribute limit", ErrorKind.Row);

    /// <summary>Fault: no readable time of the fact; the time of capture was taken.</summary>
    public static readonly ErrorCode NoOccurredAt = new("OBX409", "Time of the fact missing", ErrorKind.Row);

    /// <summary>Fault: a name that Customer.io cannot take, left out.</summary>
    public static readonly ErrorCode BadName = new("OBX410", "Name refused", ErrorKind.Row);

    /// <summary>Fault: the rows of other tables, or a person's own row, are missing or no JSON.</summary>
    public static readonly ErrorCode RowsUnreadable = new("OBX411", "Rows unreadable", ErrorKind.Row);

    /// <summary>Fault: a row that was captured before the mapping named this column.</summary>
    public static readonly ErrorCode NotCaptured = new("OBX412", "Value not captured", ErrorKind.Row);

    /// <summary>Reason: nobody to send it to.</summary>
    public static readonly ErrorCode PersonMissing = new("OBX420", "Person missing", ErrorKind.Row);

    /// <summary>Reason: the captured values are not a JSON object.</summary>
    public static readonly ErrorCode CaptureUnreadable = new("OBX421", "Capture unreadable", ErrorKind.Row);

    /// <summary>Reason: the mapping no longer has what captured it.</summary>
    public static readonly ErrorCode CaptureUnknown = new("OBX422", "Capture unknown", ErrorKind.Row);

    /// <summary>Reason: a feed's row names an event that cannot be sent.</summary>
    public static readonly ErrorCode EventNameInvalid = new("OBX423", "Event name invalid", ErrorKind.Row);

    /// <summary>Reason: an event id that is missing or longer than 255 characters.</summary>
    public static readonly ErrorCode EventIdInvalid = new("OBX424", "Event id invalid", ErrorKind.Row);

    /// <summary>Reason: the properties that an app gave with its event cannot be sent.</summary>
    public static readonly ErrorCode PropertiesRefused = new("OBX425", "Properties refused", ErrorKind.Row);
}
