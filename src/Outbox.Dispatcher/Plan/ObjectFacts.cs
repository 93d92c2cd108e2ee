using Outbox.Core.Messages;
using Outbox.Mapping.Model;
using Outbox.Mapping.Shape;
using Outbox.Stores;

namespace Outbox.Dispatcher.Plan;

/// <summary>What a read knows of an object.</summary>
/// <param name="Mapped">What it is.</param>
/// <param name="KnownAs">What the outbox knows it by.</param>
/// <param name="ObjectId">Its id at Customer.io.</param>
/// <param name="Shaped">The current attributes; null where the shop has it no longer, or not as an object to send.</param>
/// <param name="Sent">What Customer.io last accepted; null where nothing was sent.</param>
/// <param name="Rows">The rows of the read, in order, at least one.</param>
public sealed record ObjectFacts(
    MappedObject Mapped, string KnownAs, string ObjectId, ShapedPerson? Shaped, SentPerson? Sent, IReadOnlyList<OutboxMessage> Rows);
