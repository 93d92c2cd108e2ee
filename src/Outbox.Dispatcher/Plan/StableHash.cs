using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Outbox.Dispatcher.Plan;

/// <summary>
/// A hash of a text that is the same in every process, version and machine, which <see cref="string.GetHashCode()"/> is
/// not: a person stays in a rollout across restarts.
/// </summary>
public static class StableHash
{
    /// <summary>The first four bytes of SHA-256(UTF-8(text)), big-endian.</summary>
    public static uint Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash);
    }
}
