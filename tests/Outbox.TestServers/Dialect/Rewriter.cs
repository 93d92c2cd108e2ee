using System.Text.RegularExpressions;
using DbUp.Engine;

namespace Outbox.TestServers.Dialect;

/// <summary>
/// Rewrites the product's scripts for a server that lacks some statements of SQL Server. Each rule belongs to a trait
/// and is used only where the server, asked, does not have it: on SQL Server itself the scripts run as they are.
/// </summary>
internal sealed partial class Rewriter : IScriptPreprocessor
{
    private static readonly (Trait Lacking, Func<string, string> Rewrite)[] Rules =
    [
        (Trait.CreateOrAlter, sql => CreateOrAlter().Replace(sql, "DROP ${kind} IF EXISTS ${name};\nGO\nCREATE ${kind} ${name}")),
        (Trait.LockEscalation, sql => LockEscalation().Replace(sql, "")),
        (Trait.NotForReplication, sql => NotForReplication().Replace(sql, "")),
        (Trait.InlineIndex, InlineIndexes.MoveOut),
        (Trait.TrailingZeros, sql => CutTime().Replace(sql, CutTimePadded)),
        (Trait.JoinHints, sql => JoinHint().Replace(sql, "${kind} JOIN")),
        (Trait.Waits, sql => Wait().Replace(sql, "SET NOCOUNT ON;")),
        (Trait.GrantOnType, sql => GrantOnType().Replace(sql, "")),
        (Trait.GrantOnTableFunction, sql => OnTableFunction().Replace(sql, "GRANT EXECUTE ")),
        (Trait.GrantOnObject, sql => OnObject().Replace(sql, "ON ")),
        (Trait.ServerSequences, sql => SequenceCache().Replace(sql, "CACHE 1")),
        (Trait.LoginlessUser, sql => OfCatalogUser().Replace(sql, "")),
        (Trait.ViewDefinition, sql => ViewDefinition().Replace(sql, "")),
        (Trait.RoleOwner, sql => RoleOwner().Replace(sql, "${role}")),
    ];

    private const string CutTimePadded =
        "LEFT(REPLACE(${time}, N' +00:00', N'') + CASE WHEN CHARINDEX(N'.', ${time}) = 0 THEN N'.0000000' ELSE N'0000000' END, ${length})";

    private readonly List<Func<string, string>> _rules;

    /// <summary>Takes what the server lacks.</summary>
    public Rewriter(IReadOnlyCollection<Trait> lacking) =>
        _rules = [.. Rules.Where(r => lacking.Contains(r.Lacking)).Select(r => r.Rewrite)];

    /// <summary>The traits that it can do without.</summary>
    public static IEnumerable<Trait> Traits => Rules.Select(r => r.Lacking);

    /// <summary>Whether there is anything that the server lacks.</summary>
    public bool IsNeeded => _rules.Count > 0;

    /// <inheritdoc/>
    public string Process(string contents) => _rules.Aggregate(contents, (sql, rule) => rule(sql));

    [GeneratedRegex(@"^CREATE OR ALTER (?<kind>PROCEDURE|VIEW|FUNCTION|TRIGGER) (?<name>[^\s(]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex CreateOrAlter();

    [GeneratedRegex(@"^ALTER TABLE \S+ SET \(LOCK_ESCALATION = \w+\);?$", RegexOptions.Multiline)]
    private static partial Regex LockEscalation();

    [GeneratedRegex(@"^NOT FOR REPLICATION\r?\n", RegexOptions.Multiline)]
    private static partial Regex NotForReplication();

    [GeneratedRegex(@"\b(?<kind>INNER|LEFT) HASH JOIN\b", RegexOptions.ExplicitCapture)]
    private static partial Regex JoinHint();

    /// <summary>Put in its place is what says nothing: an IF needs a statement.</summary>
    [GeneratedRegex(@"\bWAITFOR DELAY '[^']*';")]
    private static partial Regex Wait();

    [GeneratedRegex(@"LEFT\((?<time>CONVERT\(nvarchar\(27\), (CONVERT\(datetime2\(7\), (SWITCHOFFSET\([^()]*\)|[^(),]+)\)|[^(),]+), 121\)), (?<length>23)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex CutTime();

    [GeneratedRegex(@"^GRANT [^;]* ON TYPE::[^;]*;", RegexOptions.Multiline)]
    private static partial Regex GrantOnType();

    [GeneratedRegex(@"\bON OBJECT::")]
    private static partial Regex OnObject();

    /// <summary>Of the product's functions one gives a table.</summary>
    [GeneratedRegex(@"^GRANT SELECT +(?=ON OBJECT::outbox\.DecodeUlid\b)", RegexOptions.Multiline)]
    private static partial Regex OnTableFunction();

    [GeneratedRegex(@"(?<=CREATE SEQUENCE outbox\.\w+ AS bigint START WITH 1 INCREMENT BY 1 )CACHE \d+")]
    private static partial Regex SequenceCache();

    /// <summary>All that makes, grants to, drops or runs as the user that sees definitions.</summary>
    [GeneratedRegex(@"^(IF DATABASE_PRINCIPAL_ID\(N'outbox_catalog'\)|GRANT [^;]* TO outbox_catalog;|DROP USER IF EXISTS outbox_catalog;|WITH EXECUTE AS 'outbox_catalog').*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex OfCatalogUser();

    [GeneratedRegex(@"^GRANT VIEW DEFINITION [^;]*;", RegexOptions.Multiline)]
    private static partial Regex ViewDefinition();

    [GeneratedRegex(@"(?<role>\bCREATE ROLE \w+) AUTHORIZATION dbo\b", RegexOptions.ExplicitCapture)]
    private static partial Regex RoleOwner();
}
