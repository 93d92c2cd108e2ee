using Outbox.Mapping.Catalog;

namespace Outbox.Mapping.Draft;

/// <summary>What a column is, by its name and its type together.</summary>
internal static class Columns
{
    /// <summary>An e-mail address.</summary>
    public static bool IsEmail(CatalogColumn column) =>
        IsOpenText(column) && (Names.Has(column.Name, "email", "mail") || Names.Is(column.Name, "email", "emailaddress"))
        && !Names.Has(column.Name, "normalized", "hash", "template", "status", "type", "id");

    /// <summary>A phone number that a person gave, not a fax's.</summary>
    public static bool IsPhone(CatalogColumn column) =>
        IsOpenText(column) && Names.Has(column.Name, "phone", "mobile", "telephone", "cell", "msisdn", "cellphone")
        && !Names.Has(column.Name, "country", "type", "id", "code", "region", "hash", "extension");

    /// <summary>An ISO 3166 code that tells how a phone number is to be read.</summary>
    public static bool IsRegion(CatalogColumn column) => column is { Kind: ColumnKind.Text, MaxLength: 2 } && Names.Has(column.Name, "country");

    /// <summary>An ISO 4217 code.</summary>
    public static bool IsCurrency(CatalogColumn column) => column is { Kind: ColumnKind.Text, Obstacle: null } && Names.Has(column.Name, "currency")
        && column.MaxLength is null or <= 20;

    /// <summary>A date or time.</summary>
    public static bool IsTime(CatalogColumn column) =>
        column is { Kind: ColumnKind.Date or ColumnKind.DateTime or ColumnKind.DateTimeOffset, Obstacle: null };

    /// <summary>Yes or no.</summary>
    public static bool IsFlag(CatalogColumn column) => column is { Kind: ColumnKind.Boolean, Obstacle: null };

    /// <summary>An exact amount of money by type and name.</summary>
    public static bool IsMoney(CatalogColumn column) =>
        column is { Kind: ColumnKind.Decimal, Obstacle: null } && NamesMoney(column.Name);

    /// <summary>Whether a name speaks of money.</summary>
    public static bool NamesMoney(string name) =>
        Lint.Rules.MoneyRules.LooksLikeMoney(Lint.SnakeCase.Of(name)) || Names.Ends(name, "price", "amount", "total", "freight", "cost", "discount");

    /// <summary>A word for how far a row has come.</summary>
    public static bool IsStatus(CatalogColumn column) =>
        IsOpenText(column) && column.MaxLength is <= 60 && Names.Ends(column.Name, "status", "state")
        && !Names.Has(column.Name, "ship", "billing", "address", "region");

    /// <summary>A text that can be captured.</summary>
    public static bool IsOpenText(CatalogColumn column) => column is { Kind: ColumnKind.Text, Obstacle: null };

    /// <summary>Whether the name says that the time is UTC.</summary>
    public static bool SaysUtc(string name) => Lint.SnakeCase.Words(name) is [.., "utc" or "gmt"] || Names.Has(name, "utc");
}
