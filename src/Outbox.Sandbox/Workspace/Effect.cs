using System.Text.Json.Serialization;

namespace Outbox.Sandbox.Workspace;

/// <summary>What came of an item. The Track API's answer tells only <see cref="Rejected"/> from the rest.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ItemOutcome>))]
public enum ItemOutcome
{
    /// <summary>It changed the workspace.</summary>
    [JsonStringEnumMemberName("applied")]
    Applied,

    /// <summary>Answered 200, and nothing was done: an identifier conflict, an <c>_update</c> without a match, …</summary>
    [JsonStringEnumMemberName("ignored")]
    Ignored,

    /// <summary>Answered 200, and nothing was done: an event whose ULID was there already, the same event.</summary>
    [JsonStringEnumMemberName("resend")]
    Resend,

    /// <summary>Answered 200, and lost: an event whose ULID was there already for a different event.</summary>
    [JsonStringEnumMemberName("conflict")]
    Conflict,

    /// <summary>Invalid: answered as an error.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected,
}

/// <summary>What applying a call did.</summary>
/// <param name="Outcome">In a word.</param>
/// <param name="Why">In a sentence; null where the word says it.</param>
/// <param name="Person">The person it reached; null where there is none.</param>
internal readonly record struct Effect(ItemOutcome Outcome, string? Why, Person? Person)
{
    public static Effect Applied(string? why = null) => new(ItemOutcome.Applied, why, null);

    public static Effect Applied(Person person, string? why = null) => new(ItemOutcome.Applied, why, person);

    public static Effect Ignored(string why, Person? person = null) => new(ItemOutcome.Ignored, why, person);
}
