using System.Text;
using Outbox.Core.Errors;

namespace Outbox.Cli.Commands;

/// <summary>Writes a script for the database's own tools.</summary>
internal static class ScriptFile
{
    /// <summary>Writes it in UTF-8 with a byte order mark, without which sqlcmd takes it for the console's code page.</summary>
    /// <exception cref="OutboxException">The file cannot be written.</exception>
    public static async Task WriteAsync(FileInfo file, string text, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(file.FullName, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OutboxException(
                CliErrors.FileUnwritable, $"The script cannot be written: {error.Message}", file.ToString(), "Name another file.", error);
        }
    }
}
