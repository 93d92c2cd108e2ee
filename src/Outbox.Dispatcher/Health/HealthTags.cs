namespace Outbox.Dispatcher.Health;

/// <summary>Which question a check answers.</summary>
public static class HealthTags
{
    /// <summary>Whether the process works at all: if not, restart it.</summary>
    public const string Live = "live";

    /// <summary>Whether it does its work: if not, look why.</summary>
    public const string Ready = "ready";
}
