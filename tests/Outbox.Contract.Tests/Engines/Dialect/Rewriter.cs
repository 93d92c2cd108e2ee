using System.Text.RegularExpressions;
using DbUp.Engine;

namespace Outbox.Contract.Tests.Engines.Dialect;

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
        (Trait.JoinHints, sql => JoinHint().Replace(sql, "${kind} JOIN")),
        (Trait.GrantOnType, sql => GrantOnType().Replace(sql, "")),
        (Trait.GrantOnObject, sql => OnObject().Replace(sql, "ON ")),
        (Trait.RoleOwner, sql => RoleOwner().Replace(sql, "${role}")),
    ];

    private readonly List<Func<string, string>> _rules;

    private Rewriter(IEnumerable<Func<string, string>> rules) => _rules = [.. rules];

    /// <summary>Whether there is anything that the server lacks.</summary>
    public bool IsNeeded => _rules.Count > 0;

    /// <summary>The rules that a server needs.</summary>
    public static async Task<Rewriter> ForAsync(TestServer server)
    {
        var rules = new List<Func<string, string>>();
        foreach (var (lacking, rewrite) in Rules)
        {
            if (await server.LacksAsync(lacking) is not null)
            {
                rules.Add(rewrite);
            }
        }

        return new Rewriter(rules);
    }

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

    [GeneratedRegex(@"^GRANT [^;]* ON TYPE::[^;]*;", RegexOptions.Multiline)]
    private static partial Regex GrantOnType();

    [GeneratedRegex(@"\bON OBJECT::")]
    private static partial Regex OnObject();

    [GeneratedRegex(@"(?<role>\bCREATE ROLE \w+) AUTHORIZATION dbo\b", RegexOptions.ExplicitCapture)]
    private static partial Regex RoleOwner();
}
