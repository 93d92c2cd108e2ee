using System.Text;

namespace Outbox.Stores.SqlServer;

/// <summary>Values as T-SQL text that DbUp, sqlcmd and SSMS all take as they are.</summary>
internal static class ServerText
{
    private const int ChunkLength = 2_000;

    /// <summary>A statement of <c>deploy</c> with its parameters written in, each a literal.</summary>
    public static string Fill(string name, params ReadOnlySpan<(string Parameter, string Literal)> values)
    {
        var sql = SqlServerTexts.Deploy(name);
        foreach (var (parameter, literal) in values)
        {
            sql = sql.Replace("@" + parameter, literal, StringComparison.Ordinal);
        }

        return sql.TrimEnd();
    }

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
            var end = i < lines.Length - 1 ? " + NCHAR(10)" : "";
            var pieces = lines[i].Replace("\r", "", StringComparison.Ordinal).Chunk(ChunkLength).Select(c => new string(c)).DefaultIfEmpty("").ToList();
            for (var piece = 0; piece < pieces.Count; piece++)
            {
                sql.Append("SET ").Append(variable).Append(" += ").Append(Literal(pieces[piece]))
                    .Append(piece == pieces.Count - 1 ? end : "").Append(";\n");
            }
        }

        return sql.ToString();
    }

    /// <summary>An identifier in brackets.</summary>
    public static string Name(string identifier) => $"[{identifier.Replace("]", "]]", StringComparison.Ordinal)}]";

    private static string Escape(string text) => text
        .Replace("'", "''", StringComparison.Ordinal)
        .Replace("$(", "$' + N'(", StringComparison.Ordinal);
}
