using System.Text;
using System.Text.RegularExpressions;

namespace Outbox.Mapping.Lint;

/// <summary>The one style of names at Customer.io: <c>order_completed</c>.</summary>
internal static partial class SnakeCase
{
    public static bool Is(string name) => Form().IsMatch(name);

    /// <summary>The words of a name in any style, in lower case: <c>EmailAddress2</c> gives email, address2.</summary>
    public static IReadOnlyList<string> Words(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var begins = i > 0 && char.IsUpper(name[i])
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (begins)
                text.Append('_');
            text.Append(char.IsAsciiLetterOrDigit(name[i]) ? char.ToLowerInvariant(name[i]) : '_');
        }

        return text.ToString().Split('_', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The name in snake_case, without leading digits; empty where nothing is left.</summary>
    public static string Of(string name) => string.Join('_', Words(name)).TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '_');

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(_[a-z0-9]+)*\z")]
    private static partial Regex Form();
}
