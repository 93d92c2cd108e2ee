using System.Text;

namespace Outbox.Cli.Output;

/// <summary>
/// The writer that every command writes to: whatever comes out of a database, a file or an answer is escaped on its way to the
/// terminal (<see cref="TerminalText"/>), and credentials are masked. Colours are Spectre's, whose text is escaped before
/// it is coloured (<see cref="Consoles"/>).
/// </summary>
internal sealed class TerminalWriter(TextWriter raw) : TextWriter(raw.FormatProvider)
{
    /// <summary>The writer behind it, for what was escaped already.</summary>
    public TextWriter Raw { get; } = raw;

    /// <inheritdoc/>
    public override Encoding Encoding => Raw.Encoding;

    /// <summary>The writer behind a writer, if it is one of these.</summary>
    public static TextWriter Behind(TextWriter writer) => writer is TerminalWriter terminal ? terminal.Raw : writer;

    /// <summary>A document (YAML, SQL, a page) that a pipe or a file takes is that document; only a terminal shows signs.</summary>
    public static TextWriter ForDocument(TextWriter writer) => Console.IsOutputRedirected ? Behind(writer) : writer;

    /// <inheritdoc/>
    public override void Write(char value)
    {
        if (char.IsSurrogate(value))
        {
            // Half of a sign; nobody writes signs one by one that matters.
            Raw.Write(value);
            return;
        }

        Raw.Write(value == '\r' ? "\r" : TerminalText.Escape(value.ToString()));
    }

    /// <inheritdoc/>
    public override void Write(string? value) => Raw.Write(value is null ? null : TerminalText.Escape(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Raw.WriteLine(value is null ? null : TerminalText.Escape(value));

    /// <inheritdoc/>
    public override Task WriteAsync(string? value) => Raw.WriteAsync(value is null ? null : TerminalText.Escape(value));

    /// <inheritdoc/>
    public override Task WriteLineAsync(string? value) => Raw.WriteLineAsync(value is null ? null : TerminalText.Escape(value));

    /// <inheritdoc/>
    public override void Flush() => Raw.Flush();

    /// <inheritdoc/>
    public override Task FlushAsync() => Raw.FlushAsync();
}
