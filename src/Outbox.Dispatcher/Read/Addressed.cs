using Outbox.Dispatcher.Plan;

namespace Outbox.Dispatcher.Read;

/// <summary>A row, and the e-mail where it is a guest's.</summary>
internal sealed record Addressed(string? GuestEmail, PersonalRow Row);
