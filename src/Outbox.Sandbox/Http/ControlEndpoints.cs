using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Outbox.Sandbox.Faults;
using Outbox.Sandbox.Query;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Http;

/// <summary>What changes the sandbox itself: faults and reset.</summary>
internal sealed class ControlEndpoints(LockedLedger ledger, FaultSwitchboard faults)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sandbox/faults", Answer);
        routes.MapPut("/sandbox/faults", Change);
        routes.MapPost("/sandbox/reset", Reset);
    }

    private Task Answer(HttpContext context) => Json.Write(context, faults.Current, SandboxJson.Wire.FaultSettings);

    private async Task Change(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context.Request);
        var (settings, error) = FaultSettingsReader.Read(body.Bytes, faults.Current);
        if (error is not null)
        {
            await Json.Refuse(context, StatusCodes.Status400BadRequest, error);
            return;
        }

        faults.Change(settings);
        await Answer(context);
    }

    private Task Reset(HttpContext context)
    {
        ledger.Reset();
        faults.Reset();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
