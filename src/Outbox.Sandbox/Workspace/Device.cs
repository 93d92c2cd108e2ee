namespace Outbox.Sandbox.Workspace;

/// <summary>A device that can take a person's push messages.</summary>
/// <param name="Token">What names it.</param>
/// <param name="Platform"><c>ios</c> or <c>android</c>.</param>
/// <param name="LastUsed">Unix seconds.</param>
/// <param name="Attributes">A JSON object's bytes; empty where it has none.</param>
internal sealed record Device(string Token, string Platform, long LastUsed, ReadOnlyMemory<byte> Attributes);
