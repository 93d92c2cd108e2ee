namespace Outbox.EndToEnd.Tests.Crash.Shop;

/// <summary>A transaction that was committed, and what it must bring.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Began">Before it was begun.</param>
/// <param name="Ended">After its commit was confirmed.</param>
/// <param name="Facts">Event ids and the value in cents; null where there is none.</param>
/// <param name="Attributes">The person's attributes from now on; null where they stay.</param>
internal sealed record Deed(string Person, long Began, long Ended, IReadOnlyList<(string EventId, long? Cents)> Facts, Attributes? Attributes);

/// <summary>A person's attributes.</summary>
/// <param name="Edition">Rises with every change.</param>
/// <param name="City">Changes with it.</param>
internal sealed record Attributes(int Edition, string City);
