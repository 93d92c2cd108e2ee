namespace Outbox.Stores;

/// <summary>A person as the shop's database has it now.</summary>
/// <param name="Key">The key as stored, which may differ in case from the one asked for; without prefix.</param>
/// <param name="IsIncluded">Whether it passes <c>people.where</c>.</param>
/// <param name="IsDeleted">Whether <c>people.deleted</c> says that it is gone.</param>
/// <param name="Json">
/// Raw values: <c>{"row":{COLUMN:…},"lookups":{ATTRIBUTE:{…}},"view":{COLUMN:…}}</c>, parts left out where not mapped.
/// </param>
public sealed record PersonRow(string Key, bool IsIncluded, bool IsDeleted, string Json)
{
    /// <summary>Why the attributes could not be read; null where they could.</summary>
    public UnreadPerson? Unread { get; init; }
}

/// <summary>Why a person's attributes could not be read.</summary>
/// <param name="Error">What the read came to.</param>
/// <param name="IsStateKnown">Whether it is known that the person is there, included and not deleted.</param>
/// <param name="IsNew">Whether that was not known before.</param>
public sealed record UnreadPerson(ShopReadException Error, bool IsStateKnown, bool IsNew)
{
    /// <summary>Whether waiting changes nothing: a value of the person's own is wrong.</summary>
    public bool IsFinal => Error.Fault is ShopReadFault.Data or ShopReadFault.TooLarge;
}
