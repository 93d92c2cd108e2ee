namespace Outbox.Contract.Tests.Engines;

/// <summary>A database engine that the suite runs on.</summary>
public abstract class ContractEngine
{
    /// <summary>As the closing line names it.</summary>
    public abstract string Name { get; }

    /// <summary>Why it cannot be used here; null where it can.</summary>
    /// <exception cref="Exception">It was asked for and does not answer: that is a failure, not a reason to skip.</exception>
    public virtual Task<string?> UnavailableAsync() => Task.FromResult<string?>(null);

    /// <summary>A new database with the shop of <c>Shop/ENGINE.sql</c> and no outbox.</summary>
    public abstract Task<ContractDatabase> CreateAsync(CancellationToken cancellationToken);
}
