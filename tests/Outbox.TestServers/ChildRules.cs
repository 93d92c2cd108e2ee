using Outbox.Stores.SqlServer;
using Outbox.TestServers.Dialect;

namespace Outbox.TestServers;

/// <summary>
/// Hands what the tests know of the server on to an <c>outbox</c> process that they start: the runtime loads this assembly
/// into it (a startup hook), which puts the rules in place before the program's own first line. On a server that lacks
/// nothing the program runs as it is.
/// </summary>
internal static class ChildRules
{
    private const string Hook = "DOTNET_STARTUP_HOOKS";
    private const string Lacking = "OUTBOX_TEST_LACKING";
    private const char Separator = ';';

    /// <summary>The child's environment.</summary>
    public static IReadOnlyDictionary<string, string> VariablesFor(IReadOnlyCollection<Trait> lacking) => lacking.Count == 0
        ? new Dictionary<string, string>()
        : new Dictionary<string, string>
        {
            [Hook] = typeof(ChildRules).Assembly.Location,
            [Lacking] = string.Join(Separator, lacking.Select(t => t.Name)),
        };

    /// <summary>In the child: what the environment says.</summary>
    public static void Apply()
    {
        var names = Environment.GetEnvironmentVariable(Lacking)?.Split(Separator) ?? [];
        ServerRules.Default = Rules.For([.. Rules.Traits.Where(t => names.Contains(t.Name))]);
    }
}
