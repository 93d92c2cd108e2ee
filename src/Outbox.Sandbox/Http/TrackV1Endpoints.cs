using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Outbox.Sandbox.Track;
using Outbox.Sandbox.TrackV1;

namespace Outbox.Sandbox.Http;

/// <summary>The Track API v1, which Customer.io's own clients for Node, Go, Ruby and Python speak.</summary>
internal sealed class TrackV1Endpoints(SandboxOptions options, TrackGate gate)
{
    private const string Customers = "/api/v1/customers/";
    private const string Segments = "/api/v1/segments/";
    private const string Unsubscribe = "/unsubscribe/";
    private static readonly byte[] EmptyBody = "{}"u8.ToArray();

    private readonly RequestReader _reader = new(maxItems: 1, options.PhoneIdentifier);

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var method in (string[])[HttpMethods.Put, HttpMethods.Post, HttpMethods.Delete])
        {
            Map(routes, method, Customers + "{**rest}", (context, body) => CustomerItems.Of(method, RawPath.Behind(context, Customers), body));
        }

        Post(routes, "/api/v1/events", CustomerItems.AnonymousEvent);
        Post(routes, "/api/v1/merge_customers", OtherItems.Merge, single: true);
        Post(routes, "/api/v1/metrics", OtherItems.Metric);

        // The Ruby client leaves /api/v1 out.
        Post(routes, "/api/v1/push/events", OtherItems.PushMetric);
        Post(routes, "/push/events", OtherItems.PushMetric);
        Map(routes, HttpMethods.Post, Segments + "{segment}/{action}", (context, body) => RawPath.Behind(context, Segments) switch
        {
            [var segment, "add_customers"] => [OtherItems.Segment(segment, IdType(context), adds: true, body)],
            [var segment, "remove_customers"] => [OtherItems.Segment(segment, IdType(context), adds: false, body)],
            _ => null,
        });

        // "This endpoint does not require an Authorization header."
        gate.Map(
            routes, HttpMethods.Post, Unsubscribe + "{delivery}",
            (context, body) => Read(context, body, (_, json) => [OtherItems.Unsubscribe(RawPath.Behind(context, Unsubscribe)[0], json)], single: false),
            Refuse, isOpen: true);
        gate.Map(routes, HttpMethods.Post, "/api/v1/forms/{form}/submit", ReadForm, Refuse);
    }

    private static string IdType(HttpContext context) => context.Request.Query["id_type"].FirstOrDefault() ?? "id";

    private void Post(IEndpointRouteBuilder routes, string path, Func<JsonElement, V1Item> item, bool single = false) =>
        Map(routes, HttpMethods.Post, path, (_, body) => [item(body)], single);

    private void Map(
        IEndpointRouteBuilder routes, string method, string path, Func<HttpContext, JsonElement, IReadOnlyList<V1Item>?> items, bool single = false) =>
        gate.Map(routes, method, path, (context, body) => Read(context, body, items, single), Refuse);

    private (IReadOnlyList<ReadItem>, (int, byte[])) Read(
        HttpContext context, ReadOnlyMemory<byte> body, Func<HttpContext, JsonElement, IReadOnlyList<V1Item>?> items, bool single)
    {
        using var document = RequestReader.Object(body.IsEmpty ? EmptyBody : body, out var error);
        if (document is null)
            return ([], TrackAnswer.OfV1(StatusCodes.Status400BadRequest, error!.Message, single));
        if (items(context, document.RootElement) is not { } found)
            return ([], TrackAnswer.OfV1(StatusCodes.Status404NotFound, "There is no such address.", single: true));

        var read = found.Select(Item).ToList();
        return (read, read.FirstOrDefault(item => item.Error is not null) is { Error: { } wrong }
            ? TrackAnswer.OfV1(StatusCodes.Status400BadRequest, $"{wrong.Field}: {wrong.Message}", single)
            : TrackAnswer.Done);
    }

    private (IReadOnlyList<ReadItem>, (int, byte[])) ReadForm(HttpContext context, ReadOnlyMemory<byte> body)
    {
        using var document = RequestReader.Object(body, out var error);
        if (document is null)
            return ([], TrackAnswer.OfV1(StatusCodes.Status400BadRequest, error!.Message));
        var (form, refusal) = IdentifyItems.OfForm(document.RootElement);
        if (form is null)
            return ([], TrackAnswer.OfV1(StatusCodes.Status400BadRequest, refusal!));

        var item = Item(form);
        return ([item], item.Error is { } wrong
            ? TrackAnswer.OfV1(StatusCodes.Status400BadRequest, $"{wrong.Field}: {wrong.Message}")
            : (StatusCodes.Status204NoContent, []));
    }

    private ReadItem Item(V1Item item) =>
        (item.Action is { } action ? _reader.Item(item.Json, action, out _) : _reader.Entity(item.Json, out _))!;

    private static (int, byte[]) Refuse(int status, TrackError error) =>
        TrackAnswer.OfV1(status, error.Message, single: status == StatusCodes.Status401Unauthorized);
}
