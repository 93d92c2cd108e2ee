using System.Text;
using System.Text.RegularExpressions;

namespace Outbox.Stores.SqlServer;

/// <summary>Values as T-SQL text that DbUp, sqlcmd and SSMS all take as they are.</summary>
internal static partial class ServerText
{
    private const int ChunkLength = 2_000;

    /// <summary>A statement of <c>deploy</c> with its parameters written in, each a literal.</summary>
    public static string Fill(string name, params ReadOnlySpan<(string Parameter, string Literal)> values) =>
        SqlTemplate.Fill(SqlServerTexts.Deploy(name), values).TrimEnd();

    /// <summary>A short text as a literal.</summary>
    public static string Literal(string text) => "N'" + Escape(text) + "'";

    /// <summary>
    /// Statements that fill a variable with a long text, a line each. No line of the text stands by itself, where it could
    /// be <c>GO</c>; no piece is longer than 4,000 characters, at which a literal is cut; and sqlcmd's <c>$(…)</c> is broken up.
    /// </summary>
    public static string Fill(string variable, string text)
    {
        var sql = new StringBuilder().Append("DECLARE ").Append(variable).Append(" nvarchar(max) = N'';\n");
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = i < lines.Length - 1 ? lines[i] + "\n" : lines[i];
            foreach (var piece in line.Chunk(ChunkLength))
            {
                sql.Append("SET ").Append(variable).Append(" += ").Append(Literal(new string(piece))).Append(";\n");
            }
        }

        return sql.ToString();
    }

    /// <summary>
    /// A batch for sqlcmd and SSMS as well. They replace <c>$(…)</c> wherever it stands, also within a name or a comment, and cut
    /// at a line that says <c>GO</c>; a line that begins with a colon or <c>!!</c> is a command of theirs. A batch that holds any of
    /// it is put together from literals and run.
    /// </summary>
    public static string Batch(string sql) => ForTools().IsMatch(sql) ? Fill("@Sql", sql) + "EXECUTE (@Sql);" : sql;

    /// <summary>A name within a comment of one line.</summary>
    public static string Comment(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Replace("$(", "$ (", StringComparison.Ordinal);

    /// <summary>An identifier in brackets.</summary>
    public static string Name(string identifier) => $"[{identifier.Replace("]", "]]", StringComparison.Ordinal)}]";

    private static string Escape(string text) => text
        .Replace("'", "''", StringComparison.Ordinal)
        .Replace("\r", "' + NCHAR(13) + N'", StringComparison.Ordinal)
        .Replace("\n", "' + NCHAR(10) + N'", StringComparison.Ordinal)
        .Replace("$(", "$' + N'(", StringComparison.Ordinal);

    [GeneratedRegex(@"\$\(|^[ \t]*(GO\b|:|!!)|\r", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex ForTools();
}
