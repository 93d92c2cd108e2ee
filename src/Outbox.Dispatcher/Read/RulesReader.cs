using Outbox.Core.Errors;
using Outbox.Dispatcher.Plan;
using Outbox.Mapping.Model;
using Outbox.Mapping.Shape;
using Outbox.Mapping.Yaml;
using Outbox.Stores;

namespace Outbox.Dispatcher.Read;

/// <summary>Keeps the rules fresh: a change of delivery, or another <c>migrate</c>, takes effect within the age allowed.</summary>
internal sealed class RulesReader(IOutboxStore store, HeldParts held, DispatcherOptions options, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private StoredMapping? _stored;
    private MappingDocument? _mapping;
    private Shaper? _shaper;
    private Rules? _rules;
    private long _readAt;

    /// <summary>The rules, at most <see cref="DispatcherOptions.RulesAge"/> old.</summary>
    public async Task<Rules> ReadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return _rules is not null && clock.GetElapsedTime(_readAt) < options.RulesAge ? _rules : await LoadAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The rules as they are now.</summary>
    public async Task<Rules> RefreshAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await LoadAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<Rules> LoadAsync(CancellationToken cancellationToken)
    {
        var readAt = clock.GetTimestamp();
        var stored = await store.ReadMappingAsync(cancellationToken);
        if (_mapping is null || _shaper is null || _stored?.StoredAt != stored.StoredAt || _stored.Text != stored.Text)
        {
            var isAnother = _mapping is not null;
            _mapping = Parse(stored);
            if (isAnother)
            {
                await held.ReleaseAllAsync(cancellationToken);
            }

            _shaper = new Shaper(_mapping, stored.Catalog);
            _stored = stored;
        }

        _rules = new Rules(_mapping, _shaper, await store.ReadEventTypesAsync(cancellationToken));
        held.Set(_mapping, await store.ReadHeldPartsAsync(cancellationToken));
        _readAt = readAt;
        return _rules;
    }

    private static MappingDocument Parse(StoredMapping stored)
    {
        var result = MappingReader.Read(stored.Text);
        return result.Document ?? throw new OutboxException(
            RowReasons.MappingUnreadable,
            $"The mapping in the database cannot be read by this version: {result.Findings[0].Message}",
            $"the stored outbox.yml, {result.Findings[0].At}",
            "Run `outbox migrate` with the outbox.yml and with this version.");
    }
}
