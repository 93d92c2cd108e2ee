namespace Outbox.Stores;

/// <summary>The brake on mass death, as the database has it: every dispatcher sees it, and so does an operator.</summary>
public interface IBrakeStore
{
    /// <summary>Whether sending is held.</summary>
    Task<BrakeState> ReadBrakeAsync(CancellationToken cancellationToken);

    /// <summary>Holds sending, unless it is held already or somebody has accepted that rows die.</summary>
    Task HoldSendingAsync(BrakeHold hold, CancellationToken cancellationToken);

    /// <summary>Asks whether one request may be tried while sending is held: of all dispatchers one, and no more often than <paramref name="every"/>.</summary>
    Task<bool> ProbeSendingAsync(TimeSpan every, CancellationToken cancellationToken);

    /// <summary>Lets sending go on.</summary>
    /// <param name="by">Who says so.</param>
    /// <param name="accepting">For how long rows may die in any number, in whole minutes; zero where a probe has gone through.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Whether it was held.</returns>
    Task<bool> ResumeSendingAsync(string by, TimeSpan accepting, CancellationToken cancellationToken);
}

/// <summary>Why sending is held.</summary>
/// <param name="Owner">The dispatcher that holds it.</param>
/// <param name="Dead">Rows that died, or would have.</param>
/// <param name="Settled">Rows that died or were sent.</param>
/// <param name="Code">The code of most reasons.</param>
public sealed record BrakeHold(string Owner, int Dead, int Settled, string? Code);

/// <summary>The state of the brake, by the database's clock, UTC.</summary>
/// <param name="Now">The clock.</param>
/// <param name="HeldAt">Since when sending is held; null where it is not.</param>
/// <param name="Hold">Why it was held last; null for never.</param>
/// <param name="ResumedAt">When it went on last; null for never, or where it is held.</param>
/// <param name="AcceptedUntil">Until when somebody has accepted that rows die in any number; null for nobody.</param>
public sealed record BrakeState(DateTime Now, DateTime? HeldAt, BrakeHold? Hold, DateTime? ResumedAt, DateTime? AcceptedUntil)
{
    /// <summary>The brake of an outbox in which sending was never held.</summary>
    public static BrakeState Never(DateTime now) => new(now, null, null, null, null);
}
