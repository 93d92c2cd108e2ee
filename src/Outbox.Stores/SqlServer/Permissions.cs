using System.Text.RegularExpressions;

namespace Outbox.Stores.SqlServer;

/// <summary>What mends a missing permission.</summary>
internal static partial class Permissions
{
    /// <summary>The statement for a DBA, from the server's message.</summary>
    public static string MendOf(string message)
    {
        if (ObjectPermission().Match(message) is { Success: true } denied)
        {
            return denied.Groups["schema"].Value.Equals("outbox", StringComparison.OrdinalIgnoreCase)
                ? "A DBA runs: ALTER ROLE outbox_dispatcher ADD MEMBER [user]; (operators: outbox_operator)."
                : $"A DBA runs: GRANT {denied.Groups["permission"].Value} ON OBJECT::{denied.Groups["schema"].Value}.{denied.Groups["object"].Value} TO [user];";
        }

        return DatabasePermission().Match(message) is { Success: true } missing
            ? $"A DBA runs: GRANT {missing.Groups["permission"].Value} TO [user]; or runs migrate, which needs CONTROL on the database, once (db_owner has it)."
            : "migrate needs CONTROL on the database (db_owner has it): GRANT CONTROL ON DATABASE::[database] TO [user]; the dispatcher needs the role outbox_dispatcher.";
    }

    [GeneratedRegex(@"The (?<permission>[A-Z]+) permission was denied on the object '(?<object>[^']+)', database '[^']+', schema '(?<schema>[^']+)'", RegexOptions.ExplicitCapture)]
    private static partial Regex ObjectPermission();

    [GeneratedRegex(@"(?<permission>(CREATE|ALTER|VIEW)[A-Z ]+) permission (was )?denied in database", RegexOptions.ExplicitCapture)]
    private static partial Regex DatabasePermission();
}
