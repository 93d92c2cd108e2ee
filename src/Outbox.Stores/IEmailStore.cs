namespace Outbox.Stores;

/// <summary>Whose e-mail is whose at Customer.io, where no two people can have one.</summary>
public interface IEmailStore
{
    /// <summary>
    /// Notes the e-mails that people are about to be identified with. Who has one keeps it; who asks for it meanwhile goes
    /// without, and is touched once it is free. A guest gets none that a customer asks for, and waits for none.
    /// </summary>
    /// <param name="claims">Each person once.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>
    /// Who must go without the e-mail, and who has it: person ids. <see cref="EmailClaim.Blocked"/> where it is blocked, since
    /// somebody else with it was suppressed.
    /// </returns>
    Task<IReadOnlyDictionary<string, string>> ClaimEmailsAsync(IReadOnlyList<EmailClaim> claims, CancellationToken cancellationToken);
}

/// <summary>An e-mail that a person is about to be identified with.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="PersonKey">The key, by which the person is touched once the e-mail is free; <see cref="NoKey"/> of a guest.</param>
/// <param name="EmailHash">SHA-256 of the normalised address, lower-case hex; null for none.</param>
/// <param name="PersonHash">The hash of the id: what a suppression of the person's own blocks is theirs.</param>
public sealed record EmailClaim(string PersonId, string PersonKey, string? EmailHash, string PersonHash)
{
    /// <summary>Who has an e-mail that nobody can have.</summary>
    public const string Blocked = "";

    /// <summary>The key of whoever has none.</summary>
    public const string NoKey = "";
}
