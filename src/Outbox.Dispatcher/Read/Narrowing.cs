using Outbox.Stores;

namespace Outbox.Dispatcher.Read;

/// <summary>What a read of the shop came to.</summary>
/// <param name="Found">What was read.</param>
/// <param name="Failed">Which keys alone cannot be read, and why.</param>
/// <param name="Whole">Why none of those that are in neither could be read; null where there are none.</param>
internal sealed record Narrowed<TKey, TValue>(
    Dictionary<TKey, TValue> Found, Dictionary<TKey, ShopReadException> Failed, ShopReadException? Whole)
    where TKey : notnull;

/// <summary>
/// Narrows a read that fails down to the keys that make it fail: by halves, so that one bad row among a thousand costs some
/// twenty reads. What is not understood may be everybody's: where two keys fail alone and none could be read, the rest is not
/// tried.
/// </summary>
internal static class Narrowing
{
    private const int FailuresOfAll = 2;

    /// <summary>Reads.</summary>
    /// <param name="keys">The keys, each once.</param>
    /// <param name="apart">Keys that are known to fail: they are read one by one, first.</param>
    /// <param name="read">Reads some; a <see cref="ShopReadException"/> is narrowed, anything else goes through.</param>
    public static async Task<Narrowed<TKey, TValue>> ReadAsync<TKey, TValue>(
        IReadOnlyList<TKey> keys,
        IReadOnlySet<TKey> apart,
        Func<IReadOnlyList<TKey>, Task<IReadOnlyDictionary<TKey, TValue>>> read)
        where TKey : notnull
    {
        var result = new Narrowed<TKey, TValue>([], [], null);
        var (hasRead, hopeless) = (false, 0);
        var ranges = new Stack<IReadOnlyList<TKey>>();
        if (keys.Where(key => !apart.Contains(key)).ToList() is { Count: > 0 } together)
        {
            ranges.Push(together);
        }

        foreach (var key in keys.Where(apart.Contains).Reverse())
        {
            ranges.Push([key]);
        }

        while (ranges.TryPop(out var range))
        {
            try
            {
                foreach (var (key, value) in await read(range))
                {
                    result.Found[key] = value;
                }

                hasRead = true;
            }
            catch (ShopReadException error) when (error.Fault == ShopReadFault.Definition)
            {
                return result with { Whole = error };
            }
            catch (ShopReadException error) when (range.Count == 1)
            {
                result.Failed[range[0]] = error;
                hopeless += error.Fault == ShopReadFault.Unknown ? 1 : 0;
                if (!hasRead && hopeless == FailuresOfAll && ranges.Count > 0)
                {
                    result.Failed.Clear();
                    return result with { Whole = error };
                }
            }
            catch (ShopReadException)
            {
                ranges.Push([.. range.Skip(range.Count / 2)]);
                ranges.Push([.. range.Take(range.Count / 2)]);
            }
        }

        return result;
    }
}
