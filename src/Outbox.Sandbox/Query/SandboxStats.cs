namespace Outbox.Sandbox.Query;

/// <summary>Counters since the start or the last reset. None of them forgets what a log no longer keeps.</summary>
public sealed record SandboxStats
{
    /// <summary>Requests to the Track API.</summary>
    public required long Requests { get; init; }

    /// <summary>Bytes of their bodies.</summary>
    public required long Bytes { get; init; }

    /// <summary>Items that were read from them.</summary>
    public required long Items { get; init; }

    /// <summary>Items that changed the workspace.</summary>
    public required long Applied { get; init; }

    /// <summary>Items answered with 200 that did nothing.</summary>
    public required long Ignored { get; init; }

    /// <summary>Items that were invalid.</summary>
    public required long Rejected { get; init; }

    /// <summary>Events that were there already.</summary>
    public required long Resends { get; init; }

    /// <summary>Events that vanished because another has their ULID.</summary>
    public required long Conflicts { get; init; }

    /// <summary>Items with a warning.</summary>
    public required long Warnings { get; init; }

    /// <summary>Reports about messages.</summary>
    public required long Metrics { get; init; }

    /// <summary>Distinct events.</summary>
    public required long Events { get; init; }

    /// <summary>People that are there now.</summary>
    public required long People { get; init; }

    /// <summary>The most people there were at once: what the bill follows.</summary>
    public required long PeopleHighWater { get; init; }

    /// <summary>People created, the deleted ones included.</summary>
    public required long PeopleCreated { get; init; }

    /// <summary>Distinct events by name.</summary>
    public required IReadOnlyDictionary<string, long> EventsByName { get; init; }

    /// <summary>Requests by the status answered; <c>0</c> = the connection was cut.</summary>
    public required IReadOnlyDictionary<string, long> Answers { get; init; }

    /// <summary>Requests by the fault they met.</summary>
    public required IReadOnlyDictionary<string, long> Faults { get; init; }
}

/// <summary>That the sandbox is there.</summary>
/// <param name="Status"><c>ok</c>.</param>
/// <param name="Region"><c>us</c> or <c>eu</c>.</param>
/// <param name="EnvironmentId">Of the workspace it stands for.</param>
public sealed record SandboxHealth(string Status, string Region, int EnvironmentId);

/// <summary>Why a query or a change of the faults was refused.</summary>
/// <param name="Error">One sentence.</param>
public sealed record QueryError(string Error);
