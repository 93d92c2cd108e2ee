using Microsoft.Extensions.Logging;
using Outbox.Sandbox.Faults;

namespace Outbox.Sandbox;

/// <summary>How a sandbox is started.</summary>
public sealed record SandboxOptions
{
    /// <summary>
    /// <c>http://</c>, an IP address or <c>localhost</c>, and a port; port 0 takes a free one. The default is
    /// reachable from this machine alone.
    /// </summary>
    public string Url { get; init; } = "http://127.0.0.1:7272";

    /// <summary>The user name that requests must carry.</summary>
    public string SiteId { get; init; } = "sandbox";

    /// <summary>The password that requests must carry.</summary>
    public string ApiKey { get; init; } = "sandbox";

    /// <summary>What <c>GET /api/v1/accounts/region</c> answers.</summary>
    public SandboxRegion Region { get; init; } = SandboxRegion.Us;

    /// <summary>What <c>GET /api/v1/accounts/region</c> answers.</summary>
    public int EnvironmentId { get; init; } = 1;

    /// <summary>Decides which requests meet a fault.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The faults of the start; none by default.</summary>
    public FaultSettings Faults { get; init; } = new();

    /// <summary>Items that a batch may hold, at least 1. Customer.io publishes no number.</summary>
    public int MaxItemsPerBatch { get; init; } = 1_000;

    /// <summary>
    /// Entries that each log keeps, at least 1: raw items, requests, resends, conflicts, rejections, warnings. Events
    /// and people are all kept.
    /// </summary>
    public int KeepEntries { get; init; } = 250_000;

    /// <summary>The bearer key that requests to the App API must carry.</summary>
    public string AppKey { get; init; } = "sandbox";

    /// <summary>The workspace setting "Allow updates to email using ID".</summary>
    public bool AllowEmailChangeById { get; init; } = true;

    /// <summary>Whether the workspace has <c>phone</c> as an identifier: one phone, one person.</summary>
    public bool PhoneIdentifier { get; init; }

    /// <summary>The workspace setting "Reference people by cio_id", which merges need.</summary>
    public bool ReferenceByCioId { get; init; } = true;

    /// <summary>The clock of arrivals.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the web server logs; null = nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }
}
