namespace Outbox.Core.People;

/// <summary>E-mail addresses as Customer.io compares them: without regard to case.</summary>
public static class EmailAddress
{
    /// <summary>Trimmed of white space and in invariant lower case; nothing else is touched (no dots, no <c>+tag</c>).</summary>
    public static string Normalize(string email) => email.Trim().ToLowerInvariant();
}
