namespace Outbox.Core.People;

/// <summary>What is kept of a person who was removed: enough to know the id again, and nothing to read it from.</summary>
public static class PersonHash
{
    /// <summary>The lower-case hex digits of SHA-256(UTF-8(source + "\n" + person id)).</summary>
    public static string Of(string source, string personId) =>
        TextHash.Of($"{source}\n{personId}");
}
