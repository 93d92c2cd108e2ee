using Outbox.Mapping.Catalog;
using static Outbox.Mapping.Capture.TSql.TSqlText;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>
/// The lane of a row: four bits of a hash of the person's key in upper case, since a key that differs by case alone may
/// be the same person's.
/// </summary>
internal static class TSqlLane
{
    /// <summary>Of a row whose person is known only after a lookup, or that names nobody.</summary>
    public const string Unrouted = "255";

    /// <summary>What a trigger says of it, once.</summary>
    public const string Explanation = """
        -- Lane: a hash of the person's key, so that all rows of a person have one owner among the dispatchers. In upper case,
        -- because keys that differ by case alone may be one person's; of a guest, who has no key, the e-mail's.
        """;

    /// <summary>Of the key that was read; of several spellings one.</summary>
    public static readonly string OfKey = Hash($"UPPER({TSqlInsert.Values}.PersonKey {Binary})");

    /// <summary>Of the key, or of a guest's e-mail.</summary>
    public static readonly string OfKeyOrEmail =
        Hash($"UPPER(COALESCE({TSqlInsert.Values}.PersonKey, LTRIM(RTRIM({TSqlInsert.Values}.GuestEmail)) {Binary}))");

    /// <summary>Of a guest's e-mail.</summary>
    public static readonly string OfEmail = Hash($"UPPER(LTRIM(RTRIM({TSqlInsert.Values}.GuestEmail)) {Binary})");

    /// <summary>Of a person's column.</summary>
    /// <param name="table">The table of the row.</param>
    /// <param name="row">The row's name in the statement.</param>
    /// <param name="column">The person's column.</param>
    public static string Of(CatalogTable table, string row, string column) => Hash($"UPPER({TSqlCanonical.Key(table, row, column)} {Binary})");

    private static string Hash(string text) => $"ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', {text}), 1, 1)) & 15, {Unrouted})";
}
