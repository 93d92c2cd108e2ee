using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Outbox.Sandbox.Query;
using Outbox.Sandbox.Track;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Http;

/// <summary>What reads people back of Customer.io's App API (<c>api.customer.io</c>), with a bearer key.</summary>
internal sealed class AppEndpoints(SandboxOptions options, LockedLedger ledger)
{
    private const string Customers = "/v1/customers/";
    private const int MostActivities = 100;

    private readonly Credentials _credentials = Credentials.Bearer(options.AppKey);

    private delegate void Answer(Utf8JsonWriter json, Person person, WorkspaceState state);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/customers", context => Guarded(context, ByEmail));
        routes.MapGet(Customers + "{**rest}", context => Guarded(context, OfPerson));
    }

    private Task Guarded(HttpContext context, Func<HttpContext, Task> answer) => _credentials.Match(context.Request)
        ? answer(context)
        : Refuse(context, StatusCodes.Status401Unauthorized, "The App API key is wrong.");

    private Task ByEmail(HttpContext context)
    {
        if (context.Request.Query["email"].FirstOrDefault() is not { Length: > 0 } email)
            return Refuse(context, StatusCodes.Status400BadRequest, "`email` is required.");

        return Write(context, ledger.Read(entries => AppJson.Object(json =>
        {
            json.WriteStartArray("results");
            if (entries.State.People.Find(new(IdentifierKind.Email, email)) is { } person)
                AppJson.WriteIdentifiers(json, person, null, entries.State.Settings);
            json.WriteEndArray();
        })));
    }

    private Task OfPerson(HttpContext context)
    {
        var path = RawPath.Behind(context, Customers);
        var type = context.Request.Query["id_type"].FirstOrDefault() ?? "id";

        // "You can use email and phone only if they're enabled as identifiers […]; otherwise the request returns 400" (App OpenAPI).
        if (PersonIdentifier.KindOf(type) is not { } kind || (kind == IdentifierKind.Phone && !options.PhoneIdentifier))
            return Refuse(context, StatusCodes.Status400BadRequest, $"`id_type` is '{type}', which is no identifier of this workspace.");

        Answer? answer = path switch
        {
            [_, "attributes"] => AppJson.WriteAttributes,
            [_, "activities"] => Activities(context.Request.Query),
            [_, "segments"] => AppJson.WriteSegments,
            _ => null,
        };
        if (answer is null)
            return Refuse(context, StatusCodes.Status404NotFound, "There is no such address.");

        var body = ledger.Read(entries => entries.State.People.Find(new(kind, path[0])) is { } person
            ? AppJson.Object(json => answer(json, person, entries.State))
            : null);
        return body is null
            ? Refuse(context, StatusCodes.Status404NotFound, "There is no such person.")
            : Write(context, body);
    }

    private static Answer Activities(IQueryCollection query)
    {
        var type = query["type"].FirstOrDefault();
        var name = query["name"].FirstOrDefault();
        _ = long.TryParse(query["start"].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var before);
        var limit = int.TryParse(query["limit"].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            ? Math.Clamp(asked, 1, MostActivities)
            : MostActivities;
        return (json, person, state) =>
        {
            var found = Activity.Of(person, state)
                .Where(activity => (type is null || activity.Type == type) && (name is null || activity.Name == name))
                .Where(activity => before == 0 || activity.Item.Sequence < before)
                .Take(limit + 1).ToList();
            json.WriteStartArray("activities");
            foreach (var activity in found.Take(limit))
                activity.Write(json, person, state.Settings);
            json.WriteEndArray();
            json.WriteString("next", found.Count > limit ? $"{found[limit - 1].Item.Sequence}" : "");
        };
    }

    private static Task Refuse(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return Write(context, TrackAnswer.OfV1(status, message, single: true).Body);
    }

    private static Task Write(HttpContext context, byte[] body)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
