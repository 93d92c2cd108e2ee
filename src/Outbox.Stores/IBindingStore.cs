namespace Outbox.Stores;

/// <summary>What the outbox is bound to: a copy of a database must not send what the original sends.</summary>
public interface IBindingStore
{
    /// <summary>Where the outbox is, and where it is bound to be.</summary>
    Task<BindingFound> ReadBindingAsync(CancellationToken cancellationToken);

    /// <summary>Binds an outbox that is bound to nothing; one that is bound stays as it is.</summary>
    Task BindAsync(OutboxBinding binding, CancellationToken cancellationToken);

    /// <summary>
    /// Binds it, whatever it was bound to. Where the workspace is another one, what was accepted of people is forgotten: it
    /// knows nobody yet.
    /// </summary>
    Task AdoptAsync(OutboxBinding binding, CancellationToken cancellationToken);
}

/// <summary>A database and a workspace of Customer.io that belong together.</summary>
/// <param name="Server">The server, or the availability group; empty for a file.</param>
/// <param name="Database">The database's name, or the file.</param>
/// <param name="EnvironmentId">The workspace's number.</param>
/// <param name="Region"><c>us</c> or <c>eu</c>.</param>
public sealed record OutboxBinding(string Server, string Database, long EnvironmentId, string Region);

/// <summary>What was found.</summary>
/// <param name="Server">The server that answers.</param>
/// <param name="Database">The database that answers.</param>
/// <param name="Bound">The binding; null for none yet.</param>
public sealed record BindingFound(string Server, string Database, OutboxBinding? Bound);
