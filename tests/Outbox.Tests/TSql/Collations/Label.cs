namespace Outbox.Tests.TSql.Collations;

/// <summary>The labels of Microsoft's page "Collation precedence", and two for what takes no part.</summary>
internal enum LabelKind
{
    /// <summary>No text: numbers, times, bytes.</summary>
    NotText,

    /// <summary>The literal NULL, which takes the label of what it meets.</summary>
    Null,

    /// <summary>Coercible-default: literals, variables, parameters, functions without a text among their inputs.</summary>
    Default,

    /// <summary>Implicit: a column.</summary>
    Implicit,

    /// <summary>Explicit: under COLLATE.</summary>
    Explicit,

    /// <summary>No collation: two columns of different collations met where that is no error yet.</summary>
    None,
}

/// <summary>A collation label.</summary>
internal readonly record struct Label(LabelKind Kind, string Collation = "")
{
    /// <summary>The outbox's own collation.</summary>
    public const string Binary = "Latin1_General_100_BIN2";

    /// <summary>The database's default: not known, and none of the others.</summary>
    public const string Database = "<the database's default>";

    /// <summary>That of the catalog's names: the database's, or CATALOG_COLLATION on Azure SQL.</summary>
    public const string CatalogNames = "<the catalog's names>";

    /// <summary>That of the catalog's own words, such as sys.objects.type.</summary>
    public const string CatalogWords = "<the catalog's words>";

    /// <summary>That of the server's views and of master and msdb.</summary>
    public const string Server = "<the server's>";

    /// <summary>tempdb's: that of a temporary table's column without COLLATE.</summary>
    public const string TempDb = "<tempdb's>";

    public static readonly Label NotText = new(LabelKind.NotText);
    public static readonly Label Null = new(LabelKind.Null);
    public static readonly Label Default = new(LabelKind.Default, Database);
    public static readonly Label None = new(LabelKind.None);

    public bool IsText => Kind is LabelKind.Default or LabelKind.Implicit or LabelKind.Explicit or LabelKind.None;

    /// <summary>Whether the statement or the table says the collation, so that it does not depend on the database.</summary>
    public bool IsStated => Kind == LabelKind.Explicit || (Kind == LabelKind.Implicit && Collation == Binary);

    public static Label Implicit(string collation) => new(LabelKind.Implicit, collation);

    public static Label Explicit(string collation) => new(LabelKind.Explicit, collation);

    /// <summary>
    /// The label of a column that shows an expression. No page says what a literal is when a derived table's column shows it:
    /// the stricter is taken, a column of the database's default.
    /// </summary>
    public Label AsColumn() => Kind switch
    {
        LabelKind.Default => Implicit(Database),
        LabelKind.Explicit => Implicit(Collation),
        LabelKind.None => Null,     // told already
        _ => this,
    };

    /// <summary>The label of an expression over two others; false where they cannot be combined at all.</summary>
    public bool TryCombine(Label other, out Label result)
    {
        var (a, b) = Kind >= other.Kind ? (this, other) : (other, this);
        if (a.Kind == LabelKind.NotText || a.Kind == LabelKind.Null || b.Kind == LabelKind.Null)
        {
            result = a;
            return true;
        }

        // A text that meets a number or a time is converted to it.
        if (b.Kind == LabelKind.NotText)
        {
            result = NotText;
            return true;
        }

        if (a.Kind == LabelKind.None)
        {
            result = b.Kind == LabelKind.Explicit ? b : None;
            return true;
        }

        result = a.Kind != b.Kind || a.Collation == b.Collation ? a : None;
        return result.Kind != LabelKind.None || a.Kind != LabelKind.Explicit;
    }

    public override string ToString() => Kind switch
    {
        LabelKind.Default => "coercible-default",
        LabelKind.Implicit => $"implicit {Collation}",
        LabelKind.Explicit => $"explicit {Collation}",
        LabelKind.None => "no collation",
        LabelKind.Null => "NULL",
        _ => "not text",
    };
}
