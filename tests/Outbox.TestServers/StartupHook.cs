using Outbox.TestServers;

/// <summary>What the runtime looks for in an assembly of <c>DOTNET_STARTUP_HOOKS</c>: this name, in no namespace.</summary>
internal static class StartupHook
{
    /// <summary>Called before the program's own first line.</summary>
    public static void Initialize() => ChildRules.Apply();
}
