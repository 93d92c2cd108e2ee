using Microsoft.Extensions.Logging;
using Outbox.Core.Errors;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Health;
using Outbox.Dispatcher.Send;
using Outbox.Stores;

namespace Outbox.Dispatcher.Bind;

/// <summary>
/// Checks, before anything is sent and every few minutes, that this is the database and the workspace that the outbox is bound
/// to. A restored copy of a shop must not send what the shop itself sends.
/// </summary>
internal sealed class BindingWatch(
    IBindingStore store,
    ITrackApi api,
    CredentialWatch credentials,
    DispatcherStatus status,
    Endings endings,
    Troubles troubles,
    TimeProvider clock,
    ILogger<BindingWatch> log)
{
    private const string Part = "the check of the binding";

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    /// <summary>Binds an outbox that is bound to nothing; returns once it is bound and everything is as it should be.</summary>
    /// <exception cref="OutboxException">OBX472: it is bound to another database or workspace. OBX3xx: the account is not usable.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var found = await CheckPlaceAsync(cancellationToken);
        var account = await credentials.ReadAccountAsync(cancellationToken);
        var here = new OutboxBinding(found.Server, found.Database, account.EnvironmentId, account.Region);
        if (found.Bound is null)
        {
            await store.BindAsync(here, cancellationToken);

            // Of two that bind at the same time one was first.
            found = await CheckPlaceAsync(cancellationToken);
            Log.Bound(log, here.Server, here.Database, here.Region, here.EnvironmentId);
        }

        Check(here, found);
        status.Note(now => now with { Binding = BindingState.Bound });
    }

    /// <summary>Checks again and again.</summary>
    /// <exception cref="OutboxException">OBX472.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Every, clock, cancellationToken);
            try
            {
                var found = await CheckPlaceAsync(cancellationToken);
                var account = await api.ReadAccountAsync(cancellationToken);
                Check(new OutboxBinding(found.Server, found.Database, account.EnvironmentId, account.Region), found);
                troubles.End(Part);
            }
            catch (OutboxException e) when (e.Code.Kind == ErrorKind.CustomerIo)
            {
                // The senders say so, and wait.
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && !endings.Ends(e))
            {
                troubles.Note(Part, ErrorName.Of(e));
            }
        }
    }

    private async Task<BindingFound> CheckPlaceAsync(CancellationToken cancellationToken)
    {
        var found = await store.ReadBindingAsync(cancellationToken);
        if (found.Bound is { } bound)
        {
            Check(bound with { Server = found.Server, Database = found.Database }, found);
        }

        return found;
    }

    private void Check(OutboxBinding here, BindingFound found)
    {
        if (BoundElsewhere.Explain(here, found.Bound) is { } error)
        {
            status.Note(now => now with { Binding = BindingState.Other });
            throw error;
        }
    }
}
