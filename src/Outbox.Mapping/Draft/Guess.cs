namespace Outbox.Mapping.Draft;

/// <summary>Something that was guessed or left out, and why.</summary>
/// <param name="What">What it is about: <c>people</c>, <c>order_placed</c>.</param>
/// <param name="Value">What was taken; empty where something was left out.</param>
/// <param name="Why">The reason, some words.</param>
public sealed record Guess(string What, string Value, string Why);
