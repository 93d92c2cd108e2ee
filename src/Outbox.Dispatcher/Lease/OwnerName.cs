using System.Globalization;
using System.Reflection;
using Outbox.Dispatcher.Send;
using Outbox.Stores;

namespace Outbox.Dispatcher.Lease;

/// <summary>Names a dispatcher so that no other has its name: not on the same machine, and not in a later life with the same process id.</summary>
internal static class OwnerName
{
    private const int MaxHost = 100;
    private const int MaxVersion = 50;

    /// <summary><c>host:pid:random</c>.</summary>
    public static DispatcherIdentity Make(Jitter random)
    {
        var host = Cut(Environment.MachineName, MaxHost);
        var version = typeof(OwnerName).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        var life = (ulong)(random.Next() * (1UL << 52));
        return new DispatcherIdentity(
            string.Create(CultureInfo.InvariantCulture, $"{host}:{Environment.ProcessId}:{life:x13}"), host, Cut(version, MaxVersion));
    }

    private static string Cut(string text, int most) => text.Length > most ? text[..most] : text;
}
