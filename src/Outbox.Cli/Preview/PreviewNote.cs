namespace Outbox.Cli.Preview;

/// <summary>A code of the error registry and what it is about.</summary>
/// <param name="Code">The code.</param>
/// <param name="Text">One sentence or less, without personal data.</param>
internal sealed record PreviewNote(string Code, string Text);
