using System.Text;
using System.Text.Json.Nodes;
using Outbox.Sandbox.Track;

namespace Outbox.Sandbox.Workspace;

/// <summary>
/// A topic or channel of <c>cio_subscription_preferences</c> that is named in dot notation: the others keep their values
/// (Customer.io, "Manage subscription preferences").
/// </summary>
internal static class Preference
{
    private const string Attribute = "cio_subscription_preferences";

    /// <summary>The attribute as it is after one choice; what names no choice stays as it was sent.</summary>
    public static SentAttribute Of(SentAttribute sent, PersonAttributes person)
    {
        if (sent.Name.Split('.') is not [Attribute, var part, var choice])
            return sent;

        var all = person.Find(Attribute) is { } known ? JsonNode.Parse(known.Span) as JsonObject : null;
        all ??= [];
        if (all[part] is not JsonObject choices)
            all[part] = choices = [];
        choices[choice] = JsonNode.Parse(sent.Json.Span);
        return new(Attribute, Encoding.UTF8.GetBytes(all.ToJsonString()));
    }
}
