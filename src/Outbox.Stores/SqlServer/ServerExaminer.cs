using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.SqlClient;
using Outbox.Mapping.Capture.TSql;
using Outbox.Stores.Reading;
using Outbox.Stores.SqlServer.Clr;

namespace Outbox.Stores.SqlServer;

/// <summary>What a server tells of an outbox: its view, its settings, the rights of its roles, SQL CLR.</summary>
internal static partial class ServerExaminer
{
    /// <summary>Looks. What this login may not see is told, and stops nothing else.</summary>
    public static async Task<Examination> ExamineAsync(SqlConnection connection, ServerRules rules, CancellationToken cancellationToken)
    {
        CommandDefinition Command(string name) => new(SqlServerTexts.Deploy(name), commandTimeout: 0, cancellationToken: cancellationToken);
        var seen = (await connection.QueryAsync<(string Code, string Subject, string Detail)>(Command("Examine")))
            .Select(o => new Observation(o.Code, o.Subject, o.Detail)).ToList();
        var notes = new List<string>();
        var notSeen = new List<string>();

        ServerInstalled? installed = null;
        await TryAsync("what migrate left", async () => installed = await ServerInstalled.AskAsync(connection, cancellationToken));
        await TryAsync("the settings", async () =>
        {
            var settings = await connection.QuerySingleAsync<ServerSettings>(Command("ReadSettings")) with { Triggers = installed?.Triggers.Count ?? 0 };
            seen.AddRange(settings.Judge(rules.CompatibilityLevel));
            notes.AddRange(settings.Notes());
        });
        if (installed is { Rights.Count: > 0 })
        {
            // Resync is made of the mapping too, and is the operators'.
            seen.AddRange(Needed().Concat(installed.Generated.Keys.Where(name => name != TSqlWriter.ResyncModule))
                .Where(name => !installed.Rights.Contains(name))
                .Select(name => new Observation("OBX707", $"outbox.{name}", "outbox_dispatcher may not execute it")));
        }
        else if (installed is not null)
        {
            notSeen.Add("the rights of outbox_dispatcher: none can be seen; outbox migrate grants them");
        }

        await TryAsync("SQL CLR", async () =>
        {
            var server = await ServerState.ReadAsync(connection, cancellationToken);
            var clr = await ClrState.ReadAsync(connection, server, cancellationToken);
            seen.AddRange(Judge(clr));
            notes.Add(clr switch
            {
                { HasClr: false } => "SQL CLR: this server has none; the T-SQL functions are used",
                { IsThere: false } => "SQL CLR: not installed; the T-SQL functions are used",
                _ => "SQL CLR: installed; its trust is a setting of each server, and a restore or a failover can take it away",
            });
        });
        await TryAsync("the replicas", async () =>
        {
            var replicas = (await connection.QueryAsync<string>(Command("ReadReplicas"))).ToList();
            if (replicas.Count > 1)
            {
                notes.Add($"the database has {replicas.Count} replicas ({string.Join(", ", replicas)}): settings of the server, SQL CLR among them, were looked at on this one alone");
            }
        });
        return new Examination(seen, notes, notSeen);

        async Task TryAsync(string what, Func<Task> look)
        {
            try
            {
                await look();
            }
            catch (SqlException error) when (error.Class < 20)
            {
                notSeen.Add($"{what}: {error.Message.ReplaceLineEndings(" ").Trim()}");
            }
        }
    }

    /// <summary>What is wrong with SQL CLR on a server. Pure.</summary>
    internal static IEnumerable<Observation> Judge(ClrState state)
    {
        if (!state.IsThere)
        {
            yield break;
        }

        if (!state.HasClr || !state.IsEnabled)
        {
            yield return new("OBX732", ClrAssembly.Name, "'clr enabled' is off on this server");
        }
        else if (state.IsStrict && state.IsTrusted == false)
        {
            yield return new("OBX732", ClrAssembly.Name, "this server does not trust the assembly's hash");
        }
        else if (!state.IsCurrent)
        {
            yield return new("OBX732", ClrAssembly.Name, "it is another version's: run outbox migrate");
        }
    }

    /// <summary>Procedures that the script of the grants gives to the dispatcher.</summary>
    private static IEnumerable<string> Needed() => DispatcherGrant()
        .Matches(SqlServerTexts.Programmable.Single(p => p.Name == "Grants").Text)
        .Select(grant => grant.Groups["name"].Value);

    [GeneratedRegex(@"^GRANT EXECUTE ON OBJECT::outbox\.(?<name>\w+)\s+TO outbox_dispatcher;", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex DispatcherGrant();
}
