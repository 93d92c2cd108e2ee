using Outbox.Core.Messages;

namespace Outbox.Stores;

/// <summary>What one answer settled.</summary>
/// <param name="Outcomes">Rows closed.</param>
/// <param name="People">Persons whose attributes were accepted, or whose hash an ambiguous answer cleared.</param>
/// <param name="Forgotten">Ids of persons who were deleted at Customer.io.</param>
/// <param name="Faults">Losses to record.</param>
/// <param name="Attempt">The request; null where none was made (skipped and dead without a request).</param>
public sealed record Completion(
    IReadOnlyList<Outcome> Outcomes,
    IReadOnlyList<SentPerson> People,
    IReadOnlyList<string> Forgotten,
    IReadOnlyList<RecordedFault> Faults,
    Attempt? Attempt)
{
    /// <summary>What is settled about who people are; in the same transaction.</summary>
    public Settlement Settlement { get; init; } = Settlement.Nothing;

    /// <summary>Outcomes alone.</summary>
    public static Completion Of(IReadOnlyList<Outcome> outcomes) => new(outcomes, [], [], [], null);
}

/// <summary>A request to Customer.io, for the attempt log.</summary>
/// <param name="StartedAt">UTC.</param>
/// <param name="Duration">Until the answer was read.</param>
/// <param name="Items">Items in the request.</param>
/// <param name="Bytes">Bytes of the body.</param>
/// <param name="HttpStatus">Null where there was no answer.</param>
/// <param name="Answer">What it was taken for, in a word.</param>
/// <param name="Detail">The error's text, cut to 1,000 characters, without personal data.</param>
/// <param name="Rows">Rows that it carried.</param>
public sealed record Attempt(
    DateTime StartedAt,
    TimeSpan Duration,
    int Items,
    int Bytes,
    int? HttpStatus,
    string Answer,
    string? Detail,
    IReadOnlyList<RowKey> Rows);
