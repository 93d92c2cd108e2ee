namespace Outbox.Stores;

/// <summary>Whose address is whose at Customer.io, where no two people can have one: an e-mail, and a phone where it identifies people.</summary>
public interface IAddressStore
{
    /// <summary>
    /// Notes the addresses that people are about to be identified with. Who has one keeps it; who asks for it meanwhile goes
    /// without, and is touched once it is free. A guest gets none that a customer asks for, and waits for none.
    /// </summary>
    /// <param name="claims">Each person once of a kind.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Who must go without an address.</returns>
    Task<IReadOnlyList<RefusedAddress>> ClaimAddressesAsync(IReadOnlyList<AddressClaim> claims, CancellationToken cancellationToken);
}

/// <summary>An address that a person must go without.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Kind">The attribute.</param>
/// <param name="OtherId">
/// Who has it: a person id; <see cref="Blocked"/> where it is blocked, since somebody else with it was suppressed.
/// </param>
public sealed record RefusedAddress(string PersonId, string Kind, string OtherId)
{
    /// <summary>Who has an address that nobody can have.</summary>
    public const string Blocked = "";
}

/// <summary>An address that a person is about to be identified with.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Kind">The attribute: <see cref="Email"/> or <see cref="Phone"/>.</param>
/// <param name="PersonKey">The key, by which the person is touched once the address is free; <see cref="NoKey"/> of a guest.</param>
/// <param name="AddressHash">SHA-256 of the address, lower-case hex, another one for each kind; null for none.</param>
/// <param name="PersonHash">The hash of the id: what a suppression of the person's own blocks is theirs.</param>
public sealed record AddressClaim(string PersonId, string Kind, string PersonKey, string? AddressHash, string PersonHash)
{
    /// <summary>An e-mail.</summary>
    public const string Email = "email";

    /// <summary>A phone.</summary>
    public const string Phone = "phone";

    /// <summary>The key of whoever has none.</summary>
    public const string NoKey = "";
}
