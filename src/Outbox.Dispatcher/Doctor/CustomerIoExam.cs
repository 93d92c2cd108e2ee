using Outbox.Core.Errors;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Bind;
using Outbox.Stores;

namespace Outbox.Dispatcher.Doctor;

/// <summary>Credentials, region and binding.</summary>
internal sealed class CustomerIoExam(IBindingStore store, ITrackApi? api, ExamLog log)
{
    /// <summary>Looks.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var found = await store.ReadBindingAsync(cancellationToken);
        if (found.Bound is null)
        {
            log.Note("the outbox is bound to nothing yet; the first dispatcher binds it");
        }

        var here = found.Bound is { } bound ? bound with { Server = found.Server, Database = found.Database } : null;
        if (api is null)
        {
            log.NotSeen("Customer.io: no credentials were given; with the settings of outbox run they are tried, and nothing is sent");
        }
        else
        {
            try
            {
                var account = await api.ReadAccountAsync(cancellationToken);
                here = new OutboxBinding(found.Server, found.Database, account.EnvironmentId, account.Region);
                log.Note($"Customer.io takes the credentials: workspace {account.EnvironmentId} in {account.Region}, {account.Url.Host}");
            }
            catch (OutboxException error) when (error.Code.Kind == ErrorKind.CustomerIo)
            {
                log.Add(DoctorFinding.Of(error));
            }
        }

        if (here is not null && BoundElsewhere.Explain(here, found.Bound) is { } elsewhere)
        {
            log.Add(DoctorFinding.Of(elsewhere));
        }
    }
}
