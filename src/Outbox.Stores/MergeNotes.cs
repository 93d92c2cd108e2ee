using Outbox.Core.Messages;

namespace Outbox.Stores;

/// <summary>What merge rows say of keys.</summary>
internal static class MergeNotes
{
    /// <summary>By the former key: what it became; of several the last.</summary>
    /// <param name="rows">The rows, the oldest first.</param>
    public static Dictionary<string, string> ByKey(IEnumerable<(string FromKey, string Captured)> rows)
    {
        var merges = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, captured) in rows)
        {
            if (IdentityNote.Into(captured) is { } into)
            {
                merges[key] = into;
            }
        }

        return merges;
    }
}
