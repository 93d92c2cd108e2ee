using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Outbox.Sandbox.Faults;
using Outbox.Sandbox.Track;

namespace Outbox.Sandbox.Http;

/// <summary>The Track API v2, and the account's region.</summary>
internal sealed class TrackEndpoints(SandboxOptions options, FaultSwitchboard faults, TrackGate gate)
{
    private readonly RequestReader _reader = new(options.MaxItemsPerBatch, options.PhoneIdentifier);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/accounts/region", Region);
        gate.Map(routes, HttpMethods.Post, "/api/v2/batch", ReadBatch, TrackAnswer.OfV2);
        gate.Map(routes, HttpMethods.Post, "/api/v2/entity", ReadEntity, TrackAnswer.OfV2);
    }

    private (IReadOnlyList<ReadItem>, (int, byte[])) ReadBatch(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var items = _reader.Batch(body, out var error);
        return (items, error is null ? TrackAnswer.OfBatch(items) : TrackAnswer.Refusal(error));
    }

    private (IReadOnlyList<ReadItem>, (int, byte[])) ReadEntity(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var item = _reader.Entity(body, out var error);
        return item is null ? ([], TrackAnswer.Refusal(error!)) : ([item], TrackAnswer.OfEntity(item));
    }

    private async Task Region(HttpContext context)
    {
        var current = faults.Current;
        if (current.DownSeconds > 0)
        {
            context.Abort();
            return;
        }

        if (current.UnauthorizedSeconds > 0 || !gate.Admits(context.Request))
        {
            var (status, body) = TrackAnswer.OfV1(StatusCodes.Status401Unauthorized, TrackAnswer.WrongCredentials.Message, single: true);
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
}
