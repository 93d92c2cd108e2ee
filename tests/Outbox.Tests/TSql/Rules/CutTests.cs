using Microsoft.SqlServer.TransactSql.ScriptDom;
using Outbox.Mapping.Catalog;
using Outbox.Tests.Golden;

namespace Outbox.Tests.TSql.Rules;

/// <summary>
/// A column can be made wider after its trigger was written, and CONVERT, CAST and LEFT cut without a word: two customers would
/// become one. A text of a bounded length is made only where a LEN of the same column stands before it; numbers and times are
/// given the room of the widest of their family.
/// </summary>
public sealed class CutTests
{
    private const int LongestNonMax = 8_000;

    /// <summary>What a text is read as before it is parsed into a number or a time.</summary>
    private const int ParsedText = 100;

    /// <summary>The columns that are texts in every table of the mappings that has them.</summary>
    private static readonly IReadOnlySet<string> Texts = EverythingMapping.Catalog(Engine.SqlServer).Tables.Concat(TypesMapping.Catalog.Tables)
        .SelectMany(t => t.Columns)
        .GroupBy(c => c.Name)
        .Where(g => g.All(c => c.Kind == ColumnKind.Text))
        .Select(g => g.Key)
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Room for the widest of a family: bigint, uniqueidentifier, date, datetime2(7), datetimeoffset(7), decimal(38), float.</summary>
    private static readonly int[] Rooms = [3, 10, 16, 20, 27, 34, 36, 40, 100];

    [Fact]
    public void No_text_of_the_shop_is_cut()
    {
        Assert.Contains(Scripts.Golden, s => s.Text.Contains("CONVERT(nvarchar(", StringComparison.Ordinal));
        Tree.AssertClean(Scripts.Golden, Find);
    }

    [Theory]
    [InlineData("SELECT CONVERT(nvarchar(60), x.Code) FROM inserted AS x")]
    [InlineData("SELECT CONVERT(nvarchar(20), x.Narrow) FROM inserted AS x")]
    [InlineData("SELECT RTRIM(CAST(x.Code AS nvarchar(60))) FROM inserted AS x")]
    [InlineData("SELECT LEFT(x.Code, 400) FROM inserted AS x")]
    [InlineData("SELECT SUBSTRING(x.Code, 1, 400) FROM inserted AS x")]
    [InlineData("SELECT CASE WHEN LEN(x.Other) <= 400 THEN CONVERT(nvarchar(800), x.Code) END FROM inserted AS x")]
    [InlineData("SELECT CASE WHEN LEN(x.Code) <= 400 THEN CONVERT(nvarchar(60), x.Code) END FROM inserted AS x")]
    [InlineData("DECLARE @Keys TABLE (Code varchar(60) NULL)")]
    [InlineData("SELECT r.Code FROM OPENJSON(@Rows) WITH (Code nvarchar(20) '$.Code') AS r")]
    [InlineData("DECLARE @Keys TABLE (Code int NULL)")]
    [InlineData("SELECT TRY_CONVERT(int, NULLIF(k.[Key], N'')) FROM @Keys AS k")]
    [InlineData("SELECT TRY_CONVERT(decimal(10, 2), k.[Key]) FROM @Keys AS k")]
    [InlineData("SELECT LEFT(CONVERT(nvarchar(34), i.Whole, 121), 19) FROM inserted AS i")]
    public void What_cuts_is_seen(string sql) => Assert.NotEmpty(Find(Tree.Of(sql)));

    [Theory]
    [InlineData("SELECT CASE WHEN LEN(x.Code) <= 400 THEN RTRIM(CONVERT(nvarchar(800), x.Code)) END FROM inserted AS x")]
    [InlineData("SELECT RTRIM(CONVERT(nvarchar(max), x.Code)) FROM inserted AS x")]
    [InlineData("SELECT CONVERT(nvarchar(20), x.Number) FROM inserted AS x")]
    [InlineData("SELECT STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), i.Whole), 121), 23), 11, 1, N'T') FROM inserted AS i")]
    public void What_cuts_nothing_is_let_be(string sql) => Assert.Empty(Find(Tree.Of(sql)));

    private static IEnumerable<(TSqlFragment, string)> Find(TSqlFragment tree)
    {
        var guards = tree.All<SearchedWhenClause>();
        bool IsGuarded(TSqlFragment found, TSqlFragment value, int room) => guards.Any(guard =>
            found.IsWithin(guard.ThenExpression)
            && guard.WhenExpression is BooleanComparisonExpression { ComparisonType: BooleanComparisonType.LessThanOrEqualTo } compared
            && compared.FirstExpression is FunctionCall { FunctionName.Value: "LEN", Parameters: [var measured] }
            && measured.Text() == value.Text()
            && compared.SecondExpression is IntegerLiteral most
            && 2 * int.Parse(most.Value, null) <= room);

        foreach (var (found, type, value) in Conversions(tree))
        {
            var columns = value.All<ColumnReferenceExpression>();
            var isText = columns.Any(c => Texts.Contains(c.MultiPartIdentifier[^1].Value));
            if (columns.Any(c => IsNarrow(type) || c.MultiPartIdentifier.Count > 1 || IsOfShop(c.MultiPartIdentifier[0].Value)) && !IsOfHash(value) && Room(type, isText) is { } room && !IsGuarded(found, value, room))
            {
                yield return (found, $"cuts what a wider column holds: {found.Text()}");
            }
        }

        foreach (var call in tree.All<FunctionCall>().Where(c => c.FunctionName.Value is "SUBSTRING" && c.Parameters[0] is ColumnReferenceExpression))
        {
            yield return (call, $"cuts: {call.Text()}");
        }

        foreach (var call in tree.All<LeftFunctionCall>())
        {
            // Of a time as it prints, no less than the milliseconds that an event id has.
            var isTime = call.Parameters[0] is ConvertCall { Style: not null } && call.Parameters[1] is IntegerLiteral { Value: "23" };
            if (call.All<ColumnReferenceExpression>().Count > 0 && !isTime)
            {
                yield return (call, $"cuts: {call.Text()}");
            }
        }

        foreach (var column in tree.All<DeclareTableVariableBody>().SelectMany(t => t.Definition.ColumnDefinitions).Where(c => IsOfShop(c.ColumnIdentifier.Value)))
        {
            if (Room(column.DataType, isText: true) is < LongestNonMax / 2)
            {
                yield return (column, $"is narrower than a column can be: {column.Text()}");
            }
        }

        foreach (var column in tree.All<OpenJsonTableReference>().SelectMany(t => t.SchemaDeclarationItems).Where(c => IsOfShop(c.ColumnDefinition.ColumnIdentifier.Value)))
        {
            if (Room(column.ColumnDefinition.DataType, isText: true) is { } room and not ParsedText)
            {
                yield return (column, $"is narrower than a column can be: {column.Text()}");
            }
        }
    }

    private static IEnumerable<(TSqlFragment Found, DataTypeReference Type, ScalarExpression Value)> Conversions(TSqlFragment tree) =>
    [
        .. tree.All<ConvertCall>().Select(c => ((TSqlFragment)c, c.DataType, c.Parameter)),
        .. tree.All<TryConvertCall>().Select(c => ((TSqlFragment)c, c.DataType, c.Parameter)),
        .. tree.All<CastCall>().Select(c => ((TSqlFragment)c, c.DataType, c.Parameter)),
        .. tree.All<TryCastCall>().Select(c => ((TSqlFragment)c, c.DataType, c.Parameter)),
    ];

    /// <summary>The lane is four bits of a hash.</summary>
    private static bool IsOfHash(ScalarExpression value) => value is FunctionCall { FunctionName.Value: "SUBSTRING", Parameters: [FunctionCall { FunctionName.Value: "HASHBYTES" }, ..] };

    /// <summary>The outbox's own columns have the lengths that it gave them.</summary>
    private static bool IsOfShop(string column) => column is not ("MessageId" or "PersonKey" or "Lane" or "Key" or "Hash");

    /// <summary>The characters that a conversion leaves; null where it cuts nothing.</summary>
    private static int? Room(DataTypeReference type, bool isText)
    {
        if (type is not SqlDataTypeReference { Parameters: var parameters } sql)
        {
            return null;
        }

        if (IsNarrow(type))
        {
            return 0;
        }

        var hasLength = sql.SqlDataTypeOption is SqlDataTypeOption.NVarChar or SqlDataTypeOption.VarChar or SqlDataTypeOption.NChar
            or SqlDataTypeOption.Char or SqlDataTypeOption.VarBinary or SqlDataTypeOption.Binary;
        if (!hasLength || parameters is [MaxLiteral])
        {
            return null;
        }

        var room = parameters is [IntegerLiteral length] ? int.Parse(length.Value, null) : 1;
        return room >= LongestNonMax || (!isText && Rooms.Contains(room)) ? null : room;
    }

    /// <summary>Numbers and times of less than the widest type of their family.</summary>
    private static bool IsNarrow(DataTypeReference type) => type is SqlDataTypeReference sql && sql.SqlDataTypeOption switch
    {
        SqlDataTypeOption.Int or SqlDataTypeOption.SmallInt or SqlDataTypeOption.TinyInt => true,
        SqlDataTypeOption.Decimal or SqlDataTypeOption.Numeric => sql.Parameters is not [IntegerLiteral { Value: "38" }, ..],
        SqlDataTypeOption.DateTime2 or SqlDataTypeOption.DateTimeOffset or SqlDataTypeOption.Time => sql.Parameters is [IntegerLiteral { Value: not "7" }],
        _ => false,
    };
}
