using Outbox.CustomerIo.Http;
using Polly;
using Polly.CircuitBreaker;

namespace Outbox.CustomerIo;

/// <summary>The Track API over HTTP; retries, redirects and time limits are its handlers' (<see cref="TrackRegistration"/>).</summary>
internal sealed class TrackClient(IHttpClientFactory clients, TrackOptions options, TimeProvider time) : ITrackApi
{
    /// <summary>Of the named client.</summary>
    public const string ClientName = "Outbox.CustomerIo";

    private const string BatchPath = "api/v2/batch";
    private const string EntityPath = "api/v2/entity";
    private const string AccountPath = "api/v1/accounts/region";

    /// <inheritdoc/>
    public async Task<TrackAccount> ReadAccountAsync(CancellationToken cancellationToken)
    {
        var exchange = new Exchange(AccountPath, 0, null, time, cancellationToken);
        var stop = await RunAsync(HttpMethod.Get, AccountPath, null, exchange, cancellationToken);
        return AccountAnswer.Read(exchange.Reply, exchange.Failure ?? stop?.Message, options) with { Clock = exchange.Clock };
    }

    /// <inheritdoc/>
    public async Task<TrackAnswer> SendAsync(IReadOnlyList<TrackItem> items, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(items.Count, nameof(items));

        // An item alone goes to the API's door for one: a refusal is then a 400 that says why.
        var path = items.Count == 1 ? EntityPath : BatchPath;
        using var body = new RequestBody(items);
        var exchange = new Exchange(path, items.Count, body, time, cancellationToken);
        var stop = await RunAsync(HttpMethod.Post, path, body, exchange, cancellationToken);
        return Answer(exchange, items.Count, stop);
    }

    private static TrackAnswer Answer(Exchange exchange, int items, Exception? stop)
    {
        var answer = exchange.Reply is { } reply
            ? Answers.Classify(reply, items)
            : Answers.None(exchange.Failure ?? stop?.Message ?? "no answer", null, exchange.MayBeApplied);
        var isTaken = answer.Kind is AnswerKind.Accepted or AnswerKind.PartlyAccepted;

        // A proxy's page has a clock too.
        return answer with
        {
            // The same bytes were taken in the end: it does not matter what became of the attempts before.
            IsAmbiguous = !isTaken && (answer.IsAmbiguous || exchange.MayBeApplied),
            RetryAfter = stop is BrokenCircuitException ? Longer(answer.RetryAfter, Resilience.Break) : answer.RetryAfter,
            Attempts = exchange.Attempts,
            Clock = isTaken ? exchange.Clock : null,
        };
    }

    private static TimeSpan Longer(TimeSpan? asked, TimeSpan other) => asked > other ? asked.Value : other;

    /// <summary>Runs the call; the exchange holds what came of it. Returns the exception that ended it, if the network's.</summary>
    private async Task<Exception?> RunAsync(HttpMethod method, string path, RequestBody? body, Exchange exchange, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(ClientName);
        using var request = new HttpRequestMessage(method, new Uri(options.Endpoint, path)) { Content = body };
        exchange.TravelWith(request);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return null;
        }
        catch (Exception e) when (NetworkFault.Is(e) || e is ExecutionRejectedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return e;
        }
    }
}
