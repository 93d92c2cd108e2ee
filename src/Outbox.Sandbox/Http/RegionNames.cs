namespace Outbox.Sandbox.Http;

/// <summary>The regions as the Track API writes them.</summary>
internal static class RegionNames
{
    public static string Of(SandboxRegion region) => region == SandboxRegion.Eu ? "eu" : "us";
}
