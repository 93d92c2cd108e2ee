namespace Outbox.Contract.Tests.Engines;

/// <summary>A database engine that the suite runs on.</summary>
public abstract class ContractEngine
{
    /// <summary>As the closing line names it.</summary>
    public abstract string Name { get; }

    /// <summary>Why it cannot be used here; null where it can.</summary>
    public virtual string? Unavailable => null;

    /// <summary>A new database with the shop of <c>Shop/ENGINE.sql</c> and no outbox.</summary>
    public abstract Task<ContractDatabase> CreateAsync(CancellationToken cancellationToken);
}
