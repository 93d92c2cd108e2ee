using Microsoft.Extensions.Logging;
using Outbox.Dispatcher.Health;
using Outbox.Mapping.Model;
using Outbox.Stores;

namespace Outbox.Dispatcher.Read;

/// <summary>Parts of the mapping whose rows wait.</summary>
internal interface IHolds
{
    /// <summary>Holds a part, since a definition that it needs does not fit.</summary>
    Task HoldAsync(string part, ShopReadException error, CancellationToken cancellationToken);

    /// <summary>A part can be read: where it is held, it is no longer.</summary>
    Task ReleaseAsync(string part, CancellationToken cancellationToken);

    /// <summary>Rows of a part could not be read, and nobody knows why; null where all could.</summary>
    void NoteUnknown(string part, ShopReadException? error);
}

/// <summary>For whoever only looks: nothing is held.</summary>
internal sealed class NoHolds : IHolds
{
    /// <inheritdoc/>
    public Task HoldAsync(string part, ShopReadException error, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task ReleaseAsync(string part, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void NoteUnknown(string part, ShopReadException? error)
    {
    }
}

/// <summary>
/// Holds parts of the mapping in the database, for all dispatchers, and says so once. A part is tried again a quarter of a
/// minute after each failure, and at once after another migrate.
/// </summary>
internal sealed class HeldParts(IHoldStore store, DispatcherStatus status, Troubles troubles, ILogger<HeldParts> log) : IHolds
{
    /// <summary>How soon a held part, or a row that could not be read, is tried again.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private Dictionary<string, HeldPart> _held = new(StringComparer.Ordinal);
    private MappingDocument? _mapping;

    /// <summary>Takes note of what the database holds, and of the mapping that it is of.</summary>
    public void Set(MappingDocument mapping, IReadOnlyList<HeldPart> held)
    {
        lock (_lock)
        {
            _mapping = mapping;
            _held = held.ToDictionary(part => part.Part, StringComparer.Ordinal);
        }

        Show();
    }

    /// <inheritdoc/>
    public async Task HoldAsync(string part, ShopReadException error, CancellationToken cancellationToken)
    {
        HeldPart? before;
        MappingDocument? mapping;
        lock (_lock)
        {
            (before, mapping) = (_held.GetValueOrDefault(part), _mapping);
        }

        var line = mapping is null ? null : PartReferences.LineOf(mapping, part, error.Subject);
        var held = new HeldPart(part, error.Error, error.Subject, line, before?.HeldAt ?? default);
        await store.HoldAsync(held, RetryAfter, cancellationToken);
        lock (_lock)
        {
            _held[part] = held;
        }

        if (before is null || before.Why != held.Why)
        {
            Log.PartHeld(log, part, held.Why);
            Show();
        }
    }

    /// <inheritdoc/>
    public async Task ReleaseAsync(string part, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_held.ContainsKey(part))
            {
                return;
            }
        }

        await ReleaseAsync([part], cancellationToken);
    }

    /// <inheritdoc/>
    public void NoteUnknown(string part, ShopReadException? error)
    {
        if (error is null)
        {
            troubles.End("rows of " + part);
        }
        else
        {
            troubles.Note("rows of " + part, error.Error);
        }
    }

    /// <summary>After another migrate: whatever is held is tried anew.</summary>
    public async Task ReleaseAllAsync(CancellationToken cancellationToken)
    {
        string[] parts;
        lock (_lock)
        {
            parts = [.. _held.Keys];
        }

        if (parts.Length > 0)
        {
            await ReleaseAsync(parts, cancellationToken);
        }
    }

    private async Task ReleaseAsync(string[] parts, CancellationToken cancellationToken)
    {
        await store.ReleaseHeldAsync(parts, cancellationToken);
        string[] released;
        lock (_lock)
        {
            released = [.. parts.Where(_held.Remove)];
        }

        foreach (var part in released)
        {
            Log.PartReleased(log, part);
        }

        Show();
    }

    private void Show()
    {
        IReadOnlyList<HeldPart> held;
        lock (_lock)
        {
            held = [.. _held.Values.OrderBy(part => part.Part, StringComparer.Ordinal)];
        }

        status.Note(picture => picture with { Held = held });
    }
}
