using System.Security.Cryptography;
using System.Text;

namespace Outbox.Core.People;

/// <summary>
/// The identity of somebody who bought without an account: derived from the e-mail, the same each time, and not the
/// e-mail itself.
/// </summary>
public static class GuestId
{
    /// <summary>What a guest's person id begins with; a people prefix must not begin with it.</summary>
    public const string Prefix = "guest_";

    /// <summary>
    /// <c>guest_</c> and the first 32 lower-case hex digits of SHA-256(UTF-8(source + "\n" + normalised e-mail)).
    /// </summary>
    public static string Derive(string source, string email)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{source}\n{EmailAddress.Normalize(email)}"));
        return Prefix + Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }
}
