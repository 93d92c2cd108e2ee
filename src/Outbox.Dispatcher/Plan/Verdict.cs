using Outbox.Core.Messages;
using Outbox.Stores;

namespace Outbox.Dispatcher.Plan;

/// <summary>What a sender does after an answer.</summary>
public enum Next
{
    /// <summary>The next request.</summary>
    GoOn,

    /// <summary>Waits; then the same items again.</summary>
    Wait,

    /// <summary>Waits; then the next request, without the person whose the item is: it goes again with a later read.</summary>
    SetAside,

    /// <summary>Nothing until the credentials are accepted.</summary>
    Stop,
}

/// <summary>What an answer means for a request's rows.</summary>
/// <param name="Next">What the sender does.</param>
/// <param name="Outcomes">Rows closed.</param>
/// <param name="People">Persons whose attributes were accepted.</param>
/// <param name="Forgotten">Persons who were removed.</param>
/// <param name="Faults">Losses.</param>
/// <param name="Again">Requests to send before any other, in order; each parcel is in these or settled, never both; what follows on one that was accepted is in these.</param>
public sealed record Verdict(
    Next Next,
    IReadOnlyList<Outcome> Outcomes,
    IReadOnlyList<SentPerson> People,
    IReadOnlyList<string> Forgotten,
    IReadOnlyList<RecordedFault> Faults,
    IReadOnlyList<IReadOnlyList<Parcel>> Again)
{
    /// <summary>What was settled about who people are.</summary>
    public Settlement Settlement { get; init; } = Settlement.Nothing;
}
