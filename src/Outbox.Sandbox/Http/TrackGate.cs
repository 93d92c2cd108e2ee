using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Outbox.Sandbox.Faults;
using Outbox.Sandbox.Track;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Http;

/// <summary>What every request to the Track API passes: it is recorded, meets its fault, shows its credentials, and is applied.</summary>
internal sealed class TrackGate(SandboxOptions options, LockedLedger ledger, FaultSwitchboard faults)
{
    private const string Redirected = "/redirected";

    private readonly Credentials _credentials = Credentials.Basic(options.SiteId, options.ApiKey);

    /// <summary>Turns a body into items and the answer; what refuses the whole request has no items.</summary>
    public delegate (IReadOnlyList<ReadItem> Items, (int Status, byte[] Body) Answer) Reading(HttpContext context, ReadOnlyMemory<byte> body);

    /// <summary>Maps an address, and the one that the redirect fault leads to.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="method">The method.</param>
    /// <param name="path">The address.</param>
    /// <param name="read">Reads a body.</param>
    /// <param name="refuse">The form of an answer that refuses before anything is read.</param>
    /// <param name="isOpen">Whether it needs no credentials.</param>
    public void Map(
        IEndpointRouteBuilder routes, string method, string path, Reading read, Func<int, TrackError, (int, byte[])> refuse, bool isOpen = false)
    {
        foreach (var prefix in (string[])["", Redirected])
        {
            routes.MapMethods(prefix + path, [method], context => Take(context, new(read, refuse, isOpen)));
        }
    }

    public bool Admits(HttpRequest request) => _credentials.Match(request);

    private async Task Take(HttpContext context, Address address)
    {
        var path = context.Request.Path.Value!;
        var (request, fault) = ledger.Read(entries =>
        {
            var opened = entries.Open(context.Request.Method, path, Now());
            return (opened, faults.Draw(opened.Number));
        });

        // Where a redirect has led there is no other.
        request.Fault = fault == Fault.Redirect && path.StartsWith(Redirected, StringComparison.Ordinal) ? Fault.None : fault;
        var body = await RequestBody.ReadAsync(context.Request);
        request.Bytes = body.Length;
        request.Sha256 = body.Sha256;
        await Answer(context, request, body, address);
    }

    private async Task Answer(HttpContext context, RequestRecord request, RequestBody body, Address address)
    {
        var settings = faults.Current;
        var response = context.Response;
        switch (request.Fault)
        {
            case Fault.Down or Fault.CutBefore:
                Cut();
                return;
            case Fault.Redirect:
                response.Headers.Location = $"{context.Request.Scheme}://{context.Request.Host}{Redirected}{RawPath.Of(context)}";
                await Write((StatusCodes.Status307TemporaryRedirect, []));
                return;
            case Fault.TooManyRequests:
                response.Headers.RetryAfter = $"{settings.RetryAfterSeconds}";
                await Write((StatusCodes.Status429TooManyRequests, "{}"u8.ToArray()));
                return;
            case Fault.ServerError:
                await Write((StatusCodes.Status500InternalServerError, "{}"u8.ToArray()));
                return;
            case Fault.Garbage:
                await Write((StatusCodes.Status200OK, "<html>Welcome to the guest network</html>"u8.ToArray()));
                return;
        }

        if (request.Fault == Fault.Unauthorized || !(address.IsOpen || _credentials.Match(context.Request)))
        {
            await Write(address.Refuse(StatusCodes.Status401Unauthorized, TrackAnswer.WrongCredentials));
            return;
        }

        var (items, answer) = body.IsTooLarge
            ? ([], address.Refuse(StatusCodes.Status400BadRequest, TooLarge(body)))
            : address.Read(context, body.Bytes);
        ledger.Write(entries => entries.Take(request, items, Now()));
        if (request.Fault == Fault.Cut)
        {
            Cut();
            return;
        }

        if (request.Fault == Fault.Slow)
            await Task.Delay(TimeSpan.FromMilliseconds(settings.SlowMilliseconds), options.Time, context.RequestAborted);
        await Write(answer);

        // Closed before the answer leaves: whoever has the answer finds it in the counters.
        Task Write((int Status, byte[] Body) written)
        {
            request.Status = written.Status;
            ledger.Write(entries => entries.Close(request));
            return TrackAnswer.WriteAsync(context, written.Status, written.Body);
        }

        void Cut()
        {
            ledger.Write(entries => entries.Close(request));
            context.Abort();
        }
    }

    private sealed record Address(Reading Read, Func<int, TrackError, (int, byte[])> Refuse, bool IsOpen);

    private static TrackError TooLarge(RequestBody body) => TrackError.Invalid(
        "body", $"The body has {body.Length} bytes; at most {TrackLimits.RequestBytes} are taken.");

    private long Now() => options.Time.GetUtcNow().ToUnixTimeMilliseconds();
}
