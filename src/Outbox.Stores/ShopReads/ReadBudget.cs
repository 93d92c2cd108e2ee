using System.Globalization;

namespace Outbox.Stores;

/// <summary>How much one read may bring into memory. Whoever is told that it is too much asks for fewer rows.</summary>
/// <param name="mostCharacters">UTF-16 code units, 1 or more.</param>
internal sealed class ReadBudget(long mostCharacters = ReadBudget.OfARead)
{
    /// <summary>
    /// Characters of a read: 8 MiB. A dispatcher has four senders at work, each with a read of rows, what belongs to them and
    /// what is made of it, in the 600 MB of the unit file and the manifest.
    /// </summary>
    public const long OfARead = 4_194_304;

    /// <summary>UTF-8 bytes of what was captured of a row: above, it makes no item of 32,000 bytes whatever is done with it.</summary>
    public const int OfARow = 262_144;

    private long _taken;

    /// <summary>Takes some of it.</summary>
    /// <exception cref="ShopReadException">It is more than there was.</exception>
    public void Take(int characters)
    {
        _taken += characters;
        if (_taken > mostCharacters)
        {
            throw new ShopReadException(
                ShopReadFault.TooLarge, string.Create(CultureInfo.InvariantCulture, $"more than {mostCharacters} characters"), null, null);
        }
    }
}
