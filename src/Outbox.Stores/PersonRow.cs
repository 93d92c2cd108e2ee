namespace Outbox.Stores;

/// <summary>A person as the shop's database has it now.</summary>
/// <param name="Key">The key as stored, which may differ in case from the one asked for; without prefix.</param>
/// <param name="IsIncluded">Whether it passes <c>people.where</c>.</param>
/// <param name="IsDeleted">Whether <c>people.deleted</c> says that it is gone.</param>
/// <param name="Json">
/// Raw values: <c>{"row":{COLUMN:…},"lookups":{ATTRIBUTE:{…}},"view":{COLUMN:…}}</c>, parts left out where not mapped.
/// </param>
public sealed record PersonRow(string Key, bool IsIncluded, bool IsDeleted, string Json);
