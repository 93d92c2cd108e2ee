using System.Data.SqlTypes;

namespace Outbox.Clr;

/// <summary>UTF-8 of a text that may be long: it is read in pieces, and none is kept.</summary>
internal static class Utf8
{
    private const int PieceLength = 8_192;

    /// <summary>Bytes; half a surrogate pair counts three, as U+FFFD does that .NET puts in its place.</summary>
    public static long Length(SqlChars text)
    {
        var piece = new char[PieceLength];
        long bytes = 0;
        var isHigh = false;
        for (long offset = 0; offset < text.Length;)
        {
            var read = (int)text.Read(offset, piece, 0, PieceLength);
            if (read <= 0)
            {
                break;
            }

            for (var i = 0; i < read; i++)
            {
                var c = piece[i];
                bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
                if (isHigh && char.IsLowSurrogate(c))
                {
                    // Three were counted for each half; a pair has four.
                    bytes -= 2;
                    isHigh = false;
                }
                else
                {
                    isHigh = char.IsHighSurrogate(c);
                }
            }

            offset += read;
        }

        return bytes;
    }

    /// <summary>The whole of a text that is known to be short.</summary>
    public static string Read(SqlChars text)
    {
        var units = new char[(int)text.Length];
        var read = 0;
        while (read < units.Length)
        {
            var more = (int)text.Read(read, units, read, units.Length - read);
            if (more <= 0)
            {
                break;
            }

            read += more;
        }

        return new string(units, 0, read);
    }
}
