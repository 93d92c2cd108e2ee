using Microsoft.Extensions.Configuration;
using Outbox.Core.Errors;

namespace Outbox.Cli.Settings;

/// <summary>
/// Reads settings in the usual .NET order, the later one winning: <c>appsettings.json</c> of the working directory (or
/// <c>--config</c>), files of secrets, <c>OUTBOX__…</c> variables, command-line options.
/// </summary>
internal static class SettingsReader
{
    private const string Section = "Outbox";

    /// <summary>The merged settings.</summary>
    /// <param name="configFile">A file named on the command line; it must exist. Null for <c>appsettings.json</c>, if any.</param>
    /// <param name="options">Values of command-line options by key below <c>Outbox</c>; null values are left out.</param>
    /// <exception cref="OutboxException">The file cannot be read.</exception>
    public static OutboxSettings Read(FileInfo? configFile, IEnumerable<KeyValuePair<string, string?>> options)
    {
        var file = configFile?.FullName ?? Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json");
        try
        {
            var section = new ConfigurationBuilder()
                .AddJsonFile(file, optional: configFile is null)
                .AddSecretFiles()
                .AddEnvironmentVariables()
                .AddInMemoryCollection(options
                    .Where(option => option.Value is not null)
                    .Select(option => KeyValuePair.Create($"{Section}:{option.Key}", option.Value)))
                .Build()
                .GetSection(Section);
            return new OutboxSettings(section, file);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new OutboxException(
                CliErrors.FileUnreadable,
                $"The settings file cannot be read: {(error.InnerException ?? error).Message}",
                file,
                "Mend the JSON, or name another file with --config.",
                error);
        }
    }
}
