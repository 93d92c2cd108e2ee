using Outbox.Core.Errors;

namespace Outbox.Dispatcher.Plan;

/// <summary>Why a row is skipped or dead, and what a request could not take: OBX450 to OBX479.</summary>
public static class RowReasons
{
    /// <summary>An earlier row holds the same event id.</summary>
    public static readonly ErrorCode Duplicate = Row("OBX450", "Duplicate");

    /// <summary>The event type's delivery is <c>off</c>.</summary>
    public static readonly ErrorCode TypeOff = Row("OBX451", "The event type is off");

    /// <summary>The person is deleted.</summary>
    public static readonly ErrorCode PersonDeleted = Row("OBX452", "The person is deleted");

    /// <summary>The person's row does not pass <c>people.where</c>.</summary>
    public static readonly ErrorCode PersonExcluded = Row("OBX453", "The person is excluded");

    /// <summary>The people table has no row for the key.</summary>
    public static readonly ErrorCode PersonUnknown = Row("OBX454", "The person is unknown");

    /// <summary><c>people.unknown: require</c>, and the person's attributes were never sent.</summary>
    public static readonly ErrorCode PersonNotSent = Row("OBX455", "The person was not sent before");

    /// <summary>The attributes are those that Customer.io has.</summary>
    public static readonly ErrorCode Unchanged = Row("OBX456", "Unchanged");

    /// <summary>The person id is empty or has more than 150 bytes.</summary>
    public static readonly ErrorCode PersonIdLength = Row("OBX457", "The person id does not fit");

    /// <summary>The item has more bytes than <see cref="DispatcherOptions.ItemBytes"/>.</summary>
    public static readonly ErrorCode ItemTooLarge = Row("OBX458", "The item is too large");

    /// <summary>Customer.io refused the item.</summary>
    public static readonly ErrorCode Refused = Row("OBX459", "Customer.io refused the item");

    /// <summary>An answer that is not the Track API's, or not about the request's items. It closes no row.</summary>
    public static readonly ErrorCode NotUnderstood = new("OBX460", "The answer is not understood", ErrorKind.CustomerIo);

    /// <summary>Customer.io refused an attribute; the person was sent without it.</summary>
    public static readonly ErrorCode AttributeRefused = Row("OBX461", "Customer.io refused an attribute");

    /// <summary>The row lacks an event id that begins with its event name.</summary>
    public static readonly ErrorCode EventIdWrong = Row("OBX463", "The event id does not fit its name");

    /// <summary>The event's name is empty or has more than 100 bytes.</summary>
    public static readonly ErrorCode EventNameLength = Row("OBX464", "The event's name does not fit");

    /// <summary>The fact lies before its type's horizon: it counts as delivered.</summary>
    public static readonly ErrorCode BeforeHorizon = Row("OBX465", "Before the horizon");

    /// <summary>Sent more than 72 hours after the fact: it starts no campaign.</summary>
    public static readonly ErrorCode Late = Row("OBX466", "Sent late");

    /// <summary>A touch that another touch of the same person stands for.</summary>
    public static readonly ErrorCode Coalesced = Row("OBX480", "Another touch stands for it");

    /// <summary>Another person has the e-mail; the person was sent without it.</summary>
    public static readonly ErrorCode SharedEmail = Row("OBX481", "Another person has the e-mail");

    /// <summary>The e-mail is blocked with somebody who was suppressed; the person was sent without it.</summary>
    public static readonly ErrorCode BlockedEmail = Row("OBX484", "The e-mail is suppressed");

    /// <summary>The shop has the object no longer, and Customer.io never had it.</summary>
    public static readonly ErrorCode ObjectGone = Row("OBX482", "The object is gone");

    /// <summary>A relation whose object cannot be told.</summary>
    public static readonly ErrorCode ObjectUnknown = Row("OBX483", "The object is unknown");

    /// <summary>What the row needs of the shop's tables cannot be read, for a value that stands there.</summary>
    public static readonly ErrorCode Unreadable = Row("OBX490", "What the row needs cannot be read");

    /// <summary>A setting of <c>Outbox:Dispatch</c> is out of range.</summary>
    public static readonly ErrorCode Setting = new("OBX470", "A setting of the dispatcher is out of range", ErrorKind.Configuration);

    /// <summary>A procedure was given no e-mail.</summary>
    public static readonly ErrorCode EmailRefused = Row("OBX473", "The e-mail is refused");

    /// <summary>A procedure was given no person's key.</summary>
    public static readonly ErrorCode KeyRefused = Row("OBX474", "The person's key is refused");

    /// <summary>A procedure was given both a key and an e-mail, or neither.</summary>
    public static readonly ErrorCode PersonRefused = Row("OBX475", "The person is not named once");

    /// <summary>A merge that cannot be: who stays is unknown, or who goes is somebody else.</summary>
    public static readonly ErrorCode MergeUnclear = Row("OBX476", "The merge is unclear");

    /// <summary>A merge that need not be.</summary>
    public static readonly ErrorCode NothingToMerge = Row("OBX477", "Nothing to merge");

    /// <summary>The person is suppressed or forgotten.</summary>
    public static readonly ErrorCode PersonSuppressed = Row("OBX478", "The person is suppressed or forgotten");

    /// <summary>A guest's removal by the e-mail, and the guest is a customer.</summary>
    public static readonly ErrorCode GuestIsCustomer = Row("OBX479", "The guest is a customer");

    /// <summary>The mapping in the database is of another version's grammar.</summary>
    public static readonly ErrorCode MappingUnreadable = new("OBX471", "The stored mapping cannot be read", ErrorKind.Database);

    /// <summary>The outbox is bound to another database or workspace.</summary>
    public static readonly ErrorCode BoundElsewhere = new("OBX472", "The outbox is bound elsewhere", ErrorKind.Database);

    /// <summary>A reason as a row keeps it: the code, then the detail.</summary>
    public static string With(this ErrorCode code, string detail) => $"{code.Id}: {detail}";

    private static ErrorCode Row(string id, string title) => new(id, title, ErrorKind.Row);
}
