using System.Globalization;
using Outbox.Sandbox.Track;

namespace Outbox.Sandbox.Workspace;

/// <summary>A person of the workspace, or what is known of a deleted one.</summary>
/// <param name="number">From 1, in order of creation.</param>
/// <param name="item">The item that created the person.</param>
internal sealed class Person(long number, ItemRecord item)
{
    private const int KeptHistory = 1_000;

    public long Number { get; } = number;

    public string CioId { get; } = number.ToString("x12", CultureInfo.InvariantCulture);

    public ItemRecord CreatedBy { get; } = item;

    public string? Id { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }

    public PersonAttributes Attributes { get; set; } = new();

    /// <summary>The devices by their tokens.</summary>
    public SortedDictionary<string, Device> Devices { get; } = new(StringComparer.Ordinal);

    /// <summary>Every id the person has had, in order, with the item that gave it.</summary>
    public List<(string Id, ItemRecord By)> Ids { get; } = [];

    /// <summary>Every item that reached the person, in order of arrival.</summary>
    public ArrivalLog<ItemRecord> History { get; } = new(entry => entry.Sequence, KeptHistory);

    /// <summary>Distinct events.</summary>
    public int Events { get; set; }

    public bool IsDeleted { get; set; }

    /// <summary>Whether the person went by a suppression that still stands.</summary>
    public bool IsSuppressed { get; set; }

    /// <summary>Who has this person's data since a merge; null for nobody.</summary>
    public Person? MergedInto { get; set; }

    /// <summary>The present value of an identifier; null for none.</summary>
    public string? ValueOf(IdentifierKind kind) => kind switch
    {
        IdentifierKind.Id => Id,
        IdentifierKind.Email => Email,
        IdentifierKind.Phone => Phone,
        _ => CioId,
    };

    /// <summary>Who was merged into this person, in order, with the item that did it.</summary>
    public List<(Person Person, ItemRecord By)> Merged { get; } = [];
}
