using System.Text;

namespace Outbox.Core.People;

/// <summary>The id by which Customer.io knows a person: an optional prefix and the stable key's text.</summary>
public static class PersonId
{
    /// <summary>UTF-8 bytes that Customer.io takes; a longer id makes a dead row, it is never cut.</summary>
    public const int MaxBytes = 150;

    /// <summary>Whether the id has 1 to <see cref="MaxBytes"/> UTF-8 bytes.</summary>
    public static bool Fits(string personId) => personId.Length > 0 && Encoding.UTF8.GetByteCount(personId) <= MaxBytes;
}
