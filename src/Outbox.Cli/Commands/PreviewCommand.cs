using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Outbox.Cli.Output;
using Outbox.Cli.Preview;
using Outbox.Core.Errors;
using Outbox.CustomerIo;
using Outbox.Mapping.Capture;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;
using Outbox.Mapping.Preview;
using Outbox.Stores;

namespace Outbox.Cli.Commands;

/// <summary><c>outbox preview</c>: the exact items that rows of the shop would make. Sends nothing unless told to.</summary>
internal static class PreviewCommand
{
    /// <summary>Rows with one key that are shown: an id that several rows share is a finding of lint.</summary>
    private const int MostOfAKey = 10;

    /// <summary>The most that <c>--last</c> takes.</summary>
    private const int MostLast = 100;

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var name = new Argument<string>("EVENT") { Description = "An event, schedule or feed of the mapping; or people, for a person's attributes." };
        var file = MappingFile.Argument();
        var key = new Option<string[]>("--key", "-k")
        {
            Description = "The row: its id columns joined by colons, as in an event id (1001, or 42:2026-11-23). Can be given again.",
            HelpName = "KEY",
        };
        var last = new Option<int?>("--last", "-n")
        {
            Description = $"The last rows that show the event, 1 to {MostLast}. Without --key and --last the last one.",
            HelpName = "N",
        };
        var sendTo = new Option<string?>("--send-to")
        {
            Description = "Send one event to a test profile: under its shadow name, with a fresh ULID, dated now. The profile must be there.",
            HelpName = "PERSON",
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var track = new TrackOptionsGroup();
        var common = new CommonOptions();
        var command = new Command("preview", "Shows the exact items, ids and bytes that rows of the shop would make. Changes nothing, and needs no trigger.")
        {
            name, file, key, last, sendTo, json,
        };
        command.Validators.Add(result =>
        {
            var keys = result.GetValue(key) ?? [];
            if (keys.Length > 0 && result.GetValue(last) is not null)
            {
                result.AddError("Give --key or --last, not both.");
            }

            if (result.GetValue(last) is < 1 or > MostLast)
            {
                result.AddError($"--last takes 1 to {MostLast}.");
            }

            if (result.GetValue(sendTo) is not null && (keys.Length > 1 || result.GetValue(last) > 1))
            {
                result.AddError("--send-to sends one event: give one --key.");
            }
        });
        track.AddTo(command);
        common.AddTo(command);
        new CommandText(
            [
                ("outbox preview order_completed --key 1001 --connection shop.db", "what order 1001 would send"),
                ("outbox preview order_completed --last 5 --connection \"Server=db;Database=shop;Integrated Security=True\"", "the last five"),
                ("outbox preview people --key 42 --connection shop.db", "a person's attributes"),
                ("outbox preview order_completed --key 1001 --connection shop.db --send-to test_42 --region eu --site-id …",
                    "sends it to a test profile, to try a journey; the API key comes from OUTBOX__CUSTOMERIO__APIKEY"),
            ],
            [
                (ExitCodes.Done, "shown; with --send-to also sent"),
                (ExitCodes.CheckFailed, "a key has no row, or of a row nothing would be sent"),
            ]).AddTo(command);

        command.SetAction(async (parse, cancellationToken) =>
        {
            var settings = track.Read(parse, common);
            var connection = settings.RequireConnection();
            var asJson = parse.GetValue(json);
            var (mapping, catalog) = await ReadMappingAsync(
                parse.GetRequiredValue(file), connection, parse.GetRequiredValue(name), parse.InvocationConfiguration.Error, cancellationToken);
            var source = Find(mapping, parse.GetRequiredValue(name));
            var reader = Engines.Source(connection, CapturePlan.For(mapping, catalog));
            var (rows, missing) = await ReadRowsAsync(
                reader, source, catalog.Find(source.Table)!, parse.GetValue(key) ?? [], parse.GetValue(last) ?? 1, cancellationToken);

            var rules = await PreviewRules.ReadAsync(connection, mapping, catalog, cancellationToken);
            var (items, unsent) = await Previewer.RunAsync(reader, rules.Rules, source, rows, cancellationToken);
            var report = new PreviewReport(
                source.CapturedBy,
                rules.Of(source.CapturedBy)?.Delivery.ToString().ToLowerInvariant(),
                rules.AreInstalled ? "database" : "mapping",
                items,
                unsent,
                missing);

            SentEvent? sent = null;
            if (parse.GetValue(sendTo) is { } person)
            {
                sent = await SendAsync(settings, report, person, mapping.Source, await reader.ReadClockAsync(cancellationToken), cancellationToken);
            }

            if (asJson)
            {
                PreviewJson.Write(parse.InvocationConfiguration.Output, report, sent);
            }
            else
            {
                PreviewText.Write(parse.InvocationConfiguration.Output, report, sent);
            }

            return missing.Count + unsent.Count == 0 ? ExitCodes.Done : ExitCodes.CheckFailed;
        });
        return command;
    }

    /// <summary>The mapping, without errors; findings about the event go to the error output, where they spoil no pipe.</summary>
    private static async Task<(MappingDocument Mapping, DatabaseCatalog Catalog)> ReadMappingAsync(
        FileInfo path, string connection, string name, TextWriter errors, CancellationToken cancellationToken)
    {
        var text = await MappingFile.ReadAsync(path, cancellationToken);
        var (mapping, findings) = await MappingCheck.RunAsync(text, Engines.Installer(connection), cancellationToken);
        var isRefused = mapping?.Catalog is null || findings.Any(f => f.Severity == Severity.Error);
        foreach (var finding in findings.Where(f => isRefused || f.Path.Split('.').Contains(name)))
        {
            await errors.WriteLineAsync(FindingText.Render(path.ToString(), finding));
        }

        return isRefused
            ? throw new OutboxException(
                CliErrors.MappingRefused, "The mapping has errors; no row was read.", path.ToString(), "Mend what is listed above and run preview again.")
            : (mapping!.Document, mapping.Catalog!);
    }

    private static PreviewSource Find(MappingDocument mapping, string name)
    {
        var all = PreviewSource.Of(mapping);
        var source = all.FirstOrDefault(s => s.Names.Contains(name, StringComparer.Ordinal))
            ?? all.FirstOrDefault(s => s.Names.Contains(name, StringComparer.OrdinalIgnoreCase))
            ?? throw new OutboxException(
                PreviewErrors.UnknownEvent,
                $"The mapping has no event '{name}'.",
                null,
                Suggestions.Mend(name, all.SelectMany(s => s.Names), $"Give one of: {string.Join(", ", all.Select(s => s.Names.First()))}."));
        return source.HasRows ? source : throw new OutboxException(
            PreviewErrors.RowsGone,
            $"'{source.CapturedBy}' happens when a row is deleted: no row is left to show.",
            source.Table.ToString(),
            "Run outbox migrate, delete a row of a test database, and look at what was captured.");
    }

    private static async Task<(IReadOnlyList<SourceRow> Rows, IReadOnlyList<string> Missing)> ReadRowsAsync(
        ISourceReader reader, PreviewSource source, CatalogTable table, string[] keys, int last, CancellationToken cancellationToken)
    {
        if (keys.Length == 0)
        {
            return (await reader.ReadLastRowsAsync(source, last, cancellationToken), []);
        }

        var rows = new List<SourceRow>();
        var missing = new List<string>();
        foreach (var key in keys.Distinct(StringComparer.Ordinal))
        {
            var parts = EventKey.Parse(key, source, table, out var wrong) ?? throw new OutboxException(
                PreviewErrors.BadKey, wrong, $"--key {key}", $"Write it as {EventKey.Form(source, table)}.");
            var found = await reader.FindRowsAsync(source, parts, MostOfAKey, cancellationToken);
            rows.AddRange(found.Select((row, i) => row with { Message = row.Message with { MessageId = rows.Count + i + 1 } }));
            if (found.Count == 0)
            {
                missing.Add(key);
            }
        }

        return (rows, missing);
    }

    private static async Task<SentEvent> SendAsync(
        Settings.OutboxSettings settings, PreviewReport report, string person, string source, DateTime now, CancellationToken cancellationToken)
    {
        var item = report.Items.FirstOrDefault(i => i.Action == "event") ?? throw new OutboxException(
            PreviewErrors.NotTaken, "There is no event to send.", null, "Name an event, and with --key a row that makes one.");
        var (built, name, ulid) = TestProfile.For(item, person, source, now);
        var collection = new ServiceCollection();
        collection.AddTrackApi(options => settings.Bind("CustomerIo", options));
        await using var services = collection.BuildServiceProvider();
        await TestProfile.SendAsync(services.GetRequiredService<ITrackApi>(), built, cancellationToken);
        return new SentEvent(person, name, ulid);
    }
}
