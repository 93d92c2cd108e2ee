namespace Outbox.Core.Messages;

/// <summary>The name under which a rehearsed event is sent.</summary>
public static class ShadowName
{
    /// <summary>What a shadow event's name begins with.</summary>
    public const string Prefix = "shadow_";

    /// <summary>The shadow of an event name.</summary>
    public static string Of(string eventName) => Prefix + eventName;
}
