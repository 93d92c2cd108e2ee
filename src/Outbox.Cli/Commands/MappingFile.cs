using System.CommandLine;
using Outbox.Core.Errors;

namespace Outbox.Cli.Commands;

/// <summary>The mapping file as an argument.</summary>
internal static class MappingFile
{
    /// <summary><c>[FILE]</c>, by default <c>outbox.yml</c>.</summary>
    public static Argument<FileInfo> Argument() => new("FILE")
    {
        Description = "The mapping file.",
        DefaultValueFactory = _ => new FileInfo("outbox.yml"),
    };

    /// <summary>The file's text.</summary>
    /// <exception cref="OutboxException">It cannot be read.</exception>
    public static async Task<string> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file.FullName, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OutboxException(
                CliErrors.FileUnreadable,
                File.Exists(file.FullName) ? $"The file cannot be read: {error.Message}" : "The file does not exist.",
                file.FullName,
                "Name the mapping file: outbox lint path/to/outbox.yml.",
                error);
        }
    }
}
