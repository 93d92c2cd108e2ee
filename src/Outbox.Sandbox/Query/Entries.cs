using System.Text.Json;
using Outbox.Sandbox.Faults;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Query;

/// <summary>A part of a log.</summary>
/// <typeparam name="T">Its entries.</typeparam>
/// <param name="Entries">In order of arrival, or newest first where that was asked for.</param>
/// <param name="Next">What to ask for as <c>after</c> to go on; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Entries, long? Next);

/// <summary>A distinct event that was accepted.</summary>
/// <param name="Sequence">Number of the item that brought it first, over all requests.</param>
/// <param name="Request">Number of that item's request.</param>
/// <param name="ArrivedAt">Unix milliseconds.</param>
/// <param name="Kind"><c>event</c>, <c>page</c> or <c>screen</c>.</param>
/// <param name="Name">The name, trimmed.</param>
/// <param name="Ulid">What it is de-duplicated by, upper case; null where it came without.</param>
/// <param name="Person">The identifier's value as it was sent; empty for an anonymous event without <c>anonymous_id</c>.</param>
/// <param name="IdentifiedBy">The identifier's kind: <c>id</c>, <c>email</c>, <c>phone</c>, <c>cio_id</c>, <c>anonymous_id</c>.</param>
/// <param name="CioId">The person who has it; null where nobody is identified by the <c>anonymous_id</c> yet.</param>
/// <param name="Timestamp">Unix seconds, the arrival's where it came without.</param>
/// <param name="Attributes">Its data; an empty object where it came without.</param>
/// <param name="TimesReceived">How often its ULID arrived.</param>
/// <param name="CanStartCampaigns">Whether it happened within 72 hours before it became a person's.</param>
public sealed record EventEntry(
    long Sequence, long Request, long ArrivedAt, string Kind, string Name, string? Ulid, string Person,
    string IdentifiedBy, string? CioId, long Timestamp, JsonElement Attributes, int TimesReceived, bool CanStartCampaigns);

/// <summary>A person.</summary>
/// <param name="Number">From 1, in order of creation.</param>
/// <param name="CioId">What the sandbox calls the person.</param>
/// <param name="Id">The present id; null where there is none.</param>
/// <param name="Email">The present e-mail address; null where there is none.</param>
/// <param name="Phone">The present phone number; null where there is none.</param>
/// <param name="CreatedAt">Unix milliseconds.</param>
/// <param name="CreatedBy">The action that created the person: <c>identify</c>, <c>event</c>, …</param>
/// <param name="Events">Distinct events.</param>
/// <param name="IsDeleted">Whether the person was deleted since.</param>
/// <param name="IsSuppressed">Whether the person was suppressed, and still is.</param>
/// <param name="MergedInto">What the sandbox calls the person who has the data since a merge; null for nobody.</param>
/// <param name="Attributes">What is set now.</param>
public sealed record PersonEntry(
    long Number, string CioId, string? Id, string? Email, string? Phone, long CreatedAt, string? CreatedBy, int Events,
    bool IsDeleted, bool IsSuppressed, string? MergedInto, IReadOnlyDictionary<string, JsonElement> Attributes);

/// <summary>An id that a person has or had.</summary>
/// <param name="Id">The id.</param>
/// <param name="Since">Unix milliseconds.</param>
/// <param name="Sequence">The item that gave it.</param>
public sealed record IdEntry(string Id, long Since, long Sequence);

/// <summary>A person who was merged into another.</summary>
/// <param name="CioId">What the sandbox calls the secondary.</param>
/// <param name="Id">The id it had; null for none.</param>
/// <param name="Since">Unix milliseconds.</param>
/// <param name="Sequence">The item that merged them.</param>
public sealed record MergedEntry(string CioId, string? Id, long Since, long Sequence);

/// <summary>A person with everything that reached them.</summary>
/// <param name="Person">As they are now.</param>
/// <param name="Ids">Every id, in order.</param>
/// <param name="Merged">Who was merged into the person, in order.</param>
/// <param name="History">The newest 1,000 items, in order of arrival.</param>
/// <param name="Objects">What they have to do with, as <c>TYPE:ID</c>.</param>
/// <param name="Devices">What can take their push messages, by token.</param>
/// <param name="Segments">The manual segments they are in.</param>
public sealed record PersonDetail(
    PersonEntry Person, IReadOnlyList<IdEntry> Ids, IReadOnlyList<MergedEntry> Merged, IReadOnlyList<ItemEntry> History,
    IReadOnlyList<string> Objects, IReadOnlyList<DeviceEntry> Devices, IReadOnlyList<long> Segments);

/// <summary>A device of a person.</summary>
/// <param name="Token">What names it.</param>
/// <param name="Platform"><c>ios</c> or <c>android</c>.</param>
/// <param name="LastUsed">Unix seconds.</param>
/// <param name="Attributes">Its attributes; an empty object where it has none.</param>
public sealed record DeviceEntry(string Token, string Platform, long LastUsed, JsonElement Attributes);

/// <summary>A report about a message.</summary>
/// <param name="Sequence">Number of the item that brought it, over all requests.</param>
/// <param name="Request">Number of that item's request.</param>
/// <param name="ArrivedAt">Unix milliseconds.</param>
/// <param name="DeliveryId">The message.</param>
/// <param name="Metric"><c>opened</c>, <c>clicked</c>, …</param>
/// <param name="Timestamp">Unix seconds, the arrival's where it came without.</param>
/// <param name="Device">The device's token; null where none was told.</param>
/// <param name="Recipient">Who received the message; null where nobody was told.</param>
/// <param name="Reason">Why it failed; null where none was told.</param>
/// <param name="Href">What was clicked; null where nothing was told.</param>
public sealed record MetricEntry(
    long Sequence, long Request, long ArrivedAt, string DeliveryId, string Metric, long Timestamp, string? Device, string? Recipient,
    string? Reason, string? Href);

/// <summary>An object.</summary>
/// <param name="Number">From 1, in order of creation.</param>
/// <param name="CioObjectId">What the sandbox calls it.</param>
/// <param name="Type">The object type's number.</param>
/// <param name="Id">Its id.</param>
/// <param name="CreatedAt">Unix milliseconds.</param>
/// <param name="IsDeleted">Whether it was deleted since.</param>
/// <param name="Attributes">What is set now.</param>
/// <param name="People">Who has to do with it: ids, or what the sandbox calls those without one.</param>
/// <param name="AnonymousIds">Who has to do with it and is not identified yet.</param>
public sealed record ObjectEntry(
    long Number, string CioObjectId, string Type, string Id, long CreatedAt, bool IsDeleted, IReadOnlyDictionary<string, JsonElement> Attributes,
    IReadOnlyList<string> People, IReadOnlyList<string> AnonymousIds);

/// <summary>An item as it arrived.</summary>
/// <param name="Sequence">Its number, from 1, over all requests.</param>
/// <param name="Request">Its request's number.</param>
/// <param name="Index">Its place in the batch, from 0.</param>
/// <param name="ArrivedAt">Unix milliseconds.</param>
/// <param name="Action">What it asked for; null where that could not be read.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Why">The reason, where there is something to say.</param>
/// <param name="Field">The field that a rejection names.</param>
/// <param name="Warnings">What the sender would hardly want although it was taken.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Of its bytes, hex.</param>
/// <param name="Body">Its exact text.</param>
public sealed record ItemEntry(
    long Sequence, long Request, int Index, long ArrivedAt, string? Action, ItemOutcome Outcome, string? Why,
    string? Field, IReadOnlyList<string> Warnings, int Bytes, string Sha256, string Body);

/// <summary>A request to the Track API.</summary>
/// <param name="Number">From 1, in order of arrival.</param>
/// <param name="ArrivedAt">Unix milliseconds.</param>
/// <param name="Path">The path asked for.</param>
/// <param name="Status">The status answered; null where the connection was cut.</param>
/// <param name="Fault">The fault it met.</param>
/// <param name="Bytes">Of its body.</param>
/// <param name="Sha256">Of its body, hex; null where that was too large.</param>
/// <param name="Items">Items that were read; 0 where the request was refused or met a fault first.</param>
/// <param name="Rejected">Items that were refused.</param>
/// <param name="Method"><c>POST</c>, <c>PUT</c> or <c>DELETE</c>.</param>
public sealed record RequestEntry(
    long Number, long ArrivedAt, string Path, int? Status, Fault Fault, long Bytes, string? Sha256, int Items, int Rejected, string Method);
