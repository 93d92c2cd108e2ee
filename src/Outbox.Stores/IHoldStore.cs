namespace Outbox.Stores;

/// <summary>Which parts of the mapping are held, since a definition that they need does not fit.</summary>
public interface IHoldStore
{
    /// <summary>
    /// Holds a part: its rows are read by no dispatcher for some time, then tried again. One that is held already stays so from
    /// when it was.
    /// </summary>
    /// <param name="part">The part and why.</param>
    /// <param name="retryAfter">From now on.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task HoldAsync(HeldPart part, TimeSpan retryAfter, CancellationToken cancellationToken);

    /// <summary>Ends holds: what they are about can be read again.</summary>
    Task ReleaseHeldAsync(IReadOnlyCollection<string> parts, CancellationToken cancellationToken);

    /// <summary>The parts that are held, by name.</summary>
    Task<IReadOnlyList<HeldPart>> ReadHeldPartsAsync(CancellationToken cancellationToken);
}

/// <summary>A part of the mapping whose rows wait.</summary>
/// <param name="Part">What its rows are captured by; <see cref="Attributes"/> for the attributes of people.</param>
/// <param name="Error">The engine's error by its number.</param>
/// <param name="Subject">The table or column that is lacking; null where the engine names none.</param>
/// <param name="Line">The line of the mapping that names it; null where none does.</param>
/// <param name="HeldAt">Since when, UTC.</param>
public sealed record HeldPart(string Part, string Error, string? Subject, int? Line, DateTime HeldAt)
{
    /// <summary>The attributes of people, as a part.</summary>
    public const string Attributes = "people.attributes";

    /// <summary>Why, in a sentence's end: <c>City, line 16 of the mapping: SQLite error 1</c>.</summary>
    public string Why => string.Join(", ", new[] { Subject, Line is { } line ? $"line {line} of the mapping" : null }.OfType<string>()) is { Length: > 0 } where
        ? $"{where}: {Error}"
        : Error;
}
