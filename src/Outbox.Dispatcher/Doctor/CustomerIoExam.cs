using System.Globalization;
using Outbox.Core.Errors;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Bind;
using Outbox.Dispatcher.Plan;
using Outbox.Stores;

namespace Outbox.Dispatcher.Doctor;

/// <summary>Credentials, region, binding, and how far the clocks here are from Customer.io's.</summary>
internal sealed class CustomerIoExam(IOutboxStore store, ITrackApi? api, TimeProvider clock, ExamLog log)
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
                await CompareAsync(account.Clock, cancellationToken);
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

    private async Task CompareAsync(ServerClock? told, CancellationToken cancellationToken)
    {
        if (told is null)
        {
            log.NotSeen("Customer.io's clock: its answer has no Date");
            return;
        }

        var before = clock.GetUtcNow().UtcDateTime;
        var there = await store.ReadClockAsync(cancellationToken);
        var database = ClockRange.Of(there, before, clock.GetUtcNow().UtcDateTime);
        var customerIo = ClockRange.Of(told);
        Compare("this machine and Customer.io", ClockRange.Here.AheadOf(customerIo));
        Compare("the database and Customer.io", database.AheadOf(customerIo));
    }

    private void Compare(string subject, ClockRange ahead)
    {
        if (ahead.IsApart)
        {
            log.Add(DoctorFinding.Of(DoctorCodes.ClockOff, subject, string.Create(
                CultureInfo.InvariantCulture,
                $"{ahead.Surely.Duration().TotalSeconds:0.0} s {(ahead.Surely > TimeSpan.Zero ? "ahead of" : "behind")} Customer.io's clock")));
        }
    }
}
