using Outbox.Core.Errors;

namespace Outbox.CustomerIo;

/// <summary>Errors of this room: OBX3xx.</summary>
public static class TrackErrors
{
    /// <summary>The region is not set, or is neither <c>us</c> nor <c>eu</c>.</summary>
    public static readonly ErrorCode Region = new("OBX301", "The region is not set", ErrorKind.Configuration);

    /// <summary>The site id or the API key is not set, or cannot be one.</summary>
    public static readonly ErrorCode Credentials = new("OBX302", "The credentials are not set", ErrorKind.Configuration);

    /// <summary>The base address cannot be used.</summary>
    public static readonly ErrorCode BaseAddress = new("OBX303", "The base address cannot be used", ErrorKind.Configuration);

    /// <summary>A time limit or the number of retries is out of range.</summary>
    public static readonly ErrorCode Limits = new("OBX304", "A limit of requests is out of range", ErrorKind.Configuration);

    /// <summary>401 or 403.</summary>
    public static readonly ErrorCode Unauthorized = new("OBX310", "Customer.io refuses the credentials", ErrorKind.CustomerIo);

    /// <summary>The workspace is in the other region.</summary>
    public static readonly ErrorCode OtherRegion = new("OBX311", "The workspace is in another region", ErrorKind.CustomerIo);

    /// <summary>No answer, or one that says "later".</summary>
    public static readonly ErrorCode Unreachable = new("OBX312", "Customer.io cannot be reached", ErrorKind.CustomerIo);

    /// <summary>An answer that is not the Track API's.</summary>
    public static readonly ErrorCode NotTheApi = new("OBX313", "The answer is not the Track API's", ErrorKind.CustomerIo);

    /// <summary>A redirect that would carry credentials and data elsewhere.</summary>
    public static readonly ErrorCode Redirect = new("OBX314", "A redirect leads elsewhere", ErrorKind.CustomerIo);
}
