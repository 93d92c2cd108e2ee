using Microsoft.Extensions.Configuration;
using Outbox.Core.Errors;

namespace Outbox.Cli.Settings;

/// <summary>
/// Settings that service managers hand over as files, a file a setting, named like its variable
/// (<c>OUTBOX__CUSTOMERIO__APIKEY</c>): systemd's credentials, mounted secrets of Docker and Kubernetes. Unlike variables
/// they are seen neither by child processes nor in what the managers show of a service.
/// </summary>
internal static class SecretFiles
{
    /// <summary>Set by systemd where the unit has <c>LoadCredential=</c> (systemd.exec(5)).</summary>
    public const string SystemdVariable = "CREDENTIALS_DIRECTORY";

    /// <summary>Names a folder of secrets elsewhere, such as <c>/run/secrets</c>.</summary>
    public const string FolderVariable = "OUTBOX_SECRETS";

    /// <summary>Adds the folders that are there.</summary>
    /// <exception cref="OutboxException">OBX503: the folder that <see cref="FolderVariable"/> names is not there.</exception>
    public static IConfigurationBuilder AddSecretFiles(this IConfigurationBuilder builder)
    {
        if (Environment.GetEnvironmentVariable(SystemdVariable) is { Length: > 0 } credentials)
        {
            builder.AddKeyPerFile(credentials, optional: true);
        }

        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder)
        {
            if (!Directory.Exists(folder))
            {
                throw new OutboxException(
                    CliErrors.FileUnreadable,
                    "The folder of secrets is not there.",
                    $"{FolderVariable} = {folder}",
                    "Mount the secrets there, or leave the variable out.");
            }

            builder.AddKeyPerFile(Path.GetFullPath(folder), optional: false);
        }

        return builder;
    }
}
