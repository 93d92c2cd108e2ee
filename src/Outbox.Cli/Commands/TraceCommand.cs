using System.CommandLine;
using Outbox.Cli.Output;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Yaml;
using Outbox.Stores.Reading;

namespace Outbox.Cli.Commands;

/// <summary><c>outbox trace</c>: what became of an event. Changes nothing.</summary>
internal static class TraceCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var common = new CommonOptions();
        var what = new Argument<string>("WHAT")
        {
            Description = "An event id (order_completed:1001), a ULID as Customer.io shows it, or a person's id or key.",
        };
        var person = new Option<bool>("--person") { Description = "WHAT is a person, whatever it looks like." };
        var since = new Option<string?>("--since")
        {
            Description = "How far back to look for a ULID or a person, UTC: 2026-11-01 or 2026-11-01T12:00:00Z; seven days by default.",
            HelpName = "TIME",
        };
        var rows = new Option<int>("--rows") { Description = "At most so many rows, the latest: 1 to 10000.", DefaultValueFactory = _ => 100 };
        rows.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 10_000)
            {
                result.AddError("--rows goes from 1 to 10000.");
            }
        });
        var json = new Option<bool>("--json") { Description = "Print a JSON array." };
        var command = new Command("trace", "Tells one event's life: captured, shaped, tried, answered. Also a person's last rows. Changes nothing.")
        {
            what, person, since, rows, json,
        };
        common.AddTo(command);
        new CommandText(
            [
                ("outbox trace order_completed:1001 --connection shop.db", "what became of the order's event"),
                ("outbox trace 01DXM6K6WVZ371Q29KV2SM89CN --since 2026-11-01 -c shop.db", "which row an event at Customer.io is"),
                ("outbox trace cust_42 -c shop.db --json", "a person's rows of the last seven days, for a script"),
            ],
            [
                (ExitCodes.Done, "found and told"),
                (ExitCodes.CheckFailed, "the outbox has no such row"),
            ]).AddTo(command);

        command.SetAction(async (parse, cancellationToken) =>
        {
            var query = TraceArgument.Read(parse.GetRequiredValue(what), parse.GetValue(person), parse.GetValue(since), parse.GetValue(rows));
            var connection = common.Read(parse).RequireConnection();
            await using var store = Engines.Store(connection);
            var stored = await store.ReadMappingAsync(cancellationToken);
            var mapping = MappingReader.Read(stored.Text).Document;
            var traced = await Engines.Reader(connection).TraceAsync(query, mapping?.Source ?? "", cancellationToken);
            var output = parse.InvocationConfiguration.Output;
            if (parse.GetValue(json))
            {
                TraceJson.Write(output, mapping, traced);
            }
            else if (traced.Count > 0)
            {
                TraceText.Write(output, mapping, traced);
            }
            else
            {
                await output.WriteLineAsync(Nothing(query, mapping?.EventTypes.Select(t => t.Name) ?? []));
            }

            return traced.Count > 0 ? ExitCodes.Done : ExitCodes.CheckFailed;
        });
        return command;
    }

    private static string Nothing(TraceQuery query, IEnumerable<string> names)
    {
        if (query.EventId is { } id)
        {
            var name = id.Split(':')[0];
            var known = names.ToList();
            return $"the outbox has no row of '{id}'. " + (known.Contains(name)
                ? "It was not captured: no write has met the event's when and where since migrate, or the trigger was off (outbox doctor)."
                : NearestName.Mend(name, known, $"The mapping has no event '{name}'."));
        }

        var span = query.Since is { } since ? $"since {since:yyyy-MM-dd HH:mm:ss}Z" : "in the last seven days";
        return query.Ulid is { } ulid
            ? $"no event captured {span} has the ULID {ulid}. Look further back with --since; a ULID of another source is not found here."
            : $"no row captured {span} names the person '{query.Person}'. Look further back with --since; case counts.";
    }
}
