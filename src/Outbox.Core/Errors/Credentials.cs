using System.Text.RegularExpressions;

namespace Outbox.Core.Errors;

/// <summary>
/// Masks credentials in text that a person or a log may see: connection strings in every form, addresses with a user and a
/// password, headers, settings. Masks rather too much: what it takes for a secret and is none costs a word of a message.
/// </summary>
public static partial class Credentials
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Masked = "***";

    /// <summary>The text without secrets.</summary>
    public static string Mask(string text)
    {
        text = UserInfo().Replace(text, "${scheme}" + Masked + "@");
        text = Header().Replace(text, "${scheme} " + Masked);
        return Pair().Replace(text, "${key}" + Masked);
    }

    // mssql://sa:p@ss@host, sa:pass@host: all up to the last @ of the word, since passwords hold @ and /.
    [GeneratedRegex("""(?<scheme>\b[a-z][a-z0-9+.-]*:(?://)?)[^\s"'<>]*@""", RegexOptions.IgnoreCase)]
    private static partial Regex UserInfo();

    // Authorization: Basic …, Bearer …
    [GeneratedRegex("""(?<scheme>\b(?:Basic|Bearer|Digest|Negotiate))\s+[A-Za-z0-9+/=._~-]{6,}""", RegexOptions.IgnoreCase)]
    private static partial Regex Header();

    // Password=…; Pwd = "a;b"; "apiKey":"…"; OUTBOX__CUSTOMERIO__APIKEY=…; --api-key …
    [GeneratedRegex(
        """
        (?<key>["']?(?:[\w:.-]*(?:password|passwd|pwd|secret|api[ _-]?key|access[ _-]?key|access[ _-]?token|account[ _-]?key|site[ _-]?id|token)|pass)["']?\s*[=:]\s*)(?:"(?:[^"\\]|\\.|"")*"?|'(?:[^']|'')*'?|\{[^}]*\}|[^;,\r\n"'\s][^;\r\n"']*)
        """,
        RegexOptions.IgnoreCase)]
    private static partial Regex Pair();
}
