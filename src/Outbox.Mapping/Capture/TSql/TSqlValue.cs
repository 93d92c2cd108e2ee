namespace Outbox.Mapping.Capture.TSql;

/// <summary>A column of an outbox row and the expression that fills it.</summary>
/// <param name="Column">The column.</param>
/// <param name="Expression">Its expression.</param>
/// <param name="From">What the expression is made of.</param>
internal readonly record struct TSqlValue(string Column, string Expression, TSqlValueSource From)
{
    /// <summary>The same in every row.</summary>
    public static TSqlValue Constant(string column, string expression) => new(column, expression, TSqlValueSource.Nothing);

    /// <summary>Of the shop's row.</summary>
    public static TSqlValue Read(string column, string expression) => new(column, expression, TSqlValueSource.Row);

    /// <summary>Of the shop's row, for another value; it is no column of the outbox.</summary>
    public static TSqlValue Hidden(string name, string expression) => new(name, expression, TSqlValueSource.HiddenRow);

    /// <summary>The lane, of what was read.</summary>
    public static TSqlValue Lane(string expression) => new("Lane", expression, TSqlValueSource.Values);
}

/// <summary>What an expression is made of.</summary>
internal enum TSqlValueSource
{
    /// <summary>Nothing: it is a constant.</summary>
    Nothing,

    /// <summary>The shop's row.</summary>
    Row,

    /// <summary>The shop's row, only for an expression over <see cref="Values"/>.</summary>
    HiddenRow,

    /// <summary>The values that were read of the row, as columns of <see cref="TSqlInsert.Values"/>.</summary>
    Values,
}
