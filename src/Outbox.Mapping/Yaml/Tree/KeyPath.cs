using Outbox.Mapping.Lint;

namespace Outbox.Mapping.Yaml.Tree;

/// <summary>Places by keys: <c>events.order_completed.id[0]</c>.</summary>
internal static class KeyPath
{
    public static string Key(string path, string key) => path.Length == 0 ? key.Shortened() : $"{path}.{key.Shortened()}";

    public static string Item(string path, int index) => $"{path}[{index}]";
}
