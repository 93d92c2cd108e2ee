using Outbox.Stores;

namespace Outbox.Dispatcher;

/// <summary>What is known of Customer.io.</summary>
public enum EndpointState
{
    /// <summary>No request was answered yet.</summary>
    Unknown,

    /// <summary>It takes requests.</summary>
    Up,

    /// <summary>It does not answer, or asks to be left alone.</summary>
    Down,

    /// <summary>It refuses the credentials.</summary>
    Refused,
}

/// <summary>Whether the outbox belongs to the database and the workspace that the dispatcher has found.</summary>
public enum BindingState
{
    /// <summary>Not checked yet: nothing is sent.</summary>
    Unknown,

    /// <summary>It does.</summary>
    Bound,

    /// <summary>It does not: the dispatcher stops before any request.</summary>
    Other,
}

/// <summary>A moment's picture of a dispatcher.</summary>
/// <param name="HeldLanes">Lanes surely held, in order.</param>
/// <param name="LanesInAll">Lanes of the outbox; 0 before the first answer of the database.</param>
/// <param name="LiveDispatchers">Dispatchers alive, this one included; 0 before the first answer.</param>
/// <param name="LastReadAt">When a read of rows last succeeded; null for never.</param>
/// <param name="Endpoint">Customer.io.</param>
/// <param name="Binding">The binding.</param>
public sealed record DispatcherPicture(
    IReadOnlyList<byte> HeldLanes,
    int LanesInAll,
    int LiveDispatchers,
    DateTimeOffset? LastReadAt,
    EndpointState Endpoint,
    BindingState Binding)
{
    /// <summary>Answers in a row that are not understood; 0 after one that is.</summary>
    public int NotUnderstood { get; init; }

    /// <summary>The HTTP status of the last of these.</summary>
    public int? NotUnderstoodStatus { get; init; }

    /// <summary>Whether sending is held because too many rows died, as far as this dispatcher knows.</summary>
    public bool IsSendingHeld { get; init; }

    /// <summary>Persons of whom an item alone gets such answers, and who wait apart.</summary>
    public int SetAside { get; init; }

    /// <summary>
    /// How far the database's clock is ahead of Customer.io's for sure; negative where it is behind, zero where that cannot be
    /// told; null before both were heard of.
    /// </summary>
    public TimeSpan? DatabaseAhead { get; init; }

    /// <summary>Parts of the mapping whose rows wait, by name.</summary>
    public IReadOnlyList<HeldPart> Held { get; init; } = [];

    /// <summary>What is tried again since it fails and nobody knows why: the part of the dispatcher, and the error without its words.</summary>
    public IReadOnlyDictionary<string, string> Failing { get; init; } = new Dictionary<string, string>();
}

/// <summary>How the dispatcher is, for health endpoints and the like. Thread-safe.</summary>
public sealed class DispatcherStatus
{
    private readonly Lock _lock = new();
    private DispatcherPicture _picture = new([], 0, 0, null, EndpointState.Unknown, BindingState.Unknown);

    /// <summary>The picture now.</summary>
    public DispatcherPicture Now
    {
        get
        {
            lock (_lock)
            {
                return _picture;
            }
        }
    }

    /// <summary>Changes the picture.</summary>
    internal void Note(Func<DispatcherPicture, DispatcherPicture> change)
    {
        lock (_lock)
        {
            _picture = change(_picture);
        }
    }
}
