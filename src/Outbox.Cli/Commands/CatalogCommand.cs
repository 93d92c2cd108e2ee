using System.CommandLine;
using System.Text;
using Outbox.Cli.Output;
using Outbox.Core.Errors;
using Outbox.Core.Messages;
using Outbox.Mapping.Lint;
using Outbox.Mapping.TrackingPlan;

namespace Outbox.Cli.Commands;

/// <summary><c>outbox catalog</c>: the tracking plan, for the people who build segments and journeys.</summary>
internal static class CatalogCommand
{
    private enum PlanFormat
    {
        Markdown,
        Html,
        Json,
    }

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var file = MappingFile.Argument();
        var format = new Option<PlanFormat?>("--format", "-f")
        {
            Description = "Markdown by default, or what the ending of --output says.",
            HelpName = "markdown|html|json",
        };
        var target = new Option<FileInfo?>("--output", "-o") { Description = "The file to write; without it the page is printed.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "The same as --format json." };
        var common = new CommonOptions();
        var command = new Command("catalog", "Writes the tracking plan of a mapping: events, properties, types, examples, owners. Changes nothing.")
        {
            file, format, target, json,
        };
        common.AddTo(command);
        new CommandText(
            [
                ("outbox catalog > events.md", "Markdown, from the mapping alone"),
                ("outbox catalog outbox.yml --connection shop.db --output events.html", "one HTML page, with the types of the columns and each event's delivery now"),
            ],
            [
                (ExitCodes.Done, "written"),
            ]).AddTo(command);

        command.SetAction(async (parse, cancellationToken) =>
        {
            var path = parse.GetRequiredValue(file);
            var text = await MappingFile.ReadAsync(path, cancellationToken);
            var connection = common.Read(parse).Connection;
            var (mapping, findings) = await MappingCheck.RunAsync(
                text, connection is null ? null : Engines.Installer(connection), cancellationToken);
            var errors = findings.Where(f => f.Severity == Severity.Error).ToList();
            foreach (var finding in errors)
            {
                await parse.InvocationConfiguration.Error.WriteLineAsync(FindingText.Render(path.ToString(), finding));
            }

            if (mapping is null || errors.Count > 0)
            {
                throw new OutboxException(
                    CliErrors.MappingRefused, "The mapping has errors; nothing was written.", path.ToString(), "Mend what is listed above and run catalog again.");
            }

            var output = parse.GetValue(target);
            var plan = new PlanMaker(mapping.Document, mapping.Catalog, await ReadDeliveriesAsync(connection, cancellationToken)).Make();
            var page = FormatOf(parse.GetValue(json) ? PlanFormat.Json : parse.GetValue(format), output) switch
            {
                PlanFormat.Html => HtmlPlan.Write(plan),
                PlanFormat.Json => PlanJson.Write(plan),
                _ => MarkdownPlan.Write(plan),
            };
            if (output is null)
            {
                await parse.InvocationConfiguration.Output.WriteAsync(page);
            }
            else
            {
                await WriteAsync(output, page, cancellationToken);
                await parse.InvocationConfiguration.Output.WriteLineAsync($"written {output}");
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static PlanFormat FormatOf(PlanFormat? given, FileInfo? output) => given ?? output?.Extension.ToLowerInvariant() switch
    {
        ".html" or ".htm" => PlanFormat.Html,
        ".json" => PlanFormat.Json,
        _ => PlanFormat.Markdown,
    };

    private static async Task<IReadOnlyDictionary<string, Delivery>> ReadDeliveriesAsync(string? connection, CancellationToken cancellationToken)
    {
        if (connection is null || !await Engines.Shop(connection).HasOutboxAsync(cancellationToken))
        {
            return new Dictionary<string, Delivery>();
        }

        await using var store = Engines.Store(connection);
        return (await store.ReadEventTypesAsync(cancellationToken)).ToDictionary(t => t.Name, t => t.Delivery, StringComparer.Ordinal);
    }

    private static async Task WriteAsync(FileInfo file, string text, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(file.FullName, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OutboxException(
                CliErrors.FileUnwritable, $"The page cannot be written: {error.Message}", file.ToString(), "Name another file.", error);
        }
    }
}
