using Microsoft.Extensions.Logging;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Health;
using Outbox.Dispatcher.Plan;
using Outbox.Stores;

namespace Outbox.Dispatcher.Send;

/// <summary>
/// Sends the parcels of a track, one request after another. An answer is recorded while the next request is under way, and
/// before that one's own answer is: what a crash leaves unrecorded is pending, and goes again with the same bytes.
/// </summary>
internal sealed class Sender(
    ITrackApi api,
    Endpoint endpoint,
    RequestRate rate,
    SetAside aside,
    Brake brake,
    Recorder recorder,
    Jitter jitter,
    Telemetry telemetry,
    Pulse pulse,
    DispatcherOptions options,
    TimeProvider clock,
    ILogger<Sender> log)
{
    private const int MaxDetail = 1_000;

    /// <summary>What the attempt log says of a request that its lease cut off.</summary>
    private const string CutOff = "CutOff";

    private readonly Backoff _backoff = new(options.BackoffMin, options.BackoffMax);

    /// <summary>Failures in a row after which rows are read again, where each halves the request: the first item alone, and its own tries.</summary>
    private readonly int _triesHalving = options.TriesPerRead + int.Log2(options.BatchItems) + 1;

    /// <summary>
    /// Sends. Returns early, its other rows still pending, where Customer.io takes the credentials no more or a request
    /// failed <see cref="DispatcherOptions.TriesPerRead"/> times (more where each time halves it), a lane was lost or an event type's delivery has changed: the
    /// rows are then read again, by whoever holds their lanes, with what has changed since.
    /// </summary>
    /// <param name="parcels">The parcels of some persons, each person's in order.</param>
    /// <param name="permit">What the requests may go by.</param>
    /// <param name="probe">Where sending is held, the request that is tried: no more are sent than it takes. Null where it is not.</param>
    /// <param name="stopping">No further request is started.</param>
    /// <param name="abandoned">The request under way is cut off.</param>
    public async Task SendAsync(IReadOnlyList<Parcel> parcels, Permit permit, Probe? probe, CancellationToken stopping, CancellationToken abandoned)
    {
        var last = new LastRecord();
        try
        {
            await SendAsync(parcels, permit, last, probe, stopping, abandoned);
        }
        finally
        {
            // Whatever ends the track, nothing of it is read again before it is recorded.
            await last.IsHeldAsync();
        }
    }

    private async Task SendAsync(
        IReadOnlyList<Parcel> parcels, Permit permit, LastRecord last, Probe? probe, CancellationToken stopping, CancellationToken abandoned)
    {
        var requests = 0;
        // Persons set aside on the way: nothing of theirs overtakes the item that waits.
        var left = new HashSet<string>(StringComparer.Ordinal);
        using var doubt = new Doubt(endpoint);
        foreach (var wave in Waves.Cut(parcels))
        {
            var batches = new Stack<IReadOnlyList<Parcel>>(Requests(wave).Reverse());
            var failures = 0;
            while (batches.TryPop(out var next))
            {
                var batch = left.Count == 0 ? next : [.. next.Where(parcel => !left.Contains(parcel.PersonId) && !left.Contains(parcel.OtherPersonId ?? ""))];
                doubt.End(next.Count - batch.Count);
                if (batch.Count == 0)
                {
                    continue;
                }

                await endpoint.WaitAsync(stopping);
                pulse.Turn(rate.LongestWait);
                await rate.TakeAsync(stopping);
                if (endpoint.IsRefused || Stops(probe, requests++) || !await permit.MayStartAsync(stopping))
                {
                    return;
                }

                if (await RequestAsync(batch, permit, last, probe, isResend: failures > 0, abandoned) is not var (answer, verdict))
                {
                    return;
                }

                failures = verdict.Next == Next.GoOn ? 0 : failures + 1;
                var waits = verdict.Next is Next.Wait or Next.SetAside;
                var wait = waits ? _backoff.After(failures, jitter.Next(), answer.RetryAfter) : TimeSpan.Zero;
                switch (verdict.Next)
                {
                    case Next.SetAside:
                        left.Add(batch[0].PersonId);
                        aside.Add(batch[0].PersonId);
                        doubt.End(1);
                        break;
                    case Next.GoOn:
                        aside.Remove(batch);
                        doubt.End(batch.Count);
                        break;
                    case Next.Wait when answer.Kind == AnswerKind.NotUnderstood:
                        doubt.Begin(batch.Count);
                        break;
                }

                endpoint.Note(answer, wait);
                if (verdict.Next == Next.Stop || (last.IsOver && !await last.IsHeldAsync()))
                {
                    return;
                }

                pulse.Turn(wait);
                if (waits)
                {
                    await Task.Delay(wait, clock, stopping);
                }

                if (failures >= (answer.Kind == AnswerKind.NotUnderstood ? _triesHalving : options.TriesPerRead))
                {
                    return;
                }

                foreach (var again in verdict.Again.Reverse())
                {
                    // Of a person set aside nothing is left when its turn comes.
                    batches.Push(again);
                }
            }
        }
    }

    /// <summary>Whether no further request may start: sending is held, or what a probe may ask is answered.</summary>
    private bool Stops(Probe? probe, int requests) =>
        probe is null ? brake.IsHeld : probe.Sent + probe.Dead > 0 || requests >= Probe.MaxRequests;

    /// <summary>A wave's requests; who was set aside before goes alone, after everybody else.</summary>
    private IEnumerable<IReadOnlyList<Parcel>> Requests(IReadOnlyList<Parcel> wave)
    {
        var suspects = wave.Where(aside.Holds).ToList();
        return suspects.Count == 0
            ? Batches.Cut(wave, options.BatchItems)
            : [.. Batches.Cut(wave.Except(suspects), options.BatchItems), .. suspects.Select(IReadOnlyList<Parcel> (parcel) => [parcel])];
    }

    /// <summary>Sends one request and begins to record its answer.</summary>
    /// <returns>The answer; null where a lane was lost before there was one, or when the answer before was recorded.</returns>
    private async Task<(TrackAnswer Answer, Verdict Verdict)?> RequestAsync(
        IReadOnlyList<Parcel> batch, Permit permit, LastRecord last, Probe? probe, bool isResend, CancellationToken abandoned)
    {
        var startedAt = clock.GetUtcNow().UtcDateTime;
        var start = clock.GetTimestamp();
        using var trace = Telemetry.StartRequest(batch.Count, Batches.BytesOf(batch));
        using var end = permit.Until(abandoned);
        TrackAnswer answer;
        try
        {
            answer = await api.SendAsync([.. batch.Select(parcel => parcel.Item)], end.Token);
        }
        catch (OperationCanceledException) when (!abandoned.IsCancellationRequested && end.IsCancellationRequested)
        {
            // It may have been applied. Its rows are pending, and whoever holds the lane now sends the same bytes.
            telemetry.CutOff(batch.Count);
            Log.RequestCutOff(log, batch.Count);
            var cut = Attempt(batch, startedAt, clock.GetElapsedTime(start), null, CutOff, "the lease of a lane ran out");
            await recorder.RecordAsync(permit.Lanes, new Completion([], [], [], [], cut), abandoned);
            return null;
        }

        Telemetry.EndRequest(trace, answer);
        trace?.Stop();
        var duration = clock.GetElapsedTime(start);
        telemetry.Requested(answer.Kind, batch.Count, duration, isResend);

        var verdict = Verdicts.Of(batch, answer);
        var wasHeld = await last.IsHeldAsync();
        if (verdict.Next != Next.Stop)
        {
            var attempt = Attempt(batch, startedAt, duration, answer.HttpStatus, answer.Kind.ToString(), answer.Detail);
            var settled = new Completion(verdict.Outcomes, verdict.People, verdict.Forgotten, verdict.Faults, attempt)
            {
                Settlement = verdict.Settlement,
            };

            // On another thread: SQLite's calls only look asynchronous.
            last.Begin(Task.Run(() => recorder.RecordAsync(permit.Lanes, settled, abandoned, probe: probe), CancellationToken.None));
            if (verdict.Next != Next.GoOn || !verdict.Settlement.IsEmpty || probe is not null)
            {
                // What goes again is told by what was recorded: a refusal, an attempt counted. Who has become whom is told
                // before anything else of theirs goes.
                await last.IsHeldAsync();
            }
        }

        return wasHeld ? (answer, verdict) : null;
    }

    private static Attempt Attempt(
        IReadOnlyList<Parcel> batch, DateTime startedAt, TimeSpan duration, int? httpStatus, string answer, string? detail) => new(
        startedAt,
        duration,
        batch.Count,
        Batches.BytesOf(batch),
        httpStatus,
        answer,
        detail is { Length: > MaxDetail } ? detail[..MaxDetail] : detail,
        [.. batch.SelectMany(parcel => parcel.Rows)]);
}
