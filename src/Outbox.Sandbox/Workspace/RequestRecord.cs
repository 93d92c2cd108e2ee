using Outbox.Sandbox.Faults;

namespace Outbox.Sandbox.Workspace;

/// <summary>A request to the Track API; filled while it is answered.</summary>
/// <param name="number">From 1, in order of arrival.</param>
/// <param name="method">The method.</param>
/// <param name="path">The path asked for.</param>
/// <param name="arrivedAt">Unix milliseconds.</param>
internal sealed class RequestRecord(long number, string method, string path, long arrivedAt)
{
    public long Number { get; } = number;

    public string Method { get; } = method;

    public string Path { get; } = path;

    public long ArrivedAt { get; } = arrivedAt;

    public Fault Fault { get; set; }

    /// <summary>The status answered; null where the connection was cut, or while it is being answered.</summary>
    public int? Status { get; set; }

    public long Bytes { get; set; }

    /// <summary>SHA-256 of the body, hex; null where the body was too large to be kept.</summary>
    public string? Sha256 { get; set; }

    public int Items { get; set; }

    public int Rejected { get; set; }
}
