using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Outbox.Cli.Output;
using Outbox.Stores;

namespace Outbox.Cli.Commands;

/// <summary><c>outbox requeue</c>: takes dead rows back.</summary>
internal static class RequeueCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var common = new CommonOptions();
        var name = new Option<string?>("--event") { Description = "The event; of rows that are none, their kind: touch, merge, delete …", HelpName = "NAME" };
        var code = new Option<string?>("--code") { Description = "The code at the beginning of the reason.", HelpName = "OBX459" };
        var person = new Option<string?>("--person") { Description = "One person's, by the key or by the id at Customer.io.", HelpName = "KEY" };
        var from = new Option<DateTimeOffset?>("--from") { Description = "Captured at or after it; UTC where it has no offset.", HelpName = "TIME", CustomParser = TimeOf };
        var to = new Option<DateTimeOffset?>("--to") { Description = "Captured before it.", HelpName = "TIME", CustomParser = TimeOf };
        var all = new Option<bool>("--all") { Description = "Every dead row, where nothing else is given." };
        var yes = new Option<bool>("--yes") { Description = "Do it. Without it the rows are counted, and nothing is changed." };
        var json = new Option<bool>("--json") { Description = "Tell it as JSON." };
        var command = new Command("requeue", "Takes dead rows back: they go again, under the id and with the bytes that were saved of them.")
        {
            name, code, person, from, to, all, yes, json,
        };
        common.AddTo(command);
        command.Validators.Add(result =>
        {
            var isFiltered = result.GetValue(name) is not null || result.GetValue(code) is not null || result.GetValue(person) is not null
                || result.GetValue(from) is not null || result.GetValue(to) is not null;
            if (isFiltered == result.GetValue(all))
            {
                result.AddError("Say which rows: --event, --code, --person, --from, --to, or --all alone.");
            }
        });
        new CommandText(
            [
                ("outbox requeue --connection \"…\" --code OBX459", "counts the rows that Customer.io refused; changes nothing"),
                ("outbox requeue --connection \"…\" --code OBX459 --from 2026-11-28T09:00Z --yes", "those captured since nine go again"),
            ],
            [
                (ExitCodes.Done, "done, or counted"),
            ]).AddTo(command);

        command.SetAction(async (parse, cancellationToken) =>
        {
            var filter = new RequeueFilter(
                parse.GetValue(name), parse.GetValue(code), parse.GetValue(person), parse.GetValue(from)?.UtcDateTime, parse.GetValue(to)?.UtcDateTime);
            var execute = parse.GetValue(yes);
            var rows = await Engines.Upkeep(common.Read(parse).RequireConnection()).RequeueAsync(filter, execute, Operator.Name, cancellationToken);
            await parse.InvocationConfiguration.Output.WriteLineAsync(parse.GetValue(json) ? JsonOf(rows, execute) : TextOf(rows, execute));
            return ExitCodes.Done;
        });
        return command;
    }

    private static string JsonOf(IReadOnlyList<RequeuedRows> rows, bool execute) =>
        JsonSerializer.Serialize(new { requeued = execute, total = rows.Sum(group => group.Rows), late = rows.Sum(group => group.Late), rows }, Json);

    private static string TextOf(IReadOnlyList<RequeuedRows> rows, bool execute)
    {
        var late = rows.Sum(group => group.Late);
        return string.Join(Environment.NewLine, (IEnumerable<string>)
        [
            .. rows.Select(group => TerminalText.Escape($"{group.Name}  {group.Code}  {group.Rows} rows{(group.Late > 0 ? $", {group.Late} older than 72 hours" : "")}")),
            string.Create(CultureInfo.InvariantCulture, $"{rows.Sum(group => group.Rows)} rows {(execute ? "go again" : "would go again; with --yes they do")}"),
            .. late > 0 ? [string.Create(CultureInfo.InvariantCulture, $"{late} events are older than 72 hours: they start no campaign")] : Array.Empty<string>(),
        ]);
    }

    private static DateTimeOffset? TimeOf(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }

        result.AddError($"'{result.Tokens[0].Value}' is no time such as 2026-11-28T09:00Z.");
        return null;
    }
}
