using System;
using System.Data.SqlTypes;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;

namespace Outbox.Clr.Runner;

/// <summary>
/// Asks the functions of the SQL CLR assembly as SQL Server would: a question a line, an answer a line. A line is the
/// function's name and its arguments, each <c>-</c> for NULL or <c>+</c> and the UTF-16 in base 64, between tabs; an answer
/// is one such value. <c>time</c> and a count asks the last question so many times again; the answer is microseconds.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        using var questions = new StreamReader(arguments[0], Encoding.ASCII);
        using var answers = new StreamWriter(arguments[1], append: false, Encoding.ASCII);
        Func<SqlString>? ask = null;
        for (var line = questions.ReadLine(); line is not null; line = questions.ReadLine())
        {
            var parts = line.Split('\t');
            if (parts[0] == "time")
            {
                answers.WriteLine(Time(ask!, int.Parse(parts[1], CultureInfo.InvariantCulture)));
                continue;
            }

            ask = Question(parts);
            answers.WriteLine(Write(ask()));
        }

        return 0;
    }

    private static Func<SqlString> Question(string[] parts)
    {
        var text = Text(parts[1]);
        switch (parts[0])
        {
            case "EventUlid":
                var eventId = Text(parts[2]);
                return () => Functions.EventUlid(text, eventId);
            case "PropertiesFault":
                return () => Functions.PropertiesFault(Chars(text));
            case "Utf8Length":
                return () => Length(Functions.Utf8Length(Chars(text)));
            case "NormalizeEmail":
                return () => Functions.NormalizeEmail(text);
            case "DecodeUlid":
                return () => Decode(text);
            default:
                throw new ArgumentException("No such function: " + parts[0]);
        }
    }

    private static SqlString Length(SqlInt64 length) =>
        length.IsNull ? SqlString.Null : new SqlString(length.Value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The only row, its columns with a bar between them; null for no row.</summary>
    private static SqlString Decode(SqlString ulid)
    {
        foreach (var row in Functions.DecodeUlid(ulid))
        {
            Functions.FillUlid(row, out var time, out var hash);
            return new SqlString(
                (time is { } utc ? utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture) : "")
                + "|" + (hash.IsNull ? "" : hash.Value));
        }

        return SqlString.Null;
    }

    private static string Time(Func<SqlString> ask, int count)
    {
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            ask();
        }

        return (watch.Elapsed.TotalMilliseconds * 1000 / count).ToString("F2", CultureInfo.InvariantCulture);
    }

    /// <remarks>Copied and not converted: half a surrogate pair must arrive as it is.</remarks>
    private static string? Read(string value)
    {
        if (value == "-")
        {
            return null;
        }

        var bytes = Convert.FromBase64String(value.Substring(1));
        var units = new char[bytes.Length / 2];
        Buffer.BlockCopy(bytes, 0, units, 0, bytes.Length);
        return new string(units);
    }

    private static SqlString Text(string value)
    {
        var text = Read(value);
        return text is null ? SqlString.Null : new SqlString(text);
    }

    private static SqlChars Chars(SqlString text) => text.IsNull ? SqlChars.Null : new SqlChars(text.Value.ToCharArray());

    private static string Write(SqlString value)
    {
        if (value.IsNull)
        {
            return "-";
        }

        var bytes = new byte[value.Value.Length * 2];
        Buffer.BlockCopy(value.Value.ToCharArray(), 0, bytes, 0, bytes.Length);
        return "+" + Convert.ToBase64String(bytes);
    }
}
