using System.Globalization;
using Microsoft.Extensions.Configuration;
using Outbox.Core.Errors;

namespace Outbox.Cli.Settings;

/// <summary>
/// Reads settings in the usual .NET order, the later one winning: <c>appsettings.json</c> of the working directory (or
/// <c>--config</c>), <c>OUTBOX__…</c> variables, command-line options.
/// </summary>
internal static class SettingsReader
{
    private const string Section = "Outbox";

    /// <summary>The merged settings, checked for range.</summary>
    /// <param name="configFile">A file named on the command line; it must exist. Null for <c>appsettings.json</c>, if any.</param>
    /// <param name="options">Values of command-line options by key below <c>Outbox</c>; null values are left out.</param>
    /// <exception cref="OutboxException">A file or value cannot be used.</exception>
    public static OutboxSettings Read(FileInfo? configFile, IEnumerable<KeyValuePair<string, string?>> options)
    {
        var file = configFile?.FullName ?? Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json");
        var settings = new OutboxSettings();
        try
        {
            new ConfigurationBuilder()
                .AddJsonFile(file, optional: configFile is null)
                .AddEnvironmentVariables()
                .AddInMemoryCollection(options
                    .Where(option => option.Value is not null)
                    .Select(option => KeyValuePair.Create($"{Section}:{option.Key}", option.Value)))
                .Build()
                .GetSection(Section)
                .Bind(settings);
        }
        catch (Exception error) when (error is InvalidOperationException or InvalidDataException or IOException or FormatException)
        {
            throw new OutboxException(
                CliErrors.SettingInvalid,
                $"The settings cannot be read: {(error.InnerException ?? error).Message}",
                $"{file}, the {Section.ToUpperInvariant()}__… variables or the command line",
                "Mend the value; docs/cli.md lists every setting and its form.",
                error);
        }

        CheckRange("Dispatch:ReadSize", settings.Dispatch.ReadSize, 10_000);
        CheckRange("Dispatch:BatchItems", settings.Dispatch.BatchItems, 1_000);
        CheckRange("Dispatch:Parallelism", settings.Dispatch.Parallelism, 64);
        CheckRange("Dispatch:RatePerSecond", settings.Dispatch.RatePerSecond, 1_000);
        return settings;
    }

    /// <summary>The value, or the error that names the setting and the ways to give it.</summary>
    public static string Require(string? value, string key, string option, string example) =>
        string.IsNullOrWhiteSpace(value)
            ? throw new OutboxException(
                CliErrors.SettingMissing,
                $"The setting {Section}:{key} is missing.",
                null,
                $"Give {option} {example}, or set {VariableOf(key)}, or put it into appsettings.json.")
            : value;

    private static void CheckRange(string key, int value, int max)
    {
        if (value < 1 || value > max)
        {
            throw new OutboxException(
                CliErrors.SettingInvalid,
                $"The setting {Section}:{key} is {value.ToString(CultureInfo.InvariantCulture)}.",
                null,
                $"Give it a value from 1 to {max.ToString("N0", CultureInfo.InvariantCulture)}, for instance by {VariableOf(key)}.");
        }
    }

    private static string VariableOf(string key) =>
        $"{Section}__{key}".Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant();
}
