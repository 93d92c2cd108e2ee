using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Outbox.Sandbox.Query;
using Outbox.Sandbox.Track;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Http;

/// <summary><c>GET /sandbox/…</c>: what the sandbox accepted.</summary>
internal sealed class QueryEndpoints(SandboxOptions options, LockedLedger ledger)
{
    private const string People = "/sandbox/people/";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sandbox/health", context => Json.Write(
            context, new SandboxHealth("ok", RegionNames.Of(options.Region), options.EnvironmentId), SandboxJson.Wire.SandboxHealth));
        routes.MapGet("/sandbox/stats", context => Json.Write(
            context, ledger.Read(Views.Stats), SandboxJson.Wire.SandboxStats));

        routes.MapGet("/sandbox/events", Events);
        routes.MapGet("/sandbox/people", PeopleList);
        routes.MapGet(People + "{**id}", PersonDetail);
        routes.MapGet("/sandbox/objects", ObjectList);
        routes.MapGet("/sandbox/metrics", context => Log(
            context, entries => entries.State.Metrics, _ => true, Views.Of, SandboxJson.Wire.PageMetricEntry));
        routes.MapGet("/sandbox/requests", context => Log(
            context, entries => entries.Requests, _ => true, Views.Of, SandboxJson.Wire.PageRequestEntry));

        Items(routes, "items", entries => entries.Items);
        Items(routes, "resends", entries => entries.Resends);
        Items(routes, "conflicts", entries => entries.Conflicts);
        Items(routes, "rejections", entries => entries.Rejections);
        Items(routes, "ignored", entries => entries.Ignored);
        Items(routes, "warnings", entries => entries.Warnings);
    }

    private void Items(IEndpointRouteBuilder routes, string name, Func<Ledger, ArrivalLog<ItemRecord>> log) =>
        routes.MapGet($"/sandbox/{name}", context => Log(context, log, _ => true, Views.Of, SandboxJson.Wire.PageItemEntry));

    private Task Events(HttpContext context)
    {
        var name = context.Request.Query["name"].FirstOrDefault();
        var person = context.Request.Query["person"].FirstOrDefault();
        return Log(
            context, entries => entries.State.Events.All,
            entry => (name is null || entry.Call.Name == name)
                && (person is null || entry.Call.Who?.Value == person || entry.Call.AnonymousId == person || entry.Person?.Id == person),
            Views.Of, SandboxJson.Wire.PageEventEntry);
    }

    private Task PeopleList(HttpContext context)
    {
        var search = context.Request.Query["search"].FirstOrDefault();
        var deleted = context.Request.Query["deleted"] == "true";
        return Log(
            context, entries => entries.State.People.All,
            person => (deleted || !person.IsDeleted) && (string.IsNullOrEmpty(search) || Holds(person, search)),
            Views.Of, SandboxJson.Wire.PagePersonEntry);
    }

    private Task ObjectList(HttpContext context)
    {
        var type = context.Request.Query["type"].FirstOrDefault();
        var deleted = context.Request.Query["deleted"] == "true";
        return Log(
            context, entries => entries.State.Objects.All,
            entry => (deleted || !entry.IsDeleted) && (string.IsNullOrEmpty(type) || entry.Identifier.Type == type),
            Views.Of, SandboxJson.Wire.PageObjectEntry);
    }

    private Task PersonDetail(HttpContext context)
    {
        // Routing leaves %2F as it is and unescapes the rest; an id may hold either.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var value = Uri.UnescapeDataString(target[People.Length..].Split('?')[0]);
        if (PersonIdentifier.KindOf(context.Request.Query["by"].FirstOrDefault() ?? "id") is not { } kind)
            return Json.Refuse(context, StatusCodes.Status400BadRequest, "`by` must be id, email, phone or cio_id.");

        var detail = ledger.Read(entries =>
        {
            var people = entries.State.People;
            var person = people.Find(new(kind, value)) ?? (kind == IdentifierKind.Id ? people.FindDeleted(value) : null);
            return person is null ? null : Views.Detail(person, entries.State);
        });
        return detail is null
            ? Json.Refuse(context, StatusCodes.Status404NotFound, $"Nobody has {new PersonIdentifier(kind, value)}.")
            : Json.Write(context, detail, SandboxJson.Wire.PersonDetail);
    }

    private Task Log<T, TEntry>(
        HttpContext context, Func<Ledger, ArrivalLog<T>> log, Func<T, bool> wanted, Func<T, TEntry> view, JsonTypeInfo<Page<TEntry>> type) =>
        Window.Read(context.Request.Query) is { } window
            ? Json.Write(context, ledger.Read(entries => window.Cut(log(entries), wanted, view)), type)
            : Json.Refuse(context, StatusCodes.Status400BadRequest, "`after` must be a number, and `limit` one from 1 to 10,000.");

    private static bool Holds(Person person, string search) =>
        Contains(person.Id, search) || Contains(person.Email, search) || Contains(person.Phone, search);

    private static bool Contains(string? text, string search) =>
        text?.Contains(search, StringComparison.OrdinalIgnoreCase) ?? false;
}
