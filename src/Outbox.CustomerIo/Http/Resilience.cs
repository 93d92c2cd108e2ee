using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Outbox.CustomerIo.Http;

/// <summary>The pipeline around an attempt: the call's time limit, retries, the circuit breaker, the attempt's time limit.</summary>
internal static class Resilience
{
    /// <summary>How long an open circuit lets no attempt through.</summary>
    public static readonly TimeSpan Break = TimeSpan.FromSeconds(5);

    /// <summary>Failures to open the circuit: this share of at least so many attempts within the window.</summary>
    public const double BreakRatio = 0.5;

    /// <inheritdoc cref="BreakRatio"/>
    public const int BreakAttempts = 10;

    private static readonly TimeSpan BreakWindow = TimeSpan.FromSeconds(30);

    public static void Build(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, TrackOptions options, TimeProvider time)
    {
        pipeline.TimeProvider = time;
        pipeline.AddTimeout(new TimeoutStrategyOptions { Name = "Call", Timeout = options.TotalTimeout });
        if (options.Retries > 0)
        {
            pipeline.AddRetry(Retry(options, new Jitter(options.JitterSeed)));
        }

        pipeline.AddCircuitBreaker(Breaker());
        pipeline.AddTimeout(new TimeoutStrategyOptions { Name = "Attempt", Timeout = options.AttemptTimeout });
    }

    private static RetryStrategyOptions<HttpResponseMessage> Retry(TrackOptions options, Jitter jitter) => new()
    {
        Name = "Retry",
        MaxRetryAttempts = options.Retries,
        ShouldHandle = args =>
        {
            if (args.Outcome.Result is { } response ? !RetryRule.IsTransient((int)response.StatusCode) : !NetworkFault.Is(args.Outcome.Exception))
            {
                return ValueTask.FromResult(false);
            }

            var exchange = ExchangeOf(args.Context);
            var left = options.TotalTimeout - exchange.Elapsed;
            var wait = RetryRule.Wait(args.AttemptNumber, exchange.Reply?.RetryAfter, left, jitter.Next());
            exchange.NextWait = wait ?? TimeSpan.Zero;
            return ValueTask.FromResult(wait is not null && !exchange.IsCancelled);
        },
        DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(ExchangeOf(args.Context).NextWait),
    };

    private static CircuitBreakerStrategyOptions<HttpResponseMessage> Breaker() => new()
    {
        Name = "Circuit",
        FailureRatio = BreakRatio,
        MinimumThroughput = BreakAttempts,
        SamplingDuration = BreakWindow,
        BreakDuration = Break,
        ShouldHandle = static args => ValueTask.FromResult(
            args.Outcome.Result is { } response ? RetryRule.IsServerFault((int)response.StatusCode) : NetworkFault.Is(args.Outcome.Exception)),
    };

    private static Exchange ExchangeOf(ResilienceContext context) =>
        Exchange.Of(context.GetRequestMessage() ?? throw new InvalidOperationException("The pipeline is for requests."));
}
