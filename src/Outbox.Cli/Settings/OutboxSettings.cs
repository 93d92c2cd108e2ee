using Microsoft.Extensions.Configuration;
using Outbox.Core.Errors;

namespace Outbox.Cli.Settings;

/// <summary>The section <c>Outbox</c> of the merged configuration.</summary>
internal sealed class OutboxSettings(IConfigurationSection section, string source)
{
    /// <summary>The shop's database; null where it is not set.</summary>
    public string? Connection => section["Connection"] is { } connection && !string.IsNullOrWhiteSpace(connection) ? connection : null;

    /// <summary>The shop's database, or the error that says how to give it.</summary>
    /// <exception cref="OutboxException">It is not set.</exception>
    public string RequireConnection() => Connection ?? throw new OutboxException(
        CliErrors.SettingMissing,
        "The setting Outbox:Connection is missing.",
        null,
        "Give --connection shop.db, or set OUTBOX__CONNECTION, or put it into appsettings.json.");

    /// <summary>Fills options from a part of the section.</summary>
    /// <exception cref="OutboxException">A value has the wrong form.</exception>
    public void Bind(string part, object options)
    {
        try
        {
            section.GetSection(part).Bind(options);
        }
        catch (InvalidOperationException error)
        {
            throw new OutboxException(
                CliErrors.SettingInvalid,
                $"A setting cannot be used: {(error.InnerException ?? error).Message}",
                $"Outbox:{part}, from {source}, the OUTBOX__… variables or the command line",
                "Mend the value; docs/cli.md lists every setting and its form.",
                error);
        }
    }
}
