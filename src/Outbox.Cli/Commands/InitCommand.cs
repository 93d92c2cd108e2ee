using System.CommandLine;
using System.Text;
using Outbox.Cli.Draft;
using Outbox.Cli.Output;
using Outbox.Core.Errors;
using Outbox.Mapping.Draft;
using Outbox.Mapping.Lint;

namespace Outbox.Cli.Commands;

/// <summary><c>outbox init</c>: a first mapping of a database, with every guess and its reason.</summary>
internal static class InitCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var file = MappingFile.Argument();
        var people = new Option<string?>("--people") { Description = "The table with a row for each person.", HelpName = "TABLE" };
        var key = new Option<string?>("--key") { Description = "Its key: a unique column that never changes.", HelpName = "COLUMN" };
        var orders = new Option<string?>("--orders") { Description = $"The table with a row for each order; {ShopGuess.None} for none.", HelpName = "TABLE" };
        var zone = new Option<string?>("--time-zone") { Description = "The IANA zone of times without an offset.", HelpName = "ZONE" };
        var currency = new Option<string?>("--currency") { Description = "The currency of amounts whose row names none.", HelpName = "CODE" };
        var region = new Option<string?>("--phone-region") { Description = "The region of phone numbers without a country code.", HelpName = "CODE" };
        var source = new Option<string?>("--source") { Description = "The namespace of the event ids; never changed later.", HelpName = "NAME" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Ask nothing; take the guesses. Nothing is asked without a terminal." };
        var force = new Option<bool>("--force") { Description = "Write over a file that is there." };
        var print = new Option<bool>("--print") { Description = "Print the mapping, and write no file." };
        var json = new Option<bool>("--json") { Description = "Print the guesses as one JSON object; ask nothing." };
        var common = new CommonOptions();
        var command = new Command("init", "Reads a database's tables and writes a first mapping, with the reason of each guess. Changes no database.")
        {
            file, people, key, orders, zone, currency, region, source, yes, force, print, json,
        };
        common.AddTo(command);
        new CommandText(
            [
                ("outbox init --connection shop.db", "asks, and writes outbox.yml"),
                ("outbox init --connection \"Server=db;Database=shop;Integrated Security=True\" --yes --time-zone Europe/Berlin --currency EUR", "asks nothing"),
                ("outbox init --connection shop.db --people Members --key MemberNo --orders none --print", "shows what it would write"),
            ],
            [
                (ExitCodes.Done, "written, and lint finds no error in it"),
                (ExitCodes.CheckFailed, "written, and lint finds errors; each is printed"),
            ]).AddTo(command);

        command.SetAction(async (parse, cancellationToken) =>
        {
            var connection = common.Read(parse).RequireConnection();
            var path = parse.GetRequiredValue(file);
            var isPrinted = parse.GetValue(print);
            if (File.Exists(path.FullName) && !parse.GetValue(force) && !isPrinted)
            {
                throw new OutboxException(
                    DraftErrors.FileExists, "The file is there already.", path.ToString(), "Name another file, or write over it with --force.");
            }

            var shop = Engines.Shop(connection);
            var catalog = await Engines.Installer(connection).ReadCatalogAsync(cancellationToken);
            var relations = await shop.ReadRelationsAsync(cancellationToken);
            var given = new DraftAnswers
            {
                People = parse.GetValue(people),
                Key = parse.GetValue(key),
                Orders = parse.GetValue(orders),
                TimeZone = parse.GetValue(zone),
                Currency = parse.GetValue(currency),
                Region = parse.GetValue(region),
                Source = parse.GetValue(source),
            };
            ShopGuess Guess(DraftAnswers answers) => ShopGuess.Of(catalog, relations, answers);
            var output = parse.InvocationConfiguration.Output;
            var isAsked = !parse.GetValue(yes) && !parse.GetValue(json) && !isPrinted && !Console.IsInputRedirected && !Console.IsOutputRedirected;
            var answers = isAsked
                ? await new Questions(Consoles.Fitted(output), Guess).AskAsync(given, LocalZone.Id, cancellationToken)
                : given;

            var guess = Guess(answers);
            var statuses = guess.Status is { } status
                ? await shop.ReadValuesAsync(guess.Orders!, status.Name, cancellationToken)
                : [];
            var draft = Drafter.Write(guess, statuses, shop.Database, LocalZone.Id);
            if (!isPrinted)
            {
                await WriteAsync(path, draft.Text, cancellationToken);
            }

            if (parse.GetValue(json))
            {
                DraftJson.Write(output, isPrinted ? null : path.ToString(), draft);
            }
            else if (isPrinted)
            {
                await output.WriteAsync(draft.Text);
            }
            else
            {
                DraftText.Write(output, path.ToString(), draft);
            }

            return draft.Findings.Any(f => f.Severity == Severity.Error) ? ExitCodes.CheckFailed : ExitCodes.Done;
        });
        return command;
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
                CliErrors.FileUnwritable, $"The mapping cannot be written: {error.Message}", file.ToString(), "Name another file.", error);
        }
    }
}
