using Outbox.Stores;

namespace Outbox.Dispatcher.Read;

/// <summary>Keeps the rules fresh: a change of delivery, or another <c>migrate</c>, takes effect within the age allowed.</summary>
internal sealed class RulesReader(IOutboxStore store, MappingLoader load, DispatcherOptions options, TimeProvider clock)
{
    private (StoredMapping Stored, LoadedMapping Loaded)? _mapping;
    private Rules? _rules;
    private long _readAt;

    /// <summary>The rules, at most <see cref="DispatcherOptions.RulesAge"/> old.</summary>
    public async Task<Rules> ReadAsync(CancellationToken cancellationToken) =>
        _rules is not null && clock.GetElapsedTime(_readAt) < options.RulesAge ? _rules : await RefreshAsync(cancellationToken);

    /// <summary>The rules as they are now.</summary>
    public async Task<Rules> RefreshAsync(CancellationToken cancellationToken)
    {
        var readAt = clock.GetTimestamp();
        var stored = await store.ReadMappingAsync(cancellationToken);
        if (_mapping is not { } last || last.Stored.StoredAt != stored.StoredAt || last.Stored.Text != stored.Text)
        {
            _mapping = (stored, load(stored));
        }

        _rules = new Rules(_mapping.Value.Loaded, await store.ReadEventTypesAsync(cancellationToken));
        _readAt = readAt;
        return _rules;
    }
}
