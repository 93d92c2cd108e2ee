using System.Globalization;
using Microsoft.AspNetCore.Http;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Query;

/// <summary>The part of a log that a query asks for.</summary>
/// <param name="After">Only entries above this number.</param>
/// <param name="Limit">At most so many, 1 to 10,000.</param>
/// <param name="Newest">Newest first; <paramref name="After"/> then has no effect.</param>
internal sealed record Window(long After, int Limit, bool Newest)
{
    private const int MostEntries = 10_000;

    /// <summary>Reads <c>?after=&amp;limit=&amp;newest=</c>; null where one of them is no such value.</summary>
    public static Window? Read(IQueryCollection query)
    {
        var (after, limit) = (0L, 1_000);
        if (query["after"].FirstOrDefault() is { } afterText && !long.TryParse(afterText, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            return null;
        if (query["limit"].FirstOrDefault() is { } limitText && !int.TryParse(limitText, NumberStyles.None, CultureInfo.InvariantCulture, out limit))
            return null;
        return limit is < 1 or > MostEntries ? null : new(after, limit, query["newest"] == "true");
    }

    /// <summary>Cuts a log.</summary>
    public Page<TEntry> Cut<T, TEntry>(ArrivalLog<T> log, Func<T, bool> wanted, Func<T, TEntry> view)
    {
        var entries = new List<TEntry>();
        long? last = null;
        foreach (var entry in Newest ? log.NewestFirst() : log.After(After))
        {
            if (!wanted(entry))
                continue;
            if (entries.Count == Limit)
                return new(entries, Newest ? null : last);
            entries.Add(view(entry));
            last = log.SequenceOf(entry);
        }

        return new(entries, null);
    }
}
