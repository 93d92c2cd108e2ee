using System.Globalization;
using System.Text.RegularExpressions;

namespace Outbox.TestServers;

/// <summary>
/// What a run asks of each database that its tests make: the environment says it, so that the same suites run in a
/// case-sensitive or a Turkish database, with row versions and without, at an older compatibility level.
/// </summary>
/// <param name="Collation">The collation; null for the server's.</param>
/// <param name="RowVersions">READ_COMMITTED_SNAPSHOT; null for the server's choice.</param>
/// <param name="CompatibilityLevel">The level; null for the server's.</param>
public sealed partial record DatabaseSettings(string? Collation, bool? RowVersions, int? CompatibilityLevel)
{
    /// <summary>Names a collation.</summary>
    public const string CollationVariable = "OUTBOX_TEST_COLLATION";

    /// <summary><c>on</c> or <c>off</c>.</summary>
    public const string RowVersionsVariable = "OUTBOX_TEST_RCSI";

    /// <summary>A number, as 140.</summary>
    public const string CompatibilityVariable = "OUTBOX_TEST_COMPATIBILITY";

    /// <summary>Whether the run asks for anything.</summary>
    public bool Any => Collation is not null || RowVersions is not null || CompatibilityLevel is not null;

    /// <summary>Those of the environment.</summary>
    public static DatabaseSettings FromEnvironment() => Read(Environment.GetEnvironmentVariable);

    /// <summary>Those that variables say.</summary>
    /// <exception cref="FormatException">A variable says what is none.</exception>
    public static DatabaseSettings Read(Func<string, string?> variable)
    {
        return new(
            Value(CollationVariable) is not { } collation ? null : Word().IsMatch(collation) ? collation : throw Wrong(CollationVariable, collation, "the name of a collation"),
            Value(RowVersionsVariable) switch
            {
                null => null,
                "on" => true,
                "off" => false,
                var other => throw Wrong(RowVersionsVariable, other, "on or off"),
            },
            Value(CompatibilityVariable) is not { } level ? null
                : int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
                : throw Wrong(CompatibilityVariable, level, "a compatibility level, as 140"));

        string? Value(string name) => variable(name) is { Length: > 0 } value ? value : null;
    }

    /// <summary>What makes a database so.</summary>
    public IReadOnlyList<string> Statements(string database)
    {
        List<string> statements = [$"CREATE DATABASE [{database}]{(Collation is null ? "" : $" COLLATE {Collation}")}"];
        if (RowVersions is { } versions)
        {
            statements.Add($"ALTER DATABASE [{database}] SET READ_COMMITTED_SNAPSHOT {(versions ? "ON" : "OFF")} WITH ROLLBACK IMMEDIATE");
        }

        if (CompatibilityLevel is { } level)
        {
            statements.Add(string.Create(CultureInfo.InvariantCulture, $"ALTER DATABASE [{database}] SET COMPATIBILITY_LEVEL = {level}"));
        }

        return statements;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", new[]
    {
        Collation,
        RowVersions is { } versions ? $"READ_COMMITTED_SNAPSHOT {(versions ? "on" : "off")}" : null,
        CompatibilityLevel is { } level ? string.Create(CultureInfo.InvariantCulture, $"compatibility level {level}") : null,
    }.Where(part => part is not null));

    private static FormatException Wrong(string name, string value, string wanted) => new($"{name} is '{value}', and must be {wanted}.");

    [GeneratedRegex(@"^\w+$")]
    private static partial Regex Word();
}
