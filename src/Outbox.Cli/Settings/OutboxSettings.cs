namespace Outbox.Cli.Settings;

/// <summary>The section <c>Outbox</c> of the configuration.</summary>
internal sealed class OutboxSettings
{
    /// <summary>A SQLite file or connection string.</summary>
    public string? Connection { get; set; }

    /// <summary>Credentials and host of Customer.io.</summary>
    public CustomerIoSettings CustomerIo { get; set; } = new();

    /// <summary>How the dispatcher works.</summary>
    public DispatchSettings Dispatch { get; set; } = new();
}

/// <summary>The section <c>Outbox:CustomerIo</c>.</summary>
internal sealed class CustomerIoSettings
{
    /// <summary><c>us</c> or <c>eu</c>.</summary>
    public string? Region { get; set; }

    /// <summary>Track API credentials: the site id.</summary>
    public string? SiteId { get; set; }

    /// <summary>Track API credentials: the key.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Another host, such as the sandbox's.</summary>
    public Uri? BaseAddress { get; set; }
}

/// <summary>The section <c>Outbox:Dispatch</c>.</summary>
internal sealed class DispatchSettings
{
    /// <summary>Rows a read, 1 to 10,000.</summary>
    public int ReadSize { get; set; } = 1000;

    /// <summary>Items a request, 1 to 1,000.</summary>
    public int BatchItems { get; set; } = 100;

    /// <summary>Requests at once, 1 to 64.</summary>
    public int Parallelism { get; set; } = 4;

    /// <summary>Requests a second, 1 to 1,000.</summary>
    public int RatePerSecond { get; set; } = 100;
}
