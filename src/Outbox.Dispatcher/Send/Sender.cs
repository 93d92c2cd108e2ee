using Outbox.CustomerIo;
using Outbox.Dispatcher.Health;
using Outbox.Dispatcher.Plan;
using Outbox.Stores;

namespace Outbox.Dispatcher.Send;

/// <summary>Sends the parcels of a track, one request after another, and records each answer before the next request.</summary>
internal sealed class Sender(
    ITrackApi api,
    Endpoint endpoint,
    RequestRate rate,
    Recorder recorder,
    Jitter jitter,
    Telemetry telemetry,
    Pulse pulse,
    DispatcherOptions options,
    TimeProvider clock)
{
    private const int MaxDetail = 1_000;

    private readonly Backoff _backoff = new(options.BackoffMin, options.BackoffMax);

    /// <summary>
    /// Sends. Returns early, its other rows still pending, where Customer.io takes the credentials no more or a request
    /// failed <see cref="DispatcherOptions.TriesPerRead"/> times: the rows are then read again, with what has changed since.
    /// </summary>
    /// <param name="parcels">The parcels of some persons, each person's in order.</param>
    /// <param name="stopping">No further request is started.</param>
    /// <param name="abandoned">The request under way is cut off.</param>
    public async Task SendAsync(IReadOnlyList<Parcel> parcels, CancellationToken stopping, CancellationToken abandoned)
    {
        foreach (var wave in Waves.Cut(parcels))
        {
            var batches = new Stack<IReadOnlyList<Parcel>>(Batches.Cut(wave, options.BatchItems).Reverse());
            var failures = 0;
            while (batches.TryPop(out var batch))
            {
                await endpoint.WaitAsync(stopping);
                await rate.TakeAsync(stopping);
                if (endpoint.IsRefused)
                {
                    return;
                }

                var (answer, verdict) = await RequestAsync(batch, isResend: failures > 0, abandoned);
                failures = verdict.Next == Next.GoOn ? 0 : failures + 1;
                var wait = verdict.Next == Next.Wait ? _backoff.After(failures, jitter.Next(), answer.RetryAfter) : TimeSpan.Zero;
                endpoint.Note(answer, wait);
                if (verdict.Next == Next.Stop)
                {
                    return;
                }

                pulse.Turn(DispatcherService.Loop, wait);
                if (verdict.Next == Next.Wait)
                {
                    await Task.Delay(wait, clock, stopping);
                }

                if (failures >= options.TriesPerRead)
                {
                    return;
                }

                foreach (var again in verdict.Again.Reverse())
                {
                    batches.Push(again);
                }
            }
        }
    }

    private async Task<(TrackAnswer Answer, Verdict Verdict)> RequestAsync(
        IReadOnlyList<Parcel> batch, bool isResend, CancellationToken abandoned)
    {
        var startedAt = clock.GetUtcNow().UtcDateTime;
        var start = clock.GetTimestamp();
        using var trace = Telemetry.StartRequest(batch.Count, Batches.BytesOf(batch));
        var answer = await api.SendAsync([.. batch.Select(parcel => parcel.Item)], abandoned);
        Telemetry.EndRequest(trace, answer);
        var duration = clock.GetElapsedTime(start);
        telemetry.Requested(answer.Kind, batch.Count, duration, isResend);

        var verdict = Verdicts.Of(batch, answer);
        if (verdict.Next != Next.Stop)
        {
            var attempt = new Attempt(
                startedAt,
                duration,
                batch.Count,
                Batches.BytesOf(batch),
                answer.HttpStatus,
                answer.Kind.ToString(),
                answer.Detail is { Length: > MaxDetail } detail ? detail[..MaxDetail] : answer.Detail,
                [.. batch.SelectMany(parcel => parcel.MessageIds)]);
            await recorder.RecordAsync(
                new Completion(verdict.Outcomes, verdict.People, verdict.Forgotten, verdict.Faults, attempt), abandoned);
        }

        return (answer, verdict);
    }
}
