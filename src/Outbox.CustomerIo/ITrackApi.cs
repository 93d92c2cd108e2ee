namespace Outbox.CustomerIo;

/// <summary>Customer.io's Track API v2.</summary>
public interface ITrackApi
{
    /// <summary>Proves the credentials and tells the account's region and environment.</summary>
    /// <exception cref="Core.Errors.OutboxException">The credentials are refused, the region is another, or the host cannot be reached.</exception>
    Task<TrackAccount> ReadAccountAsync(CancellationToken cancellationToken);

    /// <summary>Sends items in one request; never throws for what the network or the server does.</summary>
    /// <param name="items">At least one item, each made by <see cref="TrackItem"/>.</param>
    /// <param name="cancellationToken">Abandons the request; it may have been applied.</param>
    Task<TrackAnswer> SendAsync(IReadOnlyList<TrackItem> items, CancellationToken cancellationToken);
}

/// <summary>The workspace that the credentials belong to.</summary>
/// <param name="Region"><c>us</c> or <c>eu</c>.</param>
/// <param name="EnvironmentId">The workspace's number.</param>
/// <param name="Url">The host that serves it.</param>
public sealed record TrackAccount(string Region, long EnvironmentId, Uri Url)
{
    /// <summary>Customer.io's clock; null where the answer did not tell it.</summary>
    public ServerClock? Clock { get; init; }
}
