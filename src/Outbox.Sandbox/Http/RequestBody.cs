using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Outbox.Sandbox.Track;

namespace Outbox.Sandbox.Http;

/// <summary>A body as it was read.</summary>
/// <param name="Bytes">The body; empty where it was too large.</param>
/// <param name="Length">How many bytes came.</param>
internal sealed record RequestBody(ReadOnlyMemory<byte> Bytes, long Length)
{
    /// <summary>Reading stops here: whoever sends more than this is not waiting for a sensible answer.</summary>
    private const long MostDrained = 64_000_000;

    public bool IsTooLarge => Length > TrackLimits.RequestBytes;

    public string? Sha256 => IsTooLarge ? null : Convert.ToHexStringLower(SHA256.HashData(Bytes.Span));

    /// <summary>Reads a body to its end, so that the sender of one that is too large gets an answer and not a broken pipe.</summary>
    public static async Task<RequestBody> ReadAsync(HttpRequest request)
    {
        var buffer = new byte[Math.Clamp((request.ContentLength ?? 16_384) + 1, 1, TrackLimits.RequestBytes + 1)];
        var (length, filled) = (0L, 0);
        while (length < MostDrained)
        {
            if (filled == buffer.Length && length <= TrackLimits.RequestBytes)
                Array.Resize(ref buffer, Math.Min(2 * buffer.Length, TrackLimits.RequestBytes + 1));

            // Beyond the limit the buffer is read over and over: only the count matters.
            var target = filled < buffer.Length ? buffer.AsMemory(filled) : buffer;
            var read = await request.Body.ReadAsync(target, request.HttpContext.RequestAborted);
            if (read == 0)
                break;
            filled = Math.Min(buffer.Length, filled + read);
            length += read;
        }

        return new(length > TrackLimits.RequestBytes ? default : buffer.AsMemory(0, filled), length);
    }
}
