using System.Globalization;
using System.Reflection;
using Microsoft.Data.SqlClient;
using Outbox.Contract.Tests.Engines;
using Outbox.Tests.Clr;
using Outbox.TestServers.Dialect;

namespace Outbox.Contract.Tests.Behaviour.Functions;

/// <summary>The T-SQL functions give the kept answers. What a server's text cannot hold or count is left out and counted.</summary>
public sealed class SqlServerTwins() : ContractTests(new SqlServerEngine())
{
    private static readonly IReadOnlyList<FunctionVector> Kept = Read();

    [Theory]
    [InlineData("EventUlid")]
    [InlineData("PropertiesFault")]
    [InlineData("Utf8Length")]
    [InlineData("NormalizeEmail")]
    [InlineData("DecodeUlid")]
    public Task The_function_gives_the_kept_answers(string function) => HoldAsync(Kept.Where(v => v.Function == function));

    [Theory]
    [InlineData("PropertiesFault")]
    [InlineData("Utf8Length")]
    public Task A_text_of_two_megabytes_is_answered_like_any_other(string function) => HoldAsync(LargeVectors.All.Where(v => v.Function == function));

    private async Task HoldAsync(IEnumerable<FunctionVector> vectors)
    {
        await MigrateAsync("");
        var left = new Dictionary<string, int>();
        var wrong = new List<string>();
        var ran = 0;
        foreach (var vector in vectors)
        {
            if (await WhyNotAsync(vector) is { } why)
            {
                left[why] = left.GetValueOrDefault(why) + 1;
                continue;
            }

            ran++;
            var answer = await AnswerAsync(vector);
            if (answer != vector.Answer)
            {
                wrong.Add($"{vector} but {answer ?? "NULL"}");
            }
        }

        Assert.Empty(wrong);
        Assert.NotEqual(0, ran);
        ContractTally.CountVectors(SqlServerEngine.EngineName, ran, left);
    }

    /// <summary>Why the server cannot be asked this.</summary>
    private async Task<string?> WhyNotAsync(FunctionVector vector)
    {
        var texts = vector.Arguments.Append(vector.Answer).OfType<string>().ToList();
        return texts.Exists(t => t.Contains('\0', StringComparison.Ordinal)) && await Shop.LacksAsync(Trait.NulInText) is { } nul ? nul
            : texts.Exists(HasHalfPair) && await Shop.LacksAsync(Trait.LoneSurrogates) is { } half ? half
            : vector.Answer?.Contains(" at character ", StringComparison.Ordinal) == true && texts.Exists(t => t.Any(char.IsSurrogate))
                && await Shop.LacksAsync(Trait.Utf16Units) is { } units ? units
            : null;
    }

    private async Task<string?> AnswerAsync(FunctionVector vector)
    {
        await using var command = (SqlCommand)Shop.Connection.CreateCommand();
        command.CommandTimeout = 300;
        command.CommandText = vector.Function switch
        {
            "DecodeUlid" => "SELECT TimeUtc, HashPrefix FROM outbox.DecodeUlid(@a0)",
            "EventUlid" => "SELECT outbox.EventUlid(@a0, @a1)",
            var name => $"SELECT outbox.{name}(@a0)",
        };
        for (var i = 0; i < vector.Arguments.Count; i++)
        {
            command.Parameters.Add($"@a{i}", System.Data.SqlDbType.NVarChar, vector.Function is "PropertiesFault" or "Utf8Length" ? -1 : 4000).Value =
                (object?)vector.Arguments[i] ?? DBNull.Value;
        }

        await using var reader = await command.ExecuteReaderAsync(Stop);
        return !await reader.ReadAsync(Stop) ? null
            : vector.Function == "DecodeUlid" ? $"{Time(reader)}|{(reader.IsDBNull(1) ? "" : reader.GetString(1))}"
            : reader.IsDBNull(0) ? null
            : Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture);
    }

    private static string Time(SqlDataReader reader) => reader.IsDBNull(0) ? "" : reader.GetDateTime(0).ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static bool HasHalfPair(string text) => text.EnumerateRunes().Any(rune => rune == System.Text.Rune.ReplacementChar)
        && System.Text.Encoding.Unicode.GetString(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan())) != text;

    private static List<FunctionVector> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("functions.tsv")!;
        using var reader = new StreamReader(stream);
        return [.. FunctionVector.Read(reader.ReadToEnd().Split('\n'))];
    }
}
