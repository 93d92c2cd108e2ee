using System.Security.Cryptography;
using System.Text;

namespace Outbox.Core;

/// <summary>Tells whether a text is still the same without keeping it.</summary>
public static class TextHash
{
    /// <summary>SHA-256 of the text's UTF-8: 64 hexadecimal digits, lower case.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
