namespace Outbox.Stores.Reading;

/// <summary>What a database tells of its outbox.</summary>
/// <param name="Observations">What is wrong.</param>
/// <param name="Notes">What is as it is, and good to know.</param>
/// <param name="NotSeen">What could not be looked at, and why.</param>
public sealed record Examination(IReadOnlyList<Observation> Observations, IReadOnlyList<string> Notes, IReadOnlyList<string> NotSeen);

/// <summary>Something that is wrong.</summary>
/// <param name="Code">OBX7xx.</param>
/// <param name="Subject">What it is about: a table, an event type, a setting.</param>
/// <param name="Detail">How much, since when.</param>
public sealed record Observation(string Code, string Subject, string Detail);

/// <summary>How an event type went out so far; counts from the first shadow on, of all where there was none.</summary>
/// <param name="Name">The type.</param>
/// <param name="IsMapped">Whether the mapping has it.</param>
/// <param name="FirstShadowAt">When the first shadow was accepted, UTC.</param>
/// <param name="LastShadowAt">When the last was.</param>
/// <param name="Captured">Events captured.</param>
/// <param name="SentAsShadow">Of them, accepted under the shadow name.</param>
/// <param name="SentLive">Of them, accepted under their own name.</param>
/// <param name="Skipped">Of them, skipped.</param>
/// <param name="Dead">Of them, dead.</param>
/// <param name="Pending">Of them, waiting.</param>
/// <param name="WithoutId">Sent without an event id.</param>
/// <param name="WithoutTime">Sent with the time of capture, since the mapping or the row tells none.</param>
public sealed record TypeHistory(
    string Name,
    bool IsMapped,
    DateTime? FirstShadowAt,
    DateTime? LastShadowAt,
    long Captured,
    long SentAsShadow,
    long SentLive,
    long Skipped,
    long Dead,
    long Pending,
    long WithoutId,
    long WithoutTime);
