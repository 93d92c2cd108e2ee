using System.Collections;
using System.Data.SqlTypes;
using System.Globalization;

namespace Outbox.Tests.Clr;

/// <summary>The carried assembly, asked by .NET.</summary>
internal static class CarriedFunctions
{
    private static readonly Func<SqlString, SqlString, SqlString> EventUlid = Bind<Func<SqlString, SqlString, SqlString>>("EventUlid");
    private static readonly Func<SqlChars, SqlString> PropertiesFault = Bind<Func<SqlChars, SqlString>>("PropertiesFault");
    private static readonly Func<SqlChars, SqlInt64> Utf8Length = Bind<Func<SqlChars, SqlInt64>>("Utf8Length");
    private static readonly Func<SqlString, SqlString> NormalizeEmail = Bind<Func<SqlString, SqlString>>("NormalizeEmail");
    private static readonly Func<SqlString, IEnumerable> DecodeUlid = Bind<Func<SqlString, IEnumerable>>("DecodeUlid");
    private static readonly FillUlid Fill = Bind<FillUlid>("FillUlid");

    private delegate void FillUlid(object row, out DateTime? time, out SqlString hash);

    /// <summary>What it answers.</summary>
    public static string? Answer(FunctionVector vector)
    {
        SqlString Text(int i) => vector.Arguments[i] is { } text ? new SqlString(text) : SqlString.Null;
        SqlChars Chars(int i) => vector.Arguments[i] is { } text ? new SqlChars(text.ToCharArray()) : SqlChars.Null;
        return vector.Function switch
        {
            "EventUlid" => Of(EventUlid(Text(0), Text(1))),
            "PropertiesFault" => Of(PropertiesFault(Chars(0))),
            "Utf8Length" => Utf8Length(Chars(0)) is { IsNull: false } length ? length.Value.ToString(CultureInfo.InvariantCulture) : null,
            "NormalizeEmail" => Of(NormalizeEmail(Text(0))),
            "DecodeUlid" => DecodeUlid(Text(0)).Cast<object>().Select(Row).SingleOrDefault(),
            _ => throw new InvalidOperationException($"No function '{vector.Function}'."),
        };
    }

    private static string Row(object row)
    {
        Fill(row, out var time, out var hash);
        return $"{time?.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture)}|{Of(hash)}";
    }

    private static string? Of(SqlString value) => value.IsNull ? null : value.Value;

    private static T Bind<T>(string name)
        where T : Delegate => ClrAssemblyFile.Functions.GetMethod(name)!.CreateDelegate<T>();
}
