using Outbox.Sandbox.Actions;

namespace Outbox.Sandbox.Workspace;

/// <summary>What was reported of a message that Customer.io delivered.</summary>
/// <param name="Call">The report.</param>
/// <param name="Item">The item that brought it.</param>
internal sealed record DeliveryMetric(MetricCall Call, ItemRecord Item);
