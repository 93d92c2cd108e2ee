using System.Text.Json;
using Outbox.Core.Errors;

namespace Outbox.CustomerIo;

/// <summary>Reads the answer of <c>GET /api/v1/accounts/region</c>: <c>{"url","region","environment_id"}</c>. Pure.</summary>
internal static class AccountAnswer
{
    /// <summary>The account, if it is in the configured region.</summary>
    /// <exception cref="OutboxException">OBX310 to OBX314.</exception>
    public static TrackAccount Read(Reply? reply, string? failure, TrackOptions options)
    {
        var account = reply switch
        {
            null => throw Unreachable($"{failure ?? "no answer"}", options),
            { Status: 200 } => Parse(reply, options),
            { Status: 401 or 403 } => throw Unauthorized(reply, options),
            { Note: not null } => throw new OutboxException(
                TrackErrors.Redirect,
                $"Customer.io's address redirects elsewhere: {reply.Note}.",
                Address(options),
                $"Set {TrackOptions.Setting(nameof(TrackOptions.BaseAddress))} to the address that serves the Track API, or leave it out."),
            { Status: 408 or 429 or >= 500 } => throw Unreachable(reply.InALine, options),
            _ => throw NotTheApi(reply, options),
        };

        return string.Equals(account.Region, options.Region, StringComparison.OrdinalIgnoreCase)
            ? account
            : throw new OutboxException(
                TrackErrors.OtherRegion,
                $"The workspace is in the region '{account.Region}', but the region configured is '{options.Region}'.",
                TrackOptions.Setting(nameof(TrackOptions.Region)),
                $"Set it to {account.Region}, or use the credentials of a workspace in '{options.Region}'. Nothing was sent.");
    }

    private static TrackAccount Parse(Reply reply, TrackOptions options)
    {
        try
        {
            using var document = JsonDocument.Parse(reply.Body);
            var root = document.RootElement;
            var region = root.GetProperty("region").GetString();
            var environment = root.GetProperty("environment_id").GetInt64();
            if (region is "us" or "eu")
            {
                var named = root.TryGetProperty("url", out var url) ? url.GetString() : null;
                return new TrackAccount(region, environment, Uri.TryCreate(named, UriKind.Absolute, out var uri) ? uri : options.Endpoint);
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw NotTheApi(reply, options, e);
        }

        throw NotTheApi(reply, options);
    }

    private static OutboxException Unauthorized(Reply reply, TrackOptions options) => new(
        TrackErrors.Unauthorized,
        $"Customer.io refuses the credentials ({reply.Status}).",
        Address(options),
        $"Set {TrackOptions.Setting(nameof(TrackOptions.SiteId))} and {TrackOptions.Setting(nameof(TrackOptions.ApiKey))} to a pair of Tracking API keys of the workspace; an App API key does not do.");

    private static OutboxException Unreachable(string why, TrackOptions options) => new(
        TrackErrors.Unreachable,
        $"Customer.io cannot be reached at {options.Endpoint.Authority}: {why.TrimEnd('.')}.",
        Address(options),
        "Check that this machine can reach the address (name resolution, firewall, proxy) and Customer.io's status page, then try again.");

    private static OutboxException NotTheApi(Reply reply, TrackOptions options, Exception? inner = null) => new(
        TrackErrors.NotTheApi,
        $"{options.Endpoint.Authority} does not answer as the Track API does: {reply.InALine.TrimEnd('.')}.",
        Address(options),
        $"Check {TrackOptions.Setting(nameof(TrackOptions.BaseAddress))} and any proxy in between.",
        inner);

    private static string Address(TrackOptions options) => options.Endpoint.AbsoluteUri;
}
