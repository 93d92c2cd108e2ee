using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Outbox.Sandbox.Faults;
using Outbox.Sandbox.Track;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Http;

/// <summary>The Track API's own addresses.</summary>
internal sealed class TrackEndpoints(SandboxOptions options, LockedLedger ledger, FaultSwitchboard faults)
{
    private const string Redirected = "/redirected";

    private readonly RequestReader _reader = new(options.MaxItemsPerBatch);
    private readonly Credentials _credentials = new(options.SiteId, options.ApiKey);

    private delegate (IReadOnlyList<ReadItem> Items, (int, byte[]) Answer) Reading(ReadOnlyMemory<byte> body);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/accounts/region", Region);
        foreach (var prefix in (string[])["", Redirected])
        {
            routes.MapPost($"{prefix}/api/v2/batch", context => Take(context, ReadBatch));
            routes.MapPost($"{prefix}/api/v2/entity", context => Take(context, ReadEntity));
        }
    }

    private async Task Take(HttpContext context, Reading read)
    {
        var path = context.Request.Path.Value!;
        var (request, fault) = ledger.Read(entries =>
        {
            var opened = entries.Open(path, Now());
            return (opened, faults.Draw(opened.Number));
        });

        // Where a redirect has led there is no other.
        request.Fault = fault == Fault.Redirect && path.StartsWith(Redirected, StringComparison.Ordinal) ? Fault.None : fault;
        var body = await RequestBody.ReadAsync(context.Request);
        request.Bytes = body.Length;
        request.Sha256 = body.Sha256;
        await Answer(context, request, body, read);
    }

    private async Task Answer(HttpContext context, RequestRecord request, RequestBody body, Reading read)
    {
        var settings = faults.Current;
        var response = context.Response;
        switch (request.Fault)
        {
            case Fault.Down or Fault.CutBefore:
                Cut();
                return;
            case Fault.Redirect:
                response.Headers.Location = $"{context.Request.Scheme}://{context.Request.Host}{Redirected}{context.Request.Path}";
                await Write(StatusCodes.Status307TemporaryRedirect, []);
                return;
            case Fault.TooManyRequests:
                response.Headers.RetryAfter = $"{settings.RetryAfterSeconds}";
                await Write(StatusCodes.Status429TooManyRequests, "{}"u8.ToArray());
                return;
            case Fault.ServerError:
                await Write(StatusCodes.Status500InternalServerError, "{}"u8.ToArray());
                return;
            case Fault.Garbage:
                await Write(StatusCodes.Status200OK, "<html>Welcome to the guest network</html>"u8.ToArray());
                return;
        }

        if (request.Fault == Fault.Unauthorized || !_credentials.Match(context.Request))
        {
            var (status, refusal) = TrackAnswer.Unauthorized();
            await Write(status, refusal);
            return;
        }

        var (items, answer) = body.IsTooLarge ? ([], TooLarge(body)) : read(body.Bytes);
        ledger.Write(entries => entries.Take(request, items, Now()));
        if (request.Fault == Fault.Cut)
        {
            Cut();
            return;
        }

        if (request.Fault == Fault.Slow)
            await Task.Delay(TimeSpan.FromMilliseconds(settings.SlowMilliseconds), options.Time, context.RequestAborted);
        await Write(answer.Item1, answer.Item2);

        // Closed before the answer leaves: whoever has the answer finds it in the counters.
        Task Write(int status, byte[] bytes)
        {
            request.Status = status;
            ledger.Write(entries => entries.Close(request));
            return TrackAnswer.WriteAsync(context, status, bytes);
        }

        void Cut()
        {
            ledger.Write(entries => entries.Close(request));
            context.Abort();
        }
    }

    private (IReadOnlyList<ReadItem>, (int, byte[])) ReadBatch(ReadOnlyMemory<byte> body)
    {
        var items = _reader.Batch(body, out var error);
        return (items, error is null ? TrackAnswer.OfBatch(items) : TrackAnswer.Refusal(error));
    }

    private static (IReadOnlyList<ReadItem>, (int, byte[])) ReadEntity(ReadOnlyMemory<byte> body)
    {
        var item = RequestReader.Entity(body, out var error);
        return item is null ? ([], TrackAnswer.Refusal(error!)) : ([item], TrackAnswer.OfEntity(item));
    }

    private static (int, byte[]) TooLarge(RequestBody body) => TrackAnswer.Refusal(TrackError.Invalid(
        "body", $"The body has {body.Length} bytes; at most {TrackLimits.RequestBytes} are taken."));

    private async Task Region(HttpContext context)
    {
        var current = faults.Current;
        if (current.DownSeconds > 0)
        {
            context.Abort();
            return;
        }

        if (current.UnauthorizedSeconds > 0 || !_credentials.Match(context.Request))
        {
            var (status, body) = TrackAnswer.Unauthorized();
            await TrackAnswer.WriteAsync(context, status, body);
            return;
        }

        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.Body);
        json.WriteStartObject();
        json.WriteString("url", $"{context.Request.Scheme}://{context.Request.Host}");
        json.WriteString("region", RegionNames.Of(options.Region));
        json.WriteNumber("environment_id", options.EnvironmentId);
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    private long Now() => options.Time.GetUtcNow().ToUnixTimeMilliseconds();
}
