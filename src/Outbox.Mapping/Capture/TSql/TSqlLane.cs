using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
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

    /// <summary>Characters of a text above which it takes a line of its own.</summary>
    private const int LongText = 60;

    /// <summary>Of a person's key; a guest's row goes by the e-mail.</summary>
    /// <param name="table">The table of the row.</param>
    /// <param name="row">The row's name in the statement.</param>
    /// <param name="column">The person's column.</param>
    /// <param name="guestEmail">The guest's e-mail column; null where the row can be no guest's.</param>
    public static string Of(CatalogTable table, string row, string column, ColumnReference? guestEmail = null)
    {
        var key = TSqlCanonical.Key(table, row, column);
        if (guestEmail is null)
        {
            return Hash(Declared(table, column).Kind is ColumnKind.Text or ColumnKind.Unknown or ColumnKind.Guid ? $"UPPER({key} {Binary})" : key);
        }

        var email = TSqlCanonical.Unicode(Declared(table, guestEmail.Name), Column(table, row, guestEmail.Name));
        return Hash($"UPPER(COALESCE({key}, LTRIM(RTRIM({email})) {Binary}))");
    }

    /// <summary>Of a guest's e-mail.</summary>
    /// <param name="email">Its expression, in UTF-16.</param>
    public static string OfEmail(string email) => Hash($"UPPER(LTRIM(RTRIM({email})) {Binary})");

    private static string Hash(string text)
    {
        var separator = text.Length > LongText ? "\n    " : " ";
        return $"ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',{separator}{text}), 1, 1)) & 15, {Unrouted})";
    }
}
