using System.Reflection;
using System.Security.Cryptography;

namespace Outbox.Stores.SqlServer.Clr;

/// <summary>The SQL CLR assembly that this version carries, made by the same build.</summary>
internal static class ClrAssembly
{
    /// <summary>Its name in a database.</summary>
    public const string Name = "Outbox.Clr";

    /// <summary>Functions that a database has of it.</summary>
    public const int Functions = 5;

    private const string Resource = "clr/Outbox.Clr.dll";

    private static readonly Lazy<byte[]> Content = new(Read);

    /// <summary>Its bytes.</summary>
    public static ReadOnlyMemory<byte> Bytes => Content.Value;

    /// <summary>SHA-512 of its bytes: what a server trusts it by.</summary>
    public static byte[] Hash => SHA512.HashData(Content.Value);

    /// <summary>Bytes as T-SQL writes them.</summary>
    public static string Literal(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexString(bytes);

    private static byte[] Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly does not carry '{Resource}'.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
