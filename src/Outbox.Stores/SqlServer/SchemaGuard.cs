namespace Outbox.Stores.SqlServer;

/// <summary>
/// The trigger ON DATABASE that looks at changes of the shop's schema. What it does stands in its name, so that a
/// <c>migrate</c> that says nothing of it keeps it as it is.
/// </summary>
internal static class SchemaGuard
{
    private const string Prefix = "outbox_guard_";

    /// <summary>Whether a module is it.</summary>
    public static bool Is(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>The guard to have; none or one.</summary>
    /// <param name="choice">What was asked for; null for what is there.</param>
    /// <param name="installed">The modules that are there.</param>
    public static IReadOnlyList<(string Name, string Sql)> Wanted(GuardChoice? choice, IEnumerable<string> installed) =>
        (choice ?? Enum.GetValues<GuardChoice>().FirstOrDefault(c => installed.Contains(NameOf(c), StringComparer.OrdinalIgnoreCase))) switch
        {
            GuardChoice.Off => [],
            var wanted => [(NameOf(wanted), ServerText.Fill("CreateGuard", ("mode", Mode(wanted))))],
        };

    private static string NameOf(GuardChoice choice) => Prefix + Mode(choice);

    private static string Mode(GuardChoice choice) => choice.ToString().ToLowerInvariant();
}
