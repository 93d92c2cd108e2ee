using Outbox.Core.Errors;

namespace Outbox.CustomerIo;

/// <summary>How to reach a Customer.io workspace: the settings <c>Outbox:CustomerIo:*</c>.</summary>
public sealed class TrackOptions
{
    /// <summary>The settings' section.</summary>
    public const string Section = "Outbox:CustomerIo";

    /// <summary><c>us</c> or <c>eu</c>; required, for a guess would carry an EU workspace's data through the US.</summary>
    public string? Region { get; set; }

    /// <summary>The site id of the workspace's Track API credentials; required.</summary>
    public string? SiteId { get; set; }

    /// <summary>The API key of the workspace's Track API credentials; required. Never shown.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Another address than the region's own, such as a sandbox or a gateway; https, or http where it is loopback.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>For one attempt, from 10 ms to <see cref="TotalTimeout"/>; 10 s as in Customer.io's own client.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>For a call with all its attempts and waits, up to 10 min; 25 s, below the 30 s of a lease.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>Attempts after the first, 0 to 10.</summary>
    public int Retries { get; set; } = 3;

    /// <summary>Makes the waits between attempts repeatable; null for others each time.</summary>
    public int? JitterSeed { get; set; }

    /// <summary>The address to which paths such as <c>api/v2/batch</c> are relative; ends with a slash.</summary>
    internal Uri Endpoint => BaseAddress switch
    {
        null => new Uri(IsEurope ? "https://track-eu.customer.io/" : "https://track.customer.io/"),
        { AbsolutePath: [.., '/'] } => BaseAddress,
        _ => new Uri(BaseAddress.AbsoluteUri + "/"),
    };

    private bool IsEurope => string.Equals(Region, "eu", StringComparison.OrdinalIgnoreCase);

    private bool IsUnitedStates => string.Equals(Region, "us", StringComparison.OrdinalIgnoreCase);

    /// <summary>Checks every setting.</summary>
    /// <exception cref="OutboxException">OBX301 to OBX304: the first setting that cannot be used.</exception>
    public void Validate()
    {
        CheckRegion();
        CheckCredential(nameof(SiteId), SiteId);
        CheckCredential(nameof(ApiKey), ApiKey);
        CheckBaseAddress();
        CheckLimits();
    }

    /// <summary>The settings without the credentials.</summary>
    public override string ToString() =>
        $"Region = {Region}, SiteId = {Mask(SiteId)}, ApiKey = {Mask(ApiKey)}, BaseAddress = {ShownAddress()}";

    /// <summary>The setting's key, and its name as an environment variable.</summary>
    internal static string Setting(string name) =>
        $"{Section}:{name} (environment variable OUTBOX__CUSTOMERIO__{name.ToUpperInvariant()})";

    private static string Mask(string? secret) => string.IsNullOrEmpty(secret) ? "not set" : "***";

    // An address may hold a user and password, and may be broken.
    private string ShownAddress() => BaseAddress switch
    {
        null => "the region's",
        { IsAbsoluteUri: false } => BaseAddress.OriginalString,
        _ => BaseAddress.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped),
    };

    private void CheckRegion()
    {
        if (!IsEurope && !IsUnitedStates)
        {
            throw new OutboxException(
                TrackErrors.Region,
                string.IsNullOrWhiteSpace(Region) ? "Customer.io's region is not set." : $"'{Region}' is not a region of Customer.io.",
                Setting(nameof(Region)),
                "Set it to us or eu, whichever the account's settings in Customer.io show.");
        }
    }

    private static void CheckCredential(string name, string? value)
    {
        var fault = value switch
        {
            null or "" => "is not set",
            _ when value.Any(c => c is <= ' ' or > '~') => "has a character that no credential has, such as a space or a line break",
            _ when name == nameof(SiteId) && value.Contains(':', StringComparison.Ordinal) => "has a colon: it looks like site id and API key in one",
            _ => null,
        };
        if (fault is not null)
        {
            throw new OutboxException(
                TrackErrors.Credentials,
                $"The Customer.io {name} {fault}.",
                Setting(name),
                "Copy the Site ID and the API Key of a Tracking API key from the workspace's API credentials.");
        }
    }

    private void CheckBaseAddress()
    {
        var fault = BaseAddress switch
        {
            null => null,
            { IsAbsoluteUri: false } => "is not an absolute address",
            { UserInfo: not "" } => "holds a user or password; credentials have settings of their own",
            { Query: not "" } or { Fragment: not "" } => "has a query or a fragment",
            { Scheme: "https" } => null,
            { Scheme: "http", IsLoopback: true } => null,
            { Scheme: "http" } => "is plain http, which would show the credentials and people's data to the network",
            _ => "is neither https nor http",
        };
        if (fault is not null)
        {
            throw new OutboxException(
                TrackErrors.BaseAddress,
                $"Customer.io's base address '{ShownAddress()}' {fault}.",
                Setting(nameof(BaseAddress)),
                "Leave it out for Customer.io itself; else give an https address, or http for this machine, such as http://127.0.0.1:8080.");
        }
    }

    private void CheckLimits()
    {
        Check(nameof(AttemptTimeout), AttemptTimeout >= TimeSpan.FromMilliseconds(10) && AttemptTimeout <= TotalTimeout, AttemptTimeout, "00:00:00.01 to TotalTimeout");
        Check(nameof(TotalTimeout), TotalTimeout <= TimeSpan.FromMinutes(10), TotalTimeout, "AttemptTimeout to 00:10:00");
        Check(nameof(Retries), Retries is >= 0 and <= 10, Retries, "0 to 10");

        static void Check(string name, bool isInRange, object value, string range)
        {
            if (!isInRange)
            {
                throw new OutboxException(TrackErrors.Limits, $"{name} is {value}; it can be {range}.", Setting(name), $"Set it within {range}, or leave it out.");
            }
        }
    }
}
