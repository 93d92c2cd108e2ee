using Outbox.Core.Messages;
using Outbox.CustomerIo;

namespace Outbox.Dispatcher.Plan;

/// <summary>That a person has to do with an object, or no longer has.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Item">The bytes.</param>
/// <param name="Row">The row.</param>
public sealed record RelationParcel(string PersonId, TrackItem Item, RowKey Row) : Parcel(PersonId, Item, [Row]);
