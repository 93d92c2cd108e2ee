using Dapper;
using Microsoft.Data.SqlClient;

namespace Outbox.Stores.SqlServer.Clr;

/// <summary>What a server and its database say about the SQL CLR assembly.</summary>
internal sealed record ClrState
{
    /// <summary>Azure SQL Database, Synapse, Edge: they host no CLR. SQL Server itself and a managed instance do.</summary>
    private static readonly int[] EditionsWithout = [5, 6, 9, 11];

    /// <summary>Whether the server has SQL CLR at all.</summary>
    public bool HasClr { get; init; }

    /// <summary><c>clr enabled</c>.</summary>
    public bool IsEnabled { get; init; }

    /// <summary><c>clr strict security</c>: only what is trusted is let in, SAFE or not.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Whether the server trusts this version's hash; null where the login may not see it.</summary>
    public bool? IsTrusted { get; init; }

    /// <summary>Whether the login may trust a hash (CONTROL SERVER).</summary>
    public bool MayTrust { get; init; }

    /// <summary>Whether the database has an assembly of the name.</summary>
    public bool IsThere { get; init; }

    /// <summary>Whether it is this version's, SAFE, with all its functions.</summary>
    public bool IsCurrent { get; init; }

    /// <summary>Reads it; asks nothing that the server does not know or the login may not.</summary>
    public static async Task<ClrState> ReadAsync(SqlConnection connection, ServerState server, CancellationToken cancellationToken)
    {
        if (EditionsWithout.Contains(server.EngineEdition))
        {
            return new ClrState();
        }

        CommandDefinition Command(string name, object? parameters = null) => new(SqlServerTexts.Deploy(name), parameters, cancellationToken: cancellationToken);
        var (enabled, strict, mayTrust, maySee) = await connection.QuerySingleAsync<(int? Enabled, int? Strict, int? MayTrust, int? MaySee)>(Command("ReadClr"));
        if (enabled is null)
        {
            return new ClrState();
        }

        var there = await connection.QuerySingleOrDefaultAsync<(byte[] Hash, int IsSafe, int Functions)?>(Command("ReadClrAssembly"));
        var trusted = strict == 1 && maySee == 1
            ? await connection.ExecuteScalarAsync<int>(Command("ReadClrTrust", new { sha512 = ClrAssembly.Hash })) > 0
            : (bool?)null;
        return new ClrState
        {
            HasClr = true,
            IsEnabled = enabled == 1,
            IsStrict = strict == 1,
            MayTrust = mayTrust == 1,
            IsTrusted = trusted,
            IsThere = there is not null,
            IsCurrent = there is { IsSafe: 1, Functions: ClrAssembly.Functions } found && found.Hash.AsSpan().SequenceEqual(ClrAssembly.Hash),
        };
    }
}
