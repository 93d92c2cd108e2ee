using DbUp.Engine;

namespace Outbox.Stores.SqlServer;

/// <summary>What an installer asks of a server and of a table's patience.</summary>
public sealed record ServerRules
{
    /// <summary>SQL Server 2017 and later, and Azure SQL.</summary>
    public static ServerRules Default { get; internal set; } = new();

    /// <summary>The lowest major version: 14 is SQL Server 2017. Azure SQL is always new enough.</summary>
    public int MajorVersion { get; init; } = 14;

    /// <summary>The lowest compatibility level of the database: 140 is SQL Server 2017's (OPENJSON WITH and STRING_AGG).</summary>
    public int CompatibilityLevel { get; init; } = 140;

    /// <summary>How long the change of a trigger waits for its table before it lets the shop pass.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often it tries, waiting longer each time.</summary>
    public int LockTries { get; init; } = 5;

    /// <summary>What rewrites a script before it runs; none in the product.</summary>
    public IReadOnlyList<IScriptPreprocessor> Preprocessors { get; init; } = [];
}
