using Outbox.EndToEnd.Tests.Crash.Kill;

/// <summary>
/// What the runtime looks for in an assembly of <c>DOTNET_STARTUP_HOOKS</c>: this name, in no namespace. So a test puts a
/// kill point into an <c>outbox</c> process, and the product has no door for it.
/// </summary>
internal static class StartupHook
{
    /// <summary>Called before the program's own first line.</summary>
    public static void Initialize() => KillPoint.FromEnvironment()?.Arm();
}
